"""Whatever picture somebody brings, opening it takes little memory and little time, or is refused with the figures."""

import sys
from pathlib import Path

import pytest

from pipeline.draw.photo import open_photo
from pipeline.draw.photo_limits import PhotoHeader, reduction
from pipeline.errors import MediaError
from tests.draw.test_photo import halves, near, saved
from tests.fakes.peaks import peak_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="peaks are read where Linux tells them")

_MAKE = """
import sys
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
path, kind, mode, side, options = sys.argv[1:]
Image.linear_gradient("L").resize((int(side), int(side))).convert(mode).save(path, kind, **eval(options))
"""
_OPEN = """
import sys
from pathlib import Path
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.draw.photo import draw_photo
from pipeline.model.picture import Asset, PhotoSpec
path = Path(sys.argv[1])
print(ProjectMedia(FolderLibrary(path.parent / "projet", beside=path.parent)).verdict(path.name, "image"))
try:
    for fit in ("remplit", "flou"):
        draw_photo(PhotoSpec(Asset("a", "0"), (0, 0, 1920, 1080), fit, 0), lambda _: path.read_bytes(), 2.0)
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "mode", "side", "options", "taken"),
    [
        ("PNG", "RGB", 10_950, "{'compress_level': 1}", False),
        ("PNG", "RGB", 9_000, "{'compress_level': 1}", True),
        ("PNG", "RGBA", 5_900, "{'compress_level': 1}", True),
        ("PNG", "L", 10_900, "{'compress_level': 1}", True),
        ("PNG", "P", 10_900, "{'compress_level': 1}", True),
        ("WEBP", "RGB", 10_900, "{'method': 0}", False),
        ("WEBP", "RGB", 4_300, "{'method': 0}", True),
        ("JPEG", "RGB", 10_900, "{}", True),
        ("JPEG", "CMYK", 10_900, "{}", True),
        ("JPEG", "RGB", 7_000, "{'progressive': True, 'subsampling': 0}", True),
        ("JPEG", "RGB", 10_900, "{'progressive': True, 'subsampling': 0}", False),
        ("TIFF", "RGB", 5_500, "{}", True),
        ("BMP", "RGB", 5_500, "{}", True),
        ("GIF", "P", 8_000, "{}", True),
    ],
)
def test_no_picture_takes_a_small_computer_s_memory(
    kind: str, mode: str, side: int, options: str, taken: bool, tmp_path: Path
) -> None:
    path = tmp_path / "image"
    peak_of(_MAKE, str(path), kind, mode, str(side), options)
    peak = peak_of(_OPEN, str(path))
    assert peak.megabytes < 600
    assert peak.said.startswith("None" if taken else "image trop")
    assert ("MediaError" in peak.said) is not taken


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        (PhotoHeader(kind="JPEG", mode="RGB", size=(6000, 4000), progressive=False, weight=9_000_000), 1),
        (PhotoHeader(kind="HEIF", mode="RGB", size=(4032, 3024), progressive=False, weight=3_000_000), 1),
        (PhotoHeader(kind="HEIF", mode="RGB", size=(8064, 6048), progressive=False, weight=9_000_000), 2),
        (PhotoHeader(kind="JPEG", mode="RGB", size=(12_000, 9000), progressive=False, weight=40_000_000), 2),
        (PhotoHeader(kind="PNG", mode="RGB", size=(6000, 4000), progressive=False, weight=40_000_000), 1),
    ],
)
def test_what_cameras_and_phones_make_is_opened(header: PhotoHeader, factor: int) -> None:
    assert reduction(header, "a") == factor


def test_what_takes_too_much_is_refused_with_the_size_and_the_limit() -> None:
    header = PhotoHeader(kind="PNG", mode="RGB", size=(10_950, 10_950), progressive=False, weight=350_000)
    with pytest.raises(MediaError, match=r"a\.png : image trop lourde une fois ouverte \(10950x10950 : \d+ Mo\)"):
        reduction(header, "a.png")


def test_a_picture_reduced_is_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = halves(640, 320)
    picture.putalpha(200)
    for kind, form in (("PNG", "RGBA"), ("JPEG", "RGB"), ("WEBP", "RGBA"), ("GIF", "P"), ("TIFF", "RGB")):
        data = saved(picture.convert(form), kind)
        monkeypatch.setattr("pipeline.draw.photo_limits._memory", lambda _, factor: 0 if factor >= 2 else 1e12)
        small = open_photo(data, "a")
        monkeypatch.undo()
        assert small.size == (320, 160)
        whole = open_photo(data, "a")
        assert near(small.getpixel((20, 20)), tuple(whole.getpixel((40, 40)))[:3], 4)  # type: ignore[arg-type]
        assert near(small.getpixel((300, 20)), tuple(whole.getpixel((600, 40)))[:3], 4)  # type: ignore[arg-type]


@pytest.mark.parametrize("filling", [b"\x00", b"\xff", b"\xff\x00", b"\xff\xd0", b"\xff\xe0\x00\x02"])
def test_a_header_before_rubbish_is_refused_at_once(filling: bytes) -> None:
    head = saved(halves(), "JPEG")[:100]
    with pytest.raises(MediaError, match="illisible ou tronquée"):
        open_photo(head + filling * (20_000_000 // len(filling)), "a.jpg")


def test_a_png_of_nothing_but_chunks_is_refused_at_once() -> None:
    import zlib

    whole = saved(halves(), "PNG")
    empty = b"\x00\x00\x00\x00tEXt" + zlib.crc32(b"tEXt").to_bytes(4, "big")
    with pytest.raises(MediaError, match="illisible ou tronquée"):
        open_photo(whole[:33] + empty * 1_000_000 + whole[33:], "a.png")
