"""Which encoder a setting asks for: one line each."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.adapters.codecs.aac import AacEncoder
from pipeline.adapters.codecs.av1 import Av1Encoder
from pipeline.adapters.codecs.mpeg2 import Mpeg2Encoder
from pipeline.adapters.codecs.pcm import PcmEncoder
from pipeline.adapters.codecs.prores import ProResEncoder
from pipeline.adapters.codecs.x264 import X264Encoder
from pipeline.model.picture import Format
from pipeline.model.programme import (
    Av1Setting,
    Mpeg2Setting,
    PictureCoding,
    ProResSetting,
    SoundCodec,
    VideoSetting,
)
from pipeline.ports import Held, SoundEncoder

SOUND_ENCODERS: Mapping[SoundCodec, SoundEncoder] = {"aac": AacEncoder(), "pcm": PcmEncoder()}
"""What encodes sound, by how it is delivered."""


class ChunkEncoder:
    """Encodes a chunk with whatever its setting asks for."""

    def version(self, setting: PictureCoding) -> str:
        """Return the version of the encoder: it stands in every chunk's key."""
        match setting:
            case VideoSetting():
                return X264Encoder.version
            case ProResSetting():
                return ProResEncoder.version
            case Mpeg2Setting():
                return Mpeg2Encoder.version
            case Av1Setting():
                return Av1Encoder.version

    def encode(self, path: Path, pictures: Iterator[Held], fmt: Format, setting: PictureCoding) -> int:
        """Write pictures, each held for its number of frames, and return how many frames there are."""
        match setting:
            case VideoSetting():
                return X264Encoder().encode(path, pictures, fmt, setting)
            case ProResSetting():
                return ProResEncoder().encode(path, pictures, fmt, setting)
            case Mpeg2Setting():
                return Mpeg2Encoder().encode(path, pictures, fmt, setting)
            case Av1Setting():
                return Av1Encoder().encode(path, pictures, fmt, setting)
