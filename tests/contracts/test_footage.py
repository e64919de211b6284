"""Whatever a phone or a desktop made is read at the programme's rate and size, or refused in French."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.footage import AvFootage
from pipeline.adapters.library import FolderLibrary
from pipeline.adapters.media_check import ProjectMedia
from pipeline.errors import MediaError
from pipeline.model.picture import Format
from pipeline.ports import FootageReader, Pixels
from tests.fakes.footage import GreyFootage

_FMT = Format(160, 90)
_BOX = (160, 90)


def _video(
    path: Path, *, rate: int = 25, seconds: float = 2, size: tuple[int, int] = (64, 36), sound: str = "stereo"
) -> Path:
    """Write a video that brightens from black to white; left half dark, right half light."""
    count = round(rate * seconds)
    with av.open(str(path), "w", format="mp4") as out:
        video = out.add_stream("libx264", rate=rate, options={"crf": "10", "preset": "ultrafast"})
        video.width, video.height = size
        video.pix_fmt = "yuv420p" if size[0] % 2 == size[1] % 2 == 0 else "yuv444p"
        audio = out.add_stream("aac", rate=44_100, layout=sound) if sound else None
        for number in range(count):
            rgb = np.full((size[1], size[0], 3), round(200 * number / count), np.uint8)
            rgb[: size[1] // 2, :, 2] = 255  # blue sky: says which way is up
            out.mux(video.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")))
        out.mux(video.encode(None))
        if audio is not None:
            tone = (0.3 * np.sin(np.arange(int(44_100 * seconds)) / 15)).astype(np.float32)
            channels = 1 if sound == "mono" else 2
            frame = av.AudioFrame.from_ndarray(np.tile(tone, (channels, 1)), format="fltp", layout=sound)
            frame.sample_rate = 44_100
            out.mux(audio.encode(frame))
            out.mux(audio.encode(None))
    return path


def _turned(path: Path, film: Path) -> Path:
    """Give a film the display matrix a phone held upright writes: a quarter turn."""
    data = bytearray(film.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    one = 1 << 16
    matrix = (0, one, 0, -one & 0xFFFFFFFF, 0, 0, 0, 0, 1 << 30)
    data[at : at + 36] = b"".join(value.to_bytes(4, "big") for value in matrix)
    path.write_bytes(bytes(data))
    return path


def _first(path: Path, count: int, start: float = 0, fit: str = "remplit") -> list[Pixels]:
    return list(islice(AvFootage().frames(path, _FMT, _BOX, fit, start), count))


@pytest.fixture(params=[AvFootage, GreyFootage])
def reader(request: pytest.FixtureRequest) -> FootageReader:
    make: Callable[[], FootageReader] = request.param
    return make()


def test_pictures_have_the_size_of_their_box_and_never_end(reader: FootageReader, tmp_path: Path) -> None:
    path = _video(tmp_path / "a.mp4", seconds=0.4)
    pictures: Iterator[Pixels] = reader.frames(path, _FMT, _BOX, "flou", 0)
    for picture in islice(pictures, 30):
        assert picture.shape == (90, 160, 3)
        assert picture.dtype == np.uint8


@pytest.mark.parametrize("rate", [12, 25, 30, 50])
def test_any_rate_keeps_its_pace(rate: int, tmp_path: Path) -> None:
    pictures = _first(_video(tmp_path / "a.mp4", rate=rate), 50)
    bright = np.array([float(picture[60:, :, 0].mean()) for picture in pictures])
    wanted = np.array([200 * int(Fraction(number * rate, 25)) / (2 * rate) for number in range(50)])
    assert np.abs(bright - wanted).max() <= 200 / (2 * min(rate, 25)) + 6


def test_starts_where_it_is_told(tmp_path: Path) -> None:
    path = _video(tmp_path / "a.mp4")
    whole, late = _first(path, 40), _first(path, 10, start=1.0)
    for number in range(10):
        assert abs(float(whole[25 + number].mean()) - float(late[number].mean())) < 6


def test_the_last_picture_is_held(tmp_path: Path) -> None:
    pictures = _first(_video(tmp_path / "a.mp4", seconds=0.2), 20)
    assert np.array_equal(pictures[8], pictures[19])


def test_a_phone_held_upright_is_shown_upright(tmp_path: Path) -> None:
    path = _turned(tmp_path / "b.mp4", _video(tmp_path / "a.mp4", size=(64, 36)))
    (picture,) = _first(path, 1, fit="contient")
    left, right = picture[45, 60], picture[45, 100]
    assert {bool(left[2] > 150), bool(right[2] > 150)} == {True, False}
    assert not picture[45, 5].any() or picture[45, 5].max() < 60


@pytest.mark.parametrize("size", [(65, 37), (37, 65), (16, 16)])
def test_odd_sizes_are_fitted(size: tuple[int, int], tmp_path: Path) -> None:
    path = _video(tmp_path / "a.mp4", size=size)
    for fit in ("remplit", "contient", "flou"):
        assert _first(path, 1, fit=fit)[0].shape == (90, 160, 3)


@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_sound_comes_as_stereo_at_48_khz(layout: str, tmp_path: Path) -> None:
    sound = AvFootage().sound(_video(tmp_path / "a.mp4", sound=layout))
    assert sound.dtype == np.float32
    assert sound.shape[1] == 2
    assert sound.shape[0] / 48_000 == pytest.approx(2, abs=0.1)
    assert np.abs(sound[:, 0] - sound[:, 1]).max() < 0.02
    assert 0.1 < np.abs(sound).max() < 0.5


def test_a_video_without_sound_is_silent(tmp_path: Path) -> None:
    assert AvFootage().sound(_video(tmp_path / "a.mp4", sound="")).shape == (0, 2)


def test_length_in_seconds(tmp_path: Path) -> None:
    assert AvFootage().seconds(_video(tmp_path / "a.mp4", rate=30)) == pytest.approx(2, abs=0.05)


_PLAYLISTS = {
    "concat": "ffconcat version 1.0\nfile '{secret}'\n",
    "m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{secret}\n#EXT-X-ENDLIST\n",
}


def _refused(path: Path) -> str:
    reader = AvFootage()
    for ask in (lambda: _first(path, 1), lambda: reader.sound(path), lambda: reader.seconds(path)):
        with pytest.raises(MediaError) as caught:
            ask()
        assert path.name in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("kind", _PLAYLISTS)
@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".ts", ".mp3", ".m3u8", ".txt"])
def test_a_playlist_in_disguise_opens_no_other_file(kind: str, suffix: str, tmp_path: Path) -> None:
    secret = _video(tmp_path / "secret.mp4")
    path = tmp_path / f"piege{suffix}"
    path.write_text(_PLAYLISTS[kind].format(secret=secret))
    _refused(path)


@pytest.mark.parametrize("content", [b"", b"ceci est un texte\n" * 50, b"\x00" * 500])
def test_what_is_no_video_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cafe.mp4"
    path.write_bytes(content)
    said = _refused(path)
    assert ("fichier vide" in said) is (content == b"")


def test_a_truncated_video_is_refused(tmp_path: Path) -> None:
    whole = _video(tmp_path / "a.mp4").read_bytes()
    path = tmp_path / "cafe.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    assert "tronqué" in _refused(path)


def test_a_sound_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "voix.wav"
    with av.open(str(path), "w", format="wav") as out:
        stream = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4800), np.int16), format="s16", layout="mono")
        frame.sample_rate = 48_000
        out.mux(stream.encode(frame))
    assert AvFootage().sound(path).shape == (4800, 2)
    with pytest.raises(MediaError, match="ne contient pas d'image"):
        AvFootage().seconds(path)


@pytest.mark.parametrize(
    ("name", "kind", "good"),
    [
        ("bon.mp4", "video", True),
        ("bon.mp4", "sound", True),
        ("muet.mp4", "sound", False),
        ("vide.mp4", "video", False),
        ("texte.mp4", "video", False),
        ("absent.mp4", "video", False),
    ],
)
def test_the_check_says_beforehand_what_can_be_used(name: str, kind: str, good: bool, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    _video(media / "bon.mp4")
    _video(media / "muet.mp4", sound="")
    (media / "vide.mp4").write_bytes(b"")
    (media / "texte.mp4").write_text("bonjour")
    verdict = ProjectMedia(FolderLibrary(tmp_path)).verdict(name, kind)
    assert (verdict is None) is good
