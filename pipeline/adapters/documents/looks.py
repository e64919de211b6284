"""What a text is by its look: an item by the sign it begins with, a heading by being short and set apart.

>>> typed_item("- trois tables"), typed_item("2) le marché"), typed_item("– Oui !"), typed_item("2050. Il pleut")
(TypedItem(begins=2, marker='', ticked=None), TypedItem(begins=3, marker='2)', ticked=None), \
TypedItem(begins=2, marker='–', ticked=None), None)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model.notes import Emphasis, NoteBlock, NotePicture, NoteRun, NoteText, TextKind

LONGEST_HEADING = 90
"""Signs: a line of a page at a heading's size."""

_BULLET = re.compile(r"(?:[-*•·●○◦▪▫■□◆◇►▸▶➢➤➔→⇒✓✔❖‣⁃]|o(?=\s{2,}|\t)|[\uf0a7\uf0b7\uf0d8\uf0fc])[ \t\u00a0\u202f]+")
_DASH = re.compile(r"([–—])[ \t\u00a0\u202f]*(?=\S)")
_NUMBER = re.compile(
    r"(\(?(?:\d{1,2}|[a-hA-H]|[ivxIVX]{1,4})(?:[.)]|°)|\d{1,2}\.\d{1,2}\.?)[ \t\u00a0\u202f]+(?=[^\s:])"
)
_BOX = re.compile(r"(\[[ xX]?\]|[☐☑☒✅❑❏\uf0a8\uf06f\uf0fe\uf0fd])[ \t\u00a0\u202f]*(?=\S)")
_TICKED = frozenset("xX☑☒✅\uf0fe\uf0fd")

_TALK = re.compile(r"^[^:\n]{1,60}\s?:\s*\S")
_NUMBERED_HEADING = re.compile(
    r"^\W*(?:\d|(?:sujet|titre|thème|theme|reportage|groupe|partie|séquence|sequence|scène|scene|histoire|vision|jour"
    r"|acte|chapitre|plan|brève|breve|jt|journal)\b)",
    re.IGNORECASE,
)
_SETS_APART = Emphasis.BOLD | Emphasis.UNDERLINED
_ENDS_A_SENTENCE = (".", ";", ",")


@dataclass(frozen=True, slots=True)
class TypedItem:
    """How an item was typed: how many signs come before its words, its marker to be seen, whether its box is ticked."""

    begins: int
    marker: str
    ticked: bool | None


def typed_item(text: str) -> TypedItem | None:
    """Return what makes a text an item of a list, None when nothing does; the text begins with no space."""
    bullet = _BULLET.match(text)
    begins = bullet.end() if bullet else 0
    if box := _BOX.match(text, begins):
        return TypedItem(box.end(), "", any(sign in _TICKED for sign in box[1]))
    if bullet:
        return TypedItem(begins, "", None) if text[begins:].strip() else None
    if found := _DASH.match(text) or _NUMBER.match(text):
        return TypedItem(found.end(), found[1], None)
    return None


def without_first(runs: Sequence[NoteRun], count: int) -> tuple[NoteRun, ...]:
    """Return runs without their first signs."""
    kept: list[NoteRun] = []
    for run in runs:
        cut = min(count, len(run.text))
        count -= cut
        if rest := run.text[cut:]:
            kept.append(replace(run, text=rest))
    return tuple(kept)


def heading_by_look(text: NoteText) -> bool:
    """Tell whether a paragraph looks like a heading: short, whole, on one line, and in bold, underlined or capitals."""
    said = text.text.strip()
    numbered = text.kind is TextKind.ITEM and text.level == 0 and _NUMBER.match(f"{text.marker} x")
    if (
        not (numbered or text.kind is TextKind.PARAGRAPH)
        or not said
        or len(said) > LONGEST_HEADING
        or "\n" in said
        or "\t" in said
    ):
        return False
    if said.endswith(_ENDS_A_SENTENCE) or not any(sign.isalpha() for sign in said):
        return False
    if _TALK.match(said) and not _NUMBERED_HEADING.match(said):
        return False
    letters = [sign for sign in said if sign.isalpha()]
    shouted = len(letters) > 3 and all(sign.isupper() for sign in letters) and not said.endswith(("!", "?"))
    return shouted or text.all_are(Emphasis.BOLD) or text.all_are(Emphasis.UNDERLINED)


def with_headings(blocks: Iterable[NoteBlock]) -> tuple[NoteBlock, ...]:
    """Return blocks with those paragraphs made headings that look so, unless most of the text is set apart that way."""
    every = tuple(blocks)
    seeming = {at for at, block in enumerate(every) if isinstance(block, NoteText) and heading_by_look(block)}
    others = sum(
        isinstance(block, NoteText) and block.kind is not TextKind.HEADING and at not in seeming
        for at, block in enumerate(every)
    ) + sum(not isinstance(block, NoteText | NotePicture) for block in every)
    if len(seeming) > others:
        return every
    headed: list[NoteBlock] = []
    level = 0
    for at, block in enumerate(every):
        if isinstance(block, NoteText) and block.kind is TextKind.HEADING:
            level = block.level
        if at in seeming and isinstance(block, NoteText):
            runs = tuple(replace(run, emphasis=run.emphasis & ~_SETS_APART) for run in block.runs)
            if block.marker:
                runs = (NoteRun(f"{block.marker} "), *runs)
            headed.append(replace(block, kind=TextKind.HEADING, runs=runs, level=level + 1, marker="", styled=False))
        else:
            headed.append(block)
    return tuple(headed)
