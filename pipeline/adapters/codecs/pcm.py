"""The programme's sound as PCM of 24 bits, in parts that join sample to sample: what masters carry."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

from pipeline.adapters.codecs.x264 import BITEXACT
from pipeline.errors import BugError
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples, SoundPart

_AROUND = 2_048
"""Samples heard on each side of a join: what true peaks between them depend on."""

_FULL_SCALE = 8_388_607


class PcmEncoder:
    """The programme's sound: linear PCM, 24 bits, 48 kHz, stereo."""

    version = "pcm24 1"

    def encode(self, path: Path, blocks: Iterator[Samples], kbps: int) -> None:  # noqa: ARG002 - PCM has one rate
        """Write stereo blocks of shape (n, 2), float32, as a WAV file; rounding alone, no dither at this depth."""
        with av.open(str(path), "w", format="wav", options=BITEXACT) as out:
            stream = out.add_stream("pcm_s24le", rate=SAMPLE_RATE, layout="stereo")
            at = 0
            for block in blocks:
                frame = AudioFrame.from_ndarray(_whole(block).reshape(1, -1), format="s32", layout="stereo")
                frame.sample_rate = SAMPLE_RATE
                frame.pts = at
                at += len(block)
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))

    def join(
        self, path: Path, parts: Sequence[SoundPart], hear: Callable[[Samples], None], known: Sequence[int | None] = ()
    ) -> tuple[int, ...]:
        """Write parts as one WAV file, sample after sample: every join stands at its edge.

        `hear` is given what is around each join that is not `known`, shape (2, n). Raises BugError when a part is
        shorter than what it should hold.
        """
        asked = [place is None for place in known] or [True] * len(parts)
        before = np.zeros((0, 2), np.int32)
        with av.open(str(path), "w", format="wav", options=BITEXACT) as out:
            stream = out.add_stream("pcm_s24le", rate=SAMPLE_RATE, layout="stereo")
            at = 0
            for rank, part in enumerate(parts):
                own = _read(part.path)[part.lead : part.lead + part.length]
                if len(own) != part.length:
                    raise BugError(f"{part.path.name}: {len(own)} samples of sound, {part.length} were planned")
                if rank and asked[rank - 1]:
                    hear(np.concatenate([before, own[:_AROUND]]).T.astype(np.float32) / np.float32(_FULL_SCALE * 256))
                before = own[-_AROUND:]
                frame = AudioFrame.from_ndarray(own.reshape(1, -1), format="s32", layout="stereo")
                frame.sample_rate = SAMPLE_RATE
                frame.pts = at
                at += len(own)
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
        return (0,) * (len(parts) - 1)


def _whole(block: Samples) -> "np.typing.NDArray[np.int32]":
    """Return samples ±1 as integers of 24 bits, in the upper bits of 32, as the codec library takes them."""
    whole = np.round(np.clip(block.astype(np.float64), -1, 1) * _FULL_SCALE).astype(np.int32)
    return np.ascontiguousarray(whole * 256)


def _read(path: Path) -> "np.typing.NDArray[np.int32]":
    """Return a file's samples, shape (n, 2), 24 bits in the upper bits of 32."""
    with av.open(str(path)) as source:
        pieces = [frame.to_ndarray().reshape(-1, 2) for frame in source.decode(audio=0)]
    return np.concatenate(pieces) if pieces else np.zeros((0, 2), np.int32)
