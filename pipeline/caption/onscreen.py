"""What the picture says and the sound does not: texts on screen that nobody speaks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.part import Role
from pipeline.model.picture import StagedLayer, TextSpec
from pipeline.model.timeline import TimedShot, Timeline

_FEWEST_SHOTS = 3
_SHARE_OF_SHOTS = 3

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class UnsaidTexts:
    """Texts of one shot, in reading order, and the frame the shot begins at."""

    frame: int
    texts: tuple[str, ...]


def unsaid_texts(timeline: Timeline, said_elsewhere: frozenset[str]) -> Iterator[UnsaidTexts]:
    """Yield the texts of each shot that shows something its item does not say, spoken neighbours included.

    A mark that stays on nearly all along (logo, fiction) is told once, a text that stays from shot to shot
    when it appears; the ticker is told apart; names, roles and titles in `said_elsewhere` are on the
    page anyway.
    """
    texts = {shot.id: _texts(shot) for shot in timeline.shots}
    counts = Counter(text for found in texts.values() for text in found)
    often = max(_FEWEST_SHOTS, len(timeline.shots) // _SHARE_OF_SHOTS)
    marks = {text for text, count in counts.items() if count >= often}
    spoken = _spoken(timeline)
    silent = set(said_elsewhere)
    before: tuple[str, ...] = ()
    for shot in timeline.shots:
        said = {text for text in texts[shot.id] if _is_said(text, spoken.get(shot.item, " "))}
        silent |= marks & said
        new = tuple(text for text in texts[shot.id] if text not in before and text not in silent)
        before = texts[shot.id]
        silent |= marks & set(before)
        if not said.issuperset(new):
            yield UnsaidTexts(shot.span.start, new)


def _apart(layer: StagedLayer) -> bool:
    """Tell a ticker, and captions in the picture, which repeat what is said."""
    return bool(layer.motion.scroll) or layer.role is Role.CAPTION


def _texts(shot: TimedShot) -> tuple[str, ...]:
    """Return a shot's texts as they end up: of a number that counts up, the number it reaches."""
    last: dict[object, str] = {}
    for layer in shot.layers:
        if isinstance(layer.spec, TextSpec) and not _apart(layer) and any(map(str.isalnum, layer.spec.text)):
            last[layer.place, layer.spec.box, layer.spec.font] = layer.spec.text
    return tuple(dict.fromkeys(last.values()))


def _spoken(timeline: Timeline) -> dict[str, str]:
    """Return the words said in each item, in the form that `_is_said` looks for."""
    words: dict[str, list[str]] = {}
    for voice in timeline.voices:
        for mark in voice.take.sentences:
            words.setdefault(voice.item, []).extend(_WORD.findall(mark.text.casefold()))
    return {item: f" {' '.join(found)} " for item, found in words.items()}


def _is_said(text: str, spoken: str) -> bool:
    return f" {' '.join(_WORD.findall(text.casefold()))} " in spoken
