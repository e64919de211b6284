"""What the house lays over a shot: bug, fiction mark, ticker, place line, source, archive mark, lower-thirds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.model.part import Part
from pipeline.model.picture import StagedLayer
from pipeline.model.rundown import PlannedShot, PlannedThird
from pipeline.model.scene import Scene
from pipeline.model.scene_values import SEEN, TURNED
from pipeline.model.take import Take
from pipeline.model.time import Span, frame_of, frames
from pipeline.plan.context import PlanContext, channel_values
from pipeline.plan.facing import turned
from pipeline.plan.motion import ShotClock
from pipeline.plan.signing import marks_drafts
from pipeline.plan.stage import Stage
from pipeline.plan.ticker import Pager, strip

_PLACE_SECONDS = (0.3, 4.5)
_THIRD_AFTER_FIRST_WORD = 0.7
_THIRD_LONGEST = 8.0
_THIRD_SHORTEST = 4.0


@dataclass(frozen=True, slots=True)
class ShotTake:
    """A line in its shot: its take and the frame, from the shot's start, at which it is heard."""

    take: Take
    start: int


def third_span(third: PlannedThird, lines: tuple[ShotTake, ...], length: int) -> Span:
    """Return when a lower-third is on: 0.7 s after the first word, max(4 s, characters / 12 + 1 s), at most 8 s.

    Source: newsroom practice as in docs/decisions; a cue moves the start, a written duration the length.
    """
    start = frames(_THIRD_AFTER_FIRST_WORD)
    if third.at_seconds is not None:
        start = frames(third.at_seconds)
    elif lines:
        spoken = lines[min(third.line, len(lines) - 1)]
        start += spoken.start + _word_offset(third.at_word, spoken.take)
    reading = max(_THIRD_SHORTEST, (len(third.name) + len(third.role)) / 12 + 1)
    lasts = frames(third.duration if third.duration is not None else min(reading, _THIRD_LONGEST))
    start = min(start, max(0, length - lasts))
    return Span(start, min(length, start + lasts))


def apart(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    """Let no lower-third come over another: the later one waits, or the earlier one goes when time is short.

    Two at the same time with no room to wait share what is left of the shot.
    """
    placed = dict(enumerate(spans))
    order = sorted(placed, key=lambda rank: placed[rank].start)
    for before, after in pairwise(order):
        first, second = placed[before], placed[after]
        if second.start >= first.end:
            continue
        waiting = second.shifted(first.end - second.start)
        if waiting.end > length:
            start = second.start if second.start > first.start else (first.start + length) // 2
            waiting = Span(start, max(start, length))
            placed[before] = Span(first.start, start)
        placed[after] = waiting
    return tuple(placed[rank] for rank in range(len(spans)))


def _word_offset(word: str, take: Take) -> int:
    """Return the frame, from the take's start, of the sentence place where a word is heard (0 when it is not)."""
    if not word:
        return 0
    wanted = word.lower()
    for mark in take.sentences:
        at = mark.text.lower().find(wanted)
        if at >= 0:
            before = len(mark.text[:at].split())
            if before < len(mark.words) and not mark.text[at - 1 : at].strip():
                return frame_of(mark.words[before])
            return frame_of(mark.start + (mark.end - mark.start) * at // max(1, len(mark.text)))
    return 0


@dataclass(frozen=True, slots=True)
class Ticker:
    """The ticker of one item: its lines, whether they scroll, and which one is due."""

    texts: tuple[str, ...]
    scrolls: bool
    pager: Pager


class Overlays:
    """Stages the overlays a scene allows, in the order the scene lists them."""

    def __init__(self, context: PlanContext, stage: Stage, ticker: "Ticker", at: int = 0, held: int = 0) -> None:
        """`at` is the frame at which the shot begins, had none before it been held; it is held itself for `held`."""
        self._context = context
        self._stage = stage
        self._ticker = ticker
        self._at = at
        self._held = held
        self._house: dict[str, Any] = {"programme": channel_values(context.house)}

    def layers(self, shot: PlannedShot, clock: ShotClock, lines: tuple[ShotTake, ...]) -> Iterator[StagedLayer]:
        """Yield every overlay layer of a shot."""
        scenes = self._context.scenes
        beside = shown_beside(scenes[shot.scene], shot)
        for over in map(scenes.shown_for, scenes[shot.scene].overlays):
            for values, span in self._uses(over.part, shot, clock, lines):
                yield from self._stage.layers(over, self._house | beside | values, clock, span)
        if not self._context.draft or marks_drafts(self._context.signing):
            return
        if marked := scenes.playing(Part.DRAFT_MARK):
            yield from self._stage.layers(marked, {}, clock)

    def _uses(
        self, part: Part | None, shot: PlannedShot, clock: ShotClock, lines: tuple[ShotTake, ...]
    ) -> Iterator[tuple[dict[str, Any], Span]]:
        match part:
            case Part.LOWER_THIRD:
                spans = apart([third_span(third, lines, clock.length) for third in shot.thirds], clock.length)
                for third, span in zip(shot.thirds, spans, strict=True):
                    yield {"nom": third.name, "role": third.role, "droite": "oui" if third.right else ""}, span
            case Part.CLOCK:
                yield from self._hours(clock)
            case Part.TICKER:
                yield from self._lines(clock)
            case Part.PLACE | Part.SOURCE | Part.ARCHIVE:
                yield from _mentions(part, shot, clock)
            case _:
                yield {}, clock.whole

    def _hours(self, clock: ShotClock) -> Iterator[tuple[dict[str, Any], Span]]:
        """Yield the hour of the day, minute by minute; its place is the end of the ticker, so without one, nothing."""
        if self._ticker.texts:
            for hour, span in times(self._context.script.on_air, self._at, clock.length, self._held):
                yield {"heure": hour}, span

    def _lines(self, clock: ShotClock) -> Iterator[tuple[dict[str, Any], Span]]:
        """Yield the ticker's lines, each for its time, or its strip for the whole shot."""
        ticker = self._ticker
        if not ticker.texts:
            return
        if ticker.scrolls:
            yield {"defilant": strip(ticker.texts, clock.into_item, clock.length)}, clock.whole
            return
        for page in ticker.pager.over(clock.length, self._held):
            yield {"arrivant" if page.fresh else "texte": page.text}, page.span


def shown_beside(scene: Scene, shot: PlannedShot) -> dict[str, Any]:
    """Return what is shown in a shot beside an overlay, as the overlay's conditions ask for it: `plan.synthe`."""
    way = {SEEN: "oui" if scene.on_camera else "", TURNED: "oui" if turned(scene, shot.slots) else ""}
    return {"plan": dict.fromkeys(scene.overlays, "oui") | way}


def _mentions(part: Part, shot: PlannedShot, clock: ShotClock) -> Iterator[tuple[dict[str, Any], Span]]:
    """Yield what a shot says of its picture, where it says it: the place for a while, the rest throughout."""
    if part is Part.PLACE and shot.place:
        yield {"lieu": shot.place}, _window(_PLACE_SECONDS, clock.length)
    elif part is Part.SOURCE and (source := sourced(shot.source)):
        yield {"source": source}, clock.whole
    elif part is Part.ARCHIVE and (year := _dated(shot.archive)):
        yield {"annee": year}, clock.whole


def times(on_air: str, start: int, length: int, held: int = 0) -> Iterator[tuple[str, Span]]:
    """Yield the hour of the day shown in a shot, with its frames: a newscast that begins at `on_air` (`20:00`).

    The first hour of a shot that is `held` stays for as long.
    """
    hours, minutes = (int(part) for part in on_air.replace("h", ":").split(":"))
    minute = frames(60)
    at = 0
    while at < length:
        whole, into = divmod(start + max(0, at - held), minute)
        of_day = (hours * 60 + minutes + whole) % (24 * 60)
        end = min(length, at + minute - into + (held if at == 0 else 0))
        yield f"{of_day // 60:02d}:{of_day % 60:02d}", Span(at, end)
        at = end


def _dated(archive: str) -> str:
    return "2020" if archive.strip().lower() in {"oui", "true"} else archive


def sourced(source: str) -> str:
    """Return how a source is told on screen; `fiction` says that the figure is made up."""
    if not source.strip():
        return ""
    return "Chiffre de fiction, 2050" if source.strip().lower() == "fiction" else f"Source : {source}"


def _window(seconds: tuple[float, float], length: int) -> Span:
    start = min(frames(seconds[0]), length)
    return Span(start, min(length, start + frames(seconds[1])))
