"""What stands beside the text of a Word file: which part points to which, how styles look, how lists count.

Source: ECMA-376, parts 1 and 2.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.adapters.documents.archive import Archive, beside
from pipeline.adapters.documents.trees import below
from pipeline.model.notes import Emphasis

_HEADING = re.compile(
    r"(?:heading|titre|überschrift|título|titulo|titolo|kop|nagłówek|overskrift|rubrik|otsikko) ?([1-9])", re.IGNORECASE
)
_TITLE = frozenset({"title", "titre", "titel", "título", "titolo"})
_CAPTION = frozenset({"caption", "légende", "legende", "illustration", "figure", "photo"})
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST_BASE = 20
_BODY_TEXT = 9
"""The outline level of what is no heading."""


_DIRECT = {
    "w:b": Emphasis.BOLD,
    "w:i": Emphasis.ITALIC,
    "w:u": Emphasis.UNDERLINED,
    "w:strike": Emphasis.STRUCK,
    "w:dstrike": Emphasis.STRUCK,
    "w:highlight": Emphasis.HIGHLIGHTED,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: another part by its name, or something outside, which nobody follows."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class WordSetting:
    """How words are set: what is turned on, what is turned off; whatever else is as it was."""

    on: Emphasis = Emphasis.NONE
    off: Emphasis = Emphasis.NONE
    hidden: bool | None = None

    def over(self, under: "WordSetting") -> "WordSetting":
        """Return this setting, over another one."""
        return WordSetting(
            (under.on & ~self.off) | self.on,
            (under.off & ~self.on) | self.off,
            under.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordStyle:
    """A style: what it makes of a paragraph or of words."""

    name: str
    based_on: str
    setting: WordSetting
    outline: int | None
    list_id: str
    list_level: int | None


@dataclass(slots=True)
class ListLevel:
    """A level of a list: how its numbers are written, from which one on."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class WordLists:
    """How the lists of a file count, and how far they have counted."""

    levels: Mapping[str, Mapping[int, ListLevel]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def marker(self, list_id: str, level: int) -> str:
        """Return what the next item of a list begins with as it is seen, empty for a bullet."""
        levels = self.levels.get(list_id, {})
        counted = self.counts.setdefault(list_id, {})
        here = levels.get(level)
        counted[level] = counted.get(level, (here.start if here else 1) - 1) + 1
        for deeper in [each for each in counted if each > level]:
            del counted[deeper]
        if here is None or here.form in {"bullet", "none"}:
            return ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            told = levels.get(at)
            return numeral(counted.get(at, told.start if told else 1), told.form if told else "decimal")

        return re.sub(r"%([1-9])", number, here.text).strip()


def relations_in(archive: Archive, part: str) -> Mapping[str, Relation]:
    """Return what a part points to, by the names it gives; of no part, what the archive itself does."""
    folder, _, name = part.rpartition("/")
    root = archive.tree_if_any(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    relations: dict[str, Relation] = {}
    for each in root if root is not None else ():
        target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
        kind = each.get("Type", "").rpartition("/")[2]
        relations[each.get("Id", "")] = Relation(kind, target if outside else beside(part, target), outside)
    return relations


def heading_named(name: str) -> int | None:
    """Return the level of a heading whose style is called so, in any of the languages known; None for another."""
    found = _HEADING.fullmatch(name.strip())
    return int(found[1]) if found else None


def is_title_name(name: str) -> bool:
    """Tell whether a style called so is that of the title of the whole."""
    return name.strip().lower() in _TITLE


def is_caption_name(name: str) -> bool:
    """Tell whether a style called so is that of captions."""
    return name.strip().lower() in _CAPTION


def numeral(number: int, form: str) -> str:
    """Return a number as a list shows it.

    >>> numeral(4, "lowerLetter"), numeral(9, "upperRoman"), numeral(3, "decimalZero"), numeral(3, "ordinal")
    ('d', 'IX', '03', '3')
    """
    if "Letter" in form and 0 < number <= 26 * 20:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if "Roman" in form and 0 < number < 4000:
        roman = _roman(number)
        return roman if form.startswith("upper") else roman.lower()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"))
    small = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in (*signs, *small):
        written += sign * (number // value)
        number %= value
    return written


class WordPackage:
    """The parts of a Word file around its text."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        main = [each for each in relations_in(archive, "").values() if each.kind == "officeDocument"]
        self.main = main[0].target if main and main[0].target in archive else "word/document.xml"
        self._known: dict[str, Mapping[str, Relation]] = {}
        self.styles = self._styles()
        self.lists = WordLists(self._levels())

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return what a part points to, by the names it gives."""
        if part not in self._known:
            self._known[part] = relations_in(self.archive, part)
        return self._known[part]

    def of_kind(self, kind: str) -> str:
        """Return the part of a kind that the text points to, empty when it has none."""
        found = (each.target for each in self.relations(self.main).values() if each.kind == kind and not each.outside)
        return next((name for name in found if name in self.archive), "")

    # styles

    def _styles(self) -> Mapping[str, WordStyle]:
        name = self.of_kind("styles")
        if not name:
            return {}
        styles = {}
        for each in self.archive.tree(name).iter("w:style"):
            paragraph, words = below(each, "w:pPr"), below(each, "w:rPr")
            styles[each.get("w:styleId", "")] = WordStyle(
                name=value(each, "w:name"),
                based_on=value(each, "w:basedOn"),
                setting=setting(words),
                outline=whole(value(paragraph, "w:outlineLvl")),
                list_id=value(paragraph, "w:numPr/w:numId"),
                list_level=whole(value(paragraph, "w:numPr/w:ilvl")),
            )
        return styles

    def line_of(self, style: str) -> list[WordStyle]:
        """Return a style and those that it is based on, itself first."""
        line: list[WordStyle] = []
        while style in self.styles and len(line) < _DEEPEST_BASE:
            line.append(self.styles[style])
            style = self.styles[style].based_on
        return line

    def setting_of(self, style: str) -> WordSetting:
        """Return how a style sets words."""
        settled = WordSetting()
        for each in reversed(self.line_of(style)):
            settled = each.setting.over(settled)
        return settled

    def heading_of(self, style: str) -> int | None:
        """Return which heading a style makes (0 for the title of the whole), None for none."""
        for each in self.line_of(style):
            if is_title_name(each.name):
                return 0
            if (level := heading_named(each.name)) is not None:
                return level
            if each.outline is not None:
                return each.outline + 1 if each.outline < _BODY_TEXT else None
        return heading_named(style) if style not in self.styles else None

    def is_caption(self, style: str) -> bool:
        """Tell whether a style is that of captions."""
        return any(is_caption_name(name) for name in ([each.name for each in self.line_of(style)] or [style]))

    def is_contents(self, style: str) -> bool:
        """Tell whether a style is that of a table of contents."""
        return any(
            re.match(r"(?:toc|tm|table des matières)(?: \d|$)", each.name.lower()) for each in self.line_of(style)
        )

    # lists

    def _levels(self) -> Mapping[str, Mapping[int, ListLevel]]:
        name = self.of_kind("numbering")
        if not name:
            return {}
        root = self.archive.tree(name)
        shapes = {each.get("w:abstractNumId", ""): _levels_in(each) for each in root.iter("w:abstractNum")}
        lists: dict[str, Mapping[int, ListLevel]] = {}
        for each in root.iter("w:num"):
            levels = dict(shapes.get(value(each, "w:abstractNumId"), {}))
            for change in each.iter("w:lvlOverride"):
                at = whole(change.get("w:ilvl", "")) or 0
                levels.update(_levels_in(change))
                start = whole(value(change, "w:startOverride"))
                if start is not None and at in levels:
                    levels[at] = ListLevel(levels[at].form, levels[at].text, start)
            lists[each.get("w:numId", "")] = levels
        return lists


def _levels_in(element: ET.Element) -> dict[int, ListLevel]:
    return {
        whole(each.get("w:ilvl", "")) or 0: ListLevel(
            value(each, "w:numFmt") or "decimal", value(each, "w:lvlText"), whole(value(each, "w:start"), 1) or 0
        )
        for each in element.iter("w:lvl")
    }


def value(element: ET.Element | None, path: str) -> str:
    """Return the value that an element below gives (`w:val`), empty when there is none."""
    found = below(element, path)
    return found.get("w:val", "") if found is not None else ""


def whole(text: str, otherwise: int | None = None) -> int | None:
    """Return a whole number that was written, `otherwise` for what is none."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else otherwise


def setting(words: ET.Element | None) -> WordSetting:
    """Return how the properties of words set them."""
    on = off = Emphasis.NONE
    hidden: bool | None = None
    for each in words if words is not None else ():
        given = each.get("w:val", "").lower() not in _OFF
        if each.tag in _DIRECT:
            on, off = (on | _DIRECT[each.tag], off) if given else (on, off | _DIRECT[each.tag])
        elif each.tag == "w:vanish":
            hidden = given
        elif each.tag == "w:shd" and each.get("w:fill", "auto").lower() not in {"auto", "ffffff", ""}:
            on |= Emphasis.HIGHLIGHTED
    return WordSetting(on, off, hidden)
