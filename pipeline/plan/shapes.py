"""Simple shapes as SVG markup: panels and broken rings."""

import math
import re

from pipeline.model import scene as sc

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def panel(layer: sc.PanelLayer, colour: str) -> str:
    """Return a plain or rounded rectangle in `#rrggbb` or `#rrggbbaa`."""
    return (
        f'<rect width="{layer.box[2]:g}" height="{layer.box[3]:g}" rx="{layer.radius:g}" fill="{colour[:7]}"'
        f' fill-opacity="{int(colour[7:9], 16) / 255 if len(colour) > 7 else 1:g}"/>'
    )


def arc(ring: sc.Ring, colour: str, middle: float, share: float | None) -> str:
    """Return one broken ring about (middle, middle); `share` (0 to 1) scales its opening."""
    sweep = ring.sweep * share if share is not None else ring.sweep
    around = 2 * math.pi * ring.radius
    drawn = around * min(max(sweep, 0), 360) / 360
    dashes = "" if sweep >= 360 else f' stroke-dasharray="{drawn:.2f} {around:.2f}"'
    return (
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{ring.radius:g}" fill="none" stroke="{colour[:7]}"'
        f' stroke-width="{ring.width:g}" stroke-opacity="{ring.opacity:g}"{dashes}'
        f' transform="rotate({ring.start - 90:g} {middle:g} {middle:g})"/>'
    )


def grown(rings: tuple[sc.Ring, ...], share: float) -> tuple[sc.Ring, ...]:
    """Return rings larger or smaller, their strokes with them."""
    if share == 1:
        return rings
    return tuple(ring.model_copy(update={"radius": ring.radius * share, "width": ring.width * share}) for ring in rings)


def percent(text: str) -> float:
    """Read a share: `57 %` is 0.57; any other number fills the ring."""
    found = _NUMBER.search(text)
    if not found or "%" not in text:
        return 1.0
    return min(1.0, float(found[0].replace(",", ".")) / 100)


def moved(box: sc.Box, offset: tuple[float, float]) -> sc.Box:
    """Return a box somewhere else, as large as it is."""
    return (box[0] + offset[0], box[1] + offset[1], box[2], box[3])


def with_alpha(colour: str, opacity: float) -> str:
    """Return a colour `#rrggbb` with its opacity, `#rrggbbaa` unless it is whole."""
    return colour if opacity >= 1 else f"{colour[:7]}{round(opacity * 255):02x}"
