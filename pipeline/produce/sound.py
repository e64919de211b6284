"""The programme's sound, segment by segment: what is in the store is used again, the rest is made in processes."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from pipeline.control.hearing import sounds_together
from pipeline.control.measured import SoundSeries
from pipeline.mix.ducking import Ducking
from pipeline.mix.gating import integrated, loudness_range, steps_of
from pipeline.mix.loudness import gain_for
from pipeline.mix.peaks import decibels
from pipeline.mix.score import edges_of, score_of
from pipeline.mix.segments import segments
from pipeline.model.programme import MeasuredSound, Preset
from pipeline.model.scene import SoundIdentity
from pipeline.model.time import PACKET
from pipeline.model.timeline import Timeline
from pipeline.ports import Progress, SoundPart
from pipeline.produce.joins import Joints
from pipeline.produce.losses import lost_on_the_way, readable
from pipeline.produce.segment import (
    FACTS,
    KIND,
    DecodedSegment,
    SegmentJob,
    SoundDesk,
    job_for,
    level_key,
    levels,
    made,
    made_levels,
    measured_energies,
)
from pipeline.produce.under_way import Hands
from pipeline.produce.waiting import awaited, settled
from pipeline.produce.watching import hear_segment, heard_of

_SILENT = -60.0

_CLOSE = 0.3
"""Decibels from the target within which a second pass would change nothing a listener or a check notices."""

SoundWork = Callable[[SegmentJob], float]
"""Makes a segment, in whichever process, and gives the seconds of CPU it took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounded:
    """What became of the sound: its measures, how many segments were made and reused, seconds of CPU, gain in dB.

    `energies` are those of every 100 ms, `heard` is what a control asks about, as it decodes.
    """

    measured: MeasuredSound
    made: int
    reused: int
    cpu: float
    gain: float
    energies: tuple[float, ...]
    heard: SoundSeries


class Mixdown:
    """The sound of one timeline for one delivery."""

    def __init__(
        self, timeline: Timeline, style: SoundIdentity, preset: Preset, desk: SoundDesk, *, reuse: bool = True
    ) -> None:
        """Cut the timeline and look up what the store holds; without `reuse` everything is made again."""
        score = score_of(timeline, Ducking(style.duck, style.attack, style.release))
        self._segments = segments(score, edges_of(timeline))
        self._preset, self._desk, self._reuse = preset, desk, reuse
        self._keys = [level_key(segment) for segment in self._segments]
        if reuse:
            desk.store.gather(FACTS, self._keys)
        self._levels: dict[str, tuple[float, ...] | None] = {
            key: levels(desk, key) if reuse else None for key in self._keys
        }
        ends = list(accumulate(segment.length for segment in self._segments))
        self._spans = [(end - segment.length, end) for segment, end in zip(self._segments, ends, strict=True)]
        self._cpu = 0.0
        self._made: set[str] = set()
        self._asked: set[str] = set()

    @property
    def lacking(self) -> int:
        """How many segments have to be made; a segment whose level is not known has to be mixed first."""
        unknown = sum(value is None for value in self._levels.values())
        return unknown or sum(heard is None for heard in self._found(self._jobs(self._gain())).values())

    def write(
        self,
        path: Path,
        hands: Hands,
        work: SoundWork,
        progress: Progress,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Sounded:
        """Make what is missing, `work` of which is handed out, and write the whole sound; return what it measures.

        `meanwhile` is done once, after work was handed out and before anything is waited for. When the decoded result
        misses its loudness, the gain is corrected once.
        """
        self._mix()
        gain = self._gain()
        jobs = self._jobs(gain)
        heard = self._all(jobs, hands, work, progress, meanwhile)
        if more := self._correction([heard[job.key].energies for job in jobs]):
            gain += more
            jobs = self._jobs(gain)
            heard = self._all(jobs, hands, work, progress)
        joints = Joints((job.key for job in jobs), self._desk.store, reuse=self._reuse)
        parts = [SoundPart(heard[job.key].path, job.segment.lead, job.segment.length) for job in jobs]
        begun = time.thread_time()
        with readable(self._desk.store, KIND, {heard[job.key].path: job.key for job in jobs}):
            stood = self._desk.encoders[self._preset.sound_codec].join(path, parts, joints.hear, joints.places)
        peak = max(joints.peak(stood), *(heard[job.key].peak for job in jobs))
        self._cpu += time.thread_time() - begun
        energies = _energies(jobs, heard)
        measured = MeasuredSound(round(integrated(energies), 3), round(loudness_range(energies), 3), decibels(peak))
        again = len({job.key for job in jobs} & self._made)
        return Sounded(
            measured=measured,
            made=again,
            reused=len({job.key for job in jobs}) - again,
            cpu=self._cpu,
            gain=gain,
            energies=energies,
            heard=self._series(jobs, heard),
        )

    def knows_around(self, passage: tuple[int, int]) -> bool:
        """Tell whether a passage can be at the programme's own level without hearing what is outside it."""
        first, last = passage
        if first % PACKET or (last % PACKET and last != self._spans[-1][1]):
            return False
        inside = {self._keys[rank] for rank in self._ranks(passage)}
        return all(level is not None for key, level in self._levels.items() if key not in inside)

    def write_passage(
        self, path: Path, passage: tuple[int, int], hands: Hands, work: SoundWork, progress: Progress
    ) -> None:
        """Write samples `first` to `last` of the sound, in packets that are those of the whole; nothing else is made.

        Where all else is encoded already at the programme's gain, that is corrected as it is for the whole.
        """
        self._mix()
        ranks = self._ranks(passage)
        jobs = self._jobs(self._gain())
        heard = self._all([jobs[rank] for rank in ranks], hands, work, progress)
        energies = [measured_energies(self._desk, job.key) for job in jobs]
        known = [each for each in energies if each is not None]
        if len(known) == len(energies) and (more := self._correction(known)):
            jobs = self._jobs(self._gain() + more)
            heard = self._all([jobs[rank] for rank in ranks], hands, work, progress)
        parts: list[SoundPart] = []
        for rank in ranks:
            (start, end), segment = self._spans[rank], self._segments[rank]
            first, last = max(start, passage[0]), min(end, passage[1])
            parts.append(SoundPart(heard[jobs[rank].key].path, segment.lead + first - start, last - first, bare=True))
        own = [jobs[rank].key for rank in ranks]
        joints = Joints(own, self._desk.store, reuse=self._reuse)
        with readable(self._desk.store, KIND, {heard[key].path: key for key in own}):
            encoder = self._desk.encoders[self._preset.sound_codec]
            joints.peak(encoder.join(path, parts, joints.hear, joints.places))

    def _ranks(self, passage: tuple[int, int]) -> list[int]:
        """Return which segments have something of a passage."""
        first, last = passage
        return [rank for rank, (start, end) in enumerate(self._spans) if start < last and first < end]

    def _correction(self, energies: Sequence[tuple[float, ...]]) -> float:
        """Return by how much the gain of what decodes so is off, in decibels; 0 where nobody would notice."""
        loudness = integrated(steps_of([energy for each in energies for energy in each]))
        off = self._preset.loudness.target - loudness
        return gain_for(loudness, self._preset.loudness) if loudness > _SILENT and abs(off) > _CLOSE else 0.0

    def _series(self, jobs: list[SegmentJob], heard: Mapping[str, DecodedSegment]) -> SoundSeries:
        """Return what is heard of the whole, segment after segment; what nobody kept is listened to now."""
        known = heard_of((job.key for job in jobs), self._desk.store)
        for job in jobs:
            if job.key not in known:
                sound, own = self._desk.meter.decoded(heard[job.key].path), job.segment
                known[job.key] = hear_segment(job.key, sound, own.lead, own.length, self._desk.store)
        return sounds_together([known[job.key] for job in jobs])

    def _mix(self) -> None:
        """Measure every segment whose level is not known."""
        begun = time.thread_time()
        for key, segment in zip(self._keys, self._segments, strict=True):
            if self._levels[key] is None:
                self._levels[key] = made_levels(segment, self._desk)
        self._desk.shelf.put_away()
        self._cpu += time.thread_time() - begun

    def _gain(self) -> float:
        return gain_for(
            integrated(steps_of([energy for key in self._keys for energy in self._levels[key] or ()])),
            self._preset.loudness,
        )

    def _jobs(self, gain: float) -> list[SegmentJob]:
        return [job_for(segment, gain, self._preset, self._desk) for segment in self._segments]

    def _found(self, jobs: list[SegmentJob]) -> dict[str, DecodedSegment | None]:
        """Return what the store holds of each, by key."""
        wanted = {job.key for job in jobs if self._may_reuse(job.key)} - self._asked
        self._asked |= wanted
        for kind in (KIND, FACTS):
            self._desk.store.gather(kind, wanted)
        return {job.key: made(self._desk, job.key) if self._may_reuse(job.key) else None for job in jobs}

    def _may_reuse(self, key: str) -> bool:
        return self._reuse or key in self._made

    def _all(
        self,
        jobs: list[SegmentJob],
        hands: Hands,
        work: SoundWork,
        progress: Progress,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Mapping[str, DecodedSegment]:
        """Have the missing segments made, and return all of them by key."""
        found = self._found(jobs)
        missing = {job.key: job for job in jobs if found[job.key] is None}
        lent = hands.lent(KIND, missing)
        self._make([job for key, job in missing.items() if key not in lent], hands, work, progress, meanwhile)
        settled(lent.values(), progress)
        again = [job for key, job in missing.items() if key in lent and made(self._desk, key) is None]
        self._make(again, hands, work, progress)  # the other film has failed
        for kind in (KIND, FACTS):
            self._desk.store.gather(kind, missing, progress.go_on)
        whole: dict[str, DecodedSegment] = {}
        for key, heard in found.items():
            one = heard or made(self._desk, key)
            if one is None:
                raise lost_on_the_way("son")
            whole[key] = one
        return whole

    def _make(
        self,
        jobs: list[SegmentJob],
        hands: Hands,
        work: SoundWork,
        progress: Progress,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        under_way: list[Future[float]] = []
        for job in jobs:
            progress.go_on()
            under_way.append(hands.submit(KIND, (job.key,), work, job))
        meanwhile()
        for future in under_way:
            self._cpu += awaited(future, progress)
        self._made |= {job.key for job in jobs}


def _energies(jobs: list[SegmentJob], heard: Mapping[str, DecodedSegment]) -> tuple[float, ...]:
    return steps_of([energy for job in jobs for energy in heard[job.key].energies])
