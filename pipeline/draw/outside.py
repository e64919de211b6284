"""Artwork draws with what it holds: an SVG that reaches for the network or for another file is refused."""

import re

from pipeline.errors import Finding, Mark, SceneError

_REACHES = re.compile(
    r"""(?:\b(?:xlink:)?href|\bsrc)\s*=\s*["']\s*(?!\#|data:|["'])(?P<link>[^"']+)"""
    r"""|url\(\s*["']?\s*(?!\#|data:)(?P<url>[^"')]+)"""
    r"""|@import\s+["']?(?P<sheet>[^"';)]+)"""
    r"""|<!ENTITY\s+\S+\s+(?:SYSTEM|PUBLIC)\s+["'](?P<entity>[^"']*)""",
    re.IGNORECASE,
)
_ADVICE = "intégrez ce qu'il montre dans le dessin même (dans Inkscape : Extensions, Images, Incorporer)"


def refuse_outside(markup: str, name: str) -> None:
    """Refuse artwork that refers to anything outside itself; raises SceneError with line and column."""
    found = _REACHES.search(markup)
    if found is None:
        return
    group = found.lastgroup or "link"
    start = found.start(group)
    line = markup.count("\n", 0, start) + 1
    column = start - (markup.rfind("\n", 0, start) + 1) + 1
    reached = found[group].strip()
    where = "le réseau" if re.match(r"(?:[a-z]+:)?//", reached, re.IGNORECASE) else "un autre fichier"
    message = f"ce dessin va chercher « {reached} » : {where} n'est pas permis"
    finding = Finding(Mark(name, line, column), message, _ADVICE, code="dessin")
    raise SceneError(str(finding), (finding,))
