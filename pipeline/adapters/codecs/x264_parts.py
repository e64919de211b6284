"""What a group of pictures is encoded as: whole pictures, a band that moves, rows at rest."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from av.packet import Packet
from av.video.frame import PictureType
from av.video.stream import VideoStream

from pipeline.adapters.codecs.bands import PictureGroup, Rows, Witness
from pipeline.adapters.codecs.x264_codec import codec_of, frame_of, packets_of, repeater_of, samples_of
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.ports import Held, Pixels

_FINER_AT_REST = 5
"""How much finer rows at rest are encoded, in x264's rate factor: it cannot see ahead how long they stay."""


_COARSER_IN_BANDS = 3
"""How much coarser bands are encoded, in x264's rate factor, which means finer pictures where it does not look ahead.

At this step drawn pictures decode at least as near to what was composed, 44 to 47 dB, as they do whole (measured).
"""

_ONE_BY_ONE = (("rc-lookahead", "0"), ("sync-lookahead", "0"), ("mbtree", "0"))
"""Each picture comes out before the next is asked for."""

_CONFINED = ("mvrange", "32")
"""The shortest bound that x264 takes for its motion vectors, in rows: a band looks little beyond itself."""


@dataclass(frozen=True, slots=True)
class Fed:
    """A picture given to the encoder: for how many frames it holds, and whether it opens a group."""

    frames: int
    key: bool


class Whole:
    """Encodes whole pictures; packets come some pictures later."""

    def __init__(self, fmt: Format, setting: VideoSetting) -> None:
        self._codec = codec_of(fmt, setting)
        self._fmt = fmt
        self._fed: deque[Fed] = deque()
        self._pictures = 0

    def feed(self, held: Held, *, key: bool) -> Iterator[tuple[bytes, Fed]]:
        """Encode a picture; yield what comes out, each packet with what is known of its picture."""
        picture = frame_of(held.picture, self._fmt)
        picture.pts = self._pictures
        picture.time_base = 1 / self._fmt.rate
        picture.pict_type = PictureType.I if key else PictureType.NONE
        self._pictures += 1
        self._fed.append(Fed(held.frames, key))
        yield from self._out(self._codec.encode(picture))

    def rest(self) -> Iterator[tuple[bytes, Fed]]:
        """Yield what the encoder still holds; nothing can be fed after."""
        yield from self._out(self._codec.encode(None))
        if self._fed:
            raise BugError(f"the encoder kept {len(self._fed)} pictures")

    def _out(self, packets: "list[Packet[VideoStream]]") -> Iterator[tuple[bytes, Fed]]:
        for packet in packets:
            fed = self._fed.popleft()
            if packet.is_keyframe != fed.key:
                raise BugError("the encoder placed a key frame where none was asked for")
            yield bytes(packet), fed


@dataclass(frozen=True, slots=True)
class Band:
    """A band of a group in which something moves: an access unit for each picture in which it does, by its rank.

    `skipped` shows the band once more, in pictures in which something moves elsewhere.
    """

    rows: Rows
    pictures: Mapping[int, bytes]
    skipped: bytes


def bands_of(group: PictureGroup, fmt: Format, setting: VideoSetting) -> tuple[Band, ...] | None:
    """Encode the bands of a group that move; None when one of them cannot be put back into whole pictures."""
    found: list[Band] = []
    for rows in group.bands:
        band = band_of(group, rows, fmt, setting)
        if band is None:
            return None
        found.append(band)
    return tuple(found)


def band_of(group: PictureGroup, rows: Rows, fmt: Format, setting: VideoSetting) -> Band | None:
    """Encode a band of a group; None when it cannot be put back into whole pictures.

    Rows at rest are given to the encoder as they decode, once that is known: it has nothing left to mend in them, and
    does not look for it beyond the band.
    """
    witness = Witness(fmt, rows)
    packets: list[bytes] = []
    for packet in packets_of(_settled(group, rows, fmt, witness), rows.part(fmt), band_setting(setting)):
        if not witness.accepts(packet):
            return None
        packets.append(bytes(packet))
    pictures = dict(zip(group.moments(rows), packets, strict=True))
    return Band(rows, pictures, repeater_of(rows.part(fmt), setting).skipped)


def band_setting(setting: VideoSetting) -> VideoSetting:
    """Return the setting with which a band is encoded: its headers are those of the whole picture's."""
    tuning = (*setting.tuning, *_ONE_BY_ONE, _CONFINED)
    return replace(setting, quality=setting.quality + _COARSER_IN_BANDS, tuning=tuning)


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


def still_of(samples: Pixels, fmt: Format, setting: VideoSetting) -> Still:
    """Encode rows that do not move."""
    finer = replace(setting, quality=setting.quality - _FINER_AT_REST)
    (packet,) = packets_of(iter([samples]), fmt, finer)
    return Still(samples, bytes(packet), repeater_of(fmt, setting).skipped)
