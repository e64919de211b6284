"""A channel's logo before it is shown: what it is, how large it stands, whether it is seen on what lies under it.

Source of the ratio: Web Content Accessibility Guidelines 2.2, success criterion 1.4.11 (3:1 for graphics).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.draw.art import PNG, draw_art, stated_sides
from pipeline.draw.outside import artwork
from pipeline.draw.photo_file import open_photo
from pipeline.errors import Code, Finding, Level, MediaError, SceneError
from pipeline.french.wording import advised, quoted
from pipeline.model.brand import BrandFile
from pipeline.model.layers import LogoLayer
from pipeline.model.media import in_project
from pipeline.model.picture import ArtSpec, Asset, Shape
from pipeline.model.scene import House, Logo, Scene
from pipeline.model.variation import house_in, scene_in
from pipeline.plan.branding import colour_of, roles
from pipeline.plan.logo import placed, plate_of
from pipeline.ports import Library
from pipeline.report.contrast import Rgb, ground_colours, luminance, rgb

ENOUGH = 3.0
_MOST = 5_000_000
"""Bytes: a logo that weighs more is a photograph."""

_SMALLEST = 20.0
"""Grid pixels: the least height at which a logo is made out on a 1080-line picture."""

_HEIGHT = 120
"""Pixels of the logo that is looked at."""

_MOST_OF_IT = 0.5
"""Share of a logo's ink that must stand out; a mark in two colours may have a quieter one."""

_LETTERS_ON_A_BLOCK = 0.04
"""Share of the ink that must stand out from the rest, for a logo that brings its own ground."""

_INK = 128
_WHITE, _BLACK = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)
_SHAPES: Mapping[Shape, str] = {"horizontal": "16:9", "vertical": "vertical", "carre": "carré"}
_KINDS = "donner un fichier SVG, ou PNG à fond transparent, sous media/"

_BLOCK = 0.7
"""Share of a logo's rectangle that is ink, from which it brings a ground of its own."""

Lights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ink:
    """What is seen of a logo: the relative luminance of its pixels, and the share of its rectangle that they cover."""

    lights: Lights
    cover: float


@dataclass(frozen=True, slots=True)
class LogoSeen:
    """A logo that can be used, None otherwise; what is to be said of it."""

    logo: Logo | None
    findings: tuple[Finding, ...] = ()


def look_at_logo(file: BrandFile, house: House, library: Library) -> LogoSeen:
    """Read the logo of a brand and find on which grounds of its house it is seen without a plate."""
    path = in_project(file.brand.logo)
    problem = _unusable(path, library)
    if problem is None:
        try:
            sides = _sides(path, library)
            ink = _ink(path, sides, library)
        except (MediaError, SceneError) as error:
            problem = _short(error, path), _KINDS
    if problem is not None:
        message = f"le logo {quoted(file.brand.logo)} ne peut pas servir : {problem[0]}"
        return LogoSeen(None, (Finding(file.mark("logo"), message, problem[1], code=Code("marque-logo")),))
    ground, findings = _ground(file, house)
    seen = tuple(name for name in house.grounds if _stands_out(ink, ground_colours(house, name)))
    return LogoSeen(Logo(file=path, sides=sides, ground=ground, legible=seen), findings)


def logo_findings(file: BrandFile, house: House, scenes: Mapping[str, Scene], library: Library) -> Iterator[Finding]:
    """Yield where a usable logo is too small, leaves the safe area, or is lost on its plate; each thing once."""
    logo = house.logo
    if logo is None:
        return
    mark = file.mark("logo")
    found: dict[str, list[str]] = {}
    for shape, label in _SHAPES.items():
        for problem in dict.fromkeys(_badly_placed(logo, house, scenes, shape)):
            found.setdefault(problem, []).append(label)
    for problem, labels in found.items():
        advice = "choisir une version du logo plus ramassée"
        yield Finding(mark, f"{problem} ({', '.join(labels)})", advice, Level.WARNING, code=Code("marque-logo-place"))
    ink = _ink(logo.file, logo.sides, library)
    lost = {name for layer in _layers(scenes.values()) if (name := _lost_on(layer, logo, house, ink))}
    if lost:
        message = f"le logo se voit mal sur {', '.join(sorted(lost))} : moins de 3 : 1 (WCAG 1.4.11)"
        better = next((name for name in _offered(house) if _stands_out(ink, (rgb(_role(house, name)),))), "")
        advice = f"écrire « fond_logo: {better} »" if better else "donner une autre version du logo, plus claire"
        yield Finding(mark, message, advice, Level.WARNING, code=Code("marque-logo-contraste"))


def _unusable(path: str, library: Library) -> tuple[str, str] | None:
    """Return why a file is no logo, and what to do, before it is opened."""
    try:
        if not library.exists(path):
            return "le fichier n'existe pas", "le déposer sous media/, ou corriger ce nom"
        size = library.path(path).stat().st_size
    except (MediaError, OSError) as error:
        return _short(error, path), _KINDS
    if size > _MOST:
        return f"fichier trop lourd : au plus {_MOST // 1_000_000} Mo", "l'exporter en SVG, ou en PNG plus petit"
    return None


def _short(error: Exception, path: str) -> str:
    findings = getattr(error, "findings", ())
    told = findings[0].message if findings else str(error)
    return told.removeprefix(f"{path} : ").partition(" ; ")[0]


def _sides(path: str, library: Library) -> tuple[float, float]:
    """Return the width and the height of a logo; raises MediaError or SceneError when it is none."""
    data = library.read(path)
    if data.startswith(PNG):
        picture = open_photo(data, path)
        return float(picture.width), float(picture.height)
    if b"<" not in data[:200].lstrip(b"\xef\xbb\xbf"):
        raise MediaError(f"{path} : ce n'est ni un SVG ni un PNG")
    root = artwork(data, path)
    if any(element.tag.rpartition("}")[2] in {"text", "tspan"} for element in root.iter()):
        raise MediaError(f"{path} : ce dessin contient du texte, qui ne serait pas vu ; le vectoriser")
    sides = stated_sides(root)
    if sides is None:
        raise MediaError(f"{path} : ce dessin ne dit pas sa largeur et sa hauteur")
    return sides


def _ink(path: str, sides: tuple[float, float], library: Library) -> Ink:
    """Return the luminance of what is seen of a logo; raises MediaError when nothing is."""
    box = (0.0, 0.0, max(1.0, round(_HEIGHT * sides[0] / sides[1])), float(_HEIGHT))
    spec = ArtSpec(files=(Asset(path, ""),), box=box)
    rgba = draw_art(spec, lambda asset: library.read(asset.path), 1).rgba
    shown = rgba[rgba[..., 3] >= _INK][:, :3]
    if not len(shown):
        raise MediaError(f"{path} : on n'y voit rien")
    codes = np.array([luminance((code, code, code)) for code in range(256)])
    parts = np.array([luminance((255, 0, 0)), luminance((0, 255, 0)), luminance((0, 0, 255))])
    return Ink(np.asarray(codes[shown] @ parts, np.float64), len(shown) / rgba[..., 3].size)


def _ground(file: BrandFile, house: House) -> tuple[str, tuple[Finding, ...]]:
    """Return the colour of the plate as `#rrggbb`, empty when the brand leaves it to the scene."""
    named = file.brand.logo_ground.strip()
    if not named:
        return "", ()
    if len(named) == 7 and named.startswith("#") and all(sign in "0123456789abcdefABCDEF" for sign in named[1:]):
        return named, ()
    if colour := _role(house, named):
        return colour[:7], ()
    message = f"{quoted(named)} n'est pas une couleur"
    advice = advised(named, roles(house), "écrire « #rrggbb » entre guillemets, ou le nom d'un rôle")
    return "", (Finding(file.mark("fond_logo"), message, advice, code=Code("marque-couleur-inconnue")),)


def _layers(scenes: Iterable[Scene]) -> Iterator[LogoLayer]:
    return (layer for scene in scenes for layer in scene.layers if isinstance(layer, LogoLayer))


def _badly_placed(logo: Logo, house: House, scenes: Mapping[str, Scene], shape: Shape) -> Iterator[str]:
    safe = house_in(house, shape).safe
    for name, scene in scenes.items():
        for layer in _layers((scene_in(scene, shape, safe),)):
            plate = plate_of(layer, logo)
            pad = plate.padding if plate is not None else (0.0, 0.0)
            x, y, width, height = placed(layer, logo.sides, pad)
            whole = (x - pad[0], y - pad[1], x + width + pad[0], y + height + pad[1])
            inside = (safe[0], safe[1], safe[0] + safe[2], safe[1] + safe[3])
            if whole[0] < inside[0] or whole[1] < inside[1] or whole[2] > inside[2] or whole[3] > inside[3]:
                yield f"le logo sort de la zone sûre dans la scène {quoted(name)}"
            if height < _SMALLEST:
                yield f"le logo, très allongé, n'a que {height:g} points de haut dans la scène {quoted(name)}"


def _lost_on(layer: LogoLayer, logo: Logo, house: House, ink: Ink) -> str:
    """Return what a logo is lost on, empty when it is seen there."""
    plate = plate_of(layer, logo)
    if plate is None:
        return ""
    if logo.ground:
        return "" if _stands_out(ink, (rgb(logo.ground),)) else "la couleur de « fond_logo »"
    named = colour_of(house, plate.colour)
    if not named:
        return ""
    colour = rgb(named)
    through = [_mixed(colour, under, plate.opacity) for under in (_BLACK, _WHITE)] if plate.opacity < 1 else [colour]
    return "" if _stands_out(ink, through) else f"sa plaque « {plate.colour} »"


def _offered(house: House) -> tuple[str, ...]:
    """Return what a plate may be painted with, by role."""
    return tuple(name for name in ("texte", "principale", "accent", "secondaire", "fond") if house.tints.get(name))


def _role(house: House, name: str) -> str:
    """Return the colour of a role, or of a name of the palette, as the house wears it; empty when there is none."""
    return colour_of(house, house.tints[name][0] if house.tints.get(name) else name)


def _mixed(over: Rgb, under: Rgb, opacity: float) -> Rgb:
    red, green, blue = (a * opacity + b * (1 - opacity) for a, b in zip(over, under, strict=True))
    return red, green, blue


def _stands_out(ink: Ink, grounds: Sequence[Rgb]) -> bool:
    """Tell whether a logo is seen on every one of some colours: most of it, or the letters on a block of its own."""
    if all((_against(ink.lights, luminance(ground)) >= ENOUGH).mean() >= _MOST_OF_IT for ground in grounds):
        return True
    inside = _against(ink.lights, float(np.median(ink.lights))) >= ENOUGH
    return ink.cover >= _BLOCK and bool(inside.mean() >= _LETTERS_ON_A_BLOCK)


def _against(lights: Lights, ground: float) -> Lights:
    light, dark = np.maximum(lights, ground), np.minimum(lights, ground)
    return np.asarray((light + 0.05) / (dark + 0.05))
