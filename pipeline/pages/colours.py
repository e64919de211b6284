"""The house's colours as a page's style sheet names them."""

import re
from collections.abc import Mapping

from markupsafe import Markup

from pipeline.errors import SceneError

NAMES = ("encre", "nuit", "blanc", "ambre", "ambre_doux")
"""The colours of the palette that pages use, as `var(--encre)` and so on."""

_NAMED = re.compile(r"[a-z]+|#[0-9A-Fa-f]{6}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")


CAPTION_COLOURS = {
    "on_screen": "sous_titre_blanc",
    "off_screen": "sous_titre_jaune",
    "voice_over": "sous_titre_cyan",
    "music": "sous_titre_magenta",
    "sound": "sous_titre_rouge",
    "foreign": "sous_titre_vert",
}
"""The colour of a house's palette for the captions of each role, where it has one; the charter's own elsewhere."""


def properties(palette: Mapping[str, str]) -> str:
    """Return the CSS rule that gives each colour its name; raises SceneError when the palette lacks one."""
    return f":root{{{';'.join(f'--{name}:{_colour(name, palette)}' for name in NAMES)}}}"


def caption_colours(colours: Mapping[str, str]) -> Markup:
    """Return the CSS rule that gives the colour of each role of captions its name, `--st-music` and so on."""
    known = ((role, colour) for role, colour in colours.items() if _NAMED.fullmatch(colour))
    return Markup(f"\n:root{{{';'.join(f'--st-{role}:{colour}' for role, colour in known)}}}")  # noqa: S704 - checked above


def _colour(name: str, palette: Mapping[str, str]) -> str:
    value = palette.get(name, "")
    if not _COLOUR.fullmatch(value):
        raise SceneError(
            f"la palette ne donne pas de couleur « {name} » ; ajoutez-la aux « couleurs » de l'habillage, "
            "sous la forme d'un dièse et de six chiffres hexadécimaux"
        )
    return value
