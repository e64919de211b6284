"""What a group of pictures is encoded as: whole pictures, a band that moves, rows at rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import av
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.codecs.bands import PictureGroup, Rows, Witness
from pipeline.adapters.codecs.bitstream import is_reference
from pipeline.adapters.codecs.x264_codec import ORDERED, codec_of, frame_of, packets_of, repeater_of, samples_of
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.ports import Held, Pixels

_MOVING = 3
"""How much coarser than asked what moves is quantised: it is looked at less, and what rests is taken over as it is."""

_RESTING = 0
"""How much finer than asked a key frame is quantised that two seconds lean on: most of it is shown all along.

Twice as coarse a quantiser is 6 more (H.264, 8.5.9). Against x264's own rate control, which looks some pictures ahead,
drawn pictures in motion decode nearer to what was composed at as many bytes, and a picture at rest, encoded twice,
decodes alike: nothing of it depends on what comes before or after.
"""

_PASSING = 6
"""How much coarser than asked pictures are quantised in a group that passes (`_PASSES`): a cross-fade."""

_PASSES = range(6, ORDERED[1] + 3)
"""Frames of a group that passes, each of them a picture of its own: it is over before it can be looked at.

Fewer are what is left of a shot, and a picture that stays is looked at: both show mostly what was there before. All its
pictures may lie between the first and the last: those of a dissolve are mixes of both, and little else.
"""

STAYS = 10
"""Frames from which a picture in a group is looked at: it is quantised nearly as its key frame is."""

_ARRIVED = -1
"""How much finer than asked a picture is quantised that stays."""

_SETTLING = ((1, -3), (4, -1), (8, 1))
"""What comes to rest in the next key frame is set right before it, little by little, and the key frame shows the same.

Up to how many pictures from the end of the group, how much coarser than asked they are quantised.
"""

_ONE_BY_ONE = (("bframes", "0"),)
"""Each picture comes out before the next is asked for."""

_CONFINED = ("mvrange", "32")
"""The shortest bound that x264 takes for its motion vectors, in rows: a band looks little beyond itself."""


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What is known of a group: for how many frames each picture stays (of the first ones at least), how many in all.

    `rests` is whether the key frame after it shows what stays.
    """

    stays: Sequence[int]
    lasts: int
    rests: bool = False


def quantised(setting: VideoSetting, plan: GroupPlan) -> VideoSetting:
    """Return the setting for the pictures of one group: each has a quantiser by what it is for.

    None depends on the pictures around it.
    """
    brief = plan.lasts in _PASSES and len(plan.stays) == plan.lasts
    moving = _PASSING if brief else _MOVING
    steps = [moving] * len(plan.stays)
    if plan.rests and not brief:
        for near, step in reversed(_SETTLING):
            steps[-near:] = [step] * min(near, len(steps))
    steps = [_ARRIVED if stays >= STAYS else step for stays, step in zip(plan.stays, steps, strict=True)]
    key = moving - 1 if brief else _ARRIVED if plan.stays[0] >= STAYS else _RESTING
    patience = () if brief else setting.patience
    zones = [",".join((f"0,0,q={max(setting.quality + key, 1)}", *(f"{name}={value}" for name, value in patience)))]
    ranks = range(1, len(steps))
    zones += [f"{n},{n},q={max(setting.quality + steps[n], 1)}" for n in ranks if steps[n] != moving]
    reorder = ORDERED[1] if brief and setting.reorder else setting.reorder
    tuning = (*setting.tuning, ("zones", "/".join(zones)))
    return replace(setting, quality=setting.quality + moving, reorder=reorder, tuning=tuning)


@dataclass(frozen=True, slots=True)
class Fed:
    """A picture given to the encoder: where in the chunk it is shown, for how many frames, whether it opens a group."""

    at: int
    frames: int
    key: bool


class Whole:
    """Encodes the whole pictures of one group; packets come some pictures later, in the order of decoding."""

    def __init__(self, fmt: Format, setting: VideoSetting) -> None:
        self._codec = codec_of(fmt, setting)
        self._fmt = fmt
        self._reorder = setting.reorder
        self._between = 0
        self._fed: list[Fed] = []
        self._out = 0
        self._last: VideoFrame | None = None
        self._leant_on: list[bytes] = []

    def feed(self, held: Held, at: int) -> Iterator[tuple[bytes, Fed]]:
        """Encode a picture; yield what comes out, each packet with what is known of its picture.

        A picture that stays is one that others may be predicted from: only such a picture can be repeated.
        """
        picture = frame_of(held.picture, self._fmt)
        picture.pts = len(self._fed)
        picture.time_base = 1 / self._fmt.rate
        leant_on = held.frames > 1 or self._between == self._reorder
        picture.pict_type = PictureType.P if self._fed and leant_on else PictureType.NONE
        self._between = 0 if leant_on or not self._fed else self._between + 1
        self._fed.append(Fed(at, held.frames, key=not self._fed))
        self._last = picture
        yield from self._told(self._codec.encode(picture))

    def rest(self) -> Iterator[tuple[bytes, Fed]]:
        """Yield what the encoder still holds; nothing can be fed after."""
        yield from self._told(self._codec.encode(None))
        if self._out != len(self._fed):
            raise BugError(f"the encoder kept {len(self._fed) - self._out} pictures")

    def _told(self, packets: "list[Packet[VideoStream]]") -> Iterator[tuple[bytes, Fed]]:
        for packet in packets:
            if packet.pts is None:
                raise BugError("the encoder does not say which picture a packet holds")
            fed = self._fed[packet.pts]
            if packet.is_keyframe != fed.key:
                raise BugError("the encoder placed a key frame where none was asked for")
            self._out += 1
            data = bytes(packet)
            if is_reference(data):
                self._leant_on.append(data)
            yield data, fed

    @property
    def last(self) -> Pixels:
        """The last picture that was fed."""
        if self._last is None:
            raise BugError("nothing was encoded")
        return samples_of(self._last, self._fmt)

    def seen(self) -> Pixels:
        """Return the last picture as it decodes: no other picture is predicted from those in between."""
        decoder = av.CodecContext.create("h264", "r")
        decoder.thread_count = 1
        decoder.extradata = self._codec.extradata
        frames = [frame for data in self._leant_on for frame in decoder.decode(Packet(data))]
        return samples_of([*frames, *decoder.decode(None)][-1], self._fmt)


@dataclass(frozen=True, slots=True)
class Band:
    """A band of a group in which something moves: an access unit for each picture in which it does, by its rank.

    `skipped` shows the band once more, in pictures in which something moves elsewhere.
    """

    rows: Rows
    pictures: Mapping[int, bytes]
    skipped: bytes


def bands_of(group: PictureGroup, plan: GroupPlan, fmt: Format, setting: VideoSetting) -> tuple[Band, ...] | None:
    """Encode the bands of a group that move; None when one of them cannot be put back into whole pictures."""
    found: list[Band] = []
    for rows in group.bands:
        band = band_of(group, rows, fmt, quantised(band_setting(setting), replace(plan, stays=group.stays(rows))))
        if band is None:
            return None
        found.append(band)
    return tuple(found)


def band_of(group: PictureGroup, rows: Rows, fmt: Format, setting: VideoSetting) -> Band | None:
    """Encode a band of a group, with its own setting; None when it cannot be put back into whole pictures.

    Rows at rest are given to the encoder as they decode, once that is known: it has nothing left to mend in them, and
    does not look for it beyond the band.
    """
    witness = Witness(fmt, rows)
    packets: list[bytes] = []
    for packet in packets_of(_settled(group, rows, fmt, witness), rows.part(fmt), setting):
        if not witness.accepts(packet):
            return None
        packets.append(bytes(packet))
    pictures = dict(zip(group.moments(rows), packets, strict=True))
    return Band(rows, pictures, repeater_of(rows.part(fmt), one_by_one(setting)).skipped)


def one_by_one(setting: VideoSetting) -> VideoSetting:
    """Return the setting of a part of a picture: nothing in it is reordered."""
    return replace(setting, tuning=(*setting.tuning, *_ONE_BY_ONE))


def band_setting(setting: VideoSetting) -> VideoSetting:
    """Return the setting with which a band is encoded: its headers are those of any part of a picture."""
    return replace(setting, tuning=(*setting.tuning, *_ONE_BY_ONE, _CONFINED))


def _settled(group: PictureGroup, rows: Rows, fmt: Format, witness: Witness) -> Iterator[Pixels]:
    rest: Pixels | None = None
    for part in group.parts(rows):
        if rest is None and witness.seen is not None:
            rest = samples_of(witness.seen, rows.part(fmt))
        if rest is not None:
            group.settle(part, rows, rest)
        yield part


@dataclass(frozen=True, slots=True)
class Still:
    """Rows at rest: their samples, the access unit that shows them, and the one that shows them again."""

    samples: Pixels
    first: bytes
    skipped: bytes


def still_setting(setting: VideoSetting, lasts: int) -> VideoSetting:
    """Return the setting with which rows are encoded that do not move in a group of so many frames."""
    return quantised(one_by_one(setting), GroupPlan((lasts,), lasts))


def still_of(samples: Pixels, fmt: Format, setting: VideoSetting) -> Still:
    """Encode rows that do not move, with a `still_setting`."""
    (packet,) = packets_of(iter([samples]), fmt, setting)
    return Still(samples, bytes(packet), repeater_of(fmt, setting).skipped)
