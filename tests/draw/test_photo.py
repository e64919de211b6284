"""Pictures that people bring: turned, translucent, CMYK, 16-bit, absurd, cut short."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.draw.photo import draw_photo, fitted, open_photo
from pipeline.errors import MediaError
from pipeline.model.picture import Asset, PhotoSpec

RED, BLUE = (220, 30, 30), (30, 40, 200)


def halves(width: int = 80, height: int = 40) -> Image.Image:
    """Return a picture red on its left, blue on its right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def near(pixel: object, colour: tuple[int, ...], by: int = 12) -> bool:
    return bool(np.abs(np.asarray(pixel, int)[:3] - colour).max() <= by)


@pytest.mark.parametrize(
    ("orientation", "size", "first"),
    [(1, (80, 40), RED), (2, (80, 40), BLUE), (3, (80, 40), BLUE), (6, (40, 80), RED), (8, (40, 80), BLUE)],
)
def test_pictures_are_turned_upright(orientation: int, size: tuple[int, int], first: tuple[int, int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = open_photo(saved(halves(), "JPEG", exif=exif, quality=95), "photo.jpg")
    assert image.size == size
    assert near(image.getpixel((5, 5)), first)


def test_transparency_is_kept_open_and_flattened_when_fitted() -> None:
    image = halves().convert("RGBA")
    image.putalpha(128)
    opened = open_photo(saved(image, "PNG"), "photo.png")
    assert opened.mode == "RGBA"
    assert fitted(opened, 80, 40, "remplit").mode == "RGB"


def test_palette_with_a_transparent_colour() -> None:
    image = halves().convert("P", palette=Image.Palette.ADAPTIVE)
    opened = open_photo(saved(image, "GIF", transparency=0), "photo.gif")
    assert opened.mode == "RGBA"


def test_cmyk_becomes_rgb() -> None:
    opened = open_photo(saved(halves().convert("CMYK"), "JPEG", quality=95), "photo.jpg")
    assert opened.mode == "RGB"
    assert near(opened.getpixel((5, 5)), RED, 16)


def test_sixteen_bits_keep_their_shades() -> None:
    ramp = np.tile(np.linspace(0, 65_535, 64).astype(np.uint16), (16, 1))
    opened = open_photo(saved(Image.fromarray(ramp), "PNG"), "photo.png")
    row = np.asarray(opened.convert("L"), int)[8]
    assert row[0] <= 2
    assert row[-1] >= 253
    assert abs(int(row[32]) - 130) <= 4


def test_absurd_sizes_are_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with pytest.raises(MediaError, match=r"geante\.png : .*(trop grande|illisible)"):
        open_photo(png, "geante.png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_files_cut_short_are_refused(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    data = saved(Image.fromarray(noise), kind)
    with pytest.raises(MediaError, match=r"coupee : image illisible .*réenregistrez-la"):
        open_photo(data[: len(data) // 2], "coupee")


@pytest.mark.parametrize("data", [b"", b"du texte", b"<svg/>"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(MediaError, match="image illisible"):
        open_photo(data, "fichier")


def test_fill_crops_the_middle() -> None:
    image = fitted(halves(160, 40), 40, 40, "remplit")
    assert image.size == (40, 40)
    assert near(image.getpixel((8, 20)), RED)
    assert near(image.getpixel((32, 20)), BLUE)


def test_letterbox_shows_all_of_it_on_black() -> None:
    image = fitted(halves(80, 20), 80, 80, "contient")
    assert near(image.getpixel((40, 5)), (0, 0, 0), 0)
    assert near(image.getpixel((5, 40)), RED)
    assert near(image.getpixel((75, 40)), BLUE)


def test_blur_surrounds_it_with_itself_darkened() -> None:
    image = fitted(Image.new("RGB", (200, 50), (200, 100, 50)), 160, 160, "flou")
    assert near(image.getpixel((80, 80)), (200, 100, 50), 2)
    assert near(image.getpixel((80, 8)), (130, 65, 32), 3)


@pytest.mark.parametrize("fit", ["remplit", "contient", "flou"])
def test_the_box_is_always_filled(fit: str) -> None:
    spec = PhotoSpec(Asset("media/photo.png", ""), (100, 60, 640, 360), fit, 0)
    raster = draw_photo(spec, lambda _asset: saved(halves(50, 90), "PNG"), 0.5)
    assert raster.rgba.shape == (180, 320, 4)
    assert (raster.x, raster.y) == (50, 30)
    assert (raster.rgba[..., 3] == 255).all()


def test_rounded_corners_are_clear() -> None:
    spec = PhotoSpec(Asset("media/photo.png", ""), (0, 0, 200, 100), "remplit", 30)
    alpha = draw_photo(spec, lambda _asset: saved(halves(), "PNG"), 1).rgba[..., 3]
    assert alpha[0, 0] == 0
    assert alpha[50, 100] == 255
