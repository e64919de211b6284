"""Every shot looked at as a viewer sees it, once: warnings with their line of the script and the frame attached."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from pipeline.draw import DRAW_VERSION
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.keys import key_of
from pipeline.model.part import Role
from pipeline.model.picture import MOVING, Format, TextSpec
from pipeline.model.reading import REFUSED_SPEED, REPORTED_SPEED
from pipeline.model.rundown import Rundown
from pipeline.model.scene import House
from pipeline.model.time import clock, seconds
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.ports import Library, Store
from pipeline.produce.deliver import FOLDER
from pipeline.produce.layer_cache import LayerCache
from pipeline.review.sighting import Flaw, TextViewer

FLAWS, FRAMES = "constats", "constats-images"
_VERSION = 3
"""Raised when the same shot would be told otherwise."""

_LOOKED, _SHOWN = 360, 540
"""Short sides in pixels of the frames that are measured, and of those that are attached."""

_TO_READ = frozenset({Role.SHOT, Role.LOWER_THIRD, Role.PLACE})
"""What is there to be read at once; the rest stays, or has a clock of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What looking takes: the delivery's format, its house, what draws, where it is kept."""

    fmt: Format
    house: House
    layers: LayerCache
    library: Library
    store: Store


def view(timeline: Timeline, rundown: Rundown, by: View, folder: Path, *, reuse: bool = True) -> tuple[Finding, ...]:
    """Return a warning for everything hard to read, and write the frames of it under `folder`.

    What was found in a shot is kept under all that it shows: a shot that did not change is not looked at again.
    """
    places = {shot.id: shot.mark for shot in rundown.shots}
    sights = {fmt: _sight(fmt, by) for fmt in {_format(shot, by.fmt, _LOOKED) for shot in timeline.shots}}
    found: list[Finding] = []
    told: set[str] = set()
    keys = [_key(shot, by) for shot in timeline.shots]
    if reuse:
        by.store.gather(FLAWS, keys)
    for shot, key in zip(timeline.shots, keys, strict=True):
        place = places.get(shot.id) or Mark(rundown.script)
        sight = sights[_format(shot, by.fmt, _LOOKED)]
        flaws = tuple(flaw for flaw in _flaws(shot, key, sight, by.store, reuse=reuse) if flaw.message not in told)
        if flaws:
            told |= {flaw.message for flaw in flaws}
            name = f"{FOLDER}/{_safe_name(shot.id)}.png"
            _attach(folder / name, _frame(shot, flaws, key, by))
            found += [_finding(flaw, shot, place, name) for flaw in flaws]
    return (*found, *_hurried(timeline, places, rundown.script))


def _key(shot: TimedShot, by: View) -> str:
    """Return the key of what was found in a shot: all that it shows, how it is looked at."""
    fmt = _format(shot, by.fmt, _LOOKED)
    return key_of("regard", shot.layers, _clock(shot), fmt, by.house.safe, DRAW_VERSION, _VERSION)


def _finding(flaw: Flaw, shot: TimedShot, place: Mark, name: str) -> Finding:
    at = clock(shot.span.start + flaw.frame - shot.offset)
    message = f"plan « {shot.label} », à {at} : {flaw.message} (image : {name})"
    return Finding(place, message, flaw.advice, Level.WARNING, code=flaw.code)


def _flaws(shot: TimedShot, key: str, sight: TextViewer, store: Store, *, reuse: bool) -> tuple[Flaw, ...]:
    """Return what is wrong in a shot, looked at unless its key is known."""
    known = store.read(FLAWS, key, _flaws_in) if reuse else None
    if known is not None:
        return known
    flaws = sight.flaws(shot)
    store.keep(FLAWS, key, json.dumps([asdict(flaw) for flaw in flaws], ensure_ascii=False).encode())
    return flaws


def _flaws_in(content: bytes) -> tuple[Flaw, ...]:
    return tuple(Flaw(**(told | {"box": tuple(told["box"])})) for told in json.loads(content))


def _frame(shot: TimedShot, flaws: Sequence[Flaw], key: str, by: View) -> bytes:
    """Return the frame that shows flaws, as PNG."""
    whole = key_of(key, [asdict(flaw) for flaw in flaws])
    kept = by.store.read(FRAMES, whole, bytes)
    if kept is None:
        buffer = BytesIO()
        _sight(_format(shot, by.fmt, _SHOWN), by).shown(shot, flaws).save(buffer, "PNG", compress_level=3)
        kept = buffer.getvalue()
        by.store.keep(FRAMES, whole, kept)
    return kept


def _attach(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _clock(shot: TimedShot) -> tuple[int, int, int]:
    return shot.span.length, shot.offset, shot.transition_frames


def _sight(fmt: Format, by: View) -> TextViewer:
    return TextViewer(fmt, by.layers, lambda asset: by.library.read(asset.path), by.house.safe)


def _format(shot: TimedShot, fmt: Format, wanted: int) -> Format:
    """Return the size to look at: small, unless a film is shown, which is conformed at the delivery's size only."""
    short = min(fmt.width, fmt.height)
    if short <= wanted or any(isinstance(layer.spec, MOVING) for layer in shot.layers):
        return fmt
    return smaller(fmt, wanted)


def smaller(fmt: Format, wanted: int) -> Format:
    """Return a format of the same shape whose short side is so many pixels at the most."""
    short = min(fmt.width, fmt.height)
    if short <= wanted:
        return fmt
    width, height = (round(side * wanted / short / 2) * 2 for side in (fmt.width, fmt.height))
    return Format(width, height)


def _hurried(timeline: Timeline, places: Mapping[str, Mark | None], script: str) -> Iterator[Finding]:
    """Yield the shots whose texts, new to the screen, come faster than they can be read."""
    before: set[str] = set()
    for shot in timeline.shots:
        texts = dict(_read(shot))
        new = {text: start for text, start in texts.items() if text not in before}
        before = set(texts)
        if not new or shot.offset:
            continue
        characters = sum(map(len, new))
        given = seconds(shot.span.length - min(new.values()))
        if characters > REFUSED_SPEED * given:
            figures = f"{characters} signes en {given:.1f} s".replace(".", ",")
            message = f"plan « {shot.label} », à {clock(shot.span.start)} : trop de texte pour le lire, {figures}"
            advice = f"allongez le plan (« duree »), ou écrivez plus court : {REPORTED_SPEED:.0f} signes par seconde"
            yield Finding(
                places.get(shot.id) or Mark(script), message, advice, Level.WARNING, code=Code("temps-de-lecture")
            )


def _read(shot: TimedShot) -> Iterator[tuple[str, int]]:
    """Yield every text that is to be read in a shot, with the frame it appears in."""
    last: dict[object, tuple[str, int]] = {}
    for layer in shot.layers:
        spec = layer.spec
        moves = layer.motion.scroll or layer.motion.roll
        if isinstance(spec, TextSpec) and not moves and spec.text.strip() and layer.role in _TO_READ:
            place = layer.place, spec.box, spec.font  # a number that counts up is read as it ends
            start = last[place][1] if place in last else layer.span.start
            last[place] = spec.text, start
    yield from last.values()


def _safe_name(identifier: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in identifier)
