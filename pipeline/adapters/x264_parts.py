"""What a group of pictures is encoded as: whole pictures, a band that moves, rows at rest."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from av.packet import Packet
from av.video.frame import PictureType
from av.video.stream import VideoStream

from pipeline.adapters.bands import Group, Rows, Witness
from pipeline.adapters.x264_codec import codec_of, frame_of, packets_of, repeater_of
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.ports import Held, Pixels

_FINER_AT_REST = 5
"""How much finer rows at rest are encoded, in x264's rate factor: it cannot see ahead how long they stay."""


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
    """The band of a group in which something moves: one access unit a picture."""

    rows: Rows
    pictures: tuple[bytes, ...]


def band_of(group: Group, fmt: Format, setting: VideoSetting) -> Band | None:
    """Encode the band of a group that moves; None when that band cannot be put back into whole pictures."""
    rows = group.band
    witness = Witness(fmt, rows)
    packets: list[bytes] = []
    for packet in packets_of((held.picture for held in group.parts(rows)), rows.part(fmt), setting):
        if not witness.accepts(packet):
            return None
        packets.append(bytes(packet))
    return Band(rows, tuple(packets)) if witness.accepts(None) else None


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
