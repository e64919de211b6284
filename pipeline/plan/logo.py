"""A channel's logo where a scene keeps a place for it: whole, as large as it can be, on a plate that hugs it."""

from collections.abc import Callable, Iterator

from pipeline.model.layers import LogoLayer, Plate
from pipeline.model.picture import ArtSpec, Box
from pipeline.model.scene import Logo
from pipeline.ports import Library

_HEX = "#"


def logo_specs(layer: LogoLayer, logo: Logo, library: Library, colour: Callable[[str], str]) -> Iterator[ArtSpec]:
    """Yield the plate, when there is one, then the logo; `colour` resolves a name of the palette."""
    plate = plate_of(layer, logo)
    padding = plate.padding if plate is not None else (0.0, 0.0)
    box = placed(layer, logo.sides, padding)
    if plate is not None:
        x, y, width, height = box
        whole = (x - padding[0], y - padding[1], width + 2 * padding[0], height + 2 * padding[1])
        named = logo.ground or plate.colour
        fill = named[:7] if named.startswith(_HEX) else colour(named)[:7]
        shape = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[2]:g} {whole[3]:g}">'
            f'<rect width="{whole[2]:g}" height="{whole[3]:g}" rx="{plate.radius:g}" fill="{fill}"'
            f' fill-opacity="{1 if logo.ground else plate.opacity:g}"/></svg>'
        )
        yield ArtSpec(markup=shape, box=whole)
    yield ArtSpec(files=(library.asset(logo.file),), box=box)


def plate_of(layer: LogoLayer, logo: Logo) -> Plate | None:
    """Return the plate under a logo; none where the logo reads on the ground itself, and its owner asked for none."""
    return None if layer.bare and not logo.ground and layer.bare in logo.legible else layer.plate


def placed(layer: LogoLayer, sides: tuple[float, float], padding: tuple[float, float]) -> Box:
    """Return where a logo of these sides stands: whole inside the layer's box, its plate's padding counted, anchored.

    >>> from pipeline.model.layers import LogoLayer
    >>> layer = LogoLayer(type="logo", box=(96, 58, 204, 64))
    >>> placed(layer, (1, 1), (12, 8))
    (108, 66, 48, 48)
    """
    x, y, width, height = layer.box
    wide, high = max(1.0, width - 2 * padding[0]), max(1.0, height - 2 * padding[1])
    share = min(wide / sides[0], high / sides[1])
    shown = (round(sides[0] * share), round(sides[1] * share))
    left = _at(layer.anchor, "gauche", "droite", wide - shown[0])
    top = _at(layer.anchor, "haut", "bas", high - shown[1])
    return (x + padding[0] + left, y + padding[1] + top, shown[0], shown[1])


def _at(anchor: str, first: str, last: str, room: float) -> int:
    """Return how far into the room something stands whose anchor may name one end or the other."""
    return 0 if first in anchor else round(room) if last in anchor else round(room / 2)
