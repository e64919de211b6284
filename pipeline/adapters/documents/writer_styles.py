"""How an OpenDocument text sets its words and its lists: styles by name, each over the one that it is based on.

Source: ODF 1.3, part 3.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.adapters.documents.trees import below
from pipeline.adapters.documents.word_package import WordSetting, heading_named, is_caption_name, is_title_name
from pipeline.model.notes import Emphasis

_DEEPEST_BASE = 20
_HEAVY = 600
"""The least weight of a bold face, as CSS counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterStyle:
    """A style: what people call it, what it is based on, how it sets words, which heading it makes."""

    name: str
    based_on: str
    setting: WordSetting
    outline: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class WriterLevel:
    """A level of a list: its numbers' form (empty for a bullet), what stands around them, the first one."""

    form: str
    before: str
    after: str
    start: int


class WriterStyles:
    """The styles of a document."""

    def __init__(self, roots: tuple[ET.Element, ...]) -> None:
        self._styles: dict[tuple[str, str], WriterStyle] = {}
        self._lists: dict[str, Mapping[int, WriterLevel]] = {}
        for root in roots:
            for each in root.iter("style:style"):
                self._styles[each.get("style:family", ""), each.get("style:name", "")] = _style(each)
            for each in root.iter("text:list-style"):
                self._lists[each.get("style:name", "")] = _levels(each)

    def line_of(self, family: str, name: str) -> list[WriterStyle]:
        """Return a style and those that it is based on, itself first."""
        line: list[WriterStyle] = []
        while (family, name) in self._styles and len(line) < _DEEPEST_BASE:
            line.append(self._styles[family, name])
            name = self._styles[family, name].based_on
        return line

    def setting(self, family: str, name: str) -> WordSetting:
        """Return how a style sets words."""
        settled = WordSetting()
        for each in reversed(self.line_of(family, name)):
            settled = each.setting.over(settled)
        return settled

    def heading_of(self, name: str) -> int | None:
        """Return which heading a paragraph's style makes (0 for the title of the whole), None for none."""
        for each in self.line_of("paragraph", name):
            if is_title_name(each.name):
                return 0
            if (level := heading_named(each.name)) is not None:
                return level
            if each.outline is not None:
                return each.outline or None
        return None

    def is_caption(self, name: str) -> bool:
        """Tell whether a paragraph's style is that of captions."""
        return any(is_caption_name(each.name) for each in self.line_of("paragraph", name))

    def is_hidden(self, family: str, name: str) -> bool:
        """Tell whether a style of a row, a column or a table hides it."""
        return any(each.hidden for each in self.line_of(family, name))

    def list_level(self, name: str, depth: int) -> WriterLevel | None:
        """Return how a level of a list is written, None when nothing says it."""
        return self._lists.get(name, {}).get(depth)


def _style(element: ET.Element) -> WriterStyle:
    outline = element.get("style:default-outline-level", "")
    shown = element.get("style:display-name") or element.get("style:name", "").replace("_20_", " ")
    table = below(element, "style:table-properties")
    return WriterStyle(
        name=shown,
        based_on=element.get("style:parent-style-name", ""),
        setting=_setting(below(element, "style:text-properties")),
        outline=int(outline) if outline.isdigit() else None,
        hidden=table is not None and table.get("table:display") == "false",
    )


def _setting(words: ET.Element | None) -> WordSetting:
    on = off = Emphasis.NONE
    hidden: bool | None = None
    for name, given in words.attrib.items() if words is not None else ():
        turned: tuple[Emphasis, bool] | None = None
        if name == "fo:font-weight":
            turned = (Emphasis.BOLD, given == "bold" or (given.isdigit() and int(given) >= _HEAVY))
        elif name == "fo:font-style":
            turned = (Emphasis.ITALIC, given in {"italic", "oblique"})
        elif name == "style:text-underline-style":
            turned = (Emphasis.UNDERLINED, given != "none")
        elif name in {"style:text-line-through-style", "style:text-line-through-type"}:
            turned = (Emphasis.STRUCK, given != "none")
        elif name == "fo:background-color":
            turned = (Emphasis.HIGHLIGHTED, given.lower() not in _NO_GROUND)
        elif name == "text:display":
            hidden = given in {"none", "true"} and given == "none"
        if turned is not None:
            on, off = (on | turned[0], off) if turned[1] else (on, off | turned[0])
    return WordSetting(on, off, hidden)


_NO_GROUND = frozenset({"transparent", "white"} | {"#" + "f" * 6})


def _levels(element: ET.Element) -> dict[int, WriterLevel]:
    levels = {}
    for each in element:
        depth = each.get("text:level", "")
        if not re.fullmatch(r"\d{1,2}", depth):
            continue
        numbered = each.tag == "text:list-level-style-number"
        start = each.get("text:start-value", "1")
        levels[int(depth) - 1] = WriterLevel(
            _FORMS.get(each.get("style:num-format", ""), "") if numbered else "",
            each.get("style:num-prefix", ""),
            each.get("style:num-suffix", ""),
            int(start) if re.fullmatch(r"\d{1,6}", start) else 1,
        )
    return levels


_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
