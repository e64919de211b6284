"""Of several tracks those are shown and played that players choose, whoever asks."""

import hashlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from av.stream import Disposition

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.recordings import listened
from pipeline.adapters.media.survey import survey
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.model.picture import Asset, FootageSpec, Format
from pipeline.ports import Samples
from tests.fakes.films import film, flat, number_of, numbered, tone
from tests.fakes.tracks import Played, Shown, hum, joined, layered, sounding

_PLAIN = Shown(numbered(25))
_NONE, _DEFAULT = Disposition(0), Disposition.default


def _numbers(path: Path, count: int) -> list[int]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    spec = FootageSpec(
        file=Asset("a", digest), box=(0.0, 0.0, 1920.0, 1080.0), fit="remplit", start=Fraction(0), length=count
    )
    shown = AvFootage(FolderStore(path.parent / "cache")).film(path, spec, Format(160, 90))
    return [number_of(shown.planes(number)) for number in range(count)]


def _sound(path: Path) -> Samples:
    return AvFootage(FolderStore(path.parent / "cache")).sound(path)


def _level(sound: Samples) -> float:
    return float(np.sqrt((sound**2).mean()) * np.sqrt(2))


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_a_thumbnail_before_the_film_is_not_what_is_shown(name: str, tmp_path: Path) -> None:
    path = layered(tmp_path / name, [Shown([flat((32, 32), 200)], _NONE), Shown(numbered(25), _DEFAULT)], [Played(0.3)])
    assert _numbers(path, 25) == list(range(25))
    assert AvFootage(FolderStore(tmp_path / "cache")).seconds(path) == pytest.approx(1, abs=0.01)
    media = ProjectMedia(FolderLibrary(tmp_path, beside=tmp_path))
    assert (media.verdict(name, "video"), media.caution(name, "video")) == (None, None)


def test_a_thumbnail_marked_as_the_default_is_still_a_thumbnail(tmp_path: Path) -> None:
    path = layered(tmp_path / "a.mkv", [Shown([flat((96, 64), 200)], _DEFAULT), Shown(numbered(25), _NONE)], [])
    assert _numbers(path, 5) == [0, 1, 2, 3, 4]


def test_the_default_film_is_shown_then_the_longest_then_the_largest(tmp_path: Path) -> None:
    other = [flat((64, 48), 220)] * 25
    path = layered(tmp_path / "a.mkv", [Shown(other, _NONE), Shown(numbered(20), _DEFAULT)], [])
    assert _numbers(path, 3) == [0, 1, 2]
    path = layered(tmp_path / "b.mkv", [Shown(other[:10]), Shown(numbered(25))], [])
    assert _numbers(path, 3) == [0, 1, 2]
    path = layered(tmp_path / "c.mkv", [Shown(other), Shown(numbered(25, (128, 96)))], [])
    assert _numbers(path, 3) == [0, 1, 2]


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
@pytest.mark.parametrize(
    "first",
    [
        Played(0.0),
        Played(0.1, marked=Disposition.visual_impaired | _DEFAULT),
        Played(0.1, marked=Disposition.comment),
        Played(0.1, marked=_NONE),
        Played(0.1, seconds=0.4),
    ],
    ids=["silent", "for the blind", "comment", "not the default", "short"],
)
def test_the_sound_that_matters_is_played(name: str, first: Played, tmp_path: Path) -> None:
    real = Played(0.4, marked=_DEFAULT if first.seconds == 1 and first.level else None)
    name = "b.mkv" if first.seconds < 1 else name  # in mp4, one that comes first is always the default
    path = layered(tmp_path / name, [_PLAIN], [first, real])
    assert _level(_sound(path)) == pytest.approx(0.4, abs=0.03)
    assert listened(path).loudest == pytest.approx(20 * np.log10(0.4 / np.sqrt(2)), abs=0.5)


def test_of_two_languages_the_french_one_is_played(tmp_path: Path) -> None:
    tracks = [Played(0.1, marked=_NONE, tags={"language": "eng"}), Played(0.4, marked=_NONE, tags={"language": "fra"})]
    assert _level(_sound(layered(tmp_path / "a.mkv", [_PLAIN], tracks))) == pytest.approx(0.4, abs=0.03)


# --- joined files: everything plays, in order


@pytest.mark.parametrize(
    ("suffix", "first", "then"),
    [
        (".mp3", (44_100, "stereo"), (48_000, "mono")),
        (".aac", (44_100, "stereo"), (48_000, "mono")),
        (".opus", (48_000, "mono"), (48_000, "stereo")),
        (".flac", (44_100, "mono"), (48_000, "stereo")),
        (".wav", (44_100, "stereo"), (16_000, "mono")),
    ],
)
def test_sounds_that_were_joined_are_heard_to_the_end(
    suffix: str, first: tuple[int, str], then: tuple[int, str], tmp_path: Path
) -> None:
    before = sounding(tmp_path / f"a{suffix}", *first, 1.0, level=0.1)
    after = sounding(tmp_path / f"b{suffix}", *then, 1.0, level=0.4)
    sound = _sound(joined(tmp_path / f"c{suffix}", before, after))
    assert len(sound) == pytest.approx(2 * 48_000, abs=6000)
    assert _level(sound[12_000:36_000]) == pytest.approx(0.1, abs=0.02)
    assert _level(sound[60_000:84_000]) == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize("suffix", [".ts", ".mkv", ".mp4"])
def test_films_that_were_joined_play_one_after_the_other(suffix: str, tmp_path: Path) -> None:
    first = film(tmp_path / f"a{suffix}", numbered(25), sound=("stereo", tone("stereo", 1.0)))
    then = film(tmp_path / f"b{suffix}", numbered(20, (96, 64)), sound=("mono", 0.3 * tone("mono", 0.8)))
    path = joined(tmp_path / f"c{suffix}", first, then)
    shown = _numbers(path, 46)
    assert shown[:24] == list(range(24))
    assert shown[28:44] == list(range(28 - 25, 44 - 25)) or shown[28:44] == list(range(28 - 26, 44 - 26))
    sound = _sound(path)
    assert _level(sound[12_000:36_000]) == pytest.approx(0.3, abs=0.03)
    assert _level(sound[57_600:76_800]) == pytest.approx(0.09, abs=0.02)
    media = ProjectMedia(FolderLibrary(tmp_path, beside=tmp_path))
    assert media.caution(path.name, "video") is None
    assert media.seconds(path.name) == pytest.approx(1.8, abs=0.08)


def test_a_part_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mkv", numbered(20))
    broken = tmp_path / "b.mkv"
    broken.write_bytes(whole.read_bytes()[:64])
    path = joined(tmp_path / "c.mkv", whole, broken)
    said = ProjectMedia(FolderLibrary(tmp_path, beside=tmp_path)).caution(path.name, "video")
    assert said is not None
    assert "ne se lit pas" in said


@pytest.mark.parametrize(("suffix", "hole"), [(".ts", 100), (".mkv", 5000), (".mp4", 5000)])
def test_a_clock_that_leaps_is_carried_on(suffix: str, hole: int, tmp_path: Path) -> None:
    times = [Fraction(number, 25) + (hole if number >= 20 else 0) for number in range(40)]
    path = film(tmp_path / f"a{suffix}", numbered(40), times=times)
    assert survey(path).seconds < 20
    assert set(_numbers(path, 400)) >= {0, 10, 18, 22, 30, 39}


def test_a_hole_in_the_sound_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=44_100, layout="mono")
        for at in (0, 88_200):
            frame = av.AudioFrame.from_ndarray(hum(44_100, 1.0, 1), format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = 44_100, at, Fraction(1, 44_100)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    sound = _sound(path)
    assert len(sound) == pytest.approx(3 * 48_000, abs=4000)
    assert _level(sound[54_000:90_000]) < 0.02
    assert _level(sound[102_000:138_000]) == pytest.approx(0.3, abs=0.02)


# --- what libraries stumble over


def test_three_channels_without_a_name_are_all_heard(tmp_path: Path) -> None:
    import struct

    sound = np.zeros((48_000, 3), "<i2")
    sound[:, 2] = np.sin(np.arange(48_000) / 15) * 16_000
    data = sound.tobytes()
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 3, 48_000, 288_000, 6,
                       16, b"data", len(data))  # fmt: skip
    path = tmp_path / "a.wav"
    path.write_bytes(head + data)
    heard = _sound(path)
    assert _level(heard[:, 0]) == pytest.approx(_level(heard[:, 1]))
    assert _level(heard) > 0.2


@pytest.mark.parametrize("layout", ["mono", "2.1", "3.0", "quad", "5.1"])
def test_any_layout_is_heard_on_both_sides(layout: str, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", numbered(10), sound=(layout, tone(layout, 0.4)))
    heard = _sound(path)
    assert min(_level(heard[:, 0]), _level(heard[:, 1])) > 0.1


@pytest.mark.parametrize("before", [bytes(200_000), b"\xff" * 3000, b"bonjour, ceci est un titre" * 40])
def test_rubbish_before_an_mp3_is_passed_over_and_its_silence_is_not(before: bytes, tmp_path: Path) -> None:
    whole = sounding(tmp_path / "a.mp3", 44_100, "mono", 1.0)
    path = tmp_path / "b.mp3"
    path.write_bytes(before + whole.read_bytes())
    assert abs(len(_sound(path)) - len(_sound(whole))) < 2400
    hush = sounding(tmp_path / "c.mp3", 44_100, "mono", 1.0, level=0.0)
    sound = _sound(joined(tmp_path / "d.mp3", hush, whole))
    assert len(sound) == pytest.approx(96_000, abs=6000)
    assert _level(sound[:40_000]) < 0.01


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16-le"])
def test_tags_in_any_encoding_do_not_matter(encoding: str, tmp_path: Path) -> None:
    data = sounding(tmp_path / "a.wav", 44_100, "mono", 0.4).read_bytes()
    words = "Entretien avec Léa, été\x07".encode(encoding) + b"\x00"
    words += b"\x00" * (len(words) % 2)
    tags = b"INFOINAM" + len(words).to_bytes(4, "little") + words
    body = data[8:] + b"LIST" + len(tags).to_bytes(4, "little") + tags
    path = tmp_path / "b.wav"
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)
    assert ProjectMedia(FolderLibrary(tmp_path, beside=tmp_path)).verdict(path.name, "sound") is None
    assert len(_sound(path)) == pytest.approx(19_200, abs=50)


def test_a_sound_nobody_can_decode_leaves_the_film_mute_and_is_no_recording(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mp4", numbered(10), sound=("mono", tone("mono", 0.4)))
    path = tmp_path / "b.mp4"
    path.write_bytes(whole.read_bytes().replace(b"mp4a", b"apac").replace(b"esds", b"free"))
    media = ProjectMedia(FolderLibrary(tmp_path, beside=tmp_path))
    assert media.verdict(path.name, "video") is None
    assert (media.verdict(path.name, "sound") or "").startswith("son codage est inconnu")
    assert _sound(path).shape == (0, 2)
    assert _numbers(path, 3) == [0, 1, 2]
