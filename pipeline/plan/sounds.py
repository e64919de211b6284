"""Music and effects placed on the timeline: stings, bumpers, the bed under speech, the closing music."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.media import in_project
from pipeline.model.part import WORDS, Part
from pipeline.model.rundown import Rundown
from pipeline.model.time import SAMPLE_RATE, sample_at
from pipeline.model.timeline import SoundEvent, TimedShot
from pipeline.plan.context import PlanContext

_NO_BED = frozenset({"aucun", "non", "sans", ""})
_BED_ASIDE = frozenset({WORDS[Part.OPENING], WORDS[Part.CREDITS]})
"""Kinds of items that have music of their own."""

_CLOSING = "cloture"
"""The closing music: it plays over and over until the end, however long the credits are."""
_FADE = SAMPLE_RATE // 2
_SHORT_FADE = SAMPLE_RATE // 50


def place_sounds(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> tuple[SoundEvent, ...]:
    """Return every music and effect event, in the order of their start."""
    events = [*_effects(context, rundown, shots), *_bed(context, rundown, shots), *_nat_sound(context, rundown, shots)]
    return tuple(sorted(events, key=lambda event: (event.start, event.bus, event.path)))


def _event(
    context: PlanContext, role: str, bus: str, start: int, end: int, *, loop: bool = False, fade: int = _FADE
) -> Iterator[SoundEvent]:
    sound = context.house.sound
    path = sound.files.get(role)
    if path is None:
        return
    asset = context.library.asset(path)
    yield SoundEvent(
        path=path,
        digest=asset.digest,
        bus=bus,
        start=start,
        end=end,
        gain=sound.gains.get(role, 0.0),
        loop=loop,
        offset=0,
        fade_in=_SHORT_FADE if not loop else fade,
        fade_out=fade,
    )


def _effects(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> Iterator[SoundEvent]:
    planned = rundown.shots
    for rank, (shot, plan) in enumerate(zip(shots, planned, strict=True)):
        role = context.scenes[plan.scene].sound
        start, end = sample_at(shot.span.start), sample_at(shot.span.end)
        if role == _CLOSING:
            end = sample_at(shots[_closed(context, rundown, rank)].span.end)
            for event in _event(context, role, "music", start, end, loop=True):
                yield replace(event, fade_in=_SHORT_FADE)
        elif role:
            yield from _event(context, role, "effects" if role in {"virgule", "titres"} else "music", start, end)


def _closed(context: PlanContext, rundown: Rundown, rank: int) -> int:
    """Return the last shot the closing music plays under: those without a word or a sound that follow the credits."""
    last = rank
    for plan in rundown.shots[rank + 1 :]:
        if plan.lines or context.scenes[plan.scene].sound:
            break
        last += 1
    return last


def _under_closing(context: PlanContext, rundown: Rundown) -> frozenset[int]:
    """Return the ranks of the shots the closing music plays under."""
    if _CLOSING not in context.house.sound.files:
        return frozenset()
    begun = [rank for rank, plan in enumerate(rundown.shots) if context.scenes[plan.scene].sound == _CLOSING]
    return frozenset(under for rank in begun for under in range(rank, _closed(context, rundown, rank) + 1))


def _bed(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> Iterator[SoundEvent]:
    """Run the bed under every stretch of items that has no music of its own."""
    if rundown.bed.lower() in _NO_BED:
        return
    stretch: list[TimedShot] = []
    kinds = {item.id: item.kind for item in rundown.items}
    closing = _under_closing(context, rundown)
    for rank, shot in enumerate((*shots, None)):
        if shot is not None and kinds[shot.item] not in _BED_ASIDE and rank not in closing:
            stretch.append(shot)
            continue
        if stretch:
            start, end = sample_at(stretch[0].span.start), sample_at(stretch[-1].span.end)
            yield from _event(context, rundown.bed, "music", start, end, loop=True, fade=SAMPLE_RATE)
        stretch = []


def _nat_sound(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> Iterator[SoundEvent]:
    """Keep a video's own sound under the voice (`ambiance`), in full (`plein`), or not at all (`coupe`)."""
    for shot, plan in zip(shots, rundown.shots, strict=True):
        footage = plan.footage
        if footage is None or footage.sound == "coupe" or not context.library.exists(in_project(footage.path)):
            continue
        if any(line.tape.in_sync for line in plan.lines):
            continue  # it is heard as a voice
        asset = context.library.asset(in_project(footage.path))
        gain = context.house.sound.gains.get("ambiance", -12.0) if footage.sound == "ambiance" else 0.0
        start = sample_at(shot.span.start)
        end = sample_at(shot.span.end)
        if footage.end is not None:
            end = min(end, start + int((footage.end - footage.start) * SAMPLE_RATE))
        yield SoundEvent(
            path=asset.path, digest=asset.digest, bus="nat_sound", start=start, end=end, gain=gain, loop=False,
            offset=int(footage.start * SAMPLE_RATE), fade_in=_SHORT_FADE, fade_out=_SHORT_FADE,
            ducked=footage.sound == "ambiance",
        )  # fmt: skip
