"""The prompter's text: what is read aloud in short lines, technical notes alone in parentheses."""

from collections.abc import Callable, Iterator, Mapping

from pipeline.french.pauses import Parted
from pipeline.french.typography import typeset, words
from pipeline.model.rundown import PlannedItem, PlannedShot, Rundown
from pipeline.report.sheet import item_type, shot_type

WIDTH = 32
"""Characters a line: what an eye takes in without moving at a prompter's size (practice of the trade)."""

_OUTCUE_WORDS = 5
_NO_NAMES: Mapping[str, str] = {}


def _as_written(text: str) -> str:
    return text


def prompter(
    rundown: Rundown,
    names: Mapping[str, str] = _NO_NAMES,
    *,
    reader: str = "",
    spell: Callable[[str], str] = _as_written,
) -> str:
    """Return the text in UTF-8 lines of at most 32 characters (a longer word stands alone).

    `names` gives the name of a speaker by id. With `reader` (an id) only that speaker's words are there in
    full, the others' are a note with their last words. `spell` turns figures into words.
    """
    blocks = [_note(typeset(rundown.title))]
    for item in rundown.items:
        blocks += _item(item, names, reader, spell)
    return "\n\n".join(blocks) + "\n"


def _item(item: PlannedItem, names: Mapping[str, str], reader: str, spell: Callable[[str], str]) -> Iterator[str]:
    what = item_type(item.kind)
    same = item.title.casefold() in {"", what.casefold(), item.kind}
    yield _note(what.upper() if same else f"{what.upper()} – {item.title}")
    before = ""
    for shot in item.shots:
        for line in shot.lines:
            if not line.text.strip():
                continue
            name = names.get(line.speaker, line.speaker)
            text = " ".join(line.text.split())
            if reader and line.speaker != reader:
                yield _note(f"{name}, chute : « {' '.join(text.split()[-_OUTCUE_WORDS:])} »")
                before = ""
                continue
            if line.speaker != before:
                yield _note(f"{name}, {_seen(shot, on_camera=line.on_camera)}")
            before = line.speaker
            for rest, piece in Parted(line.text, line.rests).pieces:
                if rest:
                    yield _note(f"pause, {rest:g} s".replace(".", ","))
                if piece.strip():
                    yield _short_lines(typeset(spell(" ".join(piece.split()))))


def _seen(shot: PlannedShot, *, on_camera: bool) -> str:
    shown = shot_type(shot).lower()
    return shown if on_camera else f"off sur {shown}"


def _note(text: str) -> str:
    return f"({typeset(text).translate(_NO_PARENTHESES)})"


_NO_PARENTHESES = str.maketrans({"(": "[", ")": "]", "\n": " "})


def _short_lines(text: str) -> str:
    """Break at ordinary spaces only: no-break spaces hold."""
    lines: list[str] = []
    for word in words(text):
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)
