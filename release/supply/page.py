"""The inventory as a page: docs/third_party.md."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template

from release.supply.inventory import TOOLS, Component, Inventory
from release.supply.media import Work
from release.supply.policy import RULES, Place, parts

PAGE = "docs/third_party.md"
_TEMPLATE = Path(__file__).with_name("page_template.md")


def page(found: Inventory, works: Iterable[Work]) -> str:
    """Return the page; the same on every machine for the same record."""
    works = tuple(works)
    used = {name for each in found.components.values() for name in _licences(each)}
    used |= {name for work in works for name in parts(work.licence)}
    return Template(_TEMPLATE.read_text("utf-8")).substitute(
        base=_components(_at(found, Place.BASE)),
        extras=_components(_at(found, Place.EXTRA), extras=True),
        tools=_components(_at(found, Place.TOOL)),
        inside=_inside(found),
        media=_media(works),
        rules=_table(("licence", "as near to us as", "why"), _rules(used)).rstrip("\n"),
    )


def _at(found: Inventory, place: Place) -> list[Component]:
    return [each for each in found.components.values() if each.place is place]


def _components(components: Iterable[Component], *, extras: bool = False) -> str:
    head = ("distribution", "version", "licence", *(("extra",) if extras else ()), "what for")

    def rows() -> Iterator[tuple[str, ...]]:
        for each in components:
            names = [name for name in each.groups if name not in TOOLS]
            yield each.name, each.version, each.licence, *((", ".join(names),) if extras else ()), _why(each)

    return _table(head, rows())


def _why(each: Component) -> str:
    why = each.purpose or f"wanted by {', '.join(each.wanted_by)}"
    return f"{why} ({' and '.join(each.systems)} only)" if each.systems else why


def _inside(found: Inventory) -> str:
    def rows() -> Iterator[tuple[str, ...]]:
        for each in found.components.values():
            yield from ((each.name, each.place.value, inner.what, inner.licence) for inner in each.carries)

    return _table(("distribution", "where", "library", "licence"), rows())


def _media(works: Iterable[Work]) -> str:
    def rows() -> Iterator[tuple[str, ...]]:
        for work in works:
            name, count, licence = f"`{work.pattern}`", str(len(work.files)), work.licence or "–"
            yield name, count, work.what, work.author, licence, work.source, work.credit

    head = ("files of `media/`", "how many", "what", "author", "licence", "from", "in the credits as")
    return _table(head, rows())


def _rules(used: set[str]) -> Iterator[tuple[str, ...]]:
    for name, rule in RULES.items():
        if name in used or rule.nearest is None:
            yield name, rule.nearest.value if rule.nearest else "nowhere", rule.why


def _licences(each: Component) -> list[str]:
    return [name for text in (each.licence, *(inner.licence for inner in each.carries)) for name in parts(text)]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)
