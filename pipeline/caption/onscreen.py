"""What the picture says and the sound does not: texts on screen that nobody speaks, pictures in words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.caption.pairs import alone, paired
from pipeline.model.part import Part, Role
from pipeline.model.picture import StagedLayer, TextSpec
from pipeline.model.rundown import PlannedShot
from pipeline.model.time import frames
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.model.transcript import ShownKind

_FEWEST_SHOTS = 3
_SHARE_OF_SHOTS = 3

_GLANCE = frames(0.5)
"""How long a text stays that nobody could read."""

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+(?:[\s.,\u00a0\u202f]\d+)*")

_LABEL = re.compile(r"^source\s*:\s*", re.IGNORECASE)
"""What a source says of itself on screen, and the transcript says by its kind."""

_TOLD_APART = (Role.TICKER, Role.CAPTION, Role.LOWER_THIRD)
"""What the transcript tells elsewhere: the ticker once, captions as the words they repeat, names beside their words."""

_KINDS: Mapping[Part, ShownKind] = {Part.SOURCE: "source", Part.ARCHIVE: "archive"}


@dataclass(frozen=True, slots=True)
class UnsaidTexts:
    """What one shot shows and nobody says, in reading order, of one kind; and the frame the shot begins at."""

    frame: int
    texts: tuple[str, ...]
    kind: ShownKind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """What is known of what is seen: the plan of each shot and the part of each scene, by id; words told elsewhere."""

    shots: Mapping[str, PlannedShot] = field(default_factory=dict)
    parts: Mapping[str, Part | None] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is read as one: a text, or texts that belong together; said when every one of its texts is.

    What `stays` is a mark laid over pictures, to be told once.
    """

    kind: ShownKind
    text: str
    parts: tuple[str, ...]
    stays: bool = False


def unsaid_texts(timeline: Timeline, known: Sightings) -> Iterator[UnsaidTexts]:
    """Yield what each shot shows that its item does not say, kind by kind.

    A mark that stays on nearly all along (logo, fiction) is told once, anything else once in its item; a shot that
    shows something unsaid is told whole, since the rest of it says what it is about.
    """
    units = {shot.id: tuple(_units(shot, known)) for shot in timeline.shots}
    counts = Counter(unit.text for found in units.values() for unit in dict.fromkeys(found))
    often = max(_FEWEST_SHOTS, len(timeline.shots) // _SHARE_OF_SHOTS)
    marks = {text for text, count in counts.items() if count >= often}
    spoken = _spoken(timeline)
    silent = set(known.elsewhere)
    told: set[tuple[str, str]] = set()
    for shot in timeline.shots:
        new = [unit for unit in units[shot.id] if unit.text not in silent and (shot.item, unit.text) not in told]
        told |= {(shot.item, unit.text) for unit in new}
        silent |= {unit.text for unit in units[shot.id] if unit.stays or unit.text in marks}
        said = spoken.get(shot.item, " ")
        for kind, group in groupby(new, key=lambda unit: unit.kind):
            found = tuple(group)
            if not all(_is_said(part, said) for unit in found for part in unit.parts):
                yield UnsaidTexts(shot.span.start, tuple(unit.text for unit in found), kind)


def _units(shot: TimedShot, known: Sightings) -> Iterator[_Unit]:
    """Yield what a shot shows: its place first, its own texts, where they come from; names, ticker, hour left out."""
    plan = known.shots.get(shot.id)
    layers = [layer for layer in shot.layers if _is_read(layer, known.parts)]
    kinds: tuple[ShownKind, ...] = ("place", "text", "source", "archive")
    for kind in kinds:
        those = [layer for layer in layers if _kind(layer, known.parts) == kind]
        own = tuple(_settled(layer for layer in those if layer.role is Role.SHOT))
        laid = (text for text in _settled(layer for layer in those if layer.role is not Role.SHOT) if text not in own)
        yield from (_Unit(kind, text, members) for text, members in (paired(own, plan) if plan else alone(own)))
        for text in laid:
            yield _Unit(kind, _LABEL.sub("", text) if kind == "source" else text, (text,), stays=kind == "text")


def _is_read(layer: StagedLayer, parts: Mapping[str, Part | None]) -> bool:
    return (
        isinstance(layer.spec, TextSpec)
        and layer.role not in _TOLD_APART
        and not layer.motion.scroll
        and parts.get(layer.scene) is not Part.CLOCK
        and any(map(str.isalnum, layer.spec.text))
    )


def _kind(layer: StagedLayer, parts: Mapping[str, Part | None]) -> ShownKind:
    part = parts.get(layer.scene)
    if layer.role is Role.PLACE:
        return "place"
    return _KINDS.get(part, "text") if part else "text"


def _settled(layers: Iterable[StagedLayer]) -> Iterator[str]:
    """Yield texts as they end up: of a number that counts up in one place, the number that it reaches."""
    found: list[StagedLayer] = []
    texts: list[str] = []
    for layer in layers:
        if isinstance(layer.spec, TextSpec):
            if found and _counts(found[-1], layer):
                found.pop()
                texts.pop()
            found.append(layer)
            texts.append(layer.spec.text)
    yield from dict.fromkeys(texts)


def _counts(one: StagedLayer, other: StagedLayer) -> bool:
    """Tell whether a text is a step on the way to the next one: another number, at once, in the same place."""
    first, then = one.spec, other.spec
    return (
        isinstance(first, TextSpec)
        and isinstance(then, TextSpec)
        and (one.place, first.box, first.font) == (other.place, then.box, then.font)
        and one.span.length < _GLANCE
        and one.span.end == other.span.start
        and _DIGITS.sub("0", first.text) == _DIGITS.sub("0", then.text)
    )


def _spoken(timeline: Timeline) -> dict[str, str]:
    """Return the words said in each item, in the form that `_is_said` looks for."""
    words: dict[str, list[str]] = {}
    for voice in timeline.voices:
        for mark in voice.take.sentences:
            words.setdefault(voice.item, []).extend(_WORD.findall(mark.text.casefold()))
    return {item: f" {' '.join(found)} " for item, found in words.items()}


def _is_said(text: str, spoken: str) -> bool:
    return f" {' '.join(_WORD.findall(text.casefold()))} " in spoken
