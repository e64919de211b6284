"""Music of one's own, made ready once: silence at its ends left out, at the level of the house's, looped, and kept.

However long a piece is, a second of it is in memory: it is decoded to a file, measured and written a stretch at a time,
and what is ready is read where it lies.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from pipeline.mix.gating import STEP_MS, integrated
from pipeline.mix.loops import Seam, passage, seam_of, zone_of
from pipeline.mix.loudness import limited
from pipeline.mix.peaks import TruePeak, decibels
from pipeline.mix.pieces import CEILING, GRAIN, Played, raised, sounding
from pipeline.model.keys import key_of
from pipeline.model.time import SAMPLE_RATE
from pipeline.model.timeline import OwnPiece
from pipeline.ports import UNREADABLE, FootageReader, Library, Meter, Samples, Store
from pipeline.produce.losses import lost_on_the_way

KIND = "musique"
FACTS = "mesures"
PIECE_VERSION = 2
"""Raised whenever the same file would be made ready otherwise."""

_BLOCK = SAMPLE_RATE
_BEFORE = SAMPLE_RATE // 10
"""Samples that the meter hears before a stretch: its filters forget what is older."""

_STEP = SAMPLE_RATE * STEP_MS // 1000
_LEAST = 2 * SAMPLE_RATE // 5
"""Samples of one block of BS.1770: a shorter piece is measured with the silence that follows."""

_MARGIN = 0.3
"""Decibels kept under the ceiling for what the limiter's short interpolator does not see."""

_LOUDEST = 8.0
"""Absolute value beyond which a sample is damage, not sound: files of floats may hold anything."""

_SIDES = 2
_BYTES = 4 * _SIDES


def _back_in(content: bytes) -> int:
    """Return the sample a piece goes back to; raises what `UNREADABLE` lists."""
    return int(json.loads(content)["back"])


class Pieces:
    """Makes pieces ready, one process at a time, and finds those that are."""

    def __init__(self, store: Store, library: Library, footage: FootageReader, meter: Meter) -> None:
        self._store, self._library, self._footage, self._meter = store, library, footage, meter

    def ready(self, event: OwnPiece) -> Played:
        """Return a piece as it is played; raises MediaError when it cannot be read."""
        key = piece_key(event)
        found = self._found(key)
        if found is None:
            with self._store.alone(KIND, key):
                found = self._found(key) or self._made(event, key)
        return found

    def _found(self, key: str) -> Played | None:
        path, back = self._store.find(KIND, key), self._store.read(FACTS, key, _back_in)
        if path is None or back is None:
            return None
        try:
            return Played(np.load(path, mmap_mode="r", allow_pickle=False), back)
        except UNREADABLE:
            self._store.forget(KIND, key)
            return None

    def _made(self, event: OwnPiece, key: str) -> Played:
        with self._store.writing(KIND, key) as path:
            last = event.span[1] if event.span else None
            with self._decoded(event.path, path, whole=event.whole, last=last) as take:
                lufs, peak, energies = self._measured(take if event.span is None else take.part(*event.span))
                seam = _seam(take, energies) if event.loop else None
                if seam is not None:  # what is heard over and over decides how loud it is
                    lufs = integrated(energies[seam.head // _STEP : -(-seam.tail // _STEP)])
                gain = raised(lufs, peak, self._target(event)) if lufs > _UNHEARD else 0.0
                gain = min(gain, _MOST_VOICE) if event.spoken else gain
                _write(path, take, seam, gain)
            told = {"back": 0 if seam is None else seam.back, "sonie": lufs, "gain": gain}
        self._store.put(FACTS, key, json.dumps(told).encode())
        found = self._found(key)
        if found is None:
            raise lost_on_the_way(event.path)
        return found

    def _target(self, event: OwnPiece) -> float:
        """Return the loudness of the house's piece, measured once, or what stands for it."""
        if event.like is None:
            return event.lufs
        key = key_of("sonie", event.like, PIECE_VERSION)
        known = self._store.read(FACTS, key, lambda content: float(json.loads(content)["sonie"]))
        if known is None:
            with self._store.writing(FACTS, key) as path:
                with self._decoded(event.like.path, path, whole=False) as take:
                    known = self._measured(take)[0]
                path.write_text(json.dumps({"sonie": known}), "utf-8")
        return known

    @contextmanager
    def _decoded(self, name: str, beside: Path, *, whole: bool, last: int | None = None) -> Iterator["_Take"]:
        """Decode a file of the project beside a path that is being written, up to sample `last`.

        What was decoded goes away afterwards.
        """
        raw = beside.with_name(f"{beside.name}.brut")
        try:
            with raw.open("w+b") as file:
                blocks = self._footage.blocks(self._library.path(name))
                yield _taken(file, blocks if last is None else _until(blocks, last), whole=whole)
        finally:
            raw.unlink(missing_ok=True)

    def _measured(self, take: "_Take") -> tuple[float, float, tuple[float, ...]]:
        """Return the integrated loudness in LUFS, the true peak in dBTP and the energy of every 100 ms."""
        peak = TruePeak()
        energies: list[float] = []
        for start in range(0, take.length, _BLOCK):
            before = min(start, _BEFORE)
            heard = take.read(start - before, min(start + _BLOCK, take.length))
            peak.hear(heard[before:].T)
            energies += self._meter.energies(heard, before)
        counted = energies
        if take.length < _LEAST:
            short = np.pad(take.read(0, take.length), ((0, _LEAST - take.length), (0, 0)))
            counted = list(self._meter.energies(short, 0))
        return integrated(counted), decibels(peak.highest()), tuple(energies)


_UNHEARD = -70.0
_MOST_VOICE = 30.0
"""Decibels that what is said in a clip is raised at most, as any quiet voice: beyond that one hears the room."""


def piece_key(event: OwnPiece) -> str:
    """Return a key over all that decides how a piece is made ready: not where, how long or how loudly it is played."""
    how = (event.like, event.lufs, event.whole, event.loop, event.span, event.spoken)
    return key_of("musique", event.digest, how, PIECE_VERSION)


@dataclass(frozen=True, slots=True)
class _Take:
    """A decoded file on disk: what is heard of it, from sample `start` on, less its constant part."""

    file: BinaryIO
    start: int
    length: int
    constant: Samples

    def part(self, first: int, last: int) -> "_Take":
        """Return the samples first..last of it, as far as there are any."""
        first = min(first, self.length)
        return replace(self, start=self.start + first, length=max(0, min(last, self.length) - first))

    def read(self, first: int, last: int) -> Samples:
        """Return samples first..last of what is heard, shape (n, 2)."""
        self.file.seek((self.start + first) * _BYTES)
        flat = np.frombuffer(self.file.read((last - first) * _BYTES), "<f4")
        return flat.reshape(-1, _SIDES) - self.constant


def _taken(file: BinaryIO, blocks: Iterator[Samples], *, whole: bool) -> _Take:
    """Write blocks to a file and return what is heard of them."""
    peaks: list[Samples] = []
    count, total = 0, np.zeros(_SIDES)
    for block in _even(blocks):
        file.write(block.astype("<f4").tobytes())
        count += len(block)
        total += block.sum(axis=0, dtype=np.float64)
        grains = np.pad(np.abs(block).max(axis=1, initial=0), (0, -len(block) % GRAIN))
        peaks.append(grains.reshape(-1, GRAIN).max(axis=1))
    constant = (total / max(count, 1)).astype(np.float32)
    if whole:
        return _Take(file, 0, count, np.zeros(_SIDES, np.float32))
    start, end = sounding(np.concatenate(peaks) if peaks else np.zeros(0, np.float32))
    return _Take(file, start, min(end, count) - start, constant)


def _until(blocks: Iterator[Samples], last: int) -> Iterator[Samples]:
    """Yield samples up to the one of this number."""
    for block in blocks:
        yield block[:last]
        last -= len(block)
        if last <= 0:
            return


def _even(blocks: Iterator[Samples]) -> Iterator[Samples]:
    """Yield the same samples a second at a time, none of them no number."""
    waiting: list[Samples] = []
    count = 0
    for block in blocks:
        waiting.append(np.clip(np.nan_to_num(block), -_LOUDEST, _LOUDEST))
        count += len(block)
        while count >= _BLOCK:
            together = np.concatenate(waiting)
            yield together[:_BLOCK]
            waiting, count = [together[_BLOCK:]], count - _BLOCK
    if count:
        yield np.concatenate(waiting)


def _seam(take: _Take, energies: tuple[float, ...]) -> Seam | None:
    zone = zone_of(energies, take.length)
    if zone is None:
        return None
    return seam_of(zone, take.read(zone.head, zone.head + zone.lap), take.read(zone.first, zone.last + zone.lap))


def _write(path: Path, take: _Take, seam: Seam | None, gain: float) -> None:
    """Write a piece at its level, no peak above the ceiling, as an array that can be read where it lies."""
    length = take.length if seam is None else seam.length
    scale = np.float32(10 ** (gain / 20))
    told = {"descr": "<f4", "fortran_order": False, "shape": (length, _SIDES)}
    left = length
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, told)
        for block in limited((part * scale for part in _played(take, seam)), 10 ** ((CEILING - _MARGIN) / 20)):
            file.write(block[:left].astype("<f4").tobytes())
            left -= min(left, len(block))


def _played(take: _Take, seam: Seam | None) -> Iterator[Samples]:
    """Yield what is heard the first time, then a moment of what follows, for the limiter to see it coming."""
    end = take.length if seam is None else seam.tail
    yield from (take.read(at, min(at + _BLOCK, end)) for at in range(0, end, _BLOCK))
    if seam is None:
        return
    yield passage(seam, take.read(seam.tail, seam.length), take.read(seam.head, seam.back))
    yield take.read(seam.back, min(seam.back + _BEFORE, seam.tail))
