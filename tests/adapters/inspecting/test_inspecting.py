"""Films made on the spot, decoded as an outsider would: what they say of themselves, what is seen, what is no film."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.codecs.av1 import Av1Encoder
from pipeline.adapters.codecs.encoders import ChunkEncoder
from pipeline.adapters.inspecting.film import measured
from pipeline.adapters.inspecting.picture import watched, watched_alone
from pipeline.adapters.inspecting.repeats import shown
from pipeline.adapters.inspecting.sound import listened
from pipeline.control.profiles import PROFILES
from pipeline.control.run import control
from pipeline.control.seeing import rows_of
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS, Av1Setting, ProResSetting
from pipeline.model.verdict import ControlVerdict
from pipeline.ports import Held
from tests.fakes.films import Planes, film, flat, tone

SIZE = (96, 64)
GREY, WHITE, DARK = 120, 235, 16
RED, GREEN = (63, 102, 240), (173, 42, 26)


def _verdict(path: Path) -> ControlVerdict:
    found, _ = measured(path)
    return control(found, PROFILES["web"])


def _codes(path: Path) -> set[str]:
    return {fault.code for fault in _verdict(path).faults}


def _moving(count: int) -> list[Planes]:
    """Return pictures that never stand still and never flash."""
    pictures = [flat(SIZE, GREY) for _ in range(count)]
    for number, picture in enumerate(pictures):
        picture[:8, : 4 + number % 40] = 60
    return pictures


def _seen(tmp_path: Path, pictures: list[Planes]) -> set[str]:
    return _codes(film(tmp_path / "film.mp4", pictures, sound=("stereo", tone("stereo", len(pictures) / 25))))


def test_a_film_says_its_tracks_its_size_and_its_key_frames(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", _moving(50), x264="keyint=25", sound=("stereo", tone("stereo", 2)))
    found, preset = measured(path)
    facts = found.container.picture
    assert facts is not None
    assert (facts.width, facts.height, facts.rate, facts.frames) == (*SIZE, 25.0, 50)
    assert facts.keys[:2] == (0, 25)
    assert [track.codec for track in found.container.tracks] == ["h264", "aac"]
    assert not preset
    assert not found.container.quick_start


def test_groups_that_begin_anew_are_no_open_ones_whatever_their_first_slice_weighs(tmp_path: Path) -> None:
    pictures = [flat(SIZE, GREY) for _ in range(60)]
    dice = np.random.default_rng(14)
    for number, picture in enumerate(pictures):
        picture[: number // 2] = dice.integers(60, 200, (number // 2, SIZE[0]))
    path = film(tmp_path / "film.mp4", pictures, x264="keyint=1:slices=2", options={"crf": "30"})
    found, _ = measured(path)
    assert found.container.picture is not None
    assert found.container.picture.open_groups == 0


def test_fields_are_told_from_whole_pictures(tmp_path: Path) -> None:
    whole = film(tmp_path / "entier.mp4", _moving(5))
    fields = film(tmp_path / "trames.mp4", _moving(5), x264="tff=1")
    for path, interlaced in ((whole, False), (fields, True)):
        facts = measured(path)[0].container.picture
        assert facts is not None
        assert facts.interlaced is interlaced
    assert any("entrelacée" in fault.message for fault in _verdict(fields).faults)


def test_a_codec_is_told_by_its_own_name_whatever_decodes_it(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    Av1Encoder().encode(path, iter([Held(flat(SIZE, GREY), 3)]), Format(*SIZE), Av1Setting(speed=12, quality=40))
    assert [track.codec for track in measured(path)[0].container.tracks] == ["av1"]


def test_a_film_that_can_begin_before_it_is_whole_is_told_from_one_that_cannot(tmp_path: Path) -> None:
    slow = film(tmp_path / "lent.mp4", _moving(5))
    quick = film(tmp_path / "vite.mp4", _moving(5), movflags="faststart")
    assert not measured(slow)[0].container.quick_start
    assert measured(quick)[0].container.quick_start


def test_flashes_are_seen(tmp_path: Path) -> None:
    calm, flashed = _moving(50), _moving(50)
    for number in range(10, 34):
        flashed[number] = flat(SIZE, WHITE if number // 2 % 2 else DARK)
    assert "flashs" not in _seen(tmp_path, calm)
    assert "flashs" in _seen(tmp_path, flashed)


def test_three_flashes_are_not_too_many(tmp_path: Path) -> None:
    pictures = _moving(50)
    for number in (12, 18, 24):
        pictures[number] = flat(SIZE, WHITE)
    assert "flashs" not in _seen(tmp_path, pictures)


def test_flashes_of_red_are_seen_where_luminance_hardly_changes(tmp_path: Path) -> None:
    pictures = _moving(50)
    for number in range(10, 34):
        pictures[number] = flat(SIZE, *(RED if number // 2 % 2 else (63, 128, 128)))
    assert {"flashs-rouges"} == _seen(tmp_path, pictures) & {"flashs", "flashs-rouges"}


def test_black_and_frozen_pictures_are_told_with_their_moment(tmp_path: Path) -> None:
    pictures = [
        *_moving(30),
        *(flat(SIZE, DARK) for _ in range(90)),
        *_moving(10),
        *(flat(SIZE, GREY) for _ in range(90)),
    ]
    path = film(tmp_path / "film.mp4", pictures, sound=("stereo", tone("stereo", len(pictures) / 25)))
    told = {str(fault.code): fault.start_ms for fault in _verdict(path).faults}
    assert told["film-noir"] == 1200
    assert abs((told["film-fige"] or 0) - 5200) <= 120


def test_levels_that_no_transmission_takes_are_told(tmp_path: Path) -> None:
    assert "niveaux-image" in _seen(tmp_path, [*_moving(10), *(flat(SIZE, 254) for _ in range(5))])


def test_a_missing_channel_is_told(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", _moving(200), sound=("stereo", tone("stereo", 8, heard=[1])))
    assert "voies-du-son" in _codes(path)


@pytest.mark.parametrize("content", [b"", b"ce n'est pas un film\n" * 50])
def test_what_is_no_film_is_said_to_be_none_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    assert _codes(path) == {"film-indecodable"}


def test_a_film_that_is_not_there_is_said_to_be_none(tmp_path: Path) -> None:
    assert _codes(tmp_path / "absent.mp4") == {"film-indecodable"}


def test_a_film_cut_short_is_told(tmp_path: Path) -> None:
    whole = film(tmp_path / "film.mp4", _moving(100), movflags="faststart", sound=("stereo", tone("stereo", 4)))
    cut = tmp_path / "coupe.mp4"
    data = whole.read_bytes()
    cut.write_bytes(data[: len(data) * 2 // 3])
    assert "film-coupe" in _codes(cut)


def test_what_follows_a_damaged_packet_of_sound_is_heard_and_the_damage_told(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", _moving(100), sound=("stereo", tone("stereo", 4)))
    whole = listened(path)
    with av.open(str(path)) as source:
        packets = [(packet.pos or 0, packet.size) for packet in source.demux(audio=0) if packet.size]
    place, size = packets[len(packets) // 2]
    data = bytearray(path.read_bytes())
    data[place : place + size] = bytes(size)
    path.write_bytes(data)
    heard = listened(path)
    assert heard.samples == pytest.approx(whole.samples, abs=2_048)
    assert len(heard.lost) == 1
    assert heard.lost[0] == pytest.approx(2, abs=0.1)
    verdict = _verdict(path)
    (told,) = [fault for fault in verdict.faults if fault.code == "film-coupe"]
    assert "le son ne se décode pas à 1 endroit" in told.message
    assert not [fault for fault in verdict.faults if fault.code == "claquements" and "0:02" in fault.message]


def test_a_damaged_picture_is_told_with_its_moment_and_what_follows_is_seen(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", _moving(100), sound=("stereo", tone("stereo", 4)))
    with av.open(str(path)) as source:
        packets = [(packet.pos or 0, packet.size) for packet in source.demux(video=0) if packet.size]
    place, size = packets[60]
    data = bytearray(path.read_bytes())
    data[place + size // 2 : place + size] = bytes(size - size // 2)
    path.write_bytes(data)
    told = [fault for fault in _verdict(path).faults if fault.code == "film-coupe"]
    assert len(told) == 1
    assert told[0].start_ms is not None
    assert 2_300 <= told[0].start_ms <= 2_500


def test_ten_bits_are_seen_as_eight(tmp_path: Path) -> None:
    pictures = [flat(SIZE, GREY * 4, deep=True) for _ in range(3)]
    seen = watched(film(tmp_path / "film.mp4", pictures)).series
    assert np.allclose(seen.mean, GREY, atol=1)


@pytest.mark.parametrize("name", ["draft", "master"])
def test_what_packets_only_repeat_is_seen_as_if_it_were_decoded(name: str, tmp_path: Path) -> None:
    setting, fmt = PRESETS[name].video, replace(PRESETS[name].format, width=320, height=192)
    levels = [level << fmt.sampling.depth - 8 for level in (60, 80, 120, 70, 200, 90)]
    pictures = [np.full(fmt.samples_shape, level, fmt.sampling.dtype) for level in levels]
    held = [Held(picture, frames) for picture, frames in zip(pictures, (1, 30, 1, 1, 70, 4), strict=True)]
    path = tmp_path / f"morceau.{'mov' if isinstance(setting, ProResSetting) else 'mp4'}"
    frames = ChunkEncoder().encode(path, iter(held), fmt, setting)
    whole, quick = watched(path, 1), watched_alone(path)
    assert len(quick.series) == frames
    assert np.array_equal(rows_of(whole.series), rows_of(quick.series))
    assert sum(frame is None for frame in shown(path)) > frames // 3


def test_two_tracks_of_one_channel_are_heard_as_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "antenne.mov"
    with av.open(str(path), "w", format="mov") as out:
        tracks = [out.add_stream("pcm_s16le", rate=48_000, layout="mono") for _ in range(2)]
        for track, level in zip(tracks, (0.4, 0.1), strict=True):
            wave = (level * 32_767 * np.sin(np.arange(96_000) * 0.13)).astype(np.int16)[None, :]
            frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="mono")
            frame.sample_rate = 48_000
            out.mux(track.encode(frame))
            out.mux(track.encode(None))
    left, right = listened(path).series.squares.mean(axis=0)
    assert np.allclose([left, right], [0.4**2 / 2, 0.1**2 / 2], rtol=0.05)
