"""« Ce que j'ai compris » : the notes beside the script made of them, piece by piece, and what has no place."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodPiece:
    """A piece of the notes: its words, what it became in words, of which family, on which line of the script.

    `result` is what stands there in the script. A piece without a `family` is none: spaces, a label.
    """

    text: str
    family: str = ""
    became: str = ""
    line: int = 0
    result: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodLine:
    """A line of the notes: where it stands, its pieces, the address of a picture that it is."""

    place: str
    pieces: tuple[UnderstoodPiece, ...]
    picture: str = ""
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodPart:
    """What goes into one story, or stands before and after them; `target` is where a link to it leads."""

    title: str
    target: str
    lines: tuple[UnderstoodLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAside:
    """A passage that the script has no place for, or that a reader did not take in: its words, where, and why."""

    text: str
    place: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDifference:
    """Something that the notes say otherwise than when they were imported: what becomes of it, and both sides."""

    fate: str
    ready: bool
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodPage:
    """The whole page; `people` are names with what is known of each, `counts` what was found, each with its number."""

    title: str
    script: str
    sources: tuple[str, ...]
    parts: tuple[UnderstoodPart, ...]
    people: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, str, str], ...] = ()
    """The family, the number, the words."""
    aside: tuple[LeftAside, ...] = ()
    told: tuple[str, ...] = ()
    differences: tuple[ShownDifference, ...] = ()
    renewed: bool = False
    dress: Dress | None = None


def understood_page(page: UnderstoodPage, families: Sequence[tuple[str, tuple[str, str]]]) -> str:
    """Return the page as HTML 5, in French; `families` are what pieces may have become: a label, what that holds."""
    return rendered(
        "understood.html",
        page=page,
        families=families,
        dress=page.dress.rules() if page.dress else "",
        language="fr",
    )
