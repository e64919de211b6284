"""Encode one chunk with x264, through PyAV; a picture that holds is encoded once and repeated for nothing."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from pipeline.adapters.codecs.bands import ROW, PictureGroup, Rows, rows_in
from pipeline.adapters.codecs.bitstream import access_unit, is_reference, placed, slices
from pipeline.adapters.codecs.taken_over import resting, taken_over
from pipeline.adapters.codecs.x264_codec import repeater_of, set_up
from pipeline.adapters.codecs.x264_parts import (
    STAYS,
    Band,
    Fed,
    GroupPlan,
    Still,
    Whole,
    bands_of,
    one_by_one,
    quantised,
    still_of,
    still_setting,
)
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.ports import Held

TIME_BASE = Fraction(1, 12_800)
"""One tick divides 25 and 50 frames a second evenly; MP4's usual video scale."""

_WORTH_A_BAND = 3
"""Distinct pictures from one key frame to the next for which bands are worth encoders of their own."""

BITEXACT = {"fflags": "+bitexact"}


class X264Encoder:
    """One chunk, one thread: closed GOPs, no scene cuts, BT.709 limited range tagged in the bitstream."""

    version = f"x264 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-11"

    def encode(self, path: Path, pictures: Iterator[Held], fmt: Format, setting: VideoSetting) -> int:
        """Write pictures, each held for its number of frames, as MP4; return how many frames there are.

        A picture held beyond the next key frame opens a group of its own, and that group's packets are repeated:
        every frame of a hold decodes to the very same pixels.
        """
        with av.open(str(path), "w", format="mp4", options=BITEXACT) as container:
            writer = _Writer(container, _stream(container, fmt, setting), fmt, setting)
            for held in pictures:
                writer.take(held)
            return writer.finish()


class _Writer:
    """Decides where key frames go, has each group of pictures encoded whole or in bands, writes one packet a frame."""

    def __init__(self, container: OutputContainer, stream: VideoStream, fmt: Format, setting: VideoSetting) -> None:
        self._fmt = fmt
        self._setting = setting
        self._out = _Shown(container, stream, fmt, setting)
        self._whole: Whole | None = None
        self._group: PictureGroup | None = None
        self._still: dict[tuple[Rows, VideoSetting], Still] = {}
        self._planned = 0
        self._planned_key = 0
        self._opened = 0
        self._plan: GroupPlan | None = None

    def take(self, held: Held) -> None:
        """Take a picture; it is encoded once it is known what changes until the next key frame."""
        if not self._planned or _due(self._planned - self._planned_key, held.frames, self._setting.gop):
            self._planned_key = self._planned + (held.frames - 1) // self._setting.gop * self._setting.gop
            held = self._taken_over(held, self._end_group())
            self._opened = self._planned
            self._plan = _plan_of(held, self._setting.gop)
            self._group = PictureGroup(held, self._fmt)
        elif self._group is None:
            self._feed(held, self._planned)
        else:
            self._group.add(held)
            if self._group.wide:
                self._feed_all(self._group, self._plan or GroupPlan(self._group.frames, self._setting.gop))
                self._group = None
        self._planned += held.frames

    def finish(self) -> int:
        """Write what the encoder still holds; return the number of frames."""
        self._end_group()
        return self._out.end(self._planned)

    def _taken_over(self, held: Held, before: Whole | None) -> Held:
        """Return the picture of a key frame with what rests in it as it was seen at the end of the group before.

        Where the next frame is another picture, nobody sees it jump.
        """
        same = resting(held.picture, before.last, self._fmt) if before and held.frames > 1 else None
        if before is None or same is None:
            return held
        return replace(held, picture=taken_over(held.picture, before.seen(), same, self._fmt))

    def _end_group(self) -> Whole | None:
        """Write what is left of a group; return what encoded it, if it was encoded whole."""
        group, self._group = self._group, None
        if group is not None:
            plan = self._plan or GroupPlan(group.frames, sum(group.frames))
            bands = bands_of(group, plan, self._fmt, self._setting) if len(group) >= _WORTH_A_BAND else None
            if bands is None:
                self._feed_all(group, plan)
            else:
                self._put_bands(group, bands)
        whole, self._whole = self._whole, None
        if whole is not None:
            for data, fed in whole.rest():
                self._out.show(data, fed)
        return whole

    def _feed_all(self, group: PictureGroup, plan: GroupPlan) -> None:
        self._whole = Whole(self._fmt, quantised(self._setting, plan))
        at = self._opened
        for held in group.pictures():
            self._feed(held, at)
            at += held.frames

    def _feed(self, held: Held, at: int) -> None:
        if self._whole is None:
            raise BugError("a picture comes before the key frame that it is predicted from")
        for data, fed in self._whole.feed(held, at):
            self._out.show(data, fed)

    def _put_bands(self, group: PictureGroup, bands: tuple[Band, ...]) -> None:
        """Write a group of which bands move: between them, the slices of pictures at rest."""
        rest = [(rows, self._at_rest(group, rows)) for rows in _between(bands, rows_in(self._fmt))]
        self._parts_mean_the_same()
        at = self._opened
        for number, frames in enumerate(group.frames):
            key = number == 0
            parts = [(band.rows, band.pictures.get(number, band.skipped)) for band in bands]
            parts += [(rows, still.first if key else still.skipped) for rows, still in rest]
            self._out.show(self._assembled(sorted(parts, key=lambda part: part[0].top)), Fed(at, frames, key))
            at += frames

    def _parts_mean_the_same(self) -> None:
        whole, part = (repeater_of(self._fmt, told).syntax for told in (self._setting, one_by_one(self._setting)))
        if not part.means_as(whole):
            raise BugError("the encoder wrote other headers for a part than for the whole picture")

    def _assembled(self, parts: list[tuple[Rows, bytes]]) -> bytes:
        across = -(-self._fmt.width // ROW)
        target = repeater_of(self._fmt, self._setting).syntax
        source = repeater_of(self._fmt, one_by_one(self._setting)).syntax
        return access_unit(
            tuple(placed(unit, source, target, rows.top * across) for rows, packet in parts for unit in slices(packet))
        )

    def _at_rest(self, group: PictureGroup, rows: Rows) -> Still:
        """Return rows that do not move, encoded; the same as in the group before when they show the same."""
        samples, told = next(group.parts(rows)), still_setting(self._setting, sum(group.frames))
        known = self._still.get((rows, told))
        if known is None or not np.array_equal(known.samples, samples):
            known = self._still[rows, told] = still_of(samples, rows.part(self._fmt), told)
        return known


class _Shown:
    """Writes packets in the order of decoding; repeats pictures that stay.

    Everything is decoded one frame before it is shown, so that a picture may be decoded before those that are shown
    first; chunks without any such picture keep the same step, and can be joined to the others.
    """

    def __init__(self, container: OutputContainer, stream: VideoStream, fmt: Format, setting: VideoSetting) -> None:
        self._container = container
        self._stream = stream
        self._gop = setting.gop
        self._early = min(setting.reorder, 1)
        self._step = int(1 / fmt.rate / TIME_BASE)
        self._repeater = repeater_of(fmt, setting)
        self._owed = range(0)
        self._written = 0
        self._key_at = 0
        self._references = 0

    def show(self, data: bytes, fed: Fed) -> None:
        """Write a picture's packet, in the order of decoding."""
        if fed.key:
            self._repeat_last()
            for start in range(fed.at, fed.at + fed.frames, self._gop):
                self._key_at, self._references = start, 1
                self._put(data, start, key=True)
                self._owed = range(start + 1, min(start + self._gop, fed.at + fed.frames))
                self._repeat_last()
            return
        reference = is_reference(data)
        if reference:
            self._repeat_last()
            self._owed = range(fed.at + 1, fed.at + fed.frames)
        elif fed.frames > 1:
            raise BugError("the encoder lets no picture be predicted from one that is to be repeated")
        self._put(self._repeater.renumber(data, self._references, fed.at - self._key_at), fed.at, key=False)
        self._references += reference

    def end(self, planned: int) -> int:
        """Write what is owed; return the number of frames, which must be as planned."""
        self._repeat_last()
        if self._written != planned:
            raise BugError(f"the encoder returned {self._written} frames of {planned}")
        return self._written

    def _repeat_last(self) -> None:
        """Show the last picture that others are predicted from as long as it stays: what it may jump over is shown."""
        for at in self._owed:
            self._put(self._repeater.repeat(self._references, at - self._key_at), at, key=False)
            self._references += 1
        self._owed = range(0)

    def _put(self, data: bytes, at: int, *, key: bool) -> None:
        packet = Packet(data)
        packet.stream = self._stream
        packet.time_base = TIME_BASE
        packet.pts = at * self._step
        packet.dts = (self._written - self._early) * self._step
        packet.duration = self._step
        packet.is_keyframe = key
        self._container.mux(packet)
        self._written += 1


def _due(since: int, stays: int, gop: int) -> bool:
    """Tell whether a picture that comes so many frames after a key frame is the next: it would outlast the group."""
    return since >= gop or (stays > 1 and since + stays > gop)


def _plan_of(held: Held, gop: int) -> GroupPlan | None:
    """Return what is known of the group that a picture opens, before its pictures come; None when nothing is."""
    if held.coming is None:
        return None
    stays = [held.frames]
    since = held.frames - (held.frames - 1) // gop * gop
    for frames in held.coming:
        if _due(since, frames, gop):
            return GroupPlan(tuple(stays), sum(stays), rests=frames >= STAYS)
        stays.append(frames)
        since += frames
    return GroupPlan(tuple(stays), sum(stays))


def _between(bands: tuple[Band, ...], count: int) -> list[Rows]:
    """Return the rows of a picture that no band holds."""
    tops = [0, *(band.rows.bottom for band in bands)]
    bottoms = [*(band.rows.top for band in bands), count]
    return [Rows(top, bottom) for top, bottom in zip(tops, bottoms, strict=True) if bottom > top]


def _stream(container: OutputContainer, fmt: Format, setting: VideoSetting) -> VideoStream:
    stream = container.add_stream("libx264", rate=fmt.rate)
    stream.time_base = TIME_BASE
    set_up(stream.codec_context, fmt, setting)
    stream.codec_context.time_base = 1 / fmt.rate
    return stream
