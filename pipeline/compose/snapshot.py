"""What is seen in frame n, as a value: no pixels here."""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compose.ease import ease_both, ease_in, ease_out
from pipeline.model.picture import (
    BOB_SECONDS,
    MOVING,
    Format,
    Frame,
    GroundSpec,
    LayerSpec,
    Motion,
    Move,
    Picture,
    Placement,
    StagedLayer,
)
from pipeline.model.time import FRAME_RATE, Span
from pipeline.model.timeline import TimedShot

LayerKeys = Mapping[LayerSpec, str]
"""The key of every layer that is drawn."""

_FRAMES_A_SECOND = float(FRAME_RATE)
_PULSE_SECONDS = 3.2
SETTLE_SECONDS = 2.0
"""How long rings turn before they come to rest."""

_TURN = 4
"""Turns are counted in 4/65536, a quarter of a pixel at the largest ring: below that nothing is seen to move."""

_SETTLE_FRAMES = math.ceil(SETTLE_SECONDS * _FRAMES_A_SECOND)
_DIRECTIONS = {"gauche": (-1.0, 0.0), "droite": (1.0, 0.0), "haut": (0.0, -1.0), "bas": (0.0, 1.0)}


class _Pose:
    """A layer's state while its motion is worked out, in grid pixels and fractions."""

    __slots__ = ("dx", "dy", "opacity", "reveal", "turn", "zoom")

    def __init__(self, opacity: float) -> None:
        self.dx = 0.0
        self.dy = 0.0
        self.opacity = opacity
        self.reveal = 1.0
        self.zoom = 1.0
        self.turn = 0.0

    def move(self, way: Move, away: float) -> None:
        """Set aside by `away` (1: not there yet, 0: in place)."""
        if way.direction == "volet":
            self.reveal = 1 - away
            return
        step = _DIRECTIONS.get(way.direction, (0.0, 0.0))
        self.dx += step[0] * way.distance * away
        self.dy += step[1] * way.distance * away
        self.opacity *= 1 - away


def _pose(layer: StagedLayer, frame: int) -> _Pose:
    motion = layer.motion
    local = frame - layer.span.start
    length = max(1, layer.span.length)
    pose = _Pose(layer.opacity)
    if motion.enter:
        since = local - motion.enter.delay + 1
        pose.move(motion.enter, 1 - ease_out(since / motion.enter.frames))
    if motion.leave:
        left = layer.span.end - 1 - frame - motion.leave.delay
        if left < motion.leave.frames:
            pose.move(motion.leave, ease_in(1 - left / motion.leave.frames))
    if not motion.still:
        _live(pose, motion, local, length)
    return pose


def _live(pose: _Pose, motion: Motion, frame: int, length: int) -> None:
    """Add what the layer does between entrance and exit; it takes a new pose every `step` frames."""
    if motion.steps:
        pose.opacity *= _stepped(motion.steps, frame) / 256
    local = frame - frame % motion.step
    along = ease_both((local + 0.5) / length)
    time = local / _FRAMES_A_SECOND
    settled = ease_out(time / SETTLE_SECONDS)
    pose.dx += motion.drift[0] * (along - 0.5) - motion.scroll * (local + motion.phase)
    pose.dy += motion.drift[1] * (along - 0.5) - motion.roll * local / length
    if motion.bob:
        pose.dy += motion.bob * math.sin(2 * math.pi * time / BOB_SECONDS)
    if motion.pulse != (1.0, 1.0):
        low, high = motion.pulse
        pose.opacity *= low + (high - low) * (1 - math.cos(2 * math.pi * time / _PULSE_SECONDS)) / 2
    pose.zoom = motion.zoom[0] + (motion.zoom[1] - motion.zoom[0]) * (settled if motion.turn else along)
    pose.turn = motion.turn * (settled - 1)


def _stepped(steps: Sequence[tuple[int, int]], frame: int) -> int:
    """Return the opacity, in 1/256, of the last step that has been taken; before the first one, that one's."""
    return steps[max(0, bisect_right(steps, (frame, 256)) - 1)][1]


def _next_step(steps: Sequence[tuple[int, int]], frame: int) -> int:
    """Return the frame of the first step to come."""
    rank = bisect_right(steps, (frame, 256))
    return steps[rank][0] if rank < len(steps) else _NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Actor:
    """A layer with what never changes from frame to frame worked out once.

    Between `arrived` and `leaving` (frames of the shot) a layer that is still is always `settled`.
    """

    layer: StagedLayer
    key: str
    scale: float
    arrived: int
    leaving: int
    settled: Placement

    def until(self, frame: int) -> int:
        """Return the first frame after `frame` in which this layer may be seen otherwise, from its span and motion."""
        span, motion = self.layer.span, self.layer.motion
        if frame < span.start:
            return span.start
        if frame >= span.end:
            return _NEVER
        if self.arrived <= frame < self.leaving:
            return self.leaving
        return min(span.end, self._moves_again(frame - span.start, motion) + span.start)

    def _moves_again(self, local: int, motion: Motion) -> int:
        """Return when a layer that is arriving, living or leaving takes its next pose, on its own clock."""
        length = self.layer.span.length
        arrived = motion.enter.delay + motion.enter.frames if motion.enter else 0
        leaving = length - motion.leave.delay - motion.leave.frames if motion.leave else length
        if local < arrived or local >= leaving or isinstance(self.layer.spec, MOVING):
            return local + 1
        if motion.turns_only and local >= _SETTLE_FRAMES:
            return leaving
        change = _next_step(motion.steps, local)
        if motion.held:
            return min(leaving, change)
        return min(leaving, change, local - local % motion.step + motion.step)

    def placed(self, frame: int) -> Placement | None:
        """Return where the layer is in a frame of its span, or None while nothing of it is seen."""
        if self.arrived <= frame < self.leaving:
            return self.settled
        pose = _pose(self.layer, frame)
        opacity = round(pose.opacity * 256)
        reveal = round(pose.reveal * 4096)
        if opacity <= 0 or reveal <= 0:
            return None
        moving = isinstance(self.layer.spec, MOVING)
        return Placement(
            layer=self.key,
            dx=_whole(pose.dx * self.scale, 2 if self.layer.motion.scroll else 1),
            dy=round(pose.dy * self.scale * 64),
            opacity=opacity,
            zoom=round(pose.zoom * 65_536),
            turn=round(pose.turn / 360 * 65_536 / _TURN) * _TURN % 65_536,
            reveal=reveal,
            source=frame - self.layer.span.start if moving else 0,
        )


def _actor(layer: StagedLayer, key: str, fmt: Format) -> _Actor:
    motion, span = layer.motion, layer.span
    scale = 1.0 if isinstance(layer.spec, GroundSpec) else fmt.scale
    settled = Placement(layer=key, opacity=round(layer.opacity * 256))
    if not motion.still or isinstance(layer.spec, MOVING) or settled.opacity <= 0:
        return _Actor(layer=layer, key=key, scale=scale, arrived=span.end, leaving=span.end, settled=settled)
    arrived = span.start if motion.enter is None else span.start + motion.enter.delay + motion.enter.frames - 1
    leaving = span.end if motion.leave is None else span.end - motion.leave.delay - motion.leave.frames
    return _Actor(layer=layer, key=key, scale=scale, arrived=arrived, leaving=leaving, settled=settled)


def _seen(actors: Sequence[_Actor], frame: int) -> Picture:
    alive = (actor for actor in actors if actor.layer.span.start <= frame < actor.layer.span.end)
    return tuple(placement for actor in alive if (placement := actor.placed(frame)) is not None)


def picture(layers: Sequence[StagedLayer], frame: int, keys: LayerKeys, fmt: Format) -> Picture:
    """Return what a shot shows `frame` frames after its start; whole numbers of the output's pixels."""
    return _seen([_actor(layer, keys[layer.spec], fmt) for layer in layers], frame)


def _whole(pixels: float, grid: int) -> int:
    """Return 1/64 pixels; a scrolling layer stays on whole even pixels, so that its letters never shimmer."""
    return round(pixels / grid) * grid * 64 if grid > 1 else round(pixels * 64)


_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Run:
    """A frame as it is seen, and for how many frames in a row."""

    frame: Frame
    length: int


class Snapshots:
    """Says what is seen in any frame of a programme, and for how long it stays."""

    def __init__(self, shots: Sequence[TimedShot], keys: LayerKeys, fmt: Format) -> None:
        self._shots = shots
        self._starts = [shot.span.start for shot in shots]
        self._casts = [[_actor(layer, keys[layer.spec], fmt) for layer in shot.layers] for shot in shots]

    def at(self, number: int) -> Frame:
        """Return what is seen in a frame of the programme."""
        index = bisect_right(self._starts, number) - 1
        shot = self._shots[index]
        local = number - shot.span.start + shot.offset
        now = _seen(self._casts[index], local)
        if local >= shot.transition_frames or index == 0:
            return Frame(now)
        before = self._shots[index - 1]
        held = _seen(self._casts[index - 1], before.offset + before.span.length - 1)
        return Frame(held, now, _progress(shot, local), shot.transition)

    def runs(self, span: Span) -> tuple[Run, ...]:
        """Return what is seen in a span of the programme: every stretch in which nothing changes, once.

        Where a stretch can end is read from the layers' spans and motions: no frame inside one is worked out, no
        pixel is compared.
        """
        found: list[Run] = []
        number = span.start
        while number < span.end:
            end = min(span.end, self.until(number))
            frame = self.at(number)
            if found and found[-1].frame == frame:
                found[-1] = Run(frame, found[-1].length + end - number)
            else:
                found.append(Run(frame, end - number))
            number = end
        return tuple(found)

    def until(self, number: int) -> int:
        """Return the first frame after this one in which anything may change; the end of its shot at most."""
        index = bisect_right(self._starts, number) - 1
        shot = self._shots[index]
        local = number - shot.span.start + shot.offset
        if local < shot.transition_frames and index > 0:
            return number + 1
        change = min((actor.until(local) for actor in self._casts[index]), default=_NEVER)
        return min(shot.span.end, number + change - local)


def _progress(shot: TimedShot, local: int) -> int:
    """Return how far a transition has come, in 1/256.

    A dissolve comes by equal steps, so that each of its pictures lies between two others as encoders predict it; what
    crosses the picture starts and stops gently.
    """
    along = (local + 1) / (shot.transition_frames + 1)
    return round((along if shot.transition == "fondu" else ease_both(along)) * 256)


def frame_reader(shots: Sequence[TimedShot], keys: LayerKeys, fmt: Format) -> Callable[[int], Frame]:
    """Return the function that says what is seen in any frame of the programme."""
    return Snapshots(shots, keys, fmt).at
