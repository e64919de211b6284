"""Fonts that a channel brings: whether they open, write French, and may be shown.

A space that a font lacks (the narrow one of « ! ») is no fault: its width is worked out from the plain one.
"""

import struct
from collections.abc import Iterator

import uharfbuzz as hb

from pipeline.draw.face import drawing_font, face_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import advised, quoted
from pipeline.model.brand import BrandFile
from pipeline.model.media import in_project
from pipeline.model.scene import House
from pipeline.ports import Library

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_FRENCH = "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ«»’–…·€%&()?!:;,.-/+"
"""What a newscast writes: the letters of French, its quotes and its marks."""

_FACES = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
"""How TrueType and OpenType files begin. Source: OpenType 1.9, « Organization of an OpenType font »."""

_RESTRICTED = 0x0002
"""Bit of `fsType` of a font that may not be embedded without its owner's leave. Source: OpenType 1.9, OS/2 table."""

_MOST = 20_000_000
"""Bytes; a font of one style weighs a few hundred thousand."""

_ADVICE = "donner une police TrueType ou OpenType, déposée sous media/"


def face_findings(file: BrandFile, house: House, library: Library) -> Iterator[tuple[str, Finding]]:
    """Yield what is wrong with a brand's fonts, each with its role; an error means that it cannot be used."""
    for role, name in file.brand.faces.items():
        mark = file.mark("polices", role)
        if role not in house.faces:
            message = f"l'habillage n'a pas de police {quoted(role)}"
            yield role, Finding(mark, message, advised(role, house.faces), code=Code("marque-police-inconnue"))
            continue
        problem, advice = _problem(in_project(name), library)
        if problem:
            message = f"la police {quoted(name)} ne peut pas servir : {problem}"
            yield role, Finding(mark, message, advice, code=Code("marque-police"))
        elif _restricted(library.read(in_project(name))):
            message = f"la police {quoted(name)} dit que sa licence interdit de l'incorporer (fsType 2)"
            advice = "vérifier auprès de qui la distribue qu'elle peut servir dans un film et sur une page"
            yield role, Finding(mark, message, advice, Level.WARNING, code=Code("marque-police-licence"))


def _problem(path: str, library: Library) -> tuple[str, str]:
    """Return why a file is no font to write French with, and what to do; two empty texts when it is."""
    if not library.exists(path):
        return "le fichier n'existe pas", _ADVICE
    data = library.read(path)
    if len(data) > _MOST:
        return f"fichier trop lourd : au plus {_MOST // 1_000_000} Mo", "choisir le fichier d'un seul style"
    if not data.startswith(_FACES):
        return "ce n'est pas une police TrueType ou OpenType", _ADVICE
    try:
        face = face_of(data)
        drawing_font(data, 40.0).getbbox("É")
    except (OSError, ValueError, hb.HarfBuzzError, ZeroDivisionError):
        return "fichier illisible ou tronqué", "le télécharger de nouveau"
    missing = "".join(letter for letter in _LETTERS + _FRENCH if ord(letter) not in face.known)
    if not missing:
        return "", ""
    return f"il lui manque {missing}", "choisir une police qui écrit le français"


def _restricted(data: bytes) -> bool:
    """Tell whether a font says that it may not be embedded."""
    table = bytes(hb.Face(hb.Blob(data)).reference_table("OS/2").data)
    return len(table) >= 10 and bool(struct.unpack(">H", table[8:10])[0] & _RESTRICTED)
