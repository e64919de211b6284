"""A part of a document as a tree of elements: no DTD, no entity, nothing from elsewhere, bounded in depth and count.

Names are those that the standards write, whichever of their namespaces a file uses: « w:p », « text:p ».
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pipeline.adapters.documents.effort import Effort

_AT_ONCE = 1 << 16

_OFFICE = "schemas.openxmlformats.org"
_STRICT = "purl.oclc.org/ooxml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_W3 = "www.w3.org/"

_PREFIXES = {
    f"http://{_OFFICE}/wordprocessingml/2006/main": "w",
    f"http://{_STRICT}/wordprocessingml/main": "w",
    f"http://{_OFFICE}/officeDocument/2006/relationships": "r",
    f"http://{_STRICT}/officeDocument/relationships": "r",
    f"http://{_OFFICE}/package/2006/relationships": "rel",
    f"http://{_OFFICE}/package/2006/content-types": "ct",
    f"http://{_OFFICE}/drawingml/2006/main": "a",
    f"http://{_STRICT}/drawingml/main": "a",
    f"http://{_OFFICE}/drawingml/2006/wordprocessingDrawing": "wp",
    f"http://{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"http://{_OFFICE}/drawingml/2006/spreadsheetDrawing": "xdr",
    f"http://{_OFFICE}/drawingml/2006/picture": "pic",
    f"http://{_OFFICE}/drawingml/2006/chart": "c",
    f"http://{_OFFICE}/markup-compatibility/2006": "mc",
    f"http://{_OFFICE}/officeDocument/2006/math": "m",
    f"http://{_OFFICE}/spreadsheetml/2006/main": "x",
    f"http://{_STRICT}/spreadsheetml/main": "x",
    f"http://{_OFFICE}/package/2006/metadata/core-properties": "cp",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    f"http://{_W3}1999/xlink": "xlink",
    f"{_ODF}office:1.0": "office",
    f"{_ODF}text:1.0": "text",
    f"{_ODF}table:1.0": "table",
    f"{_ODF}drawing:1.0": "draw",
    f"{_ODF}style:1.0": "style",
    f"{_ODF}meta:1.0": "meta",
    f"{_ODF}manifest:1.0": "manifest",
    f"{_ODF}svg-compatible:1.0": "svg",
    f"{_ODF}xsl-fo-compatible:1.0": "fo",
    f"{_ODF}form:1.0": "form",
    f"{_ODF}datastyle:1.0": "number",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
"""The namespaces of ECMA-376 (both classes), of its extensions that are met, and of ODF 1.3."""

_CHOICES = frozenset({"mc:Choice", "mc:Fallback"})


class _Builder(ET.TreeBuilder):
    """Builds a tree under the short names, and counts what it costs."""

    def __init__(self, effort: Effort) -> None:
        super().__init__()
        self._effort = effort
        self._names: dict[str, str] = {}
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Open an element."""
        self._depth += 1
        if self._depth > self._effort.limits.depth:
            raise self._effort.unsafe(f"plus de {self._effort.limits.depth} éléments y sont les uns dans les autres")
        self._effort.element()
        return super().start(self._short(tag), {self._short(name): value for name, value in attrs.items()})

    def end(self, tag: str) -> ET.Element:
        """Close an element."""
        self._depth -= 1
        return super().end(self._short(tag))

    def _short(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            space, parted, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
            prefix = _PREFIXES.get(space, "?") if parted else ""
            known = self._names[name] = f"{prefix}:{local}" if prefix else local
        return known


def tree(data: bytes, part: str, effort: Effort) -> ET.Element:
    """Return the root of a part; raises ScriptError for what is not XML, declares a document type, or is too much."""
    parser = DefusedXMLParser(target=_Builder(effort), forbid_dtd=True)
    try:
        for at in range(0, len(data), _AT_ONCE):
            parser.feed(data[at : at + _AT_ONCE])
            effort.look()
        root: ET.Element = parser.close()
    except DefusedXmlException as error:
        raise effort.unsafe(f"« {part} » y déclare un type de document (<!DOCTYPE)") from error
    except (ET.ParseError, ValueError, LookupError) as error:
        raise effort.damaged(f"« {part} » ne se lit pas") from error
    return root


def inner(element: ET.Element) -> Iterator[ET.Element]:
    """Yield the children of an element; of alternatives, those of the first that is known."""
    for child in element:
        if child.tag == "mc:AlternateContent":
            choices = sorted((each for each in child if each.tag in _CHOICES), key=_is_fallback)
            yield from inner(choices[0]) if choices else ()
        else:
            yield child


def deep(element: ET.Element, *tags: str) -> Iterator[ET.Element]:
    """Yield what lies anywhere within an element under these names, in order; alternatives are taken once."""
    for child in inner(element):
        if child.tag in tags:
            yield child
        yield from deep(child, *tags)


def below(element: ET.Element | None, path: str) -> ET.Element | None:
    """Return the first element at the end of a path of children (« w:pPr/w:numPr »), None where it breaks off."""
    for tag in path.split("/"):
        element = next((child for child in element if child.tag == tag), None) if element is not None else None
    return element


def _is_fallback(element: ET.Element) -> bool:
    return element.tag == "mc:Fallback"
