"""Pictures that people bring: turned, translucent, CMYK, 16-bit, absurd, cut short."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, features

from pipeline.draw.photo import draw_photo, fitted, open_photo
from pipeline.errors import MediaError
from pipeline.model.picture import Asset, PhotoSpec
from tests.fakes.heic import heic

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


def _wide_profile(gamma: float) -> bytes:
    """Return an ICC profile with Display P3's primaries (SMPTE EG 432-1, adapted to D50) and a plain gamma."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65_536))

    def xyz(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(x) + fixed(y) + fixed(z)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + bytes(79)
    tags = {
        b"desc": text, b"cprt": b"text\0\0\0\0none\0\0\0\0", b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.2412, -0.00105), b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.1571, 0.06657, 0.78407), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }  # fmt: skip
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", at + len(body), len(data))
        body += padded
    head = bytes(8) + struct.pack(">I", 0x02100000) + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    head = struct.pack(">I", at + len(body)) + head[4:] + fixed(0.9642) + fixed(1) + fixed(0.8249) + bytes(48)
    return head[:128].ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_wide_colours_are_brought_to_srgb(kind: str) -> None:
    image = Image.new("RGB", (16, 16), (200, 100, 50))
    opened = open_photo(saved(image, kind, icc_profile=_wide_profile(2.2)), "photo")
    assert near(opened.getpixel((8, 8)), (216, 93, 24), 4)  # by hand: linear light, P3 to BT.709, sRGB curve


def test_grey_and_translucent_pictures_keep_their_profile_and_their_holes() -> None:
    image = Image.new("RGBA", (16, 16), (200, 100, 50, 90))
    opened = open_photo(saved(image, "PNG", icc_profile=_wide_profile(2.2)), "photo.png")
    assert near(opened.getpixel((8, 8)), (216, 93, 24), 4)
    assert np.asarray(opened)[8, 8, 3] == 90
    grey = open_photo(saved(Image.new("L", (16, 16), 120), "PNG"), "photo.png")
    assert near(grey.getpixel((8, 8)), (120, 120, 120), 0)


@pytest.mark.parametrize("profile", [b"", b"rubbish" * 40, _wide_profile(2.2)[:200]])
def test_a_broken_profile_is_left_aside(profile: bytes) -> None:
    opened = open_photo(saved(halves(), "PNG", icc_profile=profile), "photo.png")
    assert near(opened.getpixel((5, 5)), RED, 0)


def test_a_profile_of_another_kind_is_left_aside() -> None:
    opened = open_photo(saved(halves().convert("CMYK"), "TIFF", icc_profile=_wide_profile(2.2)), "photo.tif")
    assert near(opened.getpixel((5, 5)), RED, 16)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_greys_of_both_kinds(kind: str) -> None:
    ramp = np.tile(np.linspace(0, 65_535, 64).astype(np.uint16), (16, 1))
    row = np.asarray(open_photo(saved(Image.fromarray(ramp), kind), "photo").convert("L"), int)[8]
    assert np.abs(row - np.linspace(0, 255, 64)).max() <= 1.5


def test_floating_greys_are_scaled_by_what_they_hold() -> None:
    ramp = np.tile(np.linspace(0, 1, 64, dtype=np.float32), (16, 1))
    row = np.asarray(open_photo(saved(Image.fromarray(ramp), "TIFF"), "photo.tif").convert("L"), int)[8]
    assert np.abs(row - np.linspace(0, 255, 64)).max() <= 1.5


def test_a_dark_logo_is_laid_on_white_and_a_light_one_on_black() -> None:
    for ink, ground in (((10, 20, 30), (255, 255, 255)), ((250, 250, 240), (0, 0, 0))):
        logo = Image.new("RGBA", (80, 40), (77, 77, 77, 0))
        logo.paste((*ink, 255), (20, 10, 60, 30))
        shown = fitted(open_photo(saved(logo, "PNG"), "logo.png"), 80, 40, "remplit")
        assert near(shown.getpixel((40, 20)), ink, 1)
        assert near(shown.getpixel((4, 4)), ground, 1)


def test_a_palette_hole_shows_the_ground() -> None:
    image = Image.new("P", (40, 20), 0)
    image.putpalette([200, 0, 0, 10, 10, 10])
    image.paste(1, (10, 5, 30, 15))
    shown = fitted(open_photo(saved(image, "GIF", transparency=0), "logo.gif"), 40, 20, "remplit")
    assert near(shown.getpixel((2, 2)), (255, 255, 255), 1)
    assert near(shown.getpixel((20, 10)), (10, 10, 10), 1)


def test_broken_exif_leaves_the_picture_as_it_is_stored() -> None:
    data = saved(halves(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7frubbish", quality=95)
    assert open_photo(data, "photo.jpg").size == (80, 40)


@pytest.mark.parametrize(("turns", "size", "first"), [(0, (128, 64), RED), (1, (64, 128), BLUE), (3, (64, 128), RED)])
def test_a_phone_photo_is_read_upright(turns: int, size: tuple[int, int], first: tuple[int, int, int]) -> None:
    image = open_photo(heic(halves(128, 64), turns), "photo.heic")
    assert image.size == size
    assert near(image.getpixel((8, 8)), first)


def test_a_phone_photo_cut_short_is_refused_in_french() -> None:
    whole = heic(halves(128, 64))
    for data in (whole[: len(whole) // 2], whole[:-20], b"\0\0\0\x18ftypheic" + bytes(60)):
        with pytest.raises(MediaError, match=r"a\.heic : image illisible ou tronquée"):
            open_photo(data, "a.heic")


def test_an_absurd_phone_photo_is_refused_before_it_is_decoded() -> None:
    data = heic(halves(128, 64)).replace(struct.pack(">II", 128, 64), struct.pack(">II", 30_000, 30_000))
    with pytest.raises(MediaError, match=r"a\.heic : image (trop grande|illisible)"):
        open_photo(data, "a.heic")


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow reads no AVIF")
def test_avif_is_read() -> None:
    assert near(open_photo(saved(halves(), "AVIF"), "photo.avif").getpixel((5, 5)), RED)


def test_a_ribbon_of_a_picture_is_still_shown() -> None:
    for size in ((9000, 1), (1, 9000)):
        for fit in ("remplit", "contient", "flou"):
            assert fitted(Image.new("RGB", size, RED), 64, 36, fit).size == (64, 36)


def test_every_stored_orientation_is_known() -> None:
    corners = np.array([[10, 80], [150, 230]], np.uint8).repeat(20, 0).repeat(20, 1)
    turned = {1: [[0, 1], [2, 3]], 2: [[1, 0], [3, 2]], 3: [[3, 2], [1, 0]], 4: [[2, 3], [0, 1]],
              5: [[0, 2], [1, 3]], 6: [[2, 0], [3, 1]], 7: [[3, 1], [2, 0]], 8: [[1, 3], [0, 2]]}  # fmt: skip
    for orientation, places in turned.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        seen = np.asarray(open_photo(saved(Image.fromarray(corners), "PNG", exif=exif), "a.png").convert("L"))
        values = np.array([10, 80, 150, 230])[np.array(places)]
        assert np.array_equal(seen[10::20, 10::20], values), orientation


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
