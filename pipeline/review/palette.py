"""A channel's colours on the screen: which texts can no longer be read, at the line of the colour that did it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import advised, counted, quoted
from pipeline.model.brand import Brand, BrandFile
from pipeline.model.contrast import Pair
from pipeline.model.picture import Shape
from pipeline.model.scene import House, Scene
from pipeline.plan.branding import branded, colour_of, roles
from pipeline.plan.tints import coded, lch
from pipeline.report.contrast import contrast, pairs, rgb

SHAPES: Mapping[Shape, str] = {"horizontal": "16:9", "vertical": "vertical", "carre": "carré"}

_STEP = 0.02
"""Lightness by which a better colour is looked for: less than an eye tells apart on two pages."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A pair of colours that can no longer be read, and the formats in which it occurs."""

    pair: Pair
    formats: tuple[str, ...]


def colour_findings(file: BrandFile, house: House, scenes: Mapping[str, Scene]) -> Iterator[Finding]:
    """Yield the colours that the house has no place for, then those that make a text hard to read.

    `house` is the house as it was before the brand: a pair that could not be read there is no fault of the brand.
    """
    known = roles(house)
    for name in file.brand.colours:
        if name not in known:
            message = f"l'habillage n'a ni rôle ni couleur {quoted(name)}"
            advice = advised(name, house.tints or known)
            yield Finding(file.mark("couleurs", name), message, advice, code=Code("marque-couleur-inconnue"))
    if not known & set(file.brand.colours):
        return
    by_colour: dict[str, list[Broken]] = {}
    for one in broken(house, file.brand, scenes):
        by_colour.setdefault(_blamed(house, file.brand, one.pair), []).append(one)
    for name, found in by_colour.items():
        worst = min(found, key=lambda one: (one.pair.ratio or 0) / one.pair.asked)
        others = f", et {counted(len(found) - 1, 'autre couple', 'autres couples')}" if len(found) > 1 else ""
        message = (
            f"contraste trop faible : texte {quoted(worst.pair.text)} sur {quoted(worst.pair.ground)}, "
            f"{_ratio(worst.pair.ratio or 0)} ; il faut {_ratio(worst.pair.asked)} "
            f"({', '.join(worst.formats)} ; scènes : {', '.join(worst.pair.scenes[:3])}){others}"
        )
        better = _better(name, file.brand, house, scenes)
        advice = f"la plus proche qui convienne : « {better} »" if better else "voir « jt styleguide », Contrastes"
        yield Finding(file.mark("couleurs", name), message, advice, Level.WARNING, code=Code("marque-contraste"))


def broken(house: House, brand: Brand, scenes: Mapping[str, Scene]) -> tuple[Broken, ...]:
    """Return the pairs that a brand makes unreadable, and that can be read in the house alone."""
    worn, known = branded(house, brand), dict(scenes)
    found: dict[tuple[str, str], Broken] = {}
    for shape, label in SHAPES.items():
        suspect = [pair for pair in pairs(worn, known, shape) if not pair.enough]
        if not suspect:
            continue
        before = {(pair.text, pair.ground) for pair in pairs(house, known, shape) if not pair.enough}
        for pair in suspect:
            key = pair.text, pair.ground
            if key not in before and _sources(house, brand, pair):
                formats = found[key].formats if key in found else ()
                found[key] = Broken(pair, (*formats, label))
    return tuple(found.values())


def _sources(house: House, brand: Brand, pair: Pair) -> tuple[str, ...]:
    """Return the colours of a brand that a pair is made of, each once: the text's own first."""
    found = (_source(house, brand, name) for name in pair.made)
    return tuple(dict.fromkeys(name for name in found if name))


def _source(house: House, brand: Brand, name: str) -> str:
    """Return the colour of a brand that gives a colour of the palette or of a theme; empty when none does."""
    if name in brand.colours and name in house.palette:
        return name
    given = [role for role, names in house.tints.items() if role in brand.colours and name in names]
    return given[-1] if given else ""


def _blamed(house: House, brand: Brand, pair: Pair) -> str:
    """Return the colour that did it: the one that went furthest from what the house had, in lightness."""

    def far(name: str) -> float:
        before = colour_of(house, house.tints[name][0] if name in house.tints else name)
        return abs(lch(brand.colours[name])[0] - lch(before)[0]) if before else 0.0

    return max(_sources(house, brand, pair), key=far)


def _better(name: str, brand: Brand, house: House, scenes: Mapping[str, Scene]) -> str:
    """Return the nearest lightness of a colour with which nothing that it paints is hard to read; empty without any."""
    light, chroma, hue = lch(brand.colours[name])
    painted = [pair for pair in pairs(branded(house, brand), dict(scenes)) if name in _sources(house, brand, pair)]
    nearest = sorted((step * _STEP for step in range(1, round(1 / _STEP))), key=lambda tried: abs(tried - light))
    for tried in nearest:
        colour = coded((tried, chroma, hue))
        other = brand.model_copy(update={"colours": {**brand.colours, name: colour}})
        if _readable(painted, branded(house, other)) and not any(
            name in _sources(house, other, one.pair) for one in broken(house, other, scenes)
        ):
            return colour
    return ""


def _readable(painted: list[Pair], house: House) -> bool:
    """Tell whether pairs can be read in a house by their plain colours alone: quick, and nearly always right."""
    for pair in painted:
        text, *grounds = (colour_of(house, name) for name in pair.made)
        if text and any(contrast(rgb(text), rgb(ground)) < pair.asked for ground in grounds if ground):
            return False
    return True


def _ratio(value: float) -> str:
    floor = int(value * 10) / 10  # never rounded up to a threshold
    return f"{floor:.1f} : 1".replace(".", ",")
