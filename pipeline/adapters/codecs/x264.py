"""Encode one chunk with x264, through PyAV; a picture that holds is encoded once and repeated for nothing."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from pipeline.adapters.codecs.bands import ROW, PictureGroup, Rows, rows_in
from pipeline.adapters.codecs.bitstream import Syntax, access_unit, placed, slices
from pipeline.adapters.codecs.x264_codec import repeater_of, set_up
from pipeline.adapters.codecs.x264_parts import Band, Fed, Still, Whole, bands_of, still_of
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

    version = f"x264 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-6"

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
        self._container = container
        self._stream = stream
        self._fmt = fmt
        self._setting = setting
        self._whole: Whole | None = None
        self._group: PictureGroup | None = None
        self._still: dict[Rows, Still] = {}
        self._planned = 0
        self._planned_key = 0
        self._written = 0
        self._since_key = 0

    def take(self, held: Held) -> None:
        """Take a picture; it is encoded once it is known what changes until the next key frame."""
        due = self._planned_key + self._setting.gop
        key = not self._planned or self._planned >= due or (held.frames > 1 and self._planned + held.frames > due)
        if key:
            self._planned_key = self._planned + (held.frames - 1) // self._setting.gop * self._setting.gop
            self._end_group()
            self._group = PictureGroup(held, self._fmt)
        elif self._group is None:
            self._feed(held, key=False)
        else:
            self._group.add(held)
            if self._group.wide:
                self._feed_all(self._group)
                self._group = None
        self._planned += held.frames

    def finish(self) -> int:
        """Write what the encoder still holds; return the number of frames."""
        self._end_group()
        self._flush()
        if self._written != self._planned:
            raise BugError(f"the encoder returned {self._written} frames of {self._planned}")
        return self._written

    def _end_group(self) -> None:
        group, self._group = self._group, None
        if group is None:
            return
        bands = bands_of(group, self._fmt, self._setting) if len(group) >= _WORTH_A_BAND else None
        if bands is None:
            self._feed_all(group)
        else:
            self._flush()
            self._put_bands(group, bands)

    def _feed_all(self, group: PictureGroup) -> None:
        for number, held in enumerate(group.pictures()):
            self._feed(held, key=number == 0)

    def _feed(self, held: Held, *, key: bool) -> None:
        if self._whole is None:
            self._whole = Whole(self._fmt, self._setting)
        for data, fed in self._whole.feed(held, key=key):
            self._hold(data, fed)

    def _flush(self) -> None:
        if self._whole is not None:
            for data, fed in self._whole.rest():
                self._hold(data, fed)
            self._whole = None

    def _put_bands(self, group: PictureGroup, bands: tuple[Band, ...]) -> None:
        """Write a group of which bands move: between them, the slices of pictures at rest."""
        rest = [(rows, self._at_rest(group, rows)) for rows in _between(bands, rows_in(self._fmt))]
        for packet in (*(band.pictures[0] for band in bands), *(still.first for _, still in rest)):
            if Syntax.of(packet) != repeater_of(self._fmt, self._setting).syntax:
                raise BugError("the encoder wrote other headers for a part than for the whole picture")
        for number, frames in enumerate(group.frames):
            key = number == 0
            parts = [(band.rows, band.pictures.get(number, band.skipped)) for band in bands]
            parts += [(rows, still.first if key else still.skipped) for rows, still in rest]
            self._hold(self._assembled(sorted(parts, key=lambda part: part[0].top)), Fed(frames, key))

    def _assembled(self, parts: list[tuple[Rows, bytes]]) -> bytes:
        across = -(-self._fmt.width // ROW)
        syntax = repeater_of(self._fmt, self._setting).syntax
        return access_unit(
            tuple(placed(unit, syntax, rows.top * across) for rows, packet in parts for unit in slices(packet))
        )

    def _at_rest(self, group: PictureGroup, rows: Rows) -> "Still":
        """Return rows that do not move, encoded; the same as in the group before when they show the same."""
        samples = next(group.parts(rows))
        known = self._still.get(rows)
        if known is None or not np.array_equal(known.samples, samples):
            known = self._still[rows] = still_of(samples, rows.part(self._fmt), self._setting)
        return known

    def _hold(self, data: bytes, fed: "Fed") -> None:
        repeater = repeater_of(self._fmt, self._setting)
        if fed.key:
            for start in range(0, fed.frames, self._setting.gop):
                self._since_key = 0
                self._put(data, key=True)
                self._repeat(min(self._setting.gop, fed.frames - start) - 1)
        else:
            self._put(repeater.renumber(data, self._since_key), key=False)
            self._repeat(fed.frames - 1)

    def _repeat(self, frames: int) -> None:
        repeater = repeater_of(self._fmt, self._setting)
        for _ in range(frames):
            self._put(repeater.repeat(self._since_key), key=False)

    def _put(self, data: bytes, *, key: bool) -> None:
        packet = Packet(data)
        packet.stream = self._stream
        packet.time_base = TIME_BASE
        step = int(1 / self._fmt.rate / TIME_BASE)
        packet.pts = packet.dts = self._written * step
        packet.duration = step
        packet.is_keyframe = key
        self._container.mux(packet)
        self._written += 1
        self._since_key += 1


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
