"""The five pieces of the second house, « Le Kiosque », note by note: a small waltz on wood, strings and reeds.

Run by hand by whoever designs the sound; a render only reads the files that this script leaves beside it:

    python media/sounds/le_kiosque/waltz.py            # writes the five .ogg files
    python media/sounds/le_kiosque/waltz.py --ecoute   # the same, and .wav copies to edit elsewhere

In G major, three beats a bar, 125 a minute, in a small room; every file says five notes that go up a stair and look
back (G B D E D):

    sol ─ si ─ ré ─ │ mi ─── ré │

Nothing is held but the reeds of an accordion, in the opening and the closing: bars, plucked strings, a double bass,
brushes and wooden blocks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # the instruments of the first house are beside it

from compose import Piece, compose  # noqa: E402
from instruments import brush, cymbal, mallet, pluck, saw  # noqa: E402
from signals import RATE, Samples, filtered, frequency, noise, shaped, swept, times  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from room import Track

BEAT = 0.48
BAR = 3 * BEAT
BIT_RATE = 68_000

MOTIF = (67, 71, 74, 76, 74)  # G4 B4 D5 E5 D5, as MIDI notes
MOTIF_BEATS = (0.0, 1.0, 2.0, 3.0, 5.0)

# A bass note, then the three of the chord that answers it on the second and third beats.
G, D7, E_MINOR, C = (43, 59, 62, 67), (38, 57, 60, 66), (40, 59, 64, 67), (36, 60, 64, 67)
A_MINOR, B_MINOR, G_HIGH = (45, 60, 64, 69), (47, 59, 62, 66), (43, 62, 67, 71)


def reed(note: float, seconds: float, breath: float = 0.6) -> Samples:
    """Press an accordion's key: two reeds a few cents apart that beat together, and the bellows."""
    t = times(seconds)
    tone = np.zeros_like(t)
    for cents, level in ((-7.0, 0.5), (6.0, 0.5), (1200.0, 0.16)):
        tone += level * saw(np.full(t.size, frequency(note) * 2 ** (cents / 1200)), 0.25)
    bellows = (0.75 + 0.25 * np.clip(t / 0.25, 0, 1)) * shaped(t, 0.025, min(0.09, 0.4 * seconds))
    opened = np.full(t.size, 900.0) + 2600.0 * breath * bellows
    return np.asarray(0.5 * swept(tone, opened) * bellows, dtype=np.float64)


def block(pitch: float = 1150.0) -> Samples:
    """Tap a wooden block."""
    t = times(0.16)
    body = np.sin(2 * np.pi * pitch * t) + 0.5 * np.sin(2 * np.pi * 1.51 * pitch * t)
    tap = filtered(noise(t.size, 21), lambda f: f / (f + 1500.0)) * np.exp(-t / 0.003)
    return np.asarray((body * np.exp(-t / 0.028) + 0.25 * tap) * shaped(t, 0.0015, 0.05), dtype=np.float64)


def upright(note: float, seconds: float = 0.9) -> Samples:
    """Pluck a double bass: a round string that dies soon, and the finger."""
    t, f = times(seconds), frequency(note)
    body = sum(level * np.sin(2 * np.pi * f * rank * t) * np.exp(-t / (0.5 / rank**0.6)) for rank, level in _STRING)
    finger = filtered(noise(t.size, 22), lambda f: 1 / (1 + (f / 900.0) ** 2)) * np.exp(-t / 0.012)
    return np.asarray((body + 0.3 * finger) * shaped(t, 0.005, 0.2), dtype=np.float64)


_STRING = ((1, 1.0), (2, 0.55), (3, 0.28), (4, 0.12), (5, 0.06))


def stair(
    track: Track, at: float, beat: float, *, gain: float, hardness: float = 0.7, reeds: float = 0.0, up: int = 0
) -> None:
    """Say the five notes: on bars, with a string an octave below; on reeds too, where they are asked for."""
    ends = (*MOTIF_BEATS[1:], MOTIF_BEATS[-1] + 1.0)
    for place, (note, begun, ended) in enumerate(zip(MOTIF, MOTIF_BEATS, ends, strict=True)):
        when, pan = at + begun * beat, (-0.3, -0.1, 0.1, 0.25, 0.0)[place]
        track.lay(mallet(note + up, 1.0, hardness), when, gain=gain, pan=pan, send=0.14)
        track.lay(pluck(note - 12 + up, 0.8, 0.6), when, gain=0.5 * gain, pan=-pan, send=0.1)
        if reeds:
            track.lay(reed(note + up, (ended - begun) * beat * 0.92), when, gain=reeds, pan=-0.15, send=0.16)


def waltz(track: Track, at: float, chords: Sequence[Sequence[int]], *, gain: float, beat: float = BEAT) -> None:
    """Keep three beats: the bass on the first, plucked chords and a brush on the others, a block now and then."""
    for bar, (low, *chord) in enumerate(chords):
        begun = at + 3 * bar * beat
        track.lay(upright(low, 1.0), begun, gain=0.75 * gain, send=0.03)
        for step in (1, 2):
            when = begun + step * beat
            for rank, note in enumerate(chord):
                strum = when + 0.012 * rank
                track.lay(pluck(note, 0.5, 0.5), strum, gain=0.26 * gain, pan=0.3 * (rank - 1), send=0.12)
            track.lay(brush(0.16, 3600.0), when, gain=(0.10 if step == 1 else 0.07) * gain, pan=0.2, send=0.12)
        track.lay(block(1150.0), begun + 2.5 * beat, gain=0.06 * gain, pan=-0.4, send=0.15)


def stop(track: Track, at: float, *, gain: float) -> None:
    """End a tune as a band in a square does: two dry chords, and what rings of the last."""
    for when, level in ((at, 0.7), (at + BEAT, 1.0)):
        for rank, note in enumerate((55, 59, 62, 67, 71)):
            strum = when + 0.01 * rank
            track.lay(pluck(note, 1.4, 0.65), strum, gain=0.3 * level * gain, pan=0.25 * (rank - 2), send=0.18)
            track.lay(mallet(note + 12, 1.3, 0.8), strum, gain=0.16 * level * gain, pan=-0.2 * (rank - 2), send=0.18)
        track.lay(upright(43, 1.2), when, gain=0.9 * level * gain, send=0.05)
        track.lay(block(900.0), when, gain=0.2 * level * gain, send=0.15)
        track.lay(brush(0.25, 4200.0), when, gain=0.12 * level * gain, send=0.2)


def opening(track: Track) -> None:
    """Play the opening: blocks that count, the stair on wood, the band with the reeds, and two dry chords."""
    for beat in range(3):
        track.lay(block(1150.0 if beat else 860.0), beat * BEAT, gain=0.3, pan=0.2 * (beat - 1), send=0.2)
    waltz(track, BAR, (G, C, G, D7), gain=0.85)
    stair(track, BAR, BEAT, gain=0.42)
    stair(track, 3 * BAR, BEAT, gain=0.4, reeds=0.34)
    track.lay(cymbal(1.4), 3 * BAR, gain=0.04, send=0.3)
    stop(track, 5 * BAR - BEAT, gain=1.0)


def headline(track: Track) -> None:
    """Play the headline hit: two blocks and the top of the stair."""
    track.lay(block(860.0), 0.0, gain=0.42, pan=-0.2, send=0.2)
    track.lay(block(1150.0), 0.12, gain=0.36, pan=0.2, send=0.2)
    track.lay(upright(43, 0.8), 0.0, gain=0.6, send=0.05)
    for note, at in ((MOTIF[2], 0.0), (MOTIF[3], 0.12), (79, 0.24)):
        track.lay(mallet(note, 0.9, 0.8), at, gain=0.4, pan=0.1, send=0.2)
        track.lay(pluck(note - 12, 0.9, 0.65), at, gain=0.26, pan=-0.1, send=0.15)


def bumper(track: Track) -> None:
    """Play the bumper: the stair in one breath, and a bar of waltz that dies away under a title card."""
    stair(track, 0.0, 0.14, gain=0.42, hardness=0.8)
    for rank, note in enumerate((55, 62, 67, 71)):
        track.lay(pluck(note, 1.6, 0.6), 0.98 + 0.02 * rank, gain=0.3, pan=0.3 * (rank - 1.5), send=0.2)
        track.lay(mallet(note + 12, 1.8, 0.5), 0.98 + 0.02 * rank, gain=0.2, pan=-0.3 * (rank - 1.5), send=0.25)
    track.lay(upright(43, 1.4), 0.98, gain=0.8, send=0.05)
    for step, at in enumerate((1.46, 1.94)):
        for note in (59, 62, 67):
            track.lay(pluck(note, 0.6, 0.5), at, gain=0.13 - 0.05 * step, pan=0.2, send=0.2)
        track.lay(brush(0.16, 3600.0), at, gain=0.05 - 0.02 * step, send=0.2)


BED = (
    G, G, E_MINOR, E_MINOR, C, C, D7, D7,
    G, B_MINOR, E_MINOR, C, A_MINOR, D7, G, G,
    C, C, G, E_MINOR, A_MINOR, D7, G, D7,
)  # fmt: skip


def newsstand_bed(track: Track) -> None:
    """Play the bed: twenty-four bars, a bass, plucked chords far back, a figure of low bars."""
    for bar, (low, *chord) in enumerate(BED):
        begun = bar * BAR
        track.lay(upright(low, 1.2), begun, gain=0.5, send=0.03)
        if bar % 2:
            track.lay(upright(low + 7, 0.7), begun + 2 * BEAT, gain=0.26, send=0.03)
        for step in (1, 2):
            for rank, note in enumerate(chord):
                when = begun + step * BEAT + 0.014 * rank
                track.lay(pluck(note - 12, 0.6, 0.62), when, gain=0.2, pan=0.35 * (rank - 1), send=0.18)
            track.lay(brush(0.14, 9000.0), begun + step * BEAT, gain=0.03, pan=0.25, send=0.1)
        for step, rank in enumerate((0, 1, 2, 1, 2, 0) if bar % 4 != 3 else (2, 1, 0)):
            when = begun + (step * BEAT / 2 if bar % 4 != 3 else step * BEAT)
            track.lay(mallet(chord[rank] - 12, 0.7, 0.5), when, gain=0.12, pan=-0.35, send=0.2)
    for first in (6, 14, 22):
        stair(track, first * BAR, BEAT, gain=0.05, hardness=0.5, up=-12)


def closing(track: Track) -> None:
    """Play the closing: the waltz with the reeds in front, the stair twice, higher the second time, two dry chords."""
    waltz(track, 0.0, (G, C, G, E_MINOR, C, A_MINOR, D7, D7), gain=0.85)
    stair(track, 0.0, BEAT, gain=0.36, reeds=0.32)
    for note, bar, beats in ((71, 2, 3.0), (67, 3, 2.0), (69, 3, 1.0), (72, 4, 3.0), (76, 5, 2.0), (74, 5, 1.0)):
        at = bar * BAR + (2.0 if beats == 1.0 else 0.0) * BEAT
        track.lay(reed(note, beats * BEAT * 0.94, 0.5), at, gain=0.3, pan=-0.15, send=0.18)
        track.lay(mallet(note - 12, 0.9, 0.5), at, gain=0.22, pan=0.25, send=0.15)
    stair(track, 6 * BAR, BEAT, gain=0.38, reeds=0.3, up=7)
    stop(track, 8 * BAR, gain=1.0)


PIECES = (
    Piece("generique", 8 * RATE, -20.0, opening),
    Piece("titres", 57_600, -20.0, headline),
    Piece("virgule", 3 * RATE, -20.0, bumper),
    Piece("tapis", round(24 * BAR * RATE), -26.0, newsstand_bed, loop=True),
    Piece("cloture", 14 * RATE, -20.0, closing),
)


if __name__ == "__main__":
    compose(PIECES, HERE, room=0.55, bit_rate=BIT_RATE)
