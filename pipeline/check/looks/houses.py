"""What a house style names and does not have: the colours, faces and files of its own lines."""

from collections.abc import Callable, Iterator

from pipeline.check.looks.lack import Lack
from pipeline.check.looks.scenes import THEME
from pipeline.errors import Code
from pipeline.french.wording import advised, quoted
from pipeline.model.scene import House

_BESIDE_IT = "le déposer sous media/, ou corriger ce nom"


def house_lacks(house: House, exists: Callable[[str], bool]) -> Iterator[Lack]:
    """Yield what a house style names in vain; `exists` tells of a file by its path in the project."""
    yield from _files(house, exists)
    yield from _colours(house)
    for name, style in house.styles.items():
        if style.face not in house.faces:
            message = f"la police {quoted(style.face)} du style {quoted(name)} n'est pas sous « polices »"
            yield Lack(style.face, "police", message, advised(style.face, house.faces), Code("police-inconnue"))
    if house.default_theme not in house.themes:
        message = f"le thème {quoted(house.default_theme)} n'est pas sous « themes »"
        yield Lack(
            house.default_theme,
            "theme_par_defaut",
            message,
            advised(house.default_theme, house.themes),
            Code("theme-inconnu"),
        )


def _files(house: House, exists: Callable[[str], bool]) -> Iterator[Lack]:
    for file in house.faces.values():
        if not exists(file):
            yield Lack(file, "polices", f"la police {quoted(file)} est introuvable", _BESIDE_IT, Code("police-absente"))
    for role, file in house.fallbacks.items():
        if role not in house.faces:
            message = f"l'habillage n'a pas de police {quoted(role)}"
            yield Lack(role, "secours", message, advised(role, house.faces), Code("police-inconnue"))
        if not exists(file):
            yield Lack(file, "secours", f"la police {quoted(file)} est introuvable", _BESIDE_IT, Code("police-absente"))
    for choice in house.pictures:
        if not exists(f"media/illustrations/{choice.file}.svg"):
            message = f"l'illustration {quoted(choice.file)} n'est pas dans media/illustrations/"
            yield Lack(choice.file, "choix", message, _BESIDE_IT, Code("illustration-inconnue"))


def _colours(house: House) -> Iterator[Lack]:
    known = {*house.palette, *THEME}
    asked = [("couleur", style.colour) for style in house.styles.values()]
    grounds = [*house.grounds.values(), *(g for told in house.formats.values() for g in told.grounds.values())]
    asked += [("arrets", stop) for ground in grounds for stop in ground.stops]
    asked += [pair for told in house.treatments.values() for pair in (("sombre", told.dark), ("clair", told.light))]
    for key, name in dict.fromkeys(asked):
        if name not in known:
            message = f"la couleur {quoted(name)} n'est pas sous « couleurs »"
            yield Lack(name, key, message, advised(name, known), Code("couleur-inconnue"))
