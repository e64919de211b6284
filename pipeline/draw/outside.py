"""Artwork draws with what it holds and does nothing else: an SVG that reaches out, or runs something, is refused.

What is allowed is listed, what is not is refused: references to its own elements (`#name`) and PNG or JPEG pictures
that it carries. The rest is the network, another file, a program or a web page, however it is spelled.
"""

import base64
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from pipeline.draw.svg import Drawing, drawing, refused
from pipeline.draw.unfolding import unfolded
from pipeline.errors import Code, Finding, SceneError

_PROGRAMS = frozenset({"script", "handler", "listener"})
_GUESTS = frozenset({"foreignobject", "iframe", "object", "embed", "audio", "video"})
_LINKS = frozenset({"href", "src"})
_ANIMATED = ("from", "to", "by", "values")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_EVENT = re.compile(r"on[a-z]+", re.IGNORECASE)

_HEAVIEST = 12_000_000
"""Bytes of a picture carried by a drawing: what a camera of 24 megapixels writes."""

_MOST_PIXELS = 7680 * 4320
"""Pixels of a picture carried by a drawing: 8K, twice each side of the largest film."""

_MOST_ELEMENTS = 50_000
"""Elements of a drawing, each as often as it is shown: ours have 1 000 at most, and 100 000 take seconds to draw."""

_INSIDE = re.compile(r"\s*(?:#.*)?", re.DOTALL)
_CARRIED = re.compile(r"\s*data:image/(?:png|jpe?g);base64,(?P<data>[A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_REFERENCE = r"""\(\s*(?P<quote>["']?)(?P<link>[^"')]*)(?P=quote)\s*(?P<end>\)?)"""
_IN_VALUES = re.compile(rf"url{_REFERENCE}", re.IGNORECASE)
_IN_STYLES = re.compile(rf"(?<![\w-])(?:url|src|image|(?:-webkit-)?image-set){_REFERENCE}", re.IGNORECASE)
_IMPORT = re.compile(r"""@import(?:\s*url\(|\s)*["']?(?P<link>[^"';)]*)""", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)
_MAY_REFER = re.compile(r"[\\(@]")
"""What nothing refers without: a value without these signs, as nearly all are, is looked at no further."""

_NETWORK = re.compile(r"\s*(?!file:)(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_SHOWN = 60

_EMBED = "intégrez ce qu'il montre dans le dessin même (dans Inkscape : Extensions, Images, Incorporer)"
_PLAIN = "ôtez-le, ou réenregistrez le dessin en SVG simple (dans Inkscape : Enregistrer une copie, SVG simple)"
_REPLACE = "remplacez ce qu'il contient par des formes et du texte de dessin"
_SMALLER = "réduisez l'image avant de l'intégrer"
_AS_PNG = "réenregistrez l'image en PNG ou en JPEG avant de l'intégrer"


@lru_cache(maxsize=128)
def artwork(data: bytes, name: str) -> ET.Element:
    """Return the tree of an SVG that can be drawn, to be copied before anything in it is changed.

    Raises SceneError with everything that is wrong, each with line and column.
    """
    read = drawing(data, name)
    found = tuple(_found(read))
    if found:
        raise SceneError("\n".join(map(str, found)), found)
    if unfolded(read.root) > _MOST_ELEMENTS:
        message = f"ce dessin se répète lui-même (<use>) jusqu'à plus de {_MOST_ELEMENTS} éléments"
        raise refused(
            read.mark(read.begins[read.root]), message, "dessiner ces répétitions une fois, en moindre nombre"
        )
    return read.root


def _found(read: Drawing) -> Iterator[Finding]:
    """Yield all that a drawing must not hold, in the order in which it is written."""
    for target, at in read.instructions:
        if target.lower() == "xml-stylesheet":
            message = "ce dessin va chercher une feuille de style (<?xml-stylesheet), ce qui n'est pas permis"
            yield _finding(read, at, "", message, _PLAIN)
    for element in read.root.iter():
        at = read.begins[element]
        yield from _element(read, element, at)
        for name, value in element.attrib.items():
            yield from _attribute(read, element, name, value, at)


def _element(read: Drawing, element: ET.Element, at: int) -> Iterator[Finding]:
    local = element.tag.rpartition("}")[2]
    match local.lower():
        case name if name in _PROGRAMS:
            yield _program(read, at, "", f"ce dessin contient un programme (<{local}>), qui n'est pas permis", _PLAIN)
        case name if name in _GUESTS:
            message = f"ce dessin contient autre chose qu'un dessin (<{local}>), qui ne serait pas montré"
            yield _program(read, at, "", message, _REPLACE)
        case "style":
            yield from _sheet(read, "".join(element.itertext()), _IN_STYLES, at)
        case _:
            pass


def _attribute(read: Drawing, element: ET.Element, name: str, value: str, at: int) -> Iterator[Finding]:
    local = name.rpartition("}")[2].lower()
    if local in _LINKS or name == _BASE:
        yield from _link(read, value, at)
    elif "}" in name:
        return  # what editors note for themselves
    elif _EVENT.fullmatch(local):
        yield _program(read, at, name, f"ce dessin contient un programme ({name}=…), qui n'est pas permis", _PLAIN)
    elif local in _ANIMATED and element.get("attributeName", "").rpartition(":")[2].lower() in _LINKS:
        for link in value.split(";"):
            yield from _link(read, link, at)
    else:
        yield from _sheet(read, value, _IN_STYLES if local == "style" else _IN_VALUES, at)


def _sheet(read: Drawing, text: str, calls: re.Pattern[str], at: int) -> Iterator[Finding]:
    """Yield what a style, or any value that may hold one, refers to; escapes are read as a browser reads them.

    A reference that is not closed as it should be is refused: readers differ in where it ends.
    """
    if not _MAY_REFER.search(text):
        return
    told = _ESCAPE.sub(_meant, text)
    for found in _IMPORT.finditer(told):
        yield _reach(read, found["link"], at)
    for found in calls.finditer(_IMPORT.sub("", told)):
        if found["end"]:
            yield from _link(read, found["link"], at)
        else:
            yield _reach(read, found["link"] or found.string[found.start("link") :], at)


def _link(read: Drawing, link: str, at: int) -> Iterator[Finding]:
    """Yield what is wrong with what a drawing refers to."""
    if _INSIDE.fullmatch(link):
        return
    carried = _CARRIED.fullmatch(link)
    shown = _shortened(link)
    if carried:
        yield from _picture(read, carried["data"], shown, at)
    elif link.strip().lower().startswith("data:"):
        message = f"ce dessin intègre « {shown} » : seules des images PNG et JPEG peuvent l'être"
        yield _finding(read, at, link, message, _AS_PNG)
    else:
        yield _reach(read, link, at)


def _picture(read: Drawing, written: str, shown: str, at: int) -> Iterator[Finding]:
    """Yield what is wrong with a picture that a drawing carries, from its first bytes."""
    if len(written) > _HEAVIEST * 4 // 3:
        message = f"l'image intégrée « {shown} » pèse plus de {_HEAVIEST // 1_000_000} Mo"
        yield _finding(read, at, written[:_SHOWN], message, _SMALLER)
        return
    from PIL import Image  # noqa: PLC0415 - few drawings carry a picture

    try:
        with Image.open(BytesIO(base64.b64decode(written)), formats=("PNG", "JPEG")) as image:
            pixels = image.width * image.height
    except Image.DecompressionBombError:
        pixels = _MOST_PIXELS + 1
    except (OSError, ValueError):
        message = f"l'image intégrée « {shown} » n'est ni du PNG ni du JPEG"
        yield _finding(read, at, written[:_SHOWN], message, _AS_PNG)
        return
    if pixels > _MOST_PIXELS:
        message = f"l'image intégrée « {shown} » a plus de {_MOST_PIXELS // 1_000_000} mégapixels"
        yield _finding(read, at, written[:_SHOWN], message, _SMALLER)


def _reach(read: Drawing, link: str, at: int) -> Finding:
    where = "le réseau" if _NETWORK.match(link) else "un autre fichier"
    message = f"ce dessin va chercher « {_shortened(link)} » : {where} n'est pas permis"
    return _finding(read, at, link.strip(), message, _EMBED)


def _program(read: Drawing, at: int, written: str, message: str, advice: str) -> Finding:
    return Finding(read.mark(at, written), message, advice, code=Code("dessin-programme"))


def _finding(read: Drawing, at: int, written: str, message: str, advice: str) -> Finding:
    return Finding(read.mark(at, written), message, advice, code=Code("dessin-exterieur"))


def _meant(escape: re.Match[str]) -> str:
    """Return the sign that a CSS escape stands for."""
    if escape[2]:
        return escape[2]
    number = int(escape[1], 16)
    return "\ufffd" if number > 0x10FFFF or 0xD800 <= number < 0xE000 else chr(number)


def _shortened(link: str) -> str:
    said = "".join(sign if sign.isprintable() else " " for sign in link.strip())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
