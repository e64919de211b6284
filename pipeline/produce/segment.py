"""One segment of the sound: its keys, what the store knows of it, and the work a process does for it."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.errors import CacheError
from pipeline.mix import MIX_VERSION
from pipeline.mix.buses import Buses
from pipeline.mix.gating import PART_MS
from pipeline.mix.loudness import finished
from pipeline.mix.peaks import TruePeak
from pipeline.mix.pieces import Played
from pipeline.mix.score import VoicePart
from pipeline.mix.segments import Segment
from pipeline.model.keys import key_of
from pipeline.model.programme import Loudness, Preset, SoundCodec
from pipeline.model.time import PACKET, SAMPLE_RATE
from pipeline.model.timeline import OwnPiece, SoundEvent
from pipeline.ports import UNREADABLE, FootageReader, Library, Meter, Samples, SoundEncoder, Store
from pipeline.produce.kept_speech import load_take
from pipeline.produce.pieces import Pieces, piece_key
from pipeline.produce.watching import hear_segment

KIND = "son"
FACTS = "mesures"
DECODED = "sons-lus"

_SHELF = 240 * SAMPLE_RATE
"""Samples of decoded files kept: four minutes, 92 MB; the house's own music and effects take half of it."""

_ON_DISK = 120 * SAMPLE_RATE
"""Samples of the longest file that is kept decoded in the store, 46 MB: an edit hears a few seconds of it."""

_SHELF_VERSION = 1
"""Raised when a decoded file would be kept otherwise."""


class Shelf:
    """Where takes and files are heard from; the last ones stay in memory, as many as fit."""

    def __init__(self, store: Store, library: Library, footage: FootageReader, meter: Meter) -> None:
        self._store, self._library, self._footage = store, library, footage
        self._files: OrderedDict[tuple[str, str], Samples] = OrderedDict()
        self._own: dict[str, Played] = {}  # read where they lie, not in memory
        self._pieces = Pieces(store, library, footage, meter)
        self._take = lru_cache(maxsize=4)(lambda key: load_take(store, key))

    def voice(self, part: VoicePart) -> Samples:
        """Return a take's PCM, mono."""
        return self._take(part.take)

    def file(self, event: SoundEvent) -> Played:
        """Return what is played of a file; a piece of one's own is made ready first."""
        if isinstance(event, OwnPiece):
            key = piece_key(event)
            if key not in self._own:
                self._own[key] = self._pieces.ready(event)
            return self._own[key]
        return Played(self._decoded(event))

    def put_away(self) -> None:
        """Let go of what was decoded: it would lie in memory for as long as others make segments."""
        self._files.clear()
        self._take.cache_clear()

    def _decoded(self, event: SoundEvent) -> Samples:
        """Return a file's PCM, shape (n, 2), each channel in one piece, as the mix reads it.

        Files are told apart by their content, too: two films may call two of them by one name.
        """
        files, key = self._files, (event.path, event.digest)
        if key in files:
            files.move_to_end(key)
            return files[key]
        files[key] = self._read(event)
        while len(files) > 1 and sum(len(sound) for sound in files.values()) > _SHELF:
            files.popitem(last=False)
        return files[key]

    def _read(self, event: SoundEvent) -> Samples:
        """Return a file's PCM, each channel in one piece: as it lies in the store, decoded when it is not there."""
        key = key_of("décodé", event.digest, self._footage.version, _SHELF_VERSION)
        if (kept := self._kept(key)) is not None:
            return kept
        sound = np.asfortranarray(self._footage.sound(self._library.path(event.path)))
        if 0 < len(sound) <= _ON_DISK:
            with suppress(CacheError), self._store.writing(DECODED, key) as aside, aside.open("wb") as file:
                np.lib.format.write_array(file, sound, allow_pickle=False)
        return sound

    def _kept(self, key: str) -> Samples | None:
        """Return what the store has, read where it lies as the mix asks for it."""
        path = self._store.find(DECODED, key)
        try:
            kept: Samples | None = None if path is None else np.load(path, mmap_mode="r", allow_pickle=False)
        except UNREADABLE:
            self._store.forget(DECODED, key)
            return None
        return kept


@dataclass(frozen=True, slots=True)
class SoundDesk:
    """What mixing needs from outside; an encoder for each way in which sound is delivered."""

    store: Store
    shelf: Shelf
    encoders: Mapping[SoundCodec, SoundEncoder]
    meter: Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentJob:
    """One segment to encode: what is heard, the programme's gain in decibels, the delivery. Travels to a process."""

    key: str
    segment: Segment
    gain: float
    loudness: Loudness
    codec: SoundCodec
    kbps: int


@dataclass(frozen=True, slots=True)
class DecodedSegment:
    """An encoded segment as it decodes: the K-weighted energy of every part (20 ms), and its true peak (linear)."""

    path: Path
    energies: tuple[float, ...]
    peak: float


def level_key(segment: Segment) -> str:
    """Return a key over everything heard in a segment before its loudness is set."""
    return key_of("niveaux", _said(segment), MIX_VERSION)


def job_for(segment: Segment, gain: float, preset: Preset, desk: SoundDesk) -> SegmentJob:
    """Return the work for a segment; its key covers all that is heard, the gain, the ceiling and the encoder."""
    version = desk.encoders[preset.sound_codec].version
    return SegmentJob(
        key=key_of(_said(segment), gain, preset.loudness.ceiling, preset.audio_kbps, version, MIX_VERSION),
        segment=segment,
        gain=gain,
        loudness=preset.loudness,
        codec=preset.sound_codec,
        kbps=preset.audio_kbps,
    )


def _said(segment: Segment) -> Segment:
    """Return the segment without paths: its files are told apart by their content."""
    sounds = tuple(replace(sound, path="") for sound in segment.score.sounds)
    return replace(segment, score=replace(segment.score, sounds=sounds))


def levels(desk: SoundDesk, key: str) -> tuple[float, ...] | None:
    """Return the energies of a segment before its loudness is set, when they are known."""
    return desk.store.read(FACTS, key, lambda content: _figures(json.loads(content)))


def made_levels(segment: Segment, desk: SoundDesk) -> tuple[float, ...]:
    """Mix a segment, keep its energies and return them."""
    sound = _mixed(segment, desk)[: segment.kept.stop]
    energies = desk.meter.energies(sound, segment.kept.start, PART_MS)
    desk.store.keep(FACTS, level_key(segment), json.dumps(energies).encode())
    return energies


def made(desk: SoundDesk, key: str) -> DecodedSegment | None:
    """Return an encoded segment with what it measures, when the store has both."""
    path, facts = desk.store.find(KIND, key), desk.store.read(FACTS, key, _measured)
    return None if path is None or facts is None else DecodedSegment(path, *facts)


def measured_energies(desk: SoundDesk, key: str) -> tuple[float, ...] | None:
    """Return the energies of an encoded segment as it decodes, when they are known."""
    facts = desk.store.read(FACTS, key, _measured)
    return None if facts is None else facts[0]


def _measured(content: bytes) -> tuple[tuple[float, ...], float]:
    """Return what was measured of a segment; raises what `UNREADABLE` lists for anything else."""
    told = json.loads(content)
    return _figures(told["energies"]), float(told["peak"])


def _figures(told: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(figure) for figure in told)


def make(job: SegmentJob, desk: SoundDesk) -> None:
    """Mix, limit and encode one segment into the store, decode it again and keep what it measures."""
    segment = job.segment
    sound = np.concatenate(list(finished(iter([_mixed(segment, desk)]), job.gain, job.loudness)))
    with desk.store.writing(KIND, job.key) as path:
        desk.encoders[job.codec].encode(path, iter([sound[segment.encoded]]), job.kbps)
        heard = desk.meter.decoded(path)
    end = segment.lead + segment.length
    peak = TruePeak()
    # A packet more on both sides, where there is one: what lies between two segments' samples counts too.
    peak.hear(heard[max(0, segment.lead - PACKET) : end + PACKET].T)
    hear_segment(job.key, heard, segment.lead, segment.length, desk.store)
    told = {"energies": desk.meter.energies(heard[:end], segment.lead, PART_MS), "peak": peak.highest()}
    desk.store.put(FACTS, job.key, json.dumps(told).encode())


def _mixed(segment: Segment, desk: SoundDesk) -> Samples:
    """Return the whole window of a segment, shape (n, 2), before its loudness is set."""
    return np.concatenate(list(Buses(segment.score, desk.shelf.voice, desk.shelf.file).blocks()))
