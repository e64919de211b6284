"""Make the photo and the footage that the samples of `image` and `video` show, out of two of our illustrations.

Run by hand, from the project's folder; a render only reads the files that this script leaves beside it:

    python media/exemples/composer.py

The photo is a market stall seen from near, what is far away out of focus. The footage walks along a square: each depth
of the illustration slides by its own distance, as it does before a lens.
"""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageFilter

from pipeline.draw.art import draw_art
from pipeline.model.picture import ArtSpec, Asset

HERE = Path(__file__).parent
DRAWINGS = HERE.parent / "illustrations"

MARKET = (("ciel", 9), ("loin", 9), ("tapis", 6), ("nutrimetre", 5), ("vivant-aiguille", 5), ("avant", 0))
"""The depths of the photo, from the back, each with the pixels by which it is out of focus."""

SQUARE = (("ciel", 6), ("loin", 34), ("echoppe", 92), ("guirlande", 112), ("avant", 150), ("vivant-pepites", 150))
"""The depths of the footage, from the back, each with the pixels by which it slides."""

FRAMES, RATE = 90, 25
WIDE = (960, 540)


def main() -> None:
    """Write both files beside this script."""
    photo().save(HERE / "marche.jpg", quality=84)
    footage(HERE / "place.mp4")


def photo() -> Image.Image:
    """Return the market stall, 4:3, lit from its corner."""
    whole = Image.new("RGBA", (2560, 1440))
    for group, blur in MARKET:
        depth = drawn("la-tput", group, whole.size)
        whole.alpha_composite(softened(depth, blur) if blur else depth)
    return graded(whole.convert("RGB").crop((1280, 330, 2560, 1290)))


def softened(depth: Image.Image, blur: int) -> Image.Image:
    """Return a depth out of focus; what is clear in it darkens no edge."""
    return depth.convert("RGBa").filter(ImageFilter.GaussianBlur(blur)).convert("RGBA")


def footage(path: Path) -> None:
    """Write a slow walk along the square, small enough to be kept with the sources."""
    larger = (WIDE[0] * 5 // 4, WIDE[1] * 5 // 4)
    depths = [(drawn("la-journee-du-bonheur", group, larger), slide) for group, slide in SQUARE]
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=RATE, options={"crf": "28", "preset": "slower"})
        stream.width, stream.height = WIDE
        stream.pix_fmt, stream.time_base = "yuv420p", Fraction(1, RATE)
        for number in range(FRAMES):
            film.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(seen(depths, number)), format="rgb24")))
        film.mux(stream.encode(None))


def seen(depths: list[tuple[Image.Image, int]], number: int) -> Image.Image:
    """Return one frame of the walk: steps lift the picture a little, twice a second."""
    share = number / (FRAMES - 1)
    picture = Image.new("RGBA", WIDE)
    for depth, slide in depths:
        x = -(depth.width - WIDE[0]) / 2 + (0.5 - share) * slide
        y = -(depth.height - WIDE[1]) / 2 + 1.6 * np.sin(number * 4 * np.pi / RATE) * slide / 150
        picture.alpha_composite(depth.transform(WIDE, Image.Transform.AFFINE, (1, 0, -x, 0, 1, -y), 2))
    return graded(picture.convert("RGB"))


def graded(picture: Image.Image) -> Image.Image:
    """Return a picture as a lens gives it: warmer in its lights, darker in its corners."""
    width, height = picture.size
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    shade = (1 - 0.26 * np.clip(across**2 + down**2 - 0.35, 0, None) / 1.65)[..., None]
    lit = np.asarray(picture, np.float64) * shade * np.array([1.03, 1.0, 0.95])
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))


def drawn(name: str, group: str, size: tuple[int, int]) -> Image.Image:
    """Return one depth of an illustration at a size."""
    spec = ArtSpec(
        files=(Asset(f"{name}.svg", ""),),
        markup="",
        tokens=(),
        group=group,
        paint=(),
        box=(0, 0, float(size[0]), float(size[1])),
    )
    raster = draw_art(spec, lambda asset: (DRAWINGS / asset.path).read_bytes(), 1.0)
    canvas = Image.new("RGBA", size)
    picture = Image.fromarray(raster.rgba)
    canvas.paste(picture, (raster.x, raster.y))
    return canvas


if __name__ == "__main__":
    main()
