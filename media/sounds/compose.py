"""Synthesise the sound identity of JT 2050, with NumPy alone.

Run by hand by whoever designs the sound; a render only reads the files that this script leaves beside it:

    python media/sounds/compose.py            # writes the five .ogg files
    python media/sounds/compose.py --ecoute   # the same, and .wav copies to edit elsewhere

Every file says the motif of the house, five notes that climb and settle (A D E A F♯, in D major):

    la ─ ré ─ mi ─ LA ──── fa♯ ──────

`signals.py` makes waves, noises and filters; `instruments.py` plays them: bowed strings, horns, wooden bars, glass
bells, plucked strings, drums; `pieces.py` is the score; `room.py` has the reverb, the balance and the meter; here
pieces are mastered and written. The bed leaves speech its room, above all from 1 to 4 kHz, holds nothing sudden, and
is written on a circle, so that its tails come back at its beginning. Every noise is seeded: the same NumPy gives the
same samples.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import av
import numpy as np
from pieces import bumper, closing, headline, newsroom_bed, opening
from room import Track, loudness, quietest, warmed
from signals import RATE, Samples, filtered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BIT_RATE = 112_000
PEAK_DBFS = -4.0  # Opus adds a little to the peaks: the decoded files stay under -3 dBFS


@dataclass(frozen=True)
class Piece:
    """One file: its name, length in samples, loudness in LUFS, and what plays it."""

    name: str
    length: int
    loudness: float
    play: Callable[[Track], None]
    loop: bool = False


PIECES = (
    Piece("generique", 8 * RATE, -20.0, opening),
    Piece("titres", 57_600, -20.0, headline),
    Piece("virgule", 3 * RATE, -20.0, bumper),
    Piece("tapis", 40 * RATE, -26.0, newsroom_bed, loop=True),
    Piece("cloture", 14 * RATE, -20.0, closing),
)


def mastered(piece: Piece, room: float = 1.0) -> Samples:
    """Play a piece, take out rumble, warm it, bring it to its loudness; `room` makes its hall smaller or larger."""
    track = Track(piece.length, loop=piece.loop)
    piece.play(track)
    sound = track.mixed(decay=room * (2.4 if piece.length > 4 * RATE else 1.3))
    if not piece.loop:
        tail = round(min(1.2, 0.3 * piece.length / RATE) * RATE)
        sound[:, -tail:] *= 0.5 + 0.5 * np.cos(np.pi * np.linspace(0.0, 1.0, tail))
        sound = np.concatenate([sound, np.zeros((2, RATE))], axis=1)
    sound = filtered(sound, lambda f: 1 / (1 + (32.0 / np.maximum(f, 1e-3)) ** 4))
    sound = filtered(sound, speech_room if piece.loop else lit)
    sound *= 10 ** ((piece.loudness + 2.0 - loudness(sound)) / 20)
    sound = warmed(sound, 1.6)[:, : piece.length]
    if piece.loop:
        sound = np.roll(sound, -quietest(sound, 120_000), axis=1)
    else:
        sound[:, :96] *= np.linspace(0.0, 1.0, 96)
    sound *= 10 ** ((piece.loudness - loudness(sound)) / 20)
    peak = 20 * np.log10(np.abs(sound).max())
    if peak > PEAK_DBFS:
        raise ValueError(f"{piece.name} peaks at {peak:.1f} dBFS: soften an attack rather than cut its corners")
    return sound


def lit(f: Samples) -> Samples:
    """Open the treble a little: 3 dB more from 3 kHz up."""
    lift = 10 ** (3.0 / 20) - 1
    return np.asarray(1 + lift / (1 + (3000.0 / np.maximum(f, 1.0)) ** 4), dtype=np.float64)


def speech_room(f: Samples) -> Samples:
    """Leave speech its room: 8 dB less around 500 Hz, 9 dB less from 1 to 4 kHz, where consonants are told apart."""
    octaves = np.log2(np.maximum(f, 1.0) / 500.0)
    body = 10 ** (-4.0 * np.exp(-0.5 * (octaves / 0.9) ** 2) / 20)
    octaves = np.log2(np.maximum(f, 1.0) / 2000.0)
    sense = 10 ** (-9.0 * np.exp(-0.5 * (octaves / 0.9) ** 2) / 20)
    return np.asarray(body * sense * lit(f), dtype=np.float64)


def write(path: Path, sound: Samples, *, codec: Literal["libopus", "pcm_s16le"], bit_rate: int = BIT_RATE) -> None:
    """Write a sound; Ogg trims the padding of Opus, so that not a sample is added or lost.

    `bitexact` keeps the muxer from drawing a serial number: the same sound gives the same bytes.
    """
    frames = np.ascontiguousarray(np.round(sound.T * 32_767).astype(np.int16))
    with av.open(str(path), "w", options={"fflags": "bitexact"}) as container:
        stream = container.add_stream(codec, rate=RATE, layout="stereo")
        stream.bit_rate = bit_rate
        for start in range(0, len(frames), 960):
            frame = av.AudioFrame.from_ndarray(
                frames[start : start + 960].reshape(1, -1), format="s16", layout="stereo"
            )
            frame.sample_rate, frame.pts = RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def read(path: Path) -> Samples:
    """Decode a file, as a programme will hear it."""
    with av.open(str(path)) as container:
        planes = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(planes, axis=1).astype(np.float64)


def main() -> None:
    """Compose every piece of the first house."""
    compose(PIECES, Path(__file__).parent)


def compose(pieces: Sequence[Piece], folder: Path, *, room: float = 1.0, bit_rate: int = BIT_RATE) -> None:
    """Compose pieces, write them into a folder, and print what each decoded file measures."""
    for piece in pieces:
        sound = mastered(piece, room)
        path = folder / f"{piece.name}.ogg"
        write(path, sound, codec="libopus", bit_rate=bit_rate)
        if "--ecoute" in sys.argv:
            write(path.with_suffix(".wav"), sound, codec="pcm_s16le")
        heard = read(path)
        peak = 20 * np.log10(np.abs(heard).max())
        kept = "exact" if heard.shape[1] == piece.length else f"{heard.shape[1]} samples!"
        size = path.stat().st_size / 1000
        print(f"{path.name:14} {loudness(heard):6.1f} LUFS {peak:6.1f} dBFS {size:5.0f} kB  {kept}", flush=True)


if __name__ == "__main__":
    main()
