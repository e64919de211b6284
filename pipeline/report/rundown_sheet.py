"""The rundown's sheet (le conducteur): one HTML table to read, to sort out a broadcast with, to print."""

from collections.abc import Iterator, Mapping
from html import escape

from pipeline.french.typography import NARROW, NO_BREAK
from pipeline.model.rundown import Rundown
from pipeline.model.time import FRAME_RATE, clock, frames
from pipeline.model.timeline import Timeline
from pipeline.report.rows import Group, Row, groups
from pipeline.report.sheet_style import style

ON_AIR = "20:00:00"
"""When a French evening newscast begins."""

_CAPTION = (
    f"Conducteur{NO_BREAK}: un bloc par sujet, une ligne par plan{NARROW}; durées en minutes et secondes, "
    f"«{NO_BREAK}–{NO_BREAK}» quand rien n’est prévu."
)
_COLUMNS = (
    ("N°", ""),
    ("Sujet", ""),
    ("Type", ""),
    ("Source", ""),
    ("Locuteur", ""),
    ("Image", ""),
    ("Son", ""),
    ("Synthés", ""),
    ("Prévu", "temps"),
    ("Durée", "temps"),
    ("Cumul", "temps"),
    ("Antenne", "temps"),
    ("Notes", ""),
)


def rundown_html(rundown: Rundown, timeline: Timeline, palette: Mapping[str, str], begins: str = ON_AIR) -> str:
    """Return the sheet as HTML 5, in French; `begins` is when the programme does (`hh:mm:ss`).

    Raises SceneError when the palette lacks a colour, ValueError when `begins` is no time of day.
    """
    start = _of_day(begins)
    listed = tuple(groups(rundown, timeline))
    return "\n".join(
        (
            *_head(rundown, timeline, palette, start),
            *_table(listed, timeline, start),
            "</main>\n</body>\n</html>\n",
        )
    )


def on_air(written: str) -> str:
    """Return an hour as a script writes it (`20:00`, `20h00`) as `hh:mm:ss`."""
    hours, _, minutes = written.replace("h", ":").partition(":")
    return f"{int(hours):02d}:{minutes}:00"


def _head(rundown: Rundown, timeline: Timeline, palette: Mapping[str, str], start: int) -> Iterator[str]:
    title = escape(rundown.title)
    facts = (
        rundown.city,
        f"à l’antenne à {_at(start, 0)}",
        f"durée {clock(timeline.length)}",
        f"script {rundown.script}",
    )
    yield '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title} – Conducteur</title>\n<style>{style(palette)}</style>\n</head>\n<body>"
    about = " · ".join(escape(fact) for fact in facts if fact)
    yield f"<header>\n<h1>{title}</h1>\n<p>{about}</p>\n</header>\n<main>"


def _table(listed: tuple[Group, ...], timeline: Timeline, start: int) -> Iterator[str]:
    yield f"<table>\n<caption>{_CAPTION}</caption>"
    heads = "".join(f'<th scope="col"{_class(name)}>{label}</th>' for label, name in _COLUMNS)
    yield f"<thead><tr>{heads}</tr></thead>"
    for group in listed:
        yield from _group(group, start)
    free = all(group.planned is None for group in listed)
    planned = sum(group.length if group.planned is None else group.planned for group in listed)
    gap = timeline.length - planned
    over = f"écart {'+' if gap > 0 else '−'}{clock(abs(gap))}" if abs(gap) >= FRAME_RATE else ""
    yield (
        f'<tfoot><tr><th scope="row" colspan="8">Total</th>{_planned(None if free else planned)}'
        f'<td class="temps">{clock(timeline.length)}</td><td class="temps">{clock(timeline.length)}</td>'
        f'<td class="temps">{_at(start, timeline.length)}</td><td>{over}</td></tr></tfoot>\n</table>'
    )


def _group(group: Group, start: int) -> Iterator[str]:
    first, last = group.rows[0], group.rows[-1]
    about = f'<span class="type">{escape(group.kind)}</span>' if group.kind != group.title else ""
    yield "<tbody>"
    yield (
        f'<tr class="groupe"><th scope="rowgroup">{group.number}</th>'
        f'<th scope="rowgroup" colspan="7">{escape(group.title)}{about}</th>{_planned(group.planned)}'
        f"{_time(clock(group.length))}{_time(clock(last.elapsed))}{_time(_at(start, first.start))}"
        "<td></td></tr>"
    )
    for rank, row in enumerate(group.rows):
        slug = f'<td class="slug" rowspan="{len(group.rows)}">{escape(group.slug)}</td>' if rank == 0 else ""
        yield _row(row, slug, start)
    yield "</tbody>"


def _row(row: Row, slug: str, start: int) -> str:
    return (
        f'<tr><th scope="row">{row.number}</th>{slug}<td>{escape(row.kind)}</td>'
        f"<td>{escape(row.source)}</td><td>{escape(row.speakers)}</td><td>{escape(row.picture)}</td>"
        f"<td>{escape(row.sound)}</td><td>{_listed(row.thirds)}</td>{_planned(row.planned)}"
        f"{_time(clock(row.length))}{_time(clock(row.elapsed))}{_time(_at(start, row.start))}"
        f"<td>{_listed(row.notes)}</td></tr>"
    )


def _listed(texts: tuple[str, ...]) -> str:
    if len(texts) < 2:
        return escape("".join(texts))
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _planned(length: int | None) -> str:
    return _time("–" if length is None else clock(length))


def _time(text: str) -> str:
    return f'<td class="temps">{text}</td>'


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _of_day(text: str) -> int:
    """Return frames since midnight."""
    hour, minute, second = (int(part) for part in text.split(":"))
    return frames((hour * 60 + minute) * 60 + second)


def _at(start: int, after: int) -> str:
    """Return the time of day a frame goes on air."""
    whole = int((start + after) / FRAME_RATE) % 86_400
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
