"""The words of an OpenDocument text's paragraphs: how they are set, what was deleted, what hangs on them."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from pipeline.adapters.documents.composing import Composer
from pipeline.adapters.documents.word_package import WordSetting
from pipeline.adapters.documents.writer_styles import WriterStyles
from pipeline.model.notes import NoteRun

UNSAID = frozenset({
    "text:tracked-changes", "office:forms", "text:sequence-decls", "text:variable-decls", "text:user-field-decls",
    "text:page-number", "text:page-count", "office:event-listeners", "text:change-start", "text:change-end",
    "text:ruby-text", "svg:title", "svg:desc",
})  # fmt: skip
"""What says no words of the text."""

_SIGNS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}


@dataclass(slots=True)
class WriterParagraph:
    """What was met in one paragraph, until it ends."""

    runs: list[NoteRun] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    after: list[ET.Element] = field(default_factory=list)
    """Frames, notes and comments, which follow it."""
    deleted: list[tuple[str, str]] = field(default_factory=list)

    @property
    def said(self) -> bool:
        """Tell whether it holds anything that has a place."""
        return any(run.text.strip() for run in self.runs) or bool(self.after)


class WriterWords:
    """Reads the words of one document's paragraphs."""

    def __init__(self, styles: WriterStyles, composer: Composer) -> None:
        self.styles = styles
        self.composer = composer
        self.deleted: dict[str, tuple[str, str]] = {}
        self.open_comments: dict[str, list[str]] = {}
        self.about: dict[str, str] = {}

    def met(self, element: ET.Element) -> WriterParagraph:
        """Return what stands in a paragraph."""
        met = WriterParagraph()
        self._inline(element, met, self.styles.setting("paragraph", element.get("text:style-name", "")), "")
        return met

    def _inline(self, parent: ET.Element, met: WriterParagraph, own: WordSetting, link: str) -> None:
        self._say(_spaced(parent.text), met, own, link)
        for element in parent:
            self.composer.effort.step()
            self._one(element, met, own, link)
            self._say(_spaced(element.tail), met, own, link)

    def _one(self, element: ET.Element, met: WriterParagraph, own: WordSetting, link: str) -> None:
        tag = element.tag
        if tag == "text:span":
            self._inline(element, met, self.styles.setting("text", element.get("text:style-name", "")).over(own), link)
        elif tag == "text:a":
            self._inline(element, met, own, element.get("xlink:href", ""))
        elif tag in _SIGNS:
            self._say(_SIGNS[tag] * counted_in(element, "text:c", 200), met, own, link)
        elif tag in {"text:note", "office:annotation"} or tag.startswith("draw:"):
            self._after(element, met)
        elif tag == "office:annotation-end":
            name = element.get("office:name", "")
            self.about[name] = "".join(self.open_comments.pop(name, []))
        elif tag == "text:change":
            met.deleted.append(self.deleted.pop(element.get("text:change-id", ""), ("", "")))
        elif tag in {"text:hidden-text", "text:hidden-paragraph", "text:conditional-text"}:
            met.hidden.append(element.get("text:string-value", "") or "".join(element.itertext()))
        elif tag not in UNSAID:
            self._inline(element, met, own, link)

    def _after(self, element: ET.Element, met: WriterParagraph) -> None:
        met.after.append(element)
        name = element.get("office:name", "")
        if element.tag == "office:annotation" and name in self.about:
            self.open_comments[name] = []

    def _say(self, text: str, met: WriterParagraph, own: WordSetting, link: str) -> None:
        if not text:
            return
        if own.hidden:
            met.hidden.append(text)
            return
        met.runs.append(NoteRun(text, own.on, link))
        for about in self.open_comments.values():
            about.append(text)


def _spaced(text: str | None) -> str:
    """Return a text as ODF means it: what is white makes one space."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def bare_text(element: ET.Element) -> str:
    """Return all words of an element."""
    return " ".join("".join(element.itertext()).split())


def counted_in(element: ET.Element, name: str, most: int) -> int:
    """Return a whole number that an attribute gives, from 1 to the most; 1 when it gives none."""
    given = element.get(name, "1")
    return min(most, max(1, int(given))) if re.fullmatch(r"\d{1,9}", given) else 1
