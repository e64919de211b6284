"""Synthesise the sound identity of JT 2050, with NumPy alone.

Run by hand by whoever designs the sound; a render only reads the files that this script leaves beside it:

    python media/sounds/compose.py            # writes the five .ogg files
    python media/sounds/compose.py --ecoute   # the same, and .wav copies to edit elsewhere

Every file says the motif of the house, five notes that climb and settle (A D E A F♯, in D major):

    la ─ ré ─ mi ─ LA ──── fa♯ ──────

Instruments: a mallet (marimba bar and soft bell), a pluck, a warm pad, a round bass, a felt pulse. The bed
leaves room for speech: a wide dip around 1 kHz, nothing sudden, and a loop written on a circle, so that its
tails come back at its beginning. Nothing is random but two seeded noises: the same NumPy gives the same
samples.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import av
import numpy as np
from instruments import RATE, SEED, Samples, bass, breath, felt, filtered, mallet, pad, pluck, shaped, times

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BIT_RATE = 112_000
PEAK_DBFS = -4.0  # Opus adds a little to the peaks: the decoded files stay under -3 dBFS

MOTIF = (69, 74, 76, 81, 78)  # A4 D5 E5 A5 F#5, as MIDI notes
MOTIF_BEATS = (0.0, 0.5, 1.0, 1.5, 2.5)

# Chords as MIDI notes, from the bass up.
G_ADD9 = (43, 55, 59, 62, 69)
A_SUS = (45, 57, 62, 64, 69)
B_MINOR7 = (47, 54, 57, 62, 66)
D_OVER_FS = (42, 57, 62, 66, 69)
E_MINOR9 = (40, 55, 59, 62, 66)
D_MAJOR9 = (38, 57, 62, 64, 66)


@dataclass(frozen=True)
class Piece:
    """One file: its name, length in samples, loudness in LUFS, and what plays it."""

    name: str
    length: int
    loudness: float
    play: Callable[[Track], None]
    loop: bool = False


class Track:
    """A stereo strip on which sounds are laid; on a loop, what overflows comes back in front."""

    def __init__(self, length: int, *, loop: bool) -> None:
        self.length = length
        self.loop = loop
        self.dry: Samples = np.zeros((2, length))
        self.wet: Samples = np.zeros((2, length))

    def lay(self, sound: Samples, at: float, *, gain: float = 1.0, pan: float = 0.0, send: float = 0.3) -> None:
        """Add a sound at a time in seconds; `pan` goes from -1 to 1, `send` feeds the reverb."""
        start = round(at * RATE)
        angle = (pan + 1.0) * np.pi / 4.0
        sides = np.array([[np.cos(angle)], [np.sin(angle)]]) * np.sqrt(2.0)
        stereo = gain * sides * (sound if sound.ndim == 2 else sound[None, :])
        if not self.loop:
            stereo = stereo[:, : max(0, self.length - start)]
        places = (start + np.arange(stereo.shape[1])) % self.length
        for channel in range(2):
            np.add.at(self.dry[channel], places, stereo[channel])
            np.add.at(self.wet[channel], places, stereo[channel] * send)

    def mixed(self, decay: float) -> Samples:
        """Return dry and reverberated sound together."""
        return self.dry + reverberated(self.wet, decay, loop=self.loop)


# --- room, balance, level ---


def reverberated(sound: Samples, decay: float, *, loop: bool) -> Samples:
    """Put a sound in a warm hall: seeded noise that decays, sooner in the treble."""
    t = times(min(3.2, 1.6 * decay))
    noise = np.random.default_rng(SEED + 1).standard_normal((2, t.size))
    dark = filtered(noise, lambda f: (f > 120.0) / (1 + (f / 1800.0) ** 2))
    light = filtered(noise, lambda f: (f > 120.0) / (1 + (f / 5500.0) ** 2)) - dark
    hall = dark * np.exp(-6.9 * t / decay) + light * np.exp(-6.9 * t / (0.45 * decay))
    hall *= shaped(t, 0.02, 0.3)
    hall = np.concatenate(
        [np.zeros((2, round(0.018 * RATE))), hall / np.sqrt((hall**2).sum(axis=1, keepdims=True))], axis=1
    )
    length = sound.shape[1]
    size = length if loop else length + hall.shape[1]
    if hall.shape[1] > size:
        hall = hall[:, :size]
    wet = np.fft.irfft(np.fft.rfft(sound, n=size) * np.fft.rfft(hall, n=size), n=size)
    return np.asarray(wet[:, :length], dtype=np.float64)


def k_weighted(sound: Samples) -> Samples:
    """Weight as ITU-R BS.1770 asks, from the analogue prototypes of its two filters."""

    def response(f: Samples) -> Samples:
        s = 1j * f
        high, low = 1681.974451, 38.13547088
        resonance, boost, middle = 0.70717524, 1.58486471, 1.25872093
        below = s**2 + s * high / resonance + high**2
        shelf = (boost * s**2 + middle * s * high / resonance + high**2) / below
        cut = s**2 / (s**2 + s * low / 0.50032704 + low**2)
        return np.asarray(np.abs(shelf * cut), dtype=np.float64)

    padded = np.concatenate([sound, np.zeros((2, RATE))], axis=1)
    return filtered(padded, response)[:, : sound.shape[1]]


def loudness(sound: Samples) -> float:
    """Measure the integrated loudness in LUFS (BS.1770-4: 400 ms blocks, both gates)."""
    weighted = k_weighted(sound) ** 2
    block, step = round(0.4 * RATE), round(0.1 * RATE)
    starts = range(0, max(1, weighted.shape[1] - block + 1), step)
    powers = np.array([weighted[:, start : start + block].mean(axis=1).sum() for start in starts]) + 1e-12
    loud = powers[-0.691 + 10 * np.log10(powers) > -70.0]
    gate = -0.691 + 10 * np.log10(loud.mean()) - 10.0
    return float(-0.691 + 10 * np.log10(loud[-0.691 + 10 * np.log10(loud) > gate].mean()))


def mastered(piece: Piece) -> Samples:
    """Play a piece, take out rumble, bring it to its loudness."""
    track = Track(piece.length, loop=piece.loop)
    piece.play(track)
    sound = track.mixed(decay=2.2 if piece.length > 2 * RATE else 1.1)
    if not piece.loop:
        tail = round(min(1.2, 0.3 * piece.length / RATE) * RATE)
        sound[:, -tail:] *= 0.5 + 0.5 * np.cos(np.pi * np.linspace(0.0, 1.0, tail))
        sound = np.concatenate([sound, np.zeros((2, RATE))], axis=1)
    sound = filtered(sound, lambda f: 1 / (1 + (38.0 / np.maximum(f, 1e-3)) ** 4))
    sound = filtered(sound, speech_room if piece.loop else lit)
    sound = sound[:, : piece.length]
    if piece.loop:
        sound = np.roll(sound, -quietest(sound), axis=1)
    else:
        sound[:, :96] *= np.linspace(0.0, 1.0, 96)
    sound *= 10 ** ((piece.loudness - loudness(sound)) / 20)
    peak = 20 * np.log10(np.abs(sound).max())
    if peak > PEAK_DBFS:
        raise ValueError(f"{piece.name} peaks at {peak:.1f} dBFS: soften an attack rather than cut its corners")
    return sound


def lit(f: Samples) -> Samples:
    """Open the treble a little: 4 dB more from 2 kHz up, where soft mallets leave room."""
    lift = 10 ** (4.0 / 20) - 1
    return np.asarray(1 + lift / (1 + (1500.0 / np.maximum(f, 1.0)) ** 4), dtype=np.float64)


def speech_room(f: Samples) -> Samples:
    """Hollow out the body of speech: 11 dB less around 500 Hz, and 2.5 dB less weight below 220 Hz."""
    octaves = np.log2(np.maximum(f, 1.0) / 500.0)
    body = 10 ** (-11.0 * np.exp(-0.5 * (octaves / 1.1) ** 2) / 20)
    weight = 1 - (1 - 10 ** (-2.5 / 20)) / (1 + (f / 220.0) ** 4)
    return np.asarray(body * weight * lit(f) ** 2, dtype=np.float64)


def quietest(sound: Samples) -> int:
    """Return where a loop is best cut: a codec wakes up on almost nothing there."""
    last_bar = 160_000
    level = np.abs(np.concatenate([sound, sound[:, :480]], axis=1)).max(axis=0)
    around = np.convolve(level, np.ones(480) / 480, mode="valid")[: sound.shape[1]]
    cost = (around + 4 * level[: sound.shape[1]])[-last_bar:]
    return int(sound.shape[1] - last_bar + np.argmin(cost))


# --- the five pieces ---


def motif(track: Track, at: float, beat: float, *, gain: float = 0.5, up: int = 0, hardness: float = 0.5) -> None:
    """Say the five notes of the house on mallets, with a bell an octave above and a pluck below."""
    for place, (note, offset) in enumerate(zip(MOTIF, MOTIF_BEATS, strict=True)):
        when, pan = at + offset * beat, (-0.35, -0.15, 0.1, 0.3, 0.0)[place]
        accent = gain * (1.0, 0.9, 0.95, 1.15, 1.05)[place]
        track.lay(mallet(note + up, 2.6, hardness), when, gain=accent, pan=pan, send=0.35)
        track.lay(mallet(note + up + 12, 1.6, hardness), when, gain=0.2 * accent, pan=-pan, send=0.5)
        track.lay(pluck(note + up - 12, 1.4), when, gain=0.45 * accent, pan=-pan, send=0.2)


def chord(track: Track, notes: Sequence[int], at: float, seconds: float, *, gain: float, attack: float) -> None:
    """Lay a chord: bass at the bottom, pad on the rest."""
    track.lay(pad(notes[1:], seconds, attack, min(1.2, 0.45 * seconds)), at, gain=gain, send=0.35)
    track.lay(bass(notes[0], min(seconds, 2.6)), at + 0.01, gain=0.42 * gain, send=0.05)


def opening(track: Track) -> None:
    """Play the opening sting: pulse and swell, the motif over IV–V, its answer over vi–IV, and home."""
    beat = 0.5
    track.lay(breath(1.0), 0.0, gain=0.25, send=0.5)
    chord(track, G_ADD9, 0.0, 2.3, gain=0.8, attack=0.35)
    chord(track, A_SUS, 2.0, 1.3, gain=0.9, attack=0.12)
    chord(track, B_MINOR7, 3.0, 1.3, gain=0.9, attack=0.1)
    chord(track, G_ADD9, 4.0, 1.3, gain=0.95, attack=0.1)
    chord(track, D_MAJOR9, 5.0, 3.0, gain=1.15, attack=0.05)
    for eighth in range(2, 20):
        at = eighth * beat / 2
        track.lay(felt(), at, gain=0.34 if eighth % 4 == 0 else 0.14, send=0.08)
    for step, note in enumerate((62, 66, 69, 74, 66, 69, 74, 78, 69, 74, 78, 81)):
        track.lay(pluck(note, 0.9), 2.0 + step * beat / 2, gain=0.16, pan=0.6 * (-1) ** step, send=0.4)
    motif(track, 0.5, beat, gain=0.5)
    motif(track, 3.0, beat * 0.8, gain=0.55, hardness=0.7)
    for note, pan in ((62, -0.4), (69, 0.4), (74, -0.2), (78, 0.2), (86, 0.0)):
        track.lay(mallet(note, 2.8, 0.6), 5.0, gain=0.34, pan=pan, send=0.45)


def headline(track: Track) -> None:
    """Play the headline hit: the motif's last two notes over one struck chord."""
    for note, pan in ((50, 0.0), (62, -0.3), (66, 0.3), (69, 0.0)):
        track.lay(pluck(note, 1.1), 0.0, gain=0.3, pan=pan, send=0.25)
    track.lay(felt(), 0.0, gain=0.6, send=0.1)
    track.lay(bass(38, 0.9), 0.0, gain=0.4, send=0.05)
    track.lay(mallet(MOTIF[3], 1.1, 0.7), 0.0, gain=0.5, pan=0.2, send=0.35)
    track.lay(mallet(MOTIF[4], 1.0, 0.6), 0.17, gain=0.5, pan=-0.2, send=0.35)


def bumper(track: Track) -> None:
    """Play the bumper: the five notes in a run, over V to I."""
    track.lay(pad(A_SUS[1:], 0.75, 0.05, 0.3), 0.0, gain=0.5, send=0.3)
    track.lay(pad(D_MAJOR9[1:], 1.1, 0.06, 0.6), 0.5, gain=0.6, send=0.35)
    track.lay(bass(38, 1.0), 0.5, gain=0.36, send=0.05)
    track.lay(felt(), 0.5, gain=0.4, send=0.1)
    motif(track, 0.0, 0.25, gain=0.42, hardness=0.55)


BED_BEAT = 60.0 / 72.0
BED_CHORDS = (
    D_MAJOR9,
    B_MINOR7,
    G_ADD9,
    A_SUS,
    D_MAJOR9,
    E_MINOR9,
    G_ADD9,
    D_OVER_FS,
    E_MINOR9,
    B_MINOR7,
    G_ADD9,
    A_SUS,
)


def newsroom_bed(track: Track) -> None:
    """Play the bed: twelve bars at 72, pads that overlap, a heartbeat, the motif far away twice."""
    bar = 4 * BED_BEAT
    for index, notes in enumerate(BED_CHORDS):
        at = index * bar
        track.lay(pad(notes[1:], bar + 1.6, 1.5, 1.6, warmth=0.34), at - 0.4 + bar, gain=0.55, send=0.3)
        track.lay(bass(notes[0], 2.8), at + bar, gain=0.13, send=0.02)
        track.lay(bass(notes[0], 1.6), at + bar + 2.5 * BED_BEAT, gain=0.07, send=0.02)
        for beat in range(4):
            track.lay(felt(78.0), at + beat * BED_BEAT, gain=0.13 if beat % 2 == 0 else 0.07, send=0.05)
        for step in range(8):
            note = notes[1:][(0, 2, 1, 3, 2, 3, 1, 2)[step] % (len(notes) - 1)] + 12
            swing = 0.075 + 0.02 * np.cos(np.pi * step / 2)
            track.lay(
                pluck(note, 1.0, 0.32),
                at + bar + step * BED_BEAT / 2,
                gain=swing,
                pan=0.55 * (-1) ** step,
                send=0.5,
            )
    for at in (0.0, 6 * bar):
        motif(track, at + bar, BED_BEAT, gain=0.045, hardness=0.15)


def closing(track: Track) -> None:
    """Play the closing music: the opening unhurried, the motif three times, a last chord that rings."""
    beat = 0.6
    plan = (
        (G_ADD9, 0.0, 2.7),
        (A_SUS, 2.4, 2.7),
        (B_MINOR7, 4.8, 1.5),
        (D_OVER_FS, 6.0, 1.5),
        (G_ADD9, 7.2, 1.5),
    )
    for notes, at, seconds in plan:
        chord(track, notes, at, seconds, gain=0.85, attack=0.25)
    chord(track, A_SUS, 8.4, 1.5, gain=0.9, attack=0.15)
    chord(track, D_MAJOR9, 9.6, 4.4, gain=1.05, attack=0.1)
    for eighth in range(32):
        track.lay(felt(), eighth * beat / 2, gain=0.28 if eighth % 4 == 0 else 0.11, send=0.08)
        note = (62, 69, 66, 74)[eighth % 4] + (0, 2)[eighth // 8 % 2] * (eighth % 4 == 1)
        track.lay(pluck(note, 0.9), eighth * beat / 2, gain=0.13, pan=0.6 * (-1) ** eighth, send=0.4)
    motif(track, 0.0, beat, gain=0.45)
    motif(track, 4.8, beat, gain=0.5, hardness=0.65)
    motif(track, 8.4, beat * 0.8, gain=0.42)
    for note, pan in ((50, 0.0), (62, -0.4), (69, 0.4), (78, 0.1), (86, -0.1)):
        track.lay(mallet(note, 3.6, 0.45), 10.4, gain=0.26, pan=pan, send=0.5)


PIECES = (
    Piece("generique", 8 * RATE, -20.0, opening),
    Piece("titres", 57_600, -20.0, headline),
    Piece("virgule", 76_800, -20.0, bumper),
    Piece("tapis", 40 * RATE, -26.0, newsroom_bed, loop=True),
    Piece("cloture", 14 * RATE, -20.0, closing),
)


# --- files ---


def write(path: Path, sound: Samples, *, codec: Literal["libopus", "pcm_s16le"]) -> None:
    """Write a sound; Ogg trims the padding of Opus, so that not a sample is added or lost.

    `bitexact` keeps the muxer from drawing a serial number: the same sound gives the same bytes.
    """
    frames = np.ascontiguousarray(np.round(sound.T * 32_767).astype(np.int16))
    with av.open(str(path), "w", options={"fflags": "bitexact"}) as container:
        stream = container.add_stream(codec, rate=RATE, layout="stereo")
        stream.bit_rate = BIT_RATE
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
    """Compose every piece, write it, and print what its decoded file measures."""
    here = Path(__file__).parent
    for piece in PIECES:
        sound = mastered(piece)
        path = here / f"{piece.name}.ogg"
        write(path, sound, codec="libopus")
        if "--ecoute" in sys.argv:
            write(path.with_suffix(".wav"), sound, codec="pcm_s16le")
        heard = read(path)
        peak = 20 * np.log10(np.abs(heard).max())
        kept = "exact" if heard.shape[1] == piece.length else f"{heard.shape[1]} samples!"
        size = path.stat().st_size / 1000
        print(f"{path.name:14} {loudness(heard):6.1f} LUFS {peak:6.1f} dBFS {size:5.0f} kB  {kept}")


if __name__ == "__main__":
    main()
