"""The words of a Word file's paragraphs: how they are set, what was deleted, what hangs on them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.adapters.documents.composing import Composer
from pipeline.adapters.documents.trees import below, deep, inner
from pipeline.adapters.documents.word_package import WordPackage, WordSetting, setting, value
from pipeline.errors import Code, Level
from pipeline.model.notes import NoteRun

_MADE_OF_WORDS = frozenset({
    "w:hyperlink", "w:smartTag", "w:fldSimple", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:dir", "w:bdo",
    "w:ruby", "w:rubyBase",
})  # fmt: skip
GONE = frozenset({"w:del", "w:moveFrom"})
"""What was taken out under tracked changes."""

NOTE_PARTS = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
"""Where the notes are that a text refers to."""

_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_SYMBOLS = {"f0fe": "☑", "f0fd": "☒", "f0a8": "☐", "f06f": "☐", "f0fc": "✓", "f0e0": "→", "f0b7": "•", "f0a7": "▪"}
"""Signs of Wingdings and Symbol that are met, as others write them."""


@dataclass(frozen=True, slots=True)
class WordBeside:
    """A picture, a box, a note or a comment: what it is, its name in the part that holds it, or its element."""

    kind: str
    name: str = ""
    element: ET.Element | None = None


@dataclass(slots=True, kw_only=True)
class WordParagraph:
    """What was met in one paragraph, until it ends."""

    runs: list[NoteRun] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    after: list[WordBeside] = field(default_factory=list)
    """What belongs to it and is not of its words."""
    setting: WordSetting = field(default_factory=WordSetting)
    ticked: bool | None = None

    @property
    def said(self) -> bool:
        """Tell whether it holds anything that has a place."""
        worded = any(run.text.strip() for run in self.runs)
        return worded or bool(self.after)


@dataclass(frozen=True, slots=True)
class _Words:
    """Where reading is within a paragraph: what is pointed to, whether what is met was deleted, and by whom."""

    link: str = ""
    deleted: bool = False
    author: str = ""


class WordsReader:
    """Reads the words of one document's paragraphs."""

    def __init__(self, package: WordPackage, composer: Composer) -> None:
        self.package = package
        self.composer = composer
        self.part = package.main
        self.open_comments: dict[str, list[str]] = {}
        self.about: dict[str, str] = {}

    @contextmanager
    def of_part(self, part: str) -> Iterator[None]:
        """Read what stands in another part: what it points to is its own."""
        before, self.part = self.part, part
        try:
            yield
        finally:
            self.part = before

    def met(self, element: ET.Element) -> WordParagraph:
        """Return what stands in a paragraph."""
        met = WordParagraph(setting=self.package.setting_of(value(element, "w:pPr/w:pStyle")))
        self._inline(element, met, _Words())
        return met

    def _inline(self, parent: ET.Element, met: WordParagraph, words: _Words) -> None:
        for element in inner(parent):
            self.composer.effort.step()
            tag = element.tag
            if tag == "w:r":
                self._run(element, met, words)
            elif tag in GONE:
                self._inline(element, met, _Words(words.link, True, element.get("w:author", "")))
            elif tag == "w:hyperlink":
                relation = self.package.relations(self.part).get(element.get("r:id", ""))
                link = relation.target if relation is not None and relation.outside else ""
                self._inline(element, met, _Words(link, words.deleted, words.author))
            elif tag == "w:sdt":
                self._inline_control(element, met, words)
            elif tag in _MADE_OF_WORDS:
                self._inline(element, met, words)
            elif tag == "w:commentRangeStart":
                self.open_comments[element.get("w:id", "")] = []
            elif tag == "w:commentRangeEnd":
                name = element.get("w:id", "")
                self.about[name] = "".join(self.open_comments.pop(name, []))
            elif tag in {"m:oMath", "m:oMathPara"}:
                self._say("".join(each.text or "" for each in element.iter("m:t")), met, words, WordSetting())

    def _inline_control(self, element: ET.Element, met: WordParagraph, words: _Words) -> None:
        content = below(element, "w:sdtContent")
        box = below(element, "w:sdtPr/w14:checkbox")
        if box is not None:
            state = below(box, "w14:checked")
            met.ticked = state is not None and state.get("w14:val", "1") in {"1", "true"}
        elif content is not None and below(element, "w:sdtPr/w:showingPlcHdr") is None:
            self._inline(content, met, words)

    def _run(self, run: ET.Element, met: WordParagraph, words: _Words) -> None:
        properties = below(run, "w:rPr")
        style = value(properties, "w:rStyle")
        own = setting(properties).over(self.package.setting_of(style)).over(met.setting)
        for element in inner(run):
            tag = element.tag
            if tag in {"w:t", "w:delText"}:
                self._say(element.text or "", met, words, own)
            elif tag in _SIGNS:
                self._say(_SIGNS[tag], met, words, own)
            elif tag == "w:br":
                self._say("\n", met, words, own)
            elif tag == "w:sym":
                self._say(_SYMBOLS.get(element.get("w:char", "").lower(), ""), met, words, own)
            elif tag in {"w:drawing", "w:pict", "w:object"}:
                self._drawn(element, met, words)
            elif tag in NOTE_PARTS and not words.deleted:
                met.after.append(WordBeside(NOTE_PARTS[tag], element.get("w:id", "")))
            elif tag == "w:commentReference":
                met.after.append(WordBeside("comment", element.get("w:id", "")))
            elif tag == "w:ruby":
                self._inline(element, met, words)

    def _say(self, text: str, met: WordParagraph, words: _Words, own: WordSetting) -> None:
        if words.deleted:
            met.deleted.append((text, words.author))
        elif own.hidden:
            met.hidden.append(text)
        else:
            met.runs.append(NoteRun(text, own.on, words.link))
            for about in self.open_comments.values():
                about.append(text)

    def _drawn(self, element: ET.Element, met: WordParagraph, words: _Words) -> None:
        """Keep the pictures and the text boxes of a drawing; tell what else is in it."""
        boxes = list(deep(element, "w:txbxContent"))
        boxed = {id(each) for box in boxes for each in box.iter()}
        pictures = [each for each in deep(element, "a:blip", "v:imagedata") if id(each) not in boxed]
        if words.deleted:
            met.deleted.append(("".join(bare_words(box) for box in boxes), words.author))
            return
        if pictures:
            met.after.append(WordBeside("picture", element=element))
        met.after.extend(WordBeside("box", element=each) for each in boxes)
        if next(deep(element, "c:chart"), None) is not None or (
            element.tag == "w:object" and not pictures and not boxes
        ):
            message = f"{self.composer.here()} : un graphique ou un objet d'un autre logiciel n'est pas lu"
            advice = "en faire une image, ou en écrire les chiffres"
            self.composer.tell(message, advice, Level.WARNING, Code("document-objet"))


def bare_words(element: ET.Element) -> str:
    """Return all words of an element, deleted ones too."""
    return "".join(each.text or "" for each in element.iter() if each.tag in {"w:t", "w:delText"})
