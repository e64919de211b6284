"""The programme's sound: mixed, brought to its loudness, encoded and measured once; kept under a key of its own."""

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.mix import MIX_VERSION
from pipeline.mix.buses import Buses
from pipeline.mix.ducking import Ducking
from pipeline.mix.loudness import finished, gain_for
from pipeline.model.programme import MeasuredSound, Preset
from pipeline.model.time import SAMPLE_RATE
from pipeline.model.timeline import SoundEvent, Timeline, VoiceEvent
from pipeline.plan.context import PlanContext
from pipeline.ports import FootageReader, Meter, Samples, SoundEncoder, Store
from pipeline.produce.keys import key_of
from pipeline.produce.speaking import load_take

KIND = "son"
_FACTS = "mesures"
_SILENT = -60.0
_CLOSE = 0.3
"""Decibels from the target within which a second pass would change nothing a listener or a check notices."""

_SHELF = 240 * SAMPLE_RATE
"""Samples of decoded files kept: four minutes, 92 MB; the house's own music and effects take half of it."""


@dataclass(frozen=True, slots=True)
class SoundDesk:
    """What mixing needs from outside."""

    store: Store
    footage: FootageReader
    encoder: SoundEncoder
    meter: Meter


def sound_of(
    context: PlanContext, timeline: Timeline, preset: Preset, desk: SoundDesk, *, reuse: bool = True
) -> tuple[Path, MeasuredSound]:
    """Return the encoded sound of a timeline and what it measures when decoded.

    When the decoded result misses its loudness, the gain is corrected once. Without `reuse` a mix that is in the
    store is made again.
    """
    house = context.house.sound
    ducking = Ducking(house.duck, house.attack, house.release)
    key = _key(timeline, preset, ducking, desk.encoder.version)
    path, facts = desk.store.find(KIND, key), desk.store.find(_FACTS, key)
    if reuse and path is not None and facts is not None:
        return path, MeasuredSound(*json.loads(facts.read_text("utf-8")))
    buses = Buses(timeline, *_sources(context, desk), ducking)
    gain = gain_for(desk.meter.measure(buses.blocks()), preset.loudness)
    heard = MeasuredSound(_SILENT, 0.0, _SILENT)
    for _ in range(2):
        with desk.store.writing(KIND, key) as aside:
            desk.encoder.encode(aside, finished(buses.blocks(), gain, preset.loudness), preset.audio_kbps)
            heard = desk.meter.measure_file(aside)
        off = preset.loudness.target - heard.integrated
        if heard.integrated <= _SILENT or abs(off) <= _CLOSE:
            break
        gain += off
    desk.store.put(_FACTS, key, json.dumps(astuple(heard)).encode())
    made = desk.store.find(KIND, key)
    assert made is not None  # noqa: S101 - it was just written
    return made, heard


def _key(timeline: Timeline, preset: Preset, ducking: Ducking, encoder: str) -> str:
    """Return a key over everything heard: takes and where they stand, sounds by their content, the settings."""
    voices = tuple((voice.take.sound, voice.start) for voice in timeline.voices)
    sounds = tuple(
        (s.digest, s.bus, s.start, s.end, s.gain, s.loop, s.offset, s.fade_in, s.fade_out, s.ducked)
        for s in timeline.sounds
    )
    return key_of(voices, sounds, timeline.length, preset.loudness, preset.audio_kbps, ducking, encoder, MIX_VERSION)


def _sources(
    context: PlanContext, desk: SoundDesk
) -> tuple[Callable[[VoiceEvent], Samples], Callable[[SoundEvent], Samples]]:
    """Return where takes and files are heard from; the last ones stay in memory, as many as fit a shelf."""
    files: OrderedDict[str, Samples] = OrderedDict()

    @lru_cache(maxsize=4)
    def take(key: str) -> Samples:
        return load_take(desk.store, key)

    def file(path: str) -> Samples:
        if path in files:
            files.move_to_end(path)
            return files[path]
        # Each channel in one piece, as the mix reads it.
        files[path] = np.asfortranarray(desk.footage.sound(context.library.path(path)))
        while len(files) > 1 and sum(len(sound) for sound in files.values()) > _SHELF:
            files.popitem(last=False)
        return files[path]

    return (lambda event: take(event.take.sound)), (lambda event: file(event.path))
