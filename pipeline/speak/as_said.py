"""What is really said in a recording, as it is to be read: the script's words where they are said, else those heard.

A recogniser mishears; a script is what somebody meant to say. Heard words take the place of written ones only where
they are surely others: sure of themselves, unlike in sound, and with the time to be said.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.french.function_words import ARTICLES, CONJUNCTIONS, PREPOSITIONS, SUBJECTS
from pipeline.french.letters import ascii_of
from pipeline.model.heard import AlignedWord, RecognisedWord, SaidOtherwise, TextAsSaid
from pipeline.model.time import samples
from pipeline.speak.against import aligned
from pipeline.speak.hints import hints_of
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.sounding import sound_key

_SURE = 0.7
"""Mean confidence, by letters, from which heard words are believed against the script's."""
_HURRIED = 0.4
"""Share of the time that written words would take, at the pace of the others, under which they were not said."""
_QUICK = samples(0.03)
"""Samples a letter under which nobody says words: twice the pace of quick speech; such words were made up."""
_MUMBLED = 0.4
"""Confidence of any word of three letters or more under which a stretch is not believed, whatever the others."""
_OFTEN = 4
"""How often one word is said in a stretch from which a recogniser is only repeating itself."""
_BRIEF = 2
"""Signs of a key that a hesitation may be taken for."""
_HESITATIONS = frozenset(["euh", "heu", "hum", "hmm", "hm", "mmh", "mh"])
"""What people say while they look for a word, which captions leave out."""

_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[.!?…]+[»”\"’')\]]*$")
_TAIL = re.compile(r"[.,;:!?…]+$")
_LITTLE = ARTICLES | CONJUNCTIONS | PREPOSITIONS | SUBJECTS


@dataclass(frozen=True, slots=True)
class _Token:
    """A word to be read: what stands before it, itself, when it is said."""

    before: str
    word: AlignedWord


def as_said(written: str, heard: Sequence[RecognisedWord], lexicon: Lexicon, length: int) -> TextAsSaid:
    """Return a text as it was said: the written words with their times, and heard ones where others were said.

    The sound lasts `length` samples.
    Hesitations and words begun again are left out; what is spelled otherwise and sounds alike is spelled as written.
    """
    heard = fluent(heard, written)
    if not written.strip():
        return _unwritten(heard)
    found = aligned(written, heard, lexicon)
    words = list(found.words)
    names = frozenset(hints_of([written]))
    otherwise: list[SaidOtherwise] = []
    doubtful: list[SaidOtherwise] = []
    for one in found.otherwise:
        if _begun_again(one, found.words):
            if one.first < len(words):  # which begins where it is said first
                words[one.first] = replace(words[one.first], start=min(one.start, words[one.first].start))
            continue
        sure = _surely(one, heard, names) if one.heard else _left_out(one, words, length)
        (otherwise if sure else doubtful).append(one)
    tokens = _composed(written, words, otherwise, heard, names)
    text = "".join(f"{token.before}{token.word.text}" for token in tokens).strip()
    return TextAsSaid(
        text=text,
        words=tuple(token.word for token in tokens),
        otherwise=tuple(otherwise),
        doubtful=tuple(one for one in doubtful if one.heard),
        completeness=found.completeness,
    )


def fluent(heard: Sequence[RecognisedWord], written: str = "") -> tuple[RecognisedWord, ...]:
    """Return heard words without hesitations, but those that the text itself has."""
    kept = {_bare(word) for word in written.split()}
    return tuple(word for word in heard if (bare := _bare(word.text)) not in _HESITATIONS or bare in kept)


def _unwritten(heard: Sequence[RecognisedWord]) -> TextAsSaid:
    words = tuple(AlignedWord(word.text, word.start, word.end, said=True) for word in heard)
    whole = " ".join(word.text for word in words)
    return TextAsSaid(text=whole, words=words, otherwise=(), doubtful=(), completeness=1.0 if words else 0.0)


def _bare(word: str) -> str:
    return "".join(sign for sign in ascii_of(word) if sign.isalnum())


def _keys(words: Sequence[str]) -> list[str]:
    return [key for word in words if (key := sound_key(word))]


def _begun_again(one: SaidOtherwise, words: Sequence[AlignedWord]) -> bool:
    """Tell whether words were only said twice: « on va, on va au marché »."""
    if one.written:
        return False
    told = _keys(one.heard.split())
    if len(told) > 1 and len(told[-1]) <= _BRIEF:  # a hesitation that was taken for a word: « on va, eux, on va »
        told = told[:-1] if told[:-1] == _keys([word.text for word in words[one.first :]])[: len(told) - 1] else told
    after = _keys([word.text for word in words[one.first :]])[: len(told)]
    before = _keys([word.text for word in words[: one.first]])[-len(told) :]
    return told in (after, before)


def _of(one: SaidOtherwise, heard: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    return [word for word in heard if one.start <= word.start and word.end <= one.end] if one.heard else []


def _surely(one: SaidOtherwise, heard: Sequence[RecognisedWord], names: frozenset[str]) -> bool:
    """Tell whether something else was surely said than what is written; a name is for people to correct."""
    told = _of(one, heard)
    letters = [len(_bare(word.text)) for word in told]
    if any(_TAIL.sub("", word) in names for word in one.written.split()) or not sum(letters):
        return False
    sure = sum(word.confidence * size for word, size in zip(told, letters, strict=True)) / sum(letters)
    if sure < _SURE or one.end - one.start < _QUICK * sum(letters):
        return False
    if any(word.confidence < _MUMBLED and size > _BRIEF for word, size in zip(told, letters, strict=True)):
        return False
    if max(Counter(_bare(word.text) for word in told).values()) >= _OFTEN:
        return False
    return _apart("".join(_keys(one.written.split())), "".join(_keys(one.heard.split())))


def _left_out(one: SaidOtherwise, words: Sequence[AlignedWord], length: int) -> bool:
    """Tell whether written words that were not heard had no time to be said, at the pace of the others."""
    letters = [max(1, len(_bare(word.text))) for word in words]
    off = range(one.first, one.last)
    paces = [
        (following.start - word.start) / size
        for rank, (word, following, size) in enumerate(zip(words, words[1:], letters, strict=False))
        if word.said and following.said and rank not in off
    ]
    if not paces:
        return False
    pace = sorted(paces)[len(paces) // 2]
    begun = words[one.first - 1].start + pace * letters[one.first - 1] if one.first else 0.0
    over = words[one.last].start if one.last < len(words) else length
    return over - begun < _HURRIED * pace * sum(letters[rank] for rank in off)


def _apart(one: str, other: str) -> bool:
    """Tell whether two sounds are more than one sign of their keys apart: less is easily misheard."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return max(len(one), len(other)) - sum(block.size for block in blocks) > 1


def _composed(
    written: str,
    words: Sequence[AlignedWord],
    otherwise: Sequence[SaidOtherwise],
    heard: Sequence[RecognisedWord],
    names: frozenset[str],
) -> list[_Token]:
    """Return the words to be read, one after the other."""
    places = [found.span() for found in _WORD.finditer(written)]
    parted = ["", *(written[one[1] : two[0]] for one, two in pairwise(places))]
    tokens: list[_Token] = []
    at, anew = 0, False
    for one in otherwise:
        _keep(tokens, zip(parted[at : one.first], words[at : one.first], strict=True), anew=anew)
        told = [AlignedWord(word.text, word.start, word.end, said=True) for word in _of(one, heard)]
        following = words[one.last].text if one.last < len(words) else ""
        if told and not one.written:
            _go_on(tokens, told, heard)
        _put(tokens, _fitted(told, one, tokens, following, heard, names), one, at_end=not following)
        at, anew = one.last, not told
    _keep(tokens, zip(parted[at:], words[at:], strict=True), anew=anew)
    return tokens


def _keep(tokens: list[_Token], more: Iterable[tuple[str, AlignedWord]], *, anew: bool) -> None:
    """Add written words; where those that began their sentence were left out (`anew`), the first has its capital."""
    for rank, (before, word) in enumerate(more):
        opens = anew and rank == 0 and (not tokens or _ENDS.search(tokens[-1].word.text) is not None)
        parting = (before or " ") if tokens else ""
        tokens.append(_Token(parting, _capital(word) if opens else word))


def _go_on(tokens: list[_Token], told: list[AlignedWord], heard: Sequence[RecognisedWord]) -> None:
    """Move the sign that ends a sentence behind words that were added to it, when the recogniser heard no end there."""
    rank = next((rank for rank, word in enumerate(heard) if word.start == told[0].start), 0)
    ended = rank == 0 or _ENDS.search(heard[rank - 1].text) is not None
    if not tokens or ended or told[0].text[:1].isupper():
        return
    last, stop = tokens[-1], _TAIL.search(tokens[-1].word.text)
    if stop and _ENDS.search(last.word.text):
        tokens[-1] = replace(last, word=replace(last.word, text=_TAIL.sub("", last.word.text)))
        told[-1] = replace(told[-1], text=_TAIL.sub("", told[-1].text) + stop[0])


def _put(tokens: list[_Token], told: Sequence[AlignedWord], one: SaidOtherwise, *, at_end: bool) -> None:
    """Add heard words; where there are none, the sign that ended the words left out goes to the one before."""
    tokens += [_Token(" " if tokens or rank else "", word) for rank, word in enumerate(told)]
    stop = _TAIL.search(one.written)
    if not told and tokens and stop and (at_end or _ENDS.search(one.written)):
        last = tokens[-1]
        if not _ENDS.search(last.word.text):
            tokens[-1] = replace(last, word=replace(last.word, text=_TAIL.sub("", last.word.text) + stop[0]))


def _fitted(
    told: Sequence[AlignedWord],
    one: SaidOtherwise,
    before: Sequence[_Token],
    following: str,
    heard: Sequence[RecognisedWord],
    names: frozenset[str],
) -> list[AlignedWord]:
    """Return heard words with the signs and capitals of the place where they come to stand."""
    if not told:
        return []
    fitted = list(told)
    opens = not before or _ENDS.search(before[-1].word.text) is not None
    if opens:
        fitted[0] = _capital(fitted[0])
    elif _small(fitted[0].text, heard, fitted[0].start, names):
        fitted[0] = replace(fitted[0], text=fitted[0].text[:1].lower() + fitted[0].text[1:])
    last = fitted[-1]
    own = _TAIL.search(last.text)
    stop = _TAIL.search(one.written)
    if one.written:
        tail = stop[0] if stop else ""
    elif not following:
        tail = own[0] if own and _ENDS.search(last.text) else "."
    else:
        tail = own[0] if own and (opens or own[0] == "," or following[:1].isupper()) else ""
    fitted[-1] = replace(last, text=_TAIL.sub("", last.text) + tail)
    return fitted


def _small(word: str, heard: Sequence[RecognisedWord], start: int, names: frozenset[str]) -> bool:
    """Tell whether a capital is only there because the recogniser began a sentence with that word."""
    rank = next((rank for rank, one in enumerate(heard) if one.start == start), 0)
    begins = rank == 0 or _ENDS.search(heard[rank - 1].text) is not None
    bare = _TAIL.sub("", word)
    return bare not in names and (begins or bare.lower() in _LITTLE)


def _capital(word: AlignedWord) -> AlignedWord:
    return replace(word, text=word.text[:1].upper() + word.text[1:])
