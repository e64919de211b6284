"""The timeline's voices and sounds, summed block by block on four buses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.mix.ducking import Ducking, Envelope, envelope
from pipeline.model.time import SAMPLE_RATE, sample_at
from pipeline.model.timeline import SoundEvent, Timeline, VoiceEvent
from pipeline.ports import Samples

BLOCK = 4 * SAMPLE_RATE

VoiceSource = Callable[[VoiceEvent], Samples]
"""Gives a take's PCM, mono, 48 kHz."""

FileSource = Callable[[SoundEvent], Samples]
"""Gives a sound file's PCM, shape (n, 2), 48 kHz."""


@dataclass(frozen=True, slots=True)
class Buses:
    """What the mix reads: the timeline, where its sounds come from, how the bed yields."""

    timeline: Timeline
    voices: VoiceSource
    files: FileSource
    ducking: Ducking

    @property
    def length(self) -> int:
        """Samples in all: exactly as long as the picture."""
        return sample_at(self.timeline.length)

    def blocks(self) -> Iterator[Samples]:
        """Yield the programme in stereo blocks of shape (n, 2), before any loudness is set."""
        bed = envelope(tuple((event.start, event.end) for event in self.timeline.voices), self.ducking)
        for start in range(0, self.length, BLOCK):
            yield self._block(start, min(BLOCK, self.length - start), bed)

    def _block(self, start: int, count: int, bed: Envelope) -> Samples:
        mix = np.zeros((count, 2), np.float32)
        end = start + count
        for sound in self.timeline.sounds:
            if sound.start < end and start < sound.end:
                first, last = max(start, sound.start), min(end, sound.end)
                part = self._part(sound, first, last)
                if sound.ducked and sound.bus in {"music", "nat_sound"}:
                    part = part * bed.gain(first, last - first)
                mix[first - start : last - start] += part
        for voice in self.timeline.voices:
            if voice.start < end and start < voice.end:
                first, last = max(start, voice.start), min(end, voice.end)
                pcm = self.voices(voice)[first - voice.start : last - voice.start]
                mix[first - start : first - start + pcm.size] += pcm[:, None]
        return mix

    def _part(self, event: SoundEvent, first: int, last: int) -> Samples:
        """Return samples first..last of an event, looped or padded, faded, at its level."""
        source = self.files(event)
        places = np.arange(first - event.start, last - event.start) + event.offset
        if not len(source):
            return np.zeros((last - first, 2), np.float32)
        if event.loop:
            part = source[places % len(source)]
        else:
            part = np.zeros((last - first, 2), np.float32)
            inside = places < len(source)
            part[inside] = source[places[inside]]
        gain = np.full(last - first, 10 ** (event.gain / 20), np.float32)
        into = np.arange(first, last) - event.start
        left = event.end - np.arange(first, last)
        if event.fade_in:
            gain *= np.clip(into / event.fade_in, 0, 1).astype(np.float32)
        if event.fade_out:
            gain *= np.clip(left / event.fade_out, 0, 1).astype(np.float32)
        result: Samples = (part * gain[:, None]).astype(np.float32)
        return result
