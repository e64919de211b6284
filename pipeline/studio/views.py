"""The pages of the studio, filled from the board; every value is escaped."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.errors import Finding, Level
from pipeline.french.typography import typeset
from pipeline.french.wording import counted
from pipeline.model.cards import CardField
from pipeline.model.time import clock
from pipeline.service.writing.board import Board


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHere:
    """Something found, beside what it speaks of: its level in French, what is wrong, what to do, the line."""

    level: str
    message: str
    advice: str
    code: str
    line: int
    ref: str


def page(board: Board, *, name: str) -> str:
    """Return the whole page."""
    return _environment().get_template("page.html").render(name=name, **_values(board))


def cards(board: Board) -> str:
    """Return what changes as one writes: the cards, what is found, the people."""
    return _environment().get_template("cartes.html").render(**_values(board))


def fragment(template: str, **values: object) -> str:
    """Return a part of the page, filled in."""
    return _environment().get_template(template).render(**values)


def _values(board: Board) -> Mapping[str, object]:
    found = found_here(board)
    beside: dict[str, list[FoundHere]] = defaultdict(list)
    for one in found:
        beside[one.ref].append(one)
    return {"board": board, "cards": board.cards, "found": found, "beside": beside}


def found_here(board: Board) -> tuple[FoundHere, ...]:
    """Return what is found, errors first, each with the reference of the field, the row or the story it speaks of."""
    places = sorted(_places(board), key=lambda one: one[0])
    lines = [line for line, _ in places]
    levels = list(Level)

    def here(finding: Finding) -> FoundHere:
        at = bisect_right(lines, finding.mark.line) - 1
        ref = places[at][1] if at >= 0 and finding.mark.line else ""
        return FoundHere(
            level=finding.level.value,
            message=finding.message,
            advice=finding.advice,
            code=str(finding.code),
            line=finding.mark.line,
            ref=ref,
        )

    ordered = sorted(board.findings, key=lambda one: (levels.index(one.level), one.mark.line, one.mark.column))
    return tuple(here(finding) for finding in ordered)


def _places(board: Board) -> list[tuple[int, str]]:
    """Return the line at which each field, row and story begins, with its reference."""
    found = [(field.mark.line, field.ref) for field in board.cards.fields.values() if field.mark is not None]
    for story in board.cards.stories:
        found.append((story.mark.line, story.ref))
        found += ((row.mark.line, row.ref) for row in story.shots if row.at != story.at)
    return found


def _identifier(ref: str) -> str:
    """Return a reference as the id of an element."""
    return ref.replace("/", "-")


def _long(field: CardField) -> bool:
    return field.kind in {"long", "liste"}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.studio"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"clock": clock, "ident": _identifier, "typeset": typeset}
    made.tests |= {"long": _long}
    made.globals |= {"counted": counted}
    return made
