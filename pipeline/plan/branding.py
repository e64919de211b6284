"""A house style in its owner's colours: its name, its palette, its letters, its hosts, its credits."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from pipeline.model.brand import Brand, Host
from pipeline.model.marks import Marking
from pipeline.model.media import in_project
from pipeline.model.picture import Asset
from pipeline.model.scene import House, Imprint, Logo, ThemeLook
from pipeline.model.script import Speaker
from pipeline.plan.tints import Shade, repainted
from pipeline.ports import Library

THEMES = "themes."
"""How the name of a theme's colour begins in « declinaisons »: `themes.bonheur.haut`."""

PARTS: Mapping[str, str] = {"haut": "top", "bas": "bottom", "texte": "text", "accent": "accent"}
"""A theme's colours by the names they have in YAML."""


def branded(house: House, brand: Brand, logo: Logo | None = None) -> House:
    """Return a house style as a brand wears it; what the brand does not say stays, colours that nobody has are left.

    A role of the house gives its colour to everything derived from it, each keeping its distance; a name of the
    palette changes that colour alone, and has the last word.
    """
    shades = dict(_shades(house, brand))
    colours = {name: colour for role, shade in shades.items() for name, colour in _derived(house, role, shade)}
    colours |= {name: colour for name, colour in brand.colours.items() if name in house.palette}
    return house.model_copy(
        update={
            "channel": brand.channel or house.channel,
            "short": brand.short or ("" if brand.channel else house.short),
            "palette": {name: colours.get(name, colour) for name, colour in house.palette.items()},
            "themes": {name: _themed(name, look, colours) for name, look in house.themes.items()},
            "faces": house.faces
            | {name: in_project(file) for name, file in brand.faces.items() if name in house.faces},
            "imprint": Imprint(
                channel=brand.channel, publisher=brand.publisher, licence=brand.licence, language=brand.language
            ),
            "marking": Marking(form=brand.marks.form or house.marking.form, without=brand.marks.without.strip()),
            "presenter": _hosted(house.presenter, brand.presenter),
            "reporter": _hosted(house.reporter, brand.reporter),
            "credits": (*brand.credits, *house.credits),
            "repaints": tuple((each.before, each.after) for each in shades.values() if each.vivid),
            "logo": logo or house.logo,
        }
    )


def music_of(brand: Brand) -> dict[str, str]:
    """Return the channel's own music: what the house calls its place (`nappe`, `virgule`…) → its file as written."""
    named = {field.alias or name: getattr(brand.music, name) for name, field in type(brand.music).model_fields.items()}
    return {role: file for role, file in named.items() if file}


def roles(house: House) -> frozenset[str]:
    """Return every name under which a brand may give a colour: the house's roles, then its palette."""
    return frozenset({*house.tints, *house.palette})


def colour_of(house: House, name: str) -> str:
    """Return a colour of the palette, or of a theme (`themes.bonheur.haut`); an empty text when nobody has it."""
    if not name.startswith(THEMES):
        return house.palette.get(name, "")
    theme, _, part = name.removeprefix(THEMES).partition(".")
    look = house.themes.get(theme)
    return str(getattr(look, PARTS[part])) if look is not None and part in PARTS else ""


def is_painted(house: House, file: str) -> bool:
    """Tell whether an artwork wears the house's colours, and so those of a brand."""
    return bool(house.repaints) and any(PurePosixPath(file).match(pattern) for pattern in house.painted)


def painted_over(house: House, file: Asset, library: Library) -> tuple[tuple[str, str], ...]:
    """Return what the colours of an artwork become, none unless it wears the house's; as tokens, sorted."""
    if not is_painted(house, file.path):
        return ()
    return repainted(library.read(file.path), tuple(Shade(*each) for each in house.repaints))


def _shades(house: House, brand: Brand) -> Iterator[tuple[str, Shade]]:
    for role, names in house.tints.items():
        reference = colour_of(house, names[0]) if names else ""
        if role in brand.colours and reference:
            yield role, Shade(reference, brand.colours[role][:7])


def _derived(house: House, role: str, shade: Shade) -> Iterator[tuple[str, str]]:
    for name in house.tints[role]:
        if colour := colour_of(house, name):
            yield name, shade.of(colour)


def _themed(name: str, look: ThemeLook, colours: Mapping[str, str]) -> ThemeLook:
    told = {field: colours.get(f"{THEMES}{name}.{part}") for part, field in PARTS.items()}
    return look.model_copy(update={field: colour for field, colour in told.items() if colour})


def _hosted(speaker: Speaker, host: Host) -> Speaker:
    told = {"name": host.name, "role": host.role, "voice": host.voice, "portrait": host.portrait}
    return speaker.model_copy(update={field: value for field, value in told.items() if value})
