"""Vector artwork, drawn by ThorVG: tokens replaced, one depth kept alone, corners rounded; and a PNG as it is."""

import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from copy import deepcopy

import numpy as np
import thorvg_python as tvg
from PIL import Image, ImageDraw, ImageOps

from pipeline.draw.outside import artwork
from pipeline.draw.photo_file import open_photo
from pipeline.draw.raster import Raster, Reader, trimmed
from pipeline.draw.tone import toned
from pipeline.errors import SceneError
from pipeline.model.picture import ArtSpec

_SVG = "http://www.w3.org/2000/svg"
_TOKEN = re.compile(r"\{([a-z_]+)\}")
_OVERSCAN = 160
"""Grid pixels drawn beyond the frame on every side of a depth, so that it can drift without showing its edge."""

PNG = b"\x89PNG\r\n\x1a\n"
"""How a PNG begins."""

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|pt|mm|cm|in|)")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
_ONE_DRAWING = threading.Lock()
"""Held while ThorVG draws: it has one state a process, and two threads that draw at once end the process."""


def draw_art(spec: ArtSpec, read: Reader, scale: float) -> Raster:
    """Draw artwork into its box; a depth (`group`) is drawn beyond the frame too and cut to what is visible.

    Raises SceneError when the artwork cannot be drawn.
    """
    contents = [(read(file), file.path) for file in spec.files] or [(spec.markup.encode(), "dessin")]
    name = spec.files[0].path if spec.files else "dessin"
    x, y, width, height = spec.box
    reach = _OVERSCAN if spec.group else 0
    pixels = (max(1, round((width + 2 * reach) * scale)), max(1, round((height + 2 * reach) * scale)))
    layered = Image.new("RGBA", pixels, (0, 0, 0, 0))
    for content, file in contents:
        if content.startswith(PNG):
            layered = Image.alpha_composite(layered, _bitmap(content, file, pixels))
            continue
        markup = _framed(_coloured(artwork(content, file), dict(spec.tokens)), spec, reach, pixels)
        layered = Image.alpha_composite(layered, _render(markup, pixels, name))
    if spec.mirror:
        layered = ImageOps.mirror(layered)
    if spec.radius:
        layered.putalpha(_rounded(layered, spec.radius * scale))
    rgba = toned(np.asarray(layered, dtype=np.uint8).copy(), spec.tone)
    return trimmed(rgba, round((x - reach) * scale), round((y - reach) * scale), centred=not spec.files)


def _coloured(source: ET.Element, tokens: Mapping[str, str]) -> ET.Element:
    """Return a copy of artwork with its tokens replaced, in values and in styles; a value never becomes markup.

    A token is a name between braces, or a colour that is named by itself.
    """
    repainted = any(name.startswith("#") for name in tokens)

    def told(text: str) -> str:
        named = _TOKEN.sub(lambda found: tokens.get(found[1], found[0]), text)
        return _COLOUR.sub(lambda found: tokens.get(found[0], found[0]), named) if repainted else named

    root = deepcopy(source)
    for element in root.iter() if tokens else ():
        element.text = told(element.text) if element.text else element.text
        for name, value in element.attrib.items():
            element.set(name, told(value))
    return root


def _bitmap(content: bytes, name: str, pixels: tuple[int, int]) -> Image.Image:
    """Return a PNG at a size, with what is seen through it; its box has its proportions."""
    return open_photo(content, name).convert("RGBA").resize(pixels, Image.Resampling.LANCZOS)


def _framed(root: ET.Element, spec: ArtSpec, reach: int, pixels: tuple[int, int]) -> str:
    """Give the artwork the size of its box; keep one top-level group alone, seen beyond the frame, when asked."""
    if spec.group:
        for child in list(root):
            if child.tag.endswith("}g") and child.get("id") != spec.group:
                root.remove(child)
        left, top, width, height = _view(root, spec)
        unit = width / spec.box[2]
        grown = (left - reach * unit, top - reach * unit, width + 2 * reach * unit, height + 2 * reach * unit)
        root.set("viewBox", " ".join(f"{value:g}" for value in grown))
    elif spec.cover and spec.focus != 0.5:
        root.set("viewBox", " ".join(f"{value:g}" for value in _view(root, spec)))
    for identifier, fill, stroke in spec.paint:
        for element in root.iter():
            if identifier in {"*", element.get("id")} and element.tag.endswith("}path"):
                element.set("fill", fill)
                element.set("stroke", stroke)
    if root.get("viewBox") is None and (sides := stated_sides(root)) is not None:
        root.set("viewBox", f"0 0 {sides[0]:g} {sides[1]:g}")
    root.set("width", str(pixels[0]))
    root.set("height", str(pixels[1]))
    root.set("preserveAspectRatio", "xMidYMid slice" if spec.cover else "xMidYMax meet")
    return ET.tostring(root, encoding="unicode")


def stated_sides(root: ET.Element) -> tuple[float, float] | None:
    """Return the width and the height that an SVG states, in one unit; None when it states no such thing."""
    view = (root.get("viewBox") or "").replace(",", " ").split()
    sides = view[2:] if len(view) == 4 else [root.get("width") or "", root.get("height") or ""]
    found = [_LENGTH.fullmatch(side.strip()) for side in sides]
    if not all(found) or len({match[2] for match in found if match}) != 1:
        return None
    width, height = (float(match[1]) for match in found if match)
    return (width, height) if width > 0 and height > 0 else None


def _view(root: ET.Element, spec: ArtSpec) -> tuple[float, float, float, float]:
    """Return what of the artwork its box shows, in the artwork's own units: all of it, or what covers the box."""
    left, top, width, height = (float(v) for v in (root.get("viewBox") or "0 0 1920 1080").split())
    if not spec.cover:
        return left, top, width, height
    aspect = spec.box[2] / spec.box[3]
    seen, tall = min(width, height * aspect), min(height, width / aspect)
    middle = min(max(left + spec.focus * width, left + seen / 2), left + width - seen / 2)
    return middle - seen / 2, top + (height - tall) / 2, seen, tall


def _render(markup: str, pixels: tuple[int, int], name: str) -> Image.Image:
    """Draw SVG markup at a size; ThorVG computes the same pixels whatever the machine's load (no threads)."""
    with _ONE_DRAWING:
        return _rendered(markup, pixels, name)


def _rendered(markup: str, pixels: tuple[int, int], name: str) -> Image.Image:
    engine = tvg.Engine(threads=0)
    canvas = tvg.SwCanvas(engine)
    canvas.set_target(*pixels, cs=tvg.Colorspace.ABGR8888S)
    picture = tvg.Picture(engine)
    data = markup.encode()
    if picture.load_data(data, "svg", None, True) != tvg.Result.SUCCESS:
        raise SceneError(f"{name} : dessin illisible ; ouvrez-le dans Inkscape et réenregistrez-le en SVG simple")
    picture.set_size(*pixels)
    canvas.add(picture)
    canvas.update()
    canvas.draw(True)
    canvas.sync()
    image: Image.Image = canvas.get_pillow()
    canvas.destroy()  # or its paths and bitmaps stay until the process ends: 3 MB a drawing
    return image


def _rounded(image: Image.Image, radius: float) -> Image.Image:
    """Return the image's alpha with rounded corners, smoothed by drawing four times larger."""
    big = Image.new("L", (image.width * 4, image.height * 4), 0)
    ImageDraw.Draw(big).rounded_rectangle((0, 0, big.width - 1, big.height - 1), round(radius * 4), fill=255)
    mask = big.resize(image.size, Image.Resampling.BOX)
    alpha = np.asarray(image.getchannel("A"), np.uint16) * np.asarray(mask, np.uint16) // 255
    return Image.fromarray(alpha.astype(np.uint8))
