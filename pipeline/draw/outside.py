"""Artwork draws with what it holds: an SVG that reaches for the network or another file, or is none, is refused."""

import re
import xml.etree.ElementTree as ET  # the artwork is ours, reviewed like code; expat bounds entity expansion

from pipeline.errors import Code, Finding, Mark, SceneError

_REACHES = re.compile(
    r"""(?:\b(?:xlink:)?href|\bsrc)\s*=\s*["']\s*(?!\#|data:|["'])(?P<link>[^"']+)"""
    r"""|url\(\s*["']?\s*(?!\#|data:)(?P<url>[^"')]+)"""
    r"""|@import\s+["']?(?P<sheet>[^"';)]+)"""
    r"""|<!ENTITY\s+\S+\s+(?:SYSTEM|PUBLIC)\s+["'](?P<entity>[^"']*)""",
    re.IGNORECASE,
)
_ADVICE = "intégrez ce qu'il montre dans le dessin même (dans Inkscape : Extensions, Images, Incorporer)"

_AGAIN = "l'ouvrir dans Inkscape et le réenregistrer en SVG simple"


def refuse_outside(markup: str, name: str) -> None:
    """Refuse artwork that refers to anything outside itself; raises SceneError with line and column."""
    found = _outside(markup, name)
    if found is not None:
        raise SceneError(str(found), (found,))


def artwork(data: bytes, name: str) -> str:
    """Return the markup of an SVG that can be drawn; raises SceneError with line and column."""
    try:
        markup = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        mark = Mark(name, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        raise _refused(mark, "ce dessin n'est pas en UTF-8", "le réenregistrer en UTF-8") from error
    refuse_outside(markup, name)
    try:
        root = ET.fromstring(markup)  # noqa: S314 - see the import
    except ET.ParseError as error:
        line, column = error.position
        raise _refused(Mark(name, line, column + 1), "ce dessin n'est pas du SVG lisible", _AGAIN) from error
    if root.tag.rpartition("}")[2] != "svg":
        raise _refused(Mark(name, 1, 1), "ce fichier n'est pas un dessin SVG", _AGAIN)
    return markup


def _outside(markup: str, name: str) -> Finding | None:
    """Return what in the markup refers to anything outside it, with its place."""
    found = _REACHES.search(markup)
    if found is None:
        return None
    group = found.lastgroup or "link"
    start = found.start(group)
    line = markup.count("\n", 0, start) + 1
    column = start - (markup.rfind("\n", 0, start) + 1) + 1
    reached = found[group].strip()
    where = "le réseau" if re.match(r"(?:[a-z]+:)?//", reached, re.IGNORECASE) else "un autre fichier"
    message = f"ce dessin va chercher « {reached} » : {where} n'est pas permis"
    return Finding(Mark(name, line, column), message, _ADVICE, code=Code("dessin-exterieur"))


def _refused(mark: Mark, message: str, advice: str) -> SceneError:
    finding = Finding(mark, message, advice, code=Code("dessin-illisible"))
    return SceneError(str(finding), (finding,))
