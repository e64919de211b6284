"""The five pieces of the sound identity, note by note: opening, headline hit, bumper, bed, closing."""
# ruff: noqa: INP001 - a folder of sounds and of the scripts run by hand to make them, not a package

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import bass, boom, brass, brush, cymbal, drum, glass, mallet, pluck, riser, shaker, strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from room import Track

MOTIF = (69, 74, 76, 81, 78)  # A4 D5 E5 A5 F#5, as MIDI notes
MOTIF_BEATS = (0.0, 0.5, 1.0, 1.5, 2.5)

# Chords as MIDI notes, from the bass up; the upper voices move by step or stay.
G_ADD9 = (43, 55, 59, 62, 69)
A_SUS = (45, 57, 62, 64, 69)
B_MINOR7 = (47, 54, 57, 62, 69)
D_OVER_FS = (42, 57, 62, 66, 69)
E_MINOR9 = (40, 55, 59, 62, 66)
E_MINOR7 = (40, 55, 59, 62, 67)
D_MAJOR9 = (38, 57, 62, 64, 66)
D_FULL = (38, 57, 62, 66, 69)


def motif(track: Track, at: float, beat: float, *, gain: float = 0.5, hardness: float = 0.5) -> None:
    """Say the five notes of the house: a bar of wood, a glass bell an octave above, a string below."""
    for place, (note, offset) in enumerate(zip(MOTIF, MOTIF_BEATS, strict=True)):
        when, pan = at + offset * beat, (-0.35, -0.15, 0.1, 0.3, 0.0)[place]
        accent = gain * (1.0, 0.9, 0.95, 1.15, 1.05)[place]
        track.lay(mallet(note, 2.4, hardness), when, gain=accent, pan=pan, send=0.3)
        track.lay(glass(note + 12, 2.0), when, gain=0.3 * accent, pan=-pan, send=0.5)
        track.lay(pluck(note - 12, 1.4, 0.66), when, gain=0.5 * accent, pan=-pan, send=0.2)


def horns(track: Track, at: float, beat: float, *, gain: float, force: float = 0.6) -> None:
    """Say the motif on horns, an octave lower and softly doubled, each note held until the next."""
    ends = (*MOTIF_BEATS[1:], MOTIF_BEATS[-1] + 1.6)
    for note, begun, ended in zip(MOTIF, MOTIF_BEATS, ends, strict=True):
        seconds, when = (ended - begun) * beat + 0.08, at + begun * beat
        track.lay(brass(note - 12, seconds, force), when, gain=gain, pan=-0.12, send=0.35)
        track.lay(brass(note, seconds, 0.7 * force), when, gain=0.4 * gain, pan=0.2, send=0.4)


def chord(track: Track, notes: Sequence[int], at: float, seconds: float, *, gain: float, attack: float) -> None:
    """Bow a chord over its bass."""
    track.lay(strings(notes[1:], seconds, attack, min(1.0, 0.4 * seconds)), at, gain=gain, send=0.35)
    track.lay(bass(notes[0], min(seconds, 2.6)), at + 0.01, gain=0.42 * gain, send=0.04)


def pulse(track: Track, start: float, eighth: float, *, gain: float, chords: Sequence[Sequence[int]]) -> None:
    """Keep time, four eighths a chord: drum and brush in turn, shaken sixteenths, a plucked figure."""
    for step in range(4 * len(chords)):
        at, notes, heavy = start + step * eighth, chords[step // 4][1:], step % 4 == 0
        if step % 2 == 0:
            track.lay(drum(50.0 if heavy else 64.0, 0.5), at, gain=gain * (1.0 if heavy else 0.5), send=0.08)
        if step % 4 == 2:
            track.lay(brush(), at, gain=0.1 * gain, pan=0.1, send=0.3)
        for half, rank in enumerate(((0, 2), (1, 3), (2, 1), (3, 2))[step % 4]):
            when, side = at + half * eighth / 2, 0.6 * (-1) ** step
            track.lay(shaker(2 * step + half), when, gain=(0.03 if half else 0.055) * gain, pan=0.45, send=0.1)
            track.lay(pluck(notes[rank] + 12, 0.8, 0.7), when, gain=0.2 * gain, pan=side, send=0.35)


def arrival(track: Track, at: float, *, gain: float, seconds: float) -> None:
    """Come home: the whole band on D, bells that climb, a cymbal, a weight that drops."""
    chord(track, D_FULL, at, seconds, gain=1.05 * gain, attack=0.04)
    track.lay(boom(), at, gain=0.75 * gain, send=0.06)
    track.lay(drum(48.0, 0.9, 1.0), at, gain=1.5 * gain, send=0.25)
    track.lay(cymbal(seconds), at, gain=0.12 * gain, send=0.35)
    for note, pan in ((50, -0.3), (57, 0.3), (62, -0.15), (66, 0.15)):
        track.lay(brass(note, 0.62 * seconds, 0.5), at, gain=0.3 * gain, pan=pan, send=0.4)
    for place, note in enumerate((62, 69, 74, 78, 86)):
        side = 0.5 * (-1) ** place
        track.lay(mallet(note, 2.6, 0.7), at + 0.03 * place, gain=0.3 * gain, pan=side, send=0.4)
        track.lay(glass(note + 12, 2.4), at + 0.03 * place, gain=0.1 * gain, pan=-side, send=0.55)


def opening(track: Track) -> None:
    """Play the opening: air that rises, the motif on wood over IV, its answer on horns over vi, IV, V, and home."""
    beat = 0.5
    track.lay(boom(1.8), 0.0, gain=0.3, send=0.1)
    track.lay(riser(1.95), 0.05, gain=0.11, send=0.35)
    chord(track, G_ADD9, 0.0, 2.2, gain=0.42, attack=0.9)
    motif(track, 0.5, beat, gain=0.5, hardness=0.6)
    chord(track, A_SUS, 2.0, 1.2, gain=0.6, attack=0.1)
    chord(track, B_MINOR7, 3.0, 1.15, gain=0.68, attack=0.1)
    chord(track, G_ADD9, 4.0, 0.65, gain=0.74, attack=0.08)
    chord(track, A_SUS, 4.5, 0.55, gain=0.84, attack=0.06)
    track.lay(drum(48.0, 0.8, 0.9), 2.0, gain=1.1, send=0.2)
    pulse(track, 2.0, beat / 2, gain=1.0, chords=(A_SUS, B_MINOR7, G_ADD9))
    motif(track, 3.0, 0.8 * beat, gain=0.42, hardness=0.75)
    horns(track, 3.0, 0.8 * beat, gain=0.5)
    track.lay(riser(0.9), 4.1, gain=0.12, send=0.2)
    arrival(track, 5.0, gain=1.0, seconds=2.9)


def headline(track: Track) -> None:
    """Play the headline hit: one blow on D, and the motif's last two notes."""
    track.lay(boom(1.1), 0.0, gain=0.4, send=0.05)
    track.lay(drum(52.0, 0.6, 0.8), 0.0, gain=0.8, send=0.15)
    track.lay(brush(0.2, 4200.0), 0.0, gain=0.09, send=0.3)
    for note, pan in ((50, 0.0), (57, -0.3), (62, 0.3), (69, 0.0)):
        track.lay(brass(note, 0.42, 0.7), 0.0, gain=0.3, pan=pan, send=0.3)
        track.lay(pluck(note, 1.0, 0.7), 0.0, gain=0.22, pan=-pan, send=0.25)
    for note, at, pan in ((MOTIF[3], 0.0, 0.2), (MOTIF[4], 0.17, -0.2)):
        track.lay(mallet(note, 1.0, 0.8), at, gain=0.5, pan=pan, send=0.35)
        track.lay(glass(note + 12, 0.9), at, gain=0.16, pan=-pan, send=0.5)


def bumper(track: Track) -> None:
    """Play the bumper: the five notes in a run over V, and home; it rings for as long as a title card stands."""
    track.lay(riser(0.5), 0.0, gain=0.09, send=0.2)
    track.lay(strings(A_SUS[1:], 0.75, 0.05, 0.3), 0.0, gain=0.5, send=0.3)
    motif(track, 0.0, 0.25, gain=0.42, hardness=0.75)
    track.lay(strings(D_MAJOR9[1:], 2.0, 0.06, 1.3), 0.5, gain=0.62, send=0.4)
    track.lay(bass(38, 1.6), 0.5, gain=0.36, send=0.04)
    track.lay(drum(50.0, 0.6, 0.7), 0.5, gain=0.6, send=0.12)
    track.lay(cymbal(1.6), 0.5, gain=0.035, send=0.4)
    for note in (57, 62):
        track.lay(brass(note, 0.7, 0.5), 0.5, gain=0.22, pan=0.3 * (59.5 - note) / 2.5, send=0.4)
    track.echo(glass(MOTIF[4] + 12, 1.4), 0.625, 0.375, gain=0.12)


BED_BEAT = 60.0 / 96.0
BED_CHORDS = (
    D_MAJOR9, B_MINOR7, G_ADD9, A_SUS,
    D_MAJOR9, D_OVER_FS, G_ADD9, A_SUS,
    B_MINOR7, D_OVER_FS, G_ADD9, E_MINOR7,
    E_MINOR9, B_MINOR7, G_ADD9, A_SUS,
)  # fmt: skip


def newsroom_bed(track: Track) -> None:
    """Play the bed: sixteen bars at 96, low strings that overlap, a heartbeat, a muted figure, the motif far away."""
    bar = 4 * BED_BEAT
    for index, notes in enumerate(BED_CHORDS):
        at = index * bar
        held = strings(notes[1:], bar + 1.4, 1.2, 1.4, dark=300.0, bright=900.0)
        track.lay(held, at - 0.7, gain=0.55, send=0.3)
        for beat, gain in ((0.0, 0.13), (1.5, 0.06), (2.5, 0.08)):
            track.lay(bass(notes[0], 1.1, 0.4), at + beat * BED_BEAT, gain=gain, send=0.02)
        for beat in range(4):
            heart = drum(60.0 if beat else 50.0, 0.4, 0.15)
            track.lay(heart, at + beat * BED_BEAT, gain=0.045 if beat % 2 else 0.09, send=0.05)
        for step, rank in enumerate((0, 2, 1, 3, 2, 1, 3, 2)):
            when, side = at + step * BED_BEAT / 2, 0.5 * (-1) ** step
            track.lay(pluck(notes[1:][rank], 0.7, 0.34), when, gain=0.15 if step % 4 else 0.19, pan=side, send=0.4)
            grains = shaker(16 * index + step, 10_000.0)
            track.lay(grains, when, gain=0.008 if step % 2 else 0.013, pan=side, send=0.2)
    for first in (5, 13):
        for note, offset in zip(MOTIF, MOTIF_BEATS, strict=True):
            when = first * bar + 2 * offset * BED_BEAT
            track.echo(glass(note, 1.8), when, 1.5 * BED_BEAT, gain=0.035, times_said=3)


def closing(track: Track) -> None:
    """Play the closing music: the opening unhurried, the motif three times, a last chord that rings."""
    beat = 0.6
    plan = (
        (G_ADD9, 0.0, 2.7), (A_SUS, 2.4, 2.7), (B_MINOR7, 4.8, 1.5),
        (D_OVER_FS, 6.0, 1.5), (G_ADD9, 7.2, 1.5), (A_SUS, 8.4, 1.4),
    )  # fmt: skip
    for notes, at, seconds in plan:
        chord(track, notes, at, seconds, gain=0.55, attack=0.25)
    bars = (G_ADD9, G_ADD9, A_SUS, A_SUS, B_MINOR7, D_OVER_FS, G_ADD9, A_SUS)
    pulse(track, 0.0, beat / 2, gain=0.85, chords=bars)
    motif(track, 0.0, beat, gain=0.45)
    motif(track, 4.8, beat, gain=0.42, hardness=0.65)
    horns(track, 4.8, beat, gain=0.36, force=0.5)
    motif(track, 8.4, 0.8 * beat, gain=0.4, hardness=0.6)
    track.lay(riser(1.1), 8.5, gain=0.08, send=0.3)
    arrival(track, 9.6, gain=0.85, seconds=4.3)
    track.echo(glass(MOTIF[4] + 12, 2.0), 10.8, 0.9, gain=0.1)
