"""A programme's sound: at its loudness, under its ceiling once decoded, the same bytes whatever was there before."""

import shutil
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.codecs.aac import AacEncoder
from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.adapters.executors.local import InlineExecutor
from pipeline.mix.segments import SEGMENT
from pipeline.mix.stems import FILES
from pipeline.model.programme import PRESETS
from pipeline.model.time import PACKET, SAMPLE_RATE, STRIDE, sample_at
from pipeline.model.timeline import SoundEvent, Timeline
from pipeline.ports import Samples
from pipeline.produce.segment import SegmentJob, Shelf, SoundDesk, make
from pipeline.produce.sound import Mixdown, Sounded
from pipeline.produce.stems import MIX, stem_blocks
from pipeline.produce.under_way import UnderWay
from tests.fakes.libraries import PaperLibrary
from tests.fakes.plans import timed
from tests.fakes.progress import Recorder
from tests.fakes.projects import house

pytestmark = pytest.mark.xdist_group("sound")
"""One worker makes the first sound for all."""

_FRAMES = 26 * 25
_EXTENSIONS = {"son": ".m4a", "mesures": ".json"}


class _Files:
    """Reads sound files that are made up, and counts how often each is read."""

    version = "du papier"

    def __init__(self) -> None:
        self.read: list[str] = []

    def sound(self, path: Path) -> Samples:
        """Return three seconds of speech-like noise, with peaks no limiter would let through."""
        self.read.append(path.name)
        return _noise(len(path.name)).copy()


@lru_cache
def _noise(seed: int) -> Samples:
    count = 3 * SAMPLE_RATE
    sound = np.random.default_rng(seed).normal(0, 0.05, (count, 2)) * np.abs(np.sin(np.arange(count) / 6000))[:, None]
    sound[::9600] += 0.9
    result: Samples = sound.astype(np.float32)
    return result


class _Project:
    """A store and a desk; every segment that is made is counted."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files, self.elsewhere = folder, _Files(), _Files()
        self.desk = self._desk(self.files)
        self._worker = self._desk(self.elsewhere)  # what makes segments is another process, with files of its own
        self.made: list[SegmentJob] = []

    def _desk(self, files: _Files) -> SoundDesk:
        store, meter = FolderStore(self.folder / "cache", _EXTENSIONS), Ebur128Meter()
        shelf = Shelf(store, PaperLibrary(), files, meter)  # type: ignore[arg-type]  # it reads sound alone
        return SoundDesk(store, shelf, {"aac": AacEncoder()}, meter)

    def _make(self, job: SegmentJob) -> float:
        self.made.append(job)
        make(job, self._worker)
        return 0.0

    def sound(self, timeline: Timeline, preset: str = "web", *, reuse: bool = True) -> tuple[bytes, Sounded]:
        """Make the sound of a timeline; return the file and what is known of it."""
        self.made = []
        path = self.folder / "son.m4a"
        mixdown = Mixdown(timeline, house().sound, PRESETS[preset], self.desk, reuse=reuse)
        with UnderWay().hands(InlineExecutor()) as hands:
            sounded = mixdown.write(path, hands, self._make, Recorder())
        return path.read_bytes(), sounded

    def passage(self, timeline: Timeline, passage: tuple[int, int]) -> Path:
        """Make some samples of the sound of a timeline alone."""
        self.made = []
        path = self.folder / "passage.m4a"
        mixdown = Mixdown(timeline, house().sound, PRESETS["web"], self.desk)
        assert mixdown.knows_around(passage)
        with UnderWay().hands(InlineExecutor()) as hands:
            mixdown.write_passage(path, passage, hands, self._make, Recorder())
        return path


def _timeline(edited: float = -6.0, frames: int = _FRAMES) -> Timeline:
    """Return a bed under effects; one effect, in the third segment, can be edited."""
    end = sample_at(frames)
    stings = [
        SoundEvent(
            path=f"{number % 6}{'x' * (number % 6)}.ogg",
            digest=f"{number % 6}",
            bus="effects",
            start=at,
            end=at + 30_000,
            gain=-6.0,
            fade_out=4000,
        )
        for number, at in enumerate(range(0, end, 40_000))
    ]
    place = next(number for number, sting in enumerate(stings) if sting.start > 2 * SEGMENT + 40_000)
    stings[place] = replace(stings[place], gain=edited)
    bed = SoundEvent(
        path="tapis.ogg",
        digest="tapis",
        bus="music",
        start=0,
        end=end,
        gain=0.0,
        loop=True,
        fade_in=48_000,
        fade_out=48_000,
    )
    return Timeline(
        script="essai",
        title="Essai",
        shots=(timed("a", 0, frames),),
        voices=(),
        sounds=(bed, *stings),
        chapters=(),
        poster=0,
    )


@dataclass(frozen=True, slots=True)
class _Cold:
    """The first sound of a project: where it is kept, what is known of it, the files it was made of."""

    project: _Project
    file: Path
    sounded: Sounded
    read: tuple[str, ...]


def _cold(folder: Path, preset: str) -> _Cold:
    project = _Project(folder)
    sound, sounded = project.sound(_timeline(), preset)
    (folder / "froid.m4a").write_bytes(sound)
    return _Cold(project, folder / "froid.m4a", sounded, tuple(project.files.read))


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> _Cold:
    return _cold(tmp_path_factory.mktemp("tiède"), "web")


@pytest.fixture
def warm(cold: _Cold) -> tuple[_Project, bytes]:
    return cold.project, cold.file.read_bytes()


@pytest.mark.parametrize("preset", ["draft", "web", "broadcast"])
def test_decoded_it_is_at_its_loudness_and_under_its_ceiling(preset: str, cold: _Cold, tmp_path: Path) -> None:
    made = cold if preset == "web" else _cold(tmp_path, preset)
    sounded, heard = made.sounded, Ebur128Meter().measure_file(made.file)
    target = PRESETS[preset].loudness
    assert heard.integrated == pytest.approx(target.target, abs=target.tolerance)
    assert heard.true_peak <= target.ceiling
    assert sounded.measured.integrated == pytest.approx(heard.integrated, abs=0.02)
    assert sounded.measured.loudness_range == pytest.approx(heard.loudness_range, abs=0.1)
    assert sounded.measured.true_peak == pytest.approx(heard.true_peak, abs=0.05)


def test_it_lasts_to_the_sample_as_long_as_the_picture(warm: tuple[_Project, bytes]) -> None:
    project, _ = warm
    project.sound(_timeline())
    with av.open(str(project.folder / "son.m4a")) as source:
        packets = [(packet.pts, packet.duration) for packet in source.demux(audio=0) if packet.pts is not None]
    assert all(one + (lasts or 0) == two for (one, lasts), (two, _) in pairwise(packets))
    last, lasts = packets[-1]
    assert last + (lasts or 0) == sample_at(_FRAMES)


def test_made_again_it_is_the_same_to_the_byte(warm: tuple[_Project, bytes], tmp_path: Path) -> None:
    assert _Project(tmp_path).sound(_timeline())[0] == warm[1]


def test_unchanged_nothing_is_made(warm: tuple[_Project, bytes]) -> None:
    project, before = warm
    again, sounded = project.sound(_timeline())
    assert again == before
    assert not project.made
    assert (sounded.made, sounded.reused) == (0, 4)


def test_an_edit_makes_what_it_touches_and_gives_what_a_cold_render_gives(
    warm: tuple[_Project, bytes], tmp_path: Path
) -> None:
    project, before = warm
    edited, sounded = project.sound(_timeline(-6.5))
    assert len({job.segment for job in project.made}) == 1
    assert (sounded.made, sounded.reused) == (1, 3)
    assert edited != before
    assert _Project(tmp_path).sound(_timeline(-6.5))[0] == edited


def test_a_longer_programme_keeps_its_beginning(warm: tuple[_Project, bytes], tmp_path: Path) -> None:
    project, _ = warm
    longer = _timeline(frames=_FRAMES + 7)
    sound, sounded = project.sound(longer)
    assert sounded.made == 1
    assert _Project(tmp_path).sound(longer)[0] == sound


def _items(*lengths: int) -> Timeline:
    """Return items of so many frames, each with its bed from its own place and an effect two seconds in."""
    starts = [sum(lengths[:rank]) for rank in range(len(lengths))]
    shots = tuple(
        replace(timed(f"{rank}", start, start + length), item=f"sujet-{rank}")
        for rank, (start, length) in enumerate(zip(starts, lengths, strict=True))
    )
    sounds: list[SoundEvent] = []
    for rank, shot in enumerate(shots):
        start, end = sample_at(shot.span.start), sample_at(shot.span.end)
        came, goes = (24_000 if rank else 0), (24_000 if rank < len(shots) - 1 else 0)
        bed = SoundEvent(
            path="tapis.ogg",
            digest="tapis",
            bus="music",
            start=start - came,
            end=end + goes,
            gain=0.0,
            loop=True,
            offset=50_000 * (rank + 1) - came,
            fade_in=48_000,
            fade_out=48_000,
            crossed=True,
        )
        place = start + 2 * SAMPLE_RATE
        sounds += [bed, replace(bed, path=f"{'x' * rank}.ogg", start=place, end=place + 30_000, loop=False, offset=0)]
    return Timeline(script="essai", title="Essai", shots=shots, voices=(), sounds=tuple(sounds), chapters=(), poster=0)


def test_a_longer_item_makes_its_own_sound_again_and_that_around_its_end(tmp_path: Path) -> None:
    project = _Project(tmp_path / "a")
    _, whole = project.sound(_items(160, 160, 160), "draft")
    sound, sounded = project.sound(_items(160, 168, 160), "draft")
    # Longer at its end: neither the cut before it nor the other items are heard otherwise.
    assert (whole.made, sounded.made) == (5, 2)
    assert _Project(tmp_path / "b").sound(_items(160, 168, 160), "draft")[0] == sound


def test_without_reuse_everything_is_made(warm: tuple[_Project, bytes]) -> None:
    project, before = warm
    sound, sounded = project.sound(_timeline(), reuse=False)
    assert sound == before
    assert sounded.reused == 0


_PASSAGE = (SEGMENT + 2 * STRIDE, 3 * SEGMENT - STRIDE)


def test_an_edited_passage_is_heard_first_and_the_whole_finds_its_packets_made(cold: _Cold, tmp_path: Path) -> None:
    shutil.copytree(cold.project.folder, tmp_path / "projet")
    project, edited = _Project(tmp_path / "projet"), _timeline(-7.0)
    meter = Ebur128Meter()
    heard = meter.decoded(project.passage(edited, _PASSAGE))
    assert len({job.segment for job in project.made}) == 1
    assert len(heard) == _PASSAGE[1] - _PASSAGE[0]
    project.sound(edited)
    assert not project.made
    whole = meter.decoded(project.folder / "son.m4a")[slice(*_PASSAGE)]
    assert np.array_equal(heard[PACKET:], whole[PACKET:])
    assert np.abs(heard[:8]).max() < 0.1 * np.abs(whole[:PACKET]).max()


def test_a_passage_waits_for_nothing_that_is_outside_it(warm: tuple[_Project, bytes], tmp_path: Path) -> None:
    def known(project: _Project, passage: tuple[int, int], edited: float = -6.0) -> bool:
        return Mixdown(_timeline(edited), house().sound, PRESETS["web"], project.desk).knows_around(passage)

    end = sample_at(_FRAMES)
    assert known(warm[0], _PASSAGE)
    assert known(warm[0], (3 * SEGMENT, end))
    assert known(warm[0], _PASSAGE, -8.0)  # what is edited is inside it
    assert not known(warm[0], (3 * SEGMENT, end), -8.0)
    assert not known(warm[0], (SEGMENT + 1, end))
    assert not known(_Project(tmp_path), _PASSAGE)


def test_each_file_is_decoded_once_for_all_segments(cold: _Cold) -> None:
    assert sorted(cold.read) == sorted({sound.path for sound in _timeline().sounds})


def test_what_is_lacking_is_known_before_anything_is_made(warm: tuple[_Project, bytes], tmp_path: Path) -> None:
    def lacking(project: _Project, timeline: Timeline, preset: str = "web") -> int:
        return Mixdown(timeline, house().sound, PRESETS[preset], project.desk).lacking

    assert lacking(warm[0], _timeline()) == 0
    assert lacking(warm[0], _timeline(-9.0)) == 1
    assert lacking(warm[0], _timeline(), "broadcast") == 4
    assert lacking(_Project(tmp_path), _timeline()) == 4


def test_its_buses_are_as_long_as_it_and_add_up_to_the_mix(cold: _Cold) -> None:
    timeline, desk = _timeline(), cold.project.desk
    blocks = list(stem_blocks(timeline, house().sound, PRESETS["web"].loudness, cold.sounded.gain, desk))
    whole = {name: np.concatenate([block[name] for block in blocks]) for name in (*FILES.values(), MIX)}
    assert {len(sound) for sound in whole.values()} == {sample_at(timeline.length)}
    assert whole["musique.wav"].any()
    assert not whole["voix.wav"].any()
    assert np.allclose(sum(whole[name] for name in FILES.values()), whole[MIX], atol=1e-6)
    assert 20 * np.log10(np.abs(whole[MIX]).max()) <= PRESETS["web"].loudness.ceiling
