"""Whatever a phone or a desktop made is shown at the programme's rate, size and colours, or refused in French."""

import hashlib
import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.rushes import conform
from pipeline.adapters.rushes.footage import KIND, AvFootage
from pipeline.adapters.rushes.pacing import DecodedPicture
from pipeline.compose.planes import Planes, to_rgb
from pipeline.errors import MediaError
from pipeline.model.picture import Asset, FootageSpec, Format
from pipeline.ports import Film, FootageReader
from tests.fakes.films import film, flat, number_of, numbered, tone, turned
from tests.fakes.footage import GreyFootage
from tests.fakes.stores import PlainStore

_FMT = Format(160, 90)
_GRID = (0.0, 0.0, 1920.0, 1080.0)
_SIZE = (64, 48)
_HDR = "colorprim=bt2020:colormatrix=bt2020nc:transfer={}"

Codes = tuple[int, int, int]


def _opened(path: Path, fit: str = "remplit", start: float = 0, length: int = 50, fmt: Format = _FMT) -> Film:
    reader = AvFootage(FolderStore(path.parent / "cache"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return reader.film(
        path, FootageSpec(file=Asset("a", digest), box=_GRID, fit=fit, start=Fraction(start), length=length), fmt
    )


def _numbers(path: Path, count: int, start: float = 0, length: int = 50) -> list[int]:
    shown = _opened(path, start=start, length=length)
    return [number_of(shown.planes(number)) for number in range(count)]


def _rgb(whole: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    height, width = whole.shape[0] * 2 // 3, whole.shape[1]
    chroma = whole[height:].reshape(2, height // 2, width // 2)
    return to_rgb(Planes(whole, whole[:height], chroma[0], chroma[1]))


@pytest.fixture(params=["av", "grey"])
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> FootageReader:
    return AvFootage(PlainStore(tmp_path / "cache")) if request.param == "av" else GreyFootage()


def test_pictures_have_the_size_of_their_box_and_never_end(reader: FootageReader, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", numbered(10))
    spec = FootageSpec(file=Asset("a", "00"), box=(0, 0, 960, 540), fit="flou", start=Fraction(0), length=50)
    shown = reader.film(path, spec, _FMT)
    for number in (0, 9, 10, 49, 3):
        picture = shown.planes(number)
        assert picture.shape == (66, 80)  # 80x45 is brought to even sides, halves to the even neighbour
        assert picture.dtype == np.uint8
    shown.close()


# --- time


@pytest.mark.parametrize("rate", [12, 15, 24, 25, 30, 50, 60, Fraction(30_000, 1001)])
def test_each_frame_shows_the_picture_on_screen_at_its_time(rate: Fraction | int, tmp_path: Path) -> None:
    shown = _numbers(film(tmp_path / "a.mp4", numbered(48), rate=rate), 20)
    for number, seen in enumerate(shown):
        assert seen in {int((number + Fraction(late, 8)) * rate / 25) for late in (0, 1)}


def test_a_phone_that_slows_down_in_the_dark_keeps_its_pace(tmp_path: Path) -> None:
    times = [Fraction(0), Fraction(1, 30), Fraction(1, 15), Fraction(1, 5), Fraction(1, 2), Fraction(53, 100)]
    shown = _numbers(film(tmp_path / "a.mp4", numbered(6), times=times), 16)
    assert shown == [0, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5, 5]


def test_clocks_rounded_to_milliseconds_neither_repeat_nor_skip(tmp_path: Path) -> None:
    times = [Fraction(round(number * 40 + (number % 3 - 1) * 2), 1000) for number in range(1, 30)]
    shown = _numbers(film(tmp_path / "a.mp4", numbered(29), times=times), 28)
    assert shown == list(range(28))


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.avi"])
@pytest.mark.parametrize("start", [0.0, 0.4, 1.0, 1.16])
def test_starts_on_the_very_picture(name: str, start: float, tmp_path: Path) -> None:
    path = film(tmp_path / name, numbered(45), x264="keyint=12")
    first = round(start * 25)
    assert _numbers(path, 12, start=start) == [first + number for number in range(12)]


def test_pictures_can_be_had_in_any_order(tmp_path: Path) -> None:
    shown = _opened(film(tmp_path / "a.mp4", numbered(40)))
    for number in (30, 5, 6, 7, 39, 0, 0, 22, 60):
        assert number_of(shown.planes(number)) == min(number, 39)


def test_only_what_is_needed_is_taken_in_and_its_last_picture_is_held(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", numbered(45))
    assert _numbers(path, 14, start=0.2, length=10) == [*range(5, 15), 14, 14, 14, 14]
    (kept,) = (tmp_path / "cache" / KIND).rglob("*.bin")
    with av.open(str(kept)) as reel:
        assert reel.streams.video[0].frames == 10


def test_a_start_beyond_the_end_holds_the_last_picture(tmp_path: Path) -> None:
    assert _numbers(film(tmp_path / "a.mp4", numbered(10)), 3, start=9) == [9, 9, 9]


# --- shape


_QUARTERS = (40, 90, 150, 210)


def _quarters() -> npt.NDArray[np.uint8]:
    picture = flat((96, 64), 128)
    picture[:32, :48], picture[:32, 48:], picture[32:64, :48], picture[32:64, 48:] = _QUARTERS
    return picture


@pytest.mark.parametrize(
    ("matrix", "seen"),
    [
        ((1, 0, 0, 1), (0, 1, 2, 3)),
        ((0, 1, -1, 0), (2, 0, 3, 1)),
        ((-1, 0, 0, -1), (3, 2, 1, 0)),
        ((0, -1, 1, 0), (1, 3, 0, 2)),
        ((-1, 0, 0, 1), (1, 0, 3, 2)),
    ],
)
@pytest.mark.parametrize("fit", ["remplit", "contient", "flou"])
def test_phones_held_any_way_are_shown_upright(
    matrix: tuple[int, int, int, int], seen: tuple[int, ...], fit: str, tmp_path: Path
) -> None:
    path = turned(tmp_path / "b.mp4", film(tmp_path / "a.mp4", [_quarters()] * 3), matrix)
    luma = _opened(path, fit).planes(0)[:90]
    corners = (luma[38, 73], luma[38, 86], luma[52, 73], luma[52, 86])
    assert [int(np.abs(np.array(_QUARTERS) - int(value)).argmin()) for value in corners] == list(seen)
    portrait = matrix[0] == 0
    bars = luma[:, :40]
    if fit == "contient" and portrait:
        assert (bars == 16).all()
    elif portrait and fit == "flou":
        assert luma[:, [*range(40), *range(120, 160)]].mean() < luma[:, 65:95].mean() * 0.8
        assert np.abs(np.diff(bars.astype(int), axis=0)).max() < 12


@pytest.mark.parametrize("fit", ["remplit", "contient", "flou"])
def test_a_portrait_clip_is_whole_or_fills_as_told(fit: str, tmp_path: Path) -> None:
    picture = flat((48, 96), 180)
    picture[:16] = 60  # the top sixth
    luma = _opened(film(tmp_path / "a.mp4", [picture] * 3), fit).planes(0)[:90].astype(int)
    top = luma[:4, 80].mean()
    assert abs(top - (180 if fit == "remplit" else 60)) < 6
    assert abs(luma[88, 80] - 180) < 6


def test_pixels_that_are_not_square_are_stretched(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [flat((72, 58), 200)] * 3, x264="sar=16/11")
    luma = _opened(path, "contient").planes(0)[:90]
    wide = int((luma[45] > 150).sum())
    assert wide == pytest.approx(90 * 72 * 16 / 11 / 58, abs=3)


@pytest.mark.parametrize("size", [(65, 37), (37, 65), (17, 17), (2, 2), (640, 2)])
def test_odd_sizes_are_fitted(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv444p"
        pixels = np.full((3, size[1], size[0]), 128, np.uint8)
        pixels[0] = 120
        out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="yuv444p")))
        out.mux(stream.encode(None))
    for fit in ("remplit", "contient", "flou"):
        picture = _opened(path, fit).planes(0)
        assert picture.shape == (135, 160)
        assert abs(int(picture[45, 80]) - 120) <= 2


def test_interlaced_pictures_lose_their_comb(tmp_path: Path) -> None:
    pictures = []
    for number in range(8):
        picture = flat((96, 64), 60)
        picture[0:64:2, 10 + number * 6 : 30 + number * 6] = 200
        picture[1:64:2, 13 + number * 6 : 33 + number * 6] = 200  # half a picture later
        pictures.append(picture)
    path = film(
        tmp_path / "a.mp4", pictures, x264="interlaced=1:tff=1", options={"flags": "+ildct+ilme", "preset": "fast"}
    )
    fmt = Format(96, 64)
    shown = _opened(path, fmt=fmt)
    for number in (2, 4):
        luma = shown.planes(number)[:64].astype(int)
        assert np.abs(np.diff(luma[8:56], axis=0)).max() < 60  # 140 with the comb
        assert luma[32, 20 + number * 6] > 180
    plain = _opened(film(tmp_path / "b.mp4", pictures), fmt=fmt)
    assert np.abs(np.diff(plain.planes(2)[8:56].astype(int), axis=0)).max() > 120


# --- colour: red of 75 % in every way of writing it, and HDR


@pytest.mark.parametrize(
    ("size", "x264", "codes"),
    [
        ((64, 48), "", (65, 100, 212)),
        ((64, 48), "colormatrix=smpte170m", (65, 100, 212)),
        ((64, 48), "colormatrix=bt470bg:fullrange=on", (57, 96, 223)),
        ((64, 48), "colormatrix=bt709", (51, 109, 212)),
        ((64, 48), "colormatrix=bt709:fullrange=on", (41, 106, 223)),
        ((1280, 720), "", (51, 109, 212)),
    ],
)
def test_colours_are_read_by_what_the_file_says(size: tuple[int, int], x264: str, codes: Codes, tmp_path: Path) -> None:
    whole = _opened(film(tmp_path / "a.mp4", [flat(size, *codes)] * 2, x264=x264)).planes(0)
    assert np.abs(_rgb(whole)[45, 80].astype(int) - (191, 0, 0)).max() <= 4
    assert abs(int(whole[45, 80]) - 51) <= 2


@pytest.mark.parametrize(("code", "wanted"), [(0, 16), (128, 126), (255, 235)])
def test_full_range_greys_become_limited(code: int, wanted: int, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [flat(_SIZE, code)] * 2, x264="fullrange=on")
    assert abs(int(_opened(path).planes(0)[45, 80]) - wanted) <= 1


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
def test_hdr_white_and_grey_are_seen_as_in_sdr(transfer: str, tmp_path: Path) -> None:
    signals = {"arib-std-b67": (0.0, 0.38, 0.75, 1.0), "smpte2084": (0.0, 0.3798, 0.5807, 0.7518)}[transfer]
    seen = []
    for signal in signals:
        picture = flat(_SIZE, round(64 + 876 * signal), deep=True)
        path = film(tmp_path / f"{signal}.mp4", [picture] * 2, x264=_HDR.format(transfer))
        seen.append(_rgb(_opened(path).planes(0))[45, 80].astype(int))
    black, grey, white, peak = seen
    assert black.max() <= 2
    assert np.abs(grey - 108).max() <= 6  # 18 % grey: 26 cd/m² of 203, BT.1886
    assert np.abs(white - 231).max() <= 3  # HDR reference white, rolled off
    assert peak.min() >= 252
    assert max(np.ptp(each) for each in seen) <= 2  # greys stay grey


def test_hdr_colours_keep_their_hue(tmp_path: Path) -> None:
    picture = flat(_SIZE, 348, 406, 625, deep=True)  # HLG: R'G'B' about 0.45, 0.27, 0.20: a brick wall
    red, green, blue = (
        int(value)
        for value in _rgb(_opened(film(tmp_path / "a.mp4", [picture] * 2, x264=_HDR.format("arib-std-b67"))).planes(0))[
            45, 80
        ]
    )
    assert red > green + 30 > blue + 40
    assert red > 100


# --- sound


@pytest.mark.parametrize(
    ("layout", "heard", "loud"),
    [("mono", (), (0.3, 0.3)), ("stereo", (0,), (0.3, 0.0)), ("5.1", (2,), (0.21, 0.21)), ("5.1", (1,), (0.0, 0.3))],
)
def test_sound_comes_as_stereo_at_48_khz(
    layout: str, heard: tuple[int, ...], loud: tuple[float, float], tmp_path: Path
) -> None:
    path = film(tmp_path / "a.mp4", numbered(25), sound=(layout, tone(layout, 1, heard)))
    sound = AvFootage(FolderStore(tmp_path)).sound(path)
    assert sound.dtype == np.float32
    assert sound.shape[0] == pytest.approx(48_000, abs=4000)
    peaks = np.abs(sound[4000:40_000]).max(axis=0)
    assert np.abs(peaks - loud).max() < 0.03


def test_a_video_without_sound_is_silent(tmp_path: Path) -> None:
    assert AvFootage(FolderStore(tmp_path)).sound(film(tmp_path / "a.mp4", numbered(3))).shape == (0, 2)


def test_sound_that_begins_before_the_picture_is_cut_to_it(tmp_path: Path) -> None:
    late = [Fraction(1, 2) + Fraction(number, 25) for number in range(25)]
    voice = np.zeros((1, 44_100), np.float32)
    voice[:, 33_075:] = 0.5  # at 0.75 s: a quarter of a second after the first picture
    path = film(tmp_path / "a.mkv", numbered(25), times=late, sound=("mono", voice))
    sound = AvFootage(FolderStore(tmp_path)).sound(path)
    assert np.flatnonzero(np.abs(sound[:, 0]) > 0.2)[0] / 48_000 == pytest.approx(0.25, abs=0.06)


@pytest.mark.parametrize("start", [Fraction(0), Fraction(1, 2)])
def test_sound_in_stretches_is_the_sound_itself(start: Fraction, tmp_path: Path) -> None:
    times = [start + Fraction(number, 25) for number in range(25)]
    path = film(tmp_path / "a.mkv", numbered(25), times=times, sound=("stereo", tone("stereo", 2)))
    reader = AvFootage(FolderStore(tmp_path))
    whole = reader.sound(path)
    assert np.array_equal(np.concatenate(list(reader.blocks(path))), whole)
    assert np.array_equal(reader.sound(path, 0.3, 0.9), whole[14_400:43_200])
    made_up = GreyFootage(whole)
    assert np.array_equal(np.concatenate(list(made_up.blocks(path))), made_up.sound(path))


def test_length_in_seconds(tmp_path: Path) -> None:
    reader = AvFootage(FolderStore(tmp_path))
    assert reader.seconds(film(tmp_path / "a.mp4", numbered(30), rate=30)) == pytest.approx(1, abs=0.05)


# --- the store


def test_a_film_is_taken_in_once_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "a.mp4", numbered(20))
    taken: list[int] = []
    plain = conform.Conformer.planes

    def counted(self: conform.Conformer, picture: DecodedPicture) -> npt.NDArray[np.uint8]:
        taken.append(1)
        return plain(self, picture)

    monkeypatch.setattr(conform.Conformer, "planes", counted)
    with ThreadPoolExecutor(4) as pool:
        films = list(pool.map(lambda _: _opened(path), range(4)))
    assert len(taken) == 20
    pictures = [each.planes(7) for each in films]
    assert all(np.array_equal(pictures[0], other) for other in pictures)


def test_the_same_film_is_kept_byte_for_byte(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", numbered(12))
    kept = []
    for name in ("un", "deux"):
        store = FolderStore(tmp_path / name)
        spec = FootageSpec(file=Asset("a", "00"), box=_GRID, fit="flou", start=Fraction(0), length=50)
        AvFootage(store).film(path, spec, _FMT)
        kept.append(next((tmp_path / name / KIND).rglob("*.bin")).read_bytes())
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    "other",
    [
        FootageSpec(file=Asset("a", "11"), box=_GRID, fit="flou", start=Fraction(0), length=10),
        FootageSpec(file=Asset("a", "00"), box=(0, 0, 960, 1080), fit="flou", start=Fraction(0), length=10),
        FootageSpec(file=Asset("a", "00"), box=_GRID, fit="contient", start=Fraction(0), length=10),
        FootageSpec(file=Asset("a", "00"), box=_GRID, fit="flou", start=Fraction(1, 5), length=10),
        FootageSpec(file=Asset("a", "00"), box=_GRID, fit="flou", start=Fraction(0), length=11),
    ],
)
def test_whatever_changes_the_pictures_makes_another_entry(other: FootageSpec, tmp_path: Path) -> None:
    path, reader = film(tmp_path / "a.mp4", numbered(12)), AvFootage(FolderStore(tmp_path / "cache"))
    same = FootageSpec(file=Asset("b", "00"), box=(8.0, 8.0, *_GRID[2:]), fit="flou", start=Fraction(0), length=10)
    entries = []
    for spec in (FootageSpec(file=Asset("a", "00"), box=_GRID, fit="flou", start=Fraction(0), length=10), same, other):
        reader.film(path, spec, _FMT)
        entries.append(len(list((tmp_path / "cache" / KIND).rglob("*.bin"))))
    assert entries == [1, 1, 2]


# --- hostile and broken files


def _refusals(path: Path) -> str:
    reader = AvFootage(FolderStore(path.parent / "cache"))
    asks: tuple[Callable[[], object], ...] = (
        lambda: _opened(path),
        lambda: reader.sound(path),
        lambda: reader.seconds(path),
    )
    said = ""
    for ask in asks:
        with pytest.raises(MediaError) as caught:
            ask()
        said = str(caught.value)
        assert said.startswith(f"{path.name} : ")
        assert " ; " in said
    assert not [left for left in (path.parent / "cache" / KIND).rglob("*") if left.is_file()]
    return said


_DISGUISES = {
    "concat": "ffconcat version 1.0\nfile '{secret}'\n",
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{secret}\n#EXT-X-ENDLIST\n",
    "hls over http": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\n",
    "dash": '<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1:{port}/</BaseURL></MPD>',
    "image list": "{secret}%03d.png",
    "m3u": "{secret}\n",
}


@pytest.mark.parametrize("kind", _DISGUISES)
@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv", ".ts", ".mp3", ".m3u8"])
def test_a_list_in_disguise_opens_neither_file_nor_network(kind: str, suffix: str, tmp_path: Path) -> None:
    secret = film(tmp_path / "secret.mp4", numbered(3))
    os.utime(secret, (1, secret.stat().st_mtime))
    path = tmp_path / f"piege{suffix}"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        path.write_text(_DISGUISES[kind].format(secret=secret, port=server.getsockname()[1]))
        _refusals(path)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert secret.stat().st_atime == 1


@pytest.mark.parametrize("name", ["concat:a.mp4|b.mp4", "image%03d.mp4", "pipe:0", "a b 'c' \"d\".mp4"])
def test_a_strange_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", numbered(3)).rename(tmp_path / name)
    assert _numbers(path, 3) == [0, 1, 2]


@pytest.mark.parametrize(
    "content", [b"", b"ceci est un texte\n" * 50, b"\x00" * 500, b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 99, b"RIFF"]
)
def test_what_is_no_video_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cafe.mp4"
    path.write_bytes(content)
    assert ("fichier vide" in _refusals(path)) is (content == b"")


def test_a_video_under_another_extension_is_read_for_what_it_is(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", numbered(4)).rename(tmp_path / "a.mp4")
    assert _numbers(path, 4) == [0, 1, 2, 3]


def test_a_video_cut_before_its_index_is_refused(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mp4", numbered(40)).read_bytes()
    path = tmp_path / "cafe.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    assert "tronqué" in _refusals(path)


def noise(count: int) -> list[npt.NDArray[np.uint8]]:
    """Return numbered pictures with something to compress at their edges."""
    grain = np.random.default_rng(1)
    pictures = numbered(count, (128, 96))
    for picture in pictures:
        picture[:24] = grain.integers(16, 235, (24, 128))
    return pictures


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.avi"])
def test_a_video_that_breaks_off_shows_what_there_is_and_holds_it(name: str, tmp_path: Path) -> None:
    movflags = "faststart" if name == "a.mp4" else ""
    whole = film(tmp_path / name, noise(40), movflags=movflags, x264="keyint=10").read_bytes()
    path = tmp_path / f"coupe_{name}"
    path.write_bytes(whole[: len(whole) * 6 // 10])
    shown = _numbers(path, 45)
    last = shown[-1]
    assert 12 <= last <= 30
    assert shown[: last + 1] == list(range(last + 1))
    assert set(shown[last:]) == {last}
    assert shown == _numbers(path, 45)


def test_damage_inside_leaves_the_pictures_around_it_in_their_place(tmp_path: Path) -> None:
    data = bytearray(film(tmp_path / "a.mp4", noise(40), x264="keyint=5").read_bytes())
    middle = len(data) * 45 // 100
    data[middle : middle + 3000] = bytes(3000)
    path = tmp_path / "b.mp4"
    path.write_bytes(bytes(data))
    shown = _numbers(path, 40)
    assert shown[:8] == list(range(8))
    assert shown[32:] == list(range(32, 40))


def test_a_sound_is_no_video_nor_is_the_cover_of_a_song(tmp_path: Path) -> None:
    path = tmp_path / "voix.wav"
    with av.open(str(path), "w", format="wav") as out:
        stream = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4800), np.int16), format="s16", layout="mono")
        frame.sample_rate = 48_000
        out.mux(stream.encode(frame))
    reader = AvFootage(FolderStore(tmp_path / "cache"))
    assert reader.sound(path).shape == (4800, 2)
    for ask in (lambda: reader.seconds(path), lambda: _opened(path)):
        with pytest.raises(MediaError, match="ne contient pas d'image"):
            ask()


def test_absurd_dimensions_are_refused_with_the_limit(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [flat((8224, 16), 100)])
    with pytest.raises(MediaError, match=r"a\.mp4 : image trop grande \(8224x16\) : au plus 8192 pixels de côté"):
        _opened(path)


def test_a_film_without_a_picture_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    data = bytearray(film(tmp_path / "a.mp4", numbered(3)).read_bytes())
    at = data.index(b"mdat") + 4
    data[at : data.index(b"moov") - 4] = bytes(data.index(b"moov") - 4 - at)
    path = tmp_path / "b.mp4"
    path.write_bytes(bytes(data))
    with pytest.raises(MediaError, match=r"b\.mp4 : aucune image lisible"):
        _opened(path)
    assert not [left for left in (tmp_path / "cache" / KIND).rglob("*") if left.is_file()]
