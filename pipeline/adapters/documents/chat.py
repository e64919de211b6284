"""A conversation as telephones export it: what was written, without who typed it and when.

Who typed a message at the table is not who speaks in the newscast, and is a real person.

>>> said = ["[12/10/26 18:22] Zoé: On garde le four", "et le bal", "[12/10/26 18:23] Léo: Oui"]
>>> [message.text for message in messages(said)]
['On garde le four', 'et le bal', 'Oui']
>>> messages(["Inès : Bonjour", "Malo : Bonjour"])
[]
>>> [message.text for message in messages(["Zoé", "18:22", "On garde le four", "Léo", "18:23", "Oui"])]
['On garde le four', 'Oui']
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_FEWEST = 2
_LONG = 8
"""Lines of a message, on average, up to which a text that begins with one is a conversation."""

_TURN = re.compile(r"\s*[^\W\d_][^:.!?«»]{1,50}?\s?:\s\S")
_MATTER = re.compile(r"[«“]|^[*_]|^[^:.!?]{2,50} :\s|^(?:sujet|titre|histoire)\b", re.IGNORECASE)
_STAMP = re.compile(
    r"[\u200e\s]*\[?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s(?:à\s)?\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?[AP]M)?(?:\]|\s-|\s–)\s"
    r"(?:(?P<who>[^:\n]{1,60}?)\s?:\s)?(?P<said>.*)"
)
"""The first line of a message, as WhatsApp and Signal write it on either kind of telephone."""

_HOUR = re.compile(
    r"[\u200e\s]*(?:(?:aujourd['’]hui|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)"
    r"(?: à|,)?\s)?\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?(?:\s?[AP]M)?\s*",
    re.IGNORECASE,
)
_SENDER = re.compile(r"\s*\S[^:.!?«»]{0,38}\s*")


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A line of a message: its number in the file, counted from 1, and its words."""

    number: int
    text: str
    begins: bool = False
    """A message begins with it."""

    talk: bool = False
    """It is said among those who write, and not of what they write together."""


def messages(lines: Sequence[str]) -> list[ChatLine]:
    """Return what was written in a conversation, line by line; nothing for a text that is no conversation."""
    if copied := _copied(lines):
        return copied
    found = [_STAMP.match(line) for line in lines]
    stamped = sum(match is not None for match in found)
    written = sum(bool(line.strip()) for line in lines)
    begins = next((match is not None for line, match in zip(lines, found, strict=True) if line.strip()), False)
    if stamped < _FEWEST or stamped * (_LONG if begins else 2) < written:
        return []
    every = [
        ChatLine(number, match["said"] if match else line, begins=match is not None)
        for number, (line, match) in enumerate(zip(lines, found, strict=True), 1)
        if (match["said"] if match else line).strip()
    ]
    return _with_talk(every)


def _with_talk(lines: Sequence[ChatLine]) -> list[ChatLine]:
    """Return lines in which messages of one line are talk, where several others hold what people say below a head."""
    ends = [*(line.begins for line in lines[1:]), True]
    alone = [line.begins and end for line, end in zip(lines, ends, strict=True)]
    turns = sum(not line.begins and bool(_TURN.match(line.text)) for line in lines)
    if turns < _FEWEST or turns * 2 < sum(not line.begins for line in lines):
        return list(lines)
    talks = [one and not _MATTER.search(line.text) for line, one in zip(lines, alone, strict=True)]
    return [replace(line, talk=talk) for line, talk in zip(lines, talks, strict=True)]


def _copied(lines: Sequence[str]) -> list[ChatLine]:
    """Return what a conversation says that was copied off a screen: a name, an hour and words, each on its line."""
    hours = [at for at, line in enumerate(lines) if at and _HOUR.fullmatch(line) and _SENDER.fullmatch(lines[at - 1])]
    written = sum(bool(line.strip()) for line in lines)
    if len(hours) < _FEWEST or len(hours) * 5 < written:
        return []
    dropped = {*hours, *(at - 1 for at in hours)}
    return [ChatLine(at + 1, line) for at, line in enumerate(lines) if at not in dropped and line.strip()]
