"""An SVG read with care: no DTD, no entities, nothing from elsewhere, and where each of its elements begins."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pipeline.errors import Code, Finding, Mark, SceneError

_DEEPEST = 256
"""Levels of groups in groups: drawings have ten or twenty, and each costs a call within a call."""

_AGAIN = "l'ouvrir dans Inkscape et le réenregistrer en SVG simple"
_NO_DTD = "le réenregistrer en SVG simple dans Inkscape, ou ôter ce qui va de « <!DOCTYPE » à son « > » de fin"


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG: its tree, the byte that each element begins at, and its processing instructions with theirs."""

    name: str
    data: bytes
    root: ET.Element
    begins: dict[ET.Element, int]
    instructions: tuple[tuple[str, int], ...]

    def mark(self, at: int, text: str = "") -> Mark:
        """Return the place of a text that is written after byte `at`, or of `at` when it is written otherwise."""
        found = self.data.find(text.encode(), at) if text else -1
        return _mark(self.name, self.data, at if found < 0 else found)


class _TooDeepError(Exception):
    """Elements within elements beyond what anybody draws; `at` is the byte of the first."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at


class _Builder(ET.TreeBuilder):
    """Builds a tree, and notes where each element and processing instruction begins."""

    def __init__(self) -> None:
        super().__init__()
        self.begins: dict[ET.Element, int] = {}
        self.instructions: list[tuple[str, int]] = []
        self.expat: Any = None
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Open an element."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError(self.expat.CurrentByteIndex)
        element = super().start(tag, attrs)
        self.begins[element] = self.expat.CurrentByteIndex
        return element

    def end(self, tag: str) -> ET.Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)

    def pi(self, target: str, text: str | None = None) -> ET.Element:
        """Note a processing instruction."""
        self.instructions.append((target, self.expat.CurrentByteIndex))
        return super().pi(target, text)


def drawing(data: bytes, name: str) -> Drawing:
    """Read an SVG; raises SceneError with line and column when it is none, or declares a document type."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        parser.feed(data.decode())  # text, so that no encoding which the file may declare is believed
        root: ET.Element = parser.close()
    except UnicodeDecodeError as error:
        at = _mark(name, data, error.start)
        raise refused(at, "ce dessin n'est pas en UTF-8", "le réenregistrer en UTF-8") from error
    except DefusedXmlException as error:
        at = _mark(name, data, max(0, data.rfind(b"<!", 0, builder.expat.CurrentByteIndex)))
        raise refused(at, "ce dessin déclare un type de document (<!DOCTYPE), qui n'est pas permis", _NO_DTD) from error
    except _TooDeepError as error:
        at = _mark(name, data, error.at)
        raise refused(at, f"ce dessin a plus de {_DEEPEST} groupes les uns dans les autres", _AGAIN) from error
    except ET.ParseError as error:
        line, column = error.position
        raise refused(Mark(name, line, column + 1), "ce dessin n'est pas du SVG lisible", _AGAIN) from error
    if root.tag.rpartition("}")[2] != "svg":
        raise refused(Mark(name, 1, 1), "ce fichier n'est pas un dessin SVG", _AGAIN)
    return Drawing(name, data, root, builder.begins, tuple(builder.instructions))


def refused(mark: Mark, message: str, advice: str) -> SceneError:
    """Return what is raised of a file that is no drawing."""
    finding = Finding(mark, message, advice, code=Code("dessin-illisible"))
    return SceneError(str(finding), (finding,))


def _mark(name: str, data: bytes, at: int) -> Mark:
    """Return the line and column of a byte; columns count signs, as editors do."""
    before = data[:at]
    return Mark(name, before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1)
