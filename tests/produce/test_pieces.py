"""Music of one's own: at the level of the house's, without silence or clicks, the same however it was written."""

import hashlib
import shutil
import tracemalloc
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.adapters.project import EXTENSIONS
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.errors import MediaError
from pipeline.mix.pieces import CEILING, Played
from pipeline.model.picture import Asset
from pipeline.model.time import SAMPLE_RATE
from pipeline.model.timeline import OwnPiece
from pipeline.ports import Samples
from pipeline.produce.pieces import KIND, Pieces, piece_key
from tests.fakes.films import film, numbered
from tests.fakes.music import CODECS, music, saved
from tests.fakes.projects import ROOT

_PLAYED = OwnPiece(path="a.wav", digest="1", bus="music", start=0, end=10, gain=0.0)


class _Library:
    """Files of one folder, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        return self._folder / name


class _Desk:
    """A folder of music and a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = FolderStore(folder / "cache", EXTENSIONS)
        library: object = _Library(folder)
        self.pieces = Pieces(self.store, library, AvFootage(self.store), Ebur128Meter())  # type: ignore[arg-type]

    def asset(self, name: str) -> Asset:
        return Asset(name, hashlib.sha256((self.folder / name).read_bytes()).hexdigest())

    def event(self, name: str, *, loop: bool = False, lufs: float = -20.0) -> OwnPiece:
        return OwnPiece(
            path=name, digest=self.asset(name).digest, bus="music", start=0, end=SAMPLE_RATE, gain=0.0, loop=loop,
            lufs=lufs,
        )  # fmt: skip

    def ready(self, name: str, sound: Samples, rate: int = SAMPLE_RATE, *, loop: bool = False) -> Played:
        saved(self.folder / name, sound, rate)
        return self.pieces.ready(self.event(name, loop=loop))


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    return _Desk(tmp_path)


def _lufs(sound: Samples) -> float:
    return Ebur128Meter().measure(iter([np.asarray(sound)])).integrated


def _peak(sound: Samples) -> float:
    return Ebur128Meter().measure(iter([np.asarray(sound)])).true_peak


@pytest.mark.parametrize("suffix", CODECS)
@pytest.mark.parametrize("loop", [False, True])
def test_whatever_it_is_written_in_it_comes_to_its_level(suffix: str, loop: bool, desk: _Desk) -> None:
    piece = desk.ready(f"a{suffix}", music("chords", 12), loop=loop)
    assert piece.samples.dtype == np.float32
    assert _lufs(piece.samples) == pytest.approx(-20, abs=0.5)
    assert _peak(piece.samples) <= CEILING


@pytest.mark.parametrize("kind", ["chords", "drums", "speech", "song"])
@pytest.mark.parametrize("level", [0.02, 1, 20])
def test_however_loud_it_was_it_comes_to_its_level(kind: str, level: float, desk: _Desk) -> None:
    sound = np.clip(level * music(kind, 15), -1, 1)  # the loudest is cut off at the top
    piece = desk.ready("a.wav", sound, loop=True)
    assert _lufs(piece.samples) == pytest.approx(-20, abs=0.5)
    assert _peak(piece.samples) <= CEILING


def test_it_comes_to_where_the_piece_of_the_house_stands(desk: _Desk) -> None:
    shutil.copy(ROOT / "media" / "sounds" / "tapis.ogg", desk.folder / "tapis.ogg")
    saved(desk.folder / "a.wav", music("chords", 12))
    event = replace(desk.event("a.wav"), like=desk.asset("tapis.ogg"))
    assert _lufs(desk.pieces.ready(event).samples) == pytest.approx(-26, abs=0.5)


@pytest.mark.parametrize("loop", [False, True])
def test_one_channel_at_another_rate_is_heard_on_both_sides_as_long_as_it_was(loop: bool, desk: _Desk) -> None:
    piece = desk.ready("a.wav", music("chords", 12, 22_050)[:, :1], 22_050, loop=loop)
    assert np.array_equal(piece.samples[:, 0], piece.samples[:, 1])
    assert _lufs(piece.samples) == pytest.approx(-20, abs=0.5)
    if not loop:
        assert len(piece.samples) == pytest.approx(12 * SAMPLE_RATE, abs=SAMPLE_RATE // 50)


def test_silence_at_its_ends_goes_and_its_first_sound_stays(desk: _Desk) -> None:
    silence = np.zeros((2 * SAMPLE_RATE, 2), np.float32)
    hit = music("drums", 3)
    piece = desk.ready("a.wav", np.concatenate([silence, hit, silence]))
    assert len(piece.samples) == pytest.approx(len(hit), abs=SAMPLE_RATE // 50)
    assert np.abs(piece.samples[: SAMPLE_RATE // 20]).max() > 0.1


def test_the_sound_of_a_film_keeps_its_silences_and_its_place(desk: _Desk) -> None:
    saved(desk.folder / "a.wav", np.concatenate([np.zeros((SAMPLE_RATE, 2), np.float32), music("drums", 3)]))
    piece = desk.pieces.ready(replace(desk.event("a.wav"), whole=True))
    assert len(piece.samples) == 4 * SAMPLE_RATE
    assert not piece.samples[: SAMPLE_RATE - 10].any()


def test_a_looped_piece_goes_round_without_a_step_or_a_gap(desk: _Desk) -> None:
    piece = desk.ready("a.mp3", music("song", 40), loop=True)
    heard = np.asarray(piece.samples)
    usual = np.percentile(np.abs(np.diff(heard, axis=0)), 99.9)
    assert 0 < piece.back < len(heard)
    assert np.abs(heard[piece.back] - heard[-1]).max() <= usual
    around = np.concatenate([heard[-SAMPLE_RATE:], heard[piece.back : piece.back + SAMPLE_RATE]])
    assert min(np.abs(part).max() for part in np.array_split(around, 20)) > 0.01


def test_a_constant_part_is_left_out(desk: _Desk) -> None:
    piece = desk.ready("a.wav", music("chords", 6) * np.float32(0.3) + np.float32(0.3), loop=True)
    assert abs(float(piece.samples.mean())) < 0.002


def test_what_is_no_number_is_no_sound(desk: _Desk) -> None:
    sound = music("chords", 6)
    sound[1000:1010], sound[2000], sound[3000] = np.nan, np.inf, -1e30
    assert _peak(desk.ready("a.wav", sound).samples) <= CEILING


def test_a_silent_file_is_silence(desk: _Desk) -> None:
    assert not np.any(desk.ready("a.wav", np.zeros((SAMPLE_RATE, 2), np.float32), loop=True).samples)


def test_a_moment_of_sound_is_brought_to_its_level_too(desk: _Desk) -> None:
    piece = desk.ready("a.wav", music("chords", 0.3))
    assert 10 * np.log10(np.square(piece.samples).mean()) == pytest.approx(-21, abs=3)


def test_a_film_gives_its_sound(desk: _Desk) -> None:
    sound = music("chords", 3, 44_100).T
    film(desk.folder / "a.mp4", numbered(50), sound=("stereo", np.ascontiguousarray(sound)))
    assert _lufs(desk.pieces.ready(desk.event("a.mp4")).samples) == pytest.approx(-20, abs=0.5)


def test_a_file_that_is_no_sound_is_refused_and_nothing_is_kept(desk: _Desk) -> None:
    (desk.folder / "a.wav").write_text("bonjour", "utf-8")
    with pytest.raises(MediaError, match=r"a\.wav"):
        desk.pieces.ready(desk.event("a.wav"))
    assert not [path for path in (desk.folder / "cache").rglob("*") if path.is_file() and "verrou" not in path.name]


def test_it_is_made_once_and_the_same_to_the_byte(desk: _Desk, tmp_path: Path) -> None:
    desk.ready("a.ogg", music("song", 20), loop=True)
    (before,) = (tmp_path / "cache" / KIND).rglob("*.npy")
    event = desk.event("a.ogg", loop=True)
    other = _Desk(tmp_path / "ailleurs")
    (tmp_path / "ailleurs").mkdir()
    shutil.copy(tmp_path / "a.ogg", other.folder / "b.ogg")
    again = other.pieces.ready(replace(event, path="b.ogg"))
    assert np.array_equal(again.samples, desk.pieces.ready(event).samples)
    (after,) = (other.folder / "cache" / KIND).rglob("*.npy")
    assert after.read_bytes() == before.read_bytes()
    (desk.folder / "a.ogg").unlink()
    assert len(desk.pieces.ready(event).samples) == len(again.samples)  # from the store alone


def test_its_key_covers_what_decides_it_and_not_where_it_is_played() -> None:
    event = replace(_PLAYED, like=Asset("b.ogg", "2"))
    decided: dict[str, Any] = {
        "digest": "3",
        "loop": True,
        "like": Asset("b.ogg", "4"),
        "lufs": -23.0,
        "whole": True,
        "span": (0, 7),
        "spoken": True,
    }
    for field in fields(event):
        changed = decided.get(field.name, "autre" if field.name in {"path", "bus"} else 7)
        other = replace(event, **{field.name: changed})
        assert (piece_key(other) != piece_key(event)) is (field.name in decided), field.name


class _Long:
    """Ten minutes of music that nobody wrote down."""

    def blocks(self, _path: Path) -> Iterator[Samples]:
        minute = music("chords", 20)
        for _ in range(30):
            yield minute


@pytest.mark.slow
def test_ten_minutes_take_no_more_memory_than_one(desk: _Desk) -> None:
    library: object = _Library(desk.folder)
    reader: object = _Long()
    pieces = Pieces(desk.store, library, reader, Ebur128Meter())  # type: ignore[arg-type]  # it reads sound alone
    event = replace(_PLAYED, loop=True)
    tracemalloc.start()
    piece = pieces.ready(event)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    whole = piece.samples.nbytes
    assert len(piece.samples) > 580 * SAMPLE_RATE
    assert most < whole // 2


@pytest.mark.parametrize("level", [0.04, 0.1, 0.9])
def test_what_is_said_in_a_clip_is_as_loud_as_a_voice_in_what_is_heard_of_it(level: float, desk: _Desk) -> None:
    loud = np.random.default_rng(1).normal(0, 0.3, (2 * SAMPLE_RATE, 2)).astype(np.float32)
    speech = (level * music("speech", 3.0)).astype(np.float32)
    saved(desk.folder / "clip.wav", np.concatenate([speech, loud]))
    span = (SAMPLE_RATE // 2, len(speech))
    event = replace(desk.event("clip.wav"), whole=True, span=span, spoken=True, offset=span[0])
    heard = desk.pieces.ready(event).samples
    assert len(heard) == len(speech), "nothing is read after what is heard"
    assert _lufs(heard[span[0] :]) == pytest.approx(-20, abs=0.6)
    assert _peak(heard) <= -0.9
