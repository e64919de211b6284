"""A score's voices and sounds, summed block by block on four buses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.mix.ducking import Envelope, envelope
from pipeline.mix.pieces import Played
from pipeline.mix.score import CLICK, Score, VoicePart
from pipeline.model.time import SAMPLE_RATE
from pipeline.model.timeline import SoundEvent
from pipeline.ports import Samples

BLOCK = SAMPLE_RATE
"""Samples mixed at once: few enough to stay in the processor's cache."""

VoiceSource = Callable[[VoicePart], Samples]
"""Gives a take's PCM, mono, 48 kHz."""

FileSource = Callable[[SoundEvent], Played]
"""Gives a sound file's PCM at 48 kHz, and where it goes back when it loops."""


@dataclass(frozen=True, slots=True)
class Buses:
    """What the mix reads: the score, and where its sounds come from."""

    score: Score
    voices: VoiceSource
    files: FileSource

    def blocks(self) -> Iterator[Samples]:
        """Yield the score in stereo blocks of shape (n, 2), before any loudness is set."""
        bed = envelope(self.score.speech, self.score.ducking)
        for start in range(0, self.score.length, BLOCK):
            yield self._block(start, min(BLOCK, self.score.length - start), bed)

    def _block(self, start: int, count: int, bed: Envelope) -> Samples:
        # Planar inside, each channel in one piece: what is given away is the transpose, of shape (n, 2).
        mix = np.zeros((2, count), np.float32)
        end = start + count
        for sound in self.score.sounds:
            if sound.start < end and start < sound.end:
                first, last = max(start, sound.start), min(end, sound.end)
                part = self._part(sound, first, last)
                if sound.ducked:
                    part *= bed.gain(first, last - first)[:, 0]
                mix[:, first - start : last - start] += part
        for voice in self.score.voices:
            if voice.start < end and start < voice.end:
                first, last = max(start, voice.start), min(end, voice.end)
                pcm = self.voices(voice)[first - voice.start : last - voice.start]
                mix[:, first - start : first - start + pcm.size] += pcm
        if self.score.opens and start < CLICK:
            mix *= np.clip(np.arange(start, end) / CLICK, 0, 1).astype(np.float32)
        if self.score.closes and self.score.length - end < CLICK:
            mix *= np.clip((self.score.length - 1 - np.arange(start, end)) / CLICK, 0, 1).astype(np.float32)
        return mix.T

    def _part(self, event: SoundEvent, first: int, last: int) -> Samples:
        """Return samples first..last of an event, looped or padded, faded, at its level, shape (2, n)."""
        piece = self.files(event)
        part = _read(piece, first - event.start + event.offset, last - first, loop=event.loop)
        ends = event.end if event.loop else min(event.end, event.start - event.offset + len(piece.samples))
        fade_out = event.fade_out if ends == event.end else min(event.fade_out, CLICK)
        part *= _level(event, first, last, ends, fade_out)
        return part


def _read(piece: Played, at: int, count: int, *, loop: bool) -> Samples:
    """Return `count` samples from `at`, planar, over and over when it loops, else silence past its end."""
    part = np.zeros((2, count), np.float32)
    source = piece.samples.T
    length = source.shape[1]
    round_trip = length - piece.back
    done = 0
    while length and done < count and (loop or at + done < length):
        place = at + done
        if place >= length:
            place = piece.back + (place - piece.back) % round_trip
        some = min(count - done, length - place)
        part[:, done : done + some] = source[:, place : place + some]
        done += some
    return part


def _level(event: SoundEvent, first: int, last: int, ends: int, fade_out: int) -> npt.NDArray[np.float32]:
    """Return an event's gain from sample `first` to `last`: its level, up at its start, down where it ends.

    Two that cross fade by the sine and the cosine of one angle: their powers add up to one.
    """
    gain = np.full(last - first, 10 ** (event.gain / 20), np.float32)
    rising = min(last, event.start + event.fade_in)
    if first < rising:
        there = (np.arange(first, rising) - event.start) / event.fade_in
        gain[: rising - first] *= _curve(there, crossed=event.crossed)
    falling = max(first, ends - fade_out)
    if fade_out and falling < last:
        left = np.clip((ends - np.arange(falling, last)) / fade_out, 0, 1)
        gain[falling - first :] *= _curve(left, crossed=event.crossed)
    return gain


def _curve(share: npt.NDArray[np.float64], *, crossed: bool) -> npt.NDArray[np.float32]:
    """Return the gain of a fade of which a share (0 to 1) is left or done."""
    return (np.sin(np.pi / 2 * share) if crossed else share).astype(np.float32)
