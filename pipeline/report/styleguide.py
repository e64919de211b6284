"""The style guide as a page: what every scene looks like, and everything the look is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath

from pipeline.french.typography import typeset
from pipeline.model.picture import GRIDS, Shape
from pipeline.model.scene import House, Scene
from pipeline.model.variation import house_in
from pipeline.report.contrast import pairs
from pipeline.report.guide_style import RULES
from pipeline.report.guide_tables import contrasts, decimal, motions, sounds

FACES, SOUNDS = "polices", "sons"
"""The folders beside the page in which fonts and sounds stand."""

_SPECIMEN = typeset("Où va l’été ? Cœur, garçon, 2050 : « 57 % »")
_LARGEST_SPECIMEN = 96
"""Pixels: the page shows larger styles at this size, and says their own."""

_RELOAD = """<script>
"use strict";
const version = "%s";
setInterval(() => {
  const state = document.createElement("script");
  state.src = `etat.js?${Date.now()}`;
  state.onload = () => { state.remove(); if (window.charte !== version) location.reload(); };
  document.head.append(state);
}, 1000);
</script>"""
"""A file beside the page says which one is the newest: a page opened from a disk may load a script, nothing else."""


SHAPES: Mapping[Shape, str] = {"horizontal": "16:9", "vertical": "Vertical", "carre": "Carré"}
"""The formats of the page, as it names them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene on the page: the address of its picture in each format, or why there is none."""

    name: str
    label: str
    alias: str
    overlay: bool
    pictures: Mapping[Shape, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything the page shows; `problem` is what is wrong with the house style itself.

    `transitions` are in frames; `version` names this state of the page while it is watched, and is empty otherwise.
    """

    house: House | None
    scenes: Mapping[str, Scene]
    shown: tuple[Shown, ...]
    transitions: Mapping[str, int]
    problem: str = ""
    version: str = ""


def page(guide: Guide) -> str:
    """Return the page as HTML 5, in French; it asks for nothing but the files beside it."""
    return "\n".join((*_head(guide), *_body(guide), "</main>\n</body>\n</html>\n"))


def _head(guide: Guide) -> Iterator[str]:
    title = escape(f"Charte de {guide.house.label}" if guide.house else "Charte")
    faces = "".join(_face(name, path) for name, path in guide.house.faces.items()) if guide.house else ""
    yield '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{faces}{RULES}</style>"
    if guide.version:
        yield _RELOAD % guide.version
    yield '</head>\n<body>\n<a class="evitement" href="#scenes">Aller aux scènes</a>'
    links = (
        ("scenes", "Scènes"), ("couleurs", "Couleurs"), ("themes", "Thèmes"), ("styles", "Styles de texte"),
        ("contrastes", "Contrastes"), ("mouvements", "Mouvements"), ("sons", "Sons"),
    )  # fmt: skip
    listed = "".join(f'<li><a href="#{name}">{label}</a></li>' for name, label in links)
    nav = f'<nav aria-label="Sommaire"><ul>{listed}</ul></nav>' if guide.house else ""
    yield f"<header>\n<h1>{title}</h1>\n{nav}\n</header>\n<main>"


def _body(guide: Guide) -> Iterator[str]:
    wrong = [f"{shown.name} : {shown.problem}" for shown in guide.shown if shown.problem]
    if guide.problem:
        wrong.insert(0, guide.problem)
    if wrong:
        yield f'<div class="erreur" role="alert">{escape(chr(10).join(wrong))}</div>'
    if guide.house is None:
        return
    yield from _scenes(guide.shown, guide.house)
    yield from _colours(guide.house)
    yield from _themes(guide.house)
    yield from _styles(guide.house)
    scenes = dict(guide.scenes)
    yield from contrasts({label: pairs(guide.house, scenes, shape) for shape, label in SHAPES.items()})
    yield from motions(guide.house, guide.scenes, guide.transitions)
    yield from sounds(guide.house, guide.scenes, SOUNDS)


def _scenes(shown: tuple[Shown, ...], house: House) -> Iterator[str]:
    yield '<section aria-labelledby="scenes">\n<h2 id="scenes">Scènes</h2>'
    yield f"<p>Zone sûre des textes, en pixels de chaque grille : {' ; '.join(_safe(house))}.</p>"
    yield '<input type="checkbox" id="surete"><label for="surete"> Zone sûre des textes, sur toutes les images</label>'
    yield '<ul class="grille">'
    for one in shown:
        names = f"<code>{escape(one.name)}</code>" + (f" · <code>{escape(one.alias)}</code>" if one.alias else "")
        kind = "habillage" if one.overlay else "scène"
        label = escape(typeset(one.label))
        mark = f"zone-{escape(one.name)}"
        yield f"<li><h3>{label} <small>({kind}, {names})</small></h3>"
        yield f'<input class="voir" type="checkbox" id="{mark}"><label for="{mark}"> Zone sûre</label>'
        if one.problem:
            yield f'<div class="cadre"><div class="erreur">{escape(one.problem)}</div></div></li>'
            continue
        for shape, picture in one.pictures.items():
            width, height = GRIDS[shape]
            yield (
                f'<div class="cadre {shape}"><img src="{escape(picture)}" width="{width}" height="{height}" '
                f'loading="lazy" alt="Exemple de {kind}, {SHAPES[shape]} : {label}">'
                f'<span class="zone" style="{_zone(house, shape)}"></span></div>'
            )
        yield "</li>"
    yield "</ul>\n</section>"


def _safe(house: House) -> Iterator[str]:
    for shape, label in SHAPES.items():
        x, y, width, height = house_in(house, shape).safe
        grid = " × ".join(map(str, GRIDS[shape]))
        yield f"{label} ({grid}), {width:g} × {height:g} à partir de {x:g}, {y:g}"


def _zone(house: House, shape: Shape) -> str:
    x, y, width, height = house_in(house, shape).safe
    right, bottom = GRIDS[shape]
    sides = (("left", x / right), ("top", y / bottom), ("width", width / right), ("height", height / bottom))
    return ";".join(f"{side}:{100 * value:.3f}%" for side, value in sides)


def _colours(house: House) -> Iterator[str]:
    yield '<section aria-labelledby="couleurs">\n<h2 id="couleurs">Couleurs</h2>\n<ul class="grille petite">'
    for name, colour in house.palette.items():
        yield (
            f'<li><div class="couleur" style="background:{escape(colour)}"></div>'
            f"<code>{escape(name)}</code><br><code>{escape(colour.upper())}</code></li>"
        )
    yield "</ul>\n</section>"


def _themes(house: House) -> Iterator[str]:
    """Show every theme on the ground that its cards stand on: from its top colour to its bottom one."""
    yield '<section aria-labelledby="themes">\n<h2 id="themes">Thèmes</h2>\n<ul class="grille">'
    for name, look in house.themes.items():
        ground = house.grounds.get("theme")
        angle = 90 + (ground.angle if ground else 0)  # CSS turns from the top, a ground from the right
        parts = ", ".join(
            f"{part} <code>{escape(value.upper())}</code>"
            for part, value in (("haut", look.top), ("bas", look.bottom), ("texte", look.text), ("accent", look.accent))
        )
        yield (
            f'<li><div class="theme" style="background:linear-gradient({angle:g}deg,{look.top},{look.bottom});'
            f'color:{look.text}">{escape(typeset(look.label))}</div><code>{escape(name)}</code> : {parts}</li>'
        )
    yield "</ul>\n</section>"


def _styles(house: House) -> Iterator[str]:
    yield '<section aria-labelledby="styles">\n<h2 id="styles">Styles de texte</h2>'
    yield f"<p>Tailles en pixels de la grille ; au-delà de {_LARGEST_SPECIMEN}, le modèle est réduit.</p>"
    narrow = {label: house_in(house, shape).styles for shape, label in SHAPES.items() if shape != "horizontal"}
    for name, style in house.styles.items():
        size = min(style.size, _LARGEST_SPECIMEN)
        figures = (
            f"police {style.face}", f"{style.size:g} px, {style.smallest:g} au moins",
            *(f"{label.lower()} {there[name].size:g} px, {there[name].smallest:g}" for label, there in narrow.items()),
            f"interligne {decimal(style.leading)}", f"approche {style.tracking:g}", f"couleur {style.colour}",
        )  # fmt: skip
        case = ";text-transform:uppercase" if style.capitals else ""
        yield f"<h3><code>{escape(name)}</code></h3>{escape(' · '.join(figures))}"
        yield (
            f'<div class="style"><p style="font-family:{_family(style.face)};font-size:{size:g}px;'
            f'line-height:{style.leading:g};letter-spacing:{style.tracking / 1000:g}em{case}">{_SPECIMEN}</p></div>'
        )
    yield "</section>"


def _face(name: str, path: str) -> str:
    file = escape(f"{FACES}/{PurePosixPath(path).name}")
    return f'@font-face{{font-family:{_family(name)};src:url("{file}")}}'


def _family(face: str) -> str:
    """Return a family's name for the page: letters, digits and hyphens only, whatever the house calls it."""
    return "jt-" + "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in face)
