"""A batch for people who read it in a browser: Markdown as GitHub and GitLab show it, whatever the texts hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from pipeline.errors import Finding, Level
from pipeline.french.signs import visible
from pipeline.french.units import size_said
from pipeline.french.wording import counted
from pipeline.model.batch import BatchStory, Fate, FilmStory
from pipeline.model.time import clock, frames

MOST_FILMS, MOST_FINDINGS = 500, 50
"""Rows of the table, findings of a script: more is read in `lot.json`."""

MOST_BYTES = 400_000
"""Bytes of folded findings: a page of more than 1 MiB is not shown by GitHub at all, and a job has several steps."""

_HEAD = ("Film", "Script", "Livraison", "État", "Durée", "Temps", "Images", "Son", "Remarques")
_SIGNS = re.compile(r"([\\`*_{}\[\]#|~@$]|^[-+])")
_ORDER = (Fate.BROKEN, Fate.REFUSED, Fate.LEFT, Fate.RENDERED, Fate.STANDING, Fate.CHECKED)
"""What asks for somebody comes first where films are left out."""

_SAID = {
    Fate.RENDERED: ("rendu", "rendus"),
    Fate.STANDING: ("inchangé", "inchangés"),
    Fate.REFUSED: ("refusé", "refusés"),
    Fate.BROKEN: ("en échec", "en échec"),
    Fate.LEFT: ("reporté", "reportés"),
    Fate.CHECKED: ("vérifié", "vérifiés"),
}

_SOURCES = {
    "local": "repris du cache de cette machine",
    "shared": "reçus de la réserve partagée",
    "made": "faits cette fois",
    "sent": "envoyés à la réserve partagée",
}
"""What the figures of a story's traffic count, by how their names begin."""


def summary(story: BatchStory) -> str:
    """Return the page: figures, a table of films, findings folded by script, what is left and how to go on."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: BatchStory) -> Iterator[str]:
    part = f", part {story.shard}" if story.shard.count > 1 else ""
    what = "vérification de " if story.count(Fate.CHECKED) else ""
    yield f"## JT 2050 : {what}{counted(len(story.films), 'film')}{part}"
    yield ""
    yield f"{_totals(story)}."
    yield ""
    yield from _table(story.films)
    yield from _findings(story.films)
    yield from _left(story)
    yield from _traffic(story.traffic)
    yield f"<sub>{escape(visible(story.created_with))}</sub>"


def _totals(story: BatchStory) -> str:
    fates = [counted(count, *_SAID[fate]) for fate in _ORDER if (count := story.count(fate))]
    made = sum(film.chunks.made for film in story.films)
    reused = sum(film.chunks.reused for film in story.films)
    chunks = f" ; {counted(made, 'morceau rendu', 'morceaux rendus')}, {reused} repris" if made or reused else ""
    return f"{', '.join(fates) or 'Rien à faire'} ; {_spent(story.seconds)}{chunks}"


def _table(films: Sequence[FilmStory]) -> Iterator[str]:
    if not films:
        return
    yield f"| {' | '.join(_HEAD)} |"
    yield "| --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- |"
    shown = _worth_showing(films)
    for film in shown:
        yield f"| {' | '.join(_row(film))} |"
    if len(shown) < len(films):
        yield ""
        yield f"… et {counted(len(films) - len(shown), 'autre film', 'autres films')}, dans `lot.json`."
    yield ""


def _worth_showing(films: Sequence[FilmStory]) -> Sequence[FilmStory]:
    """Return all films, or when they are too many those that ask for somebody first, each in its place."""
    if len(films) <= MOST_FILMS:
        return films
    kept = set(sorted(range(len(films)), key=lambda at: (_ORDER.index(films[at].fate), at))[:MOST_FILMS])
    return [film for at, film in enumerate(films) if at in kept]


def _row(film: FilmStory) -> tuple[str, ...]:
    script = f"{_cell(film.script)}<br>{_cell(film.row)}" if film.row else _cell(film.script)
    state = f"**{film.fate.value}**" if film.fate in {Fate.REFUSED, Fate.BROKEN} else film.fate.value
    return (
        _cell(film.name),
        script,
        _cell(film.preset),
        state,
        clock(frames(film.length)) if film.length else "",
        _spent(film.seconds),
        _reuse(film.chunks.made, film.chunks.reused),
        _reuse(film.segments.made, film.segments.reused),
        _counts(film.findings),
    )


def _reuse(made: int, reused: int) -> str:
    return f"{made} / {made + reused}" if made or reused else ""


def _findings(films: Sequence[FilmStory]) -> Iterator[str]:
    """Yield what was found, folded by script: a finding that several films share is said once."""
    scripts: dict[str, dict[Finding, None]] = {}
    errors: dict[str, dict[str, None]] = {}
    for film in films:
        scripts.setdefault(film.script, {}).update(dict.fromkeys(film.findings))
        if film.error and not film.fate.stands:
            errors.setdefault(film.script, {})[f"{film.name} ({film.preset}) : {film.error}"] = None
    worth = [script for script, found in scripts.items() if found or script in errors]
    spent = 0
    for rank, script in enumerate(worth):
        lines = tuple(_folded(script, tuple(errors.get(script, ())), tuple(scripts[script])))
        spent += sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)
        if spent > MOST_BYTES:
            yield f"… et {counted(len(worth) - rank, 'autre script', 'autres scripts')}, dans `lot.json`."
            yield ""
            return
        yield from lines


def _folded(script: str, told: Sequence[str], found: Sequence[Finding]) -> Iterator[str]:
    """Yield what is told of one script, its figures alone until somebody opens it."""
    figures = _counts(found) or counted(len(told), "film manque", "films manquent")
    yield from ("<details>", f"<summary>{escape(visible(script))} : {figures}</summary>", "")
    yield from (f"- {_cell(text)}" for text in told[:MOST_FINDINGS])
    grave_first = sorted(found, key=lambda finding: list(Level).index(finding.level))
    yield from (f"- {_cell(str(finding))}" for finding in grave_first[:MOST_FINDINGS])
    if (more := len(found) - MOST_FINDINGS) > 0:
        yield f"- … et {counted(more, 'autre remarque', 'autres remarques')}, dans `lot.json`"
    yield from ("", "</details>", "")


def _left(story: BatchStory) -> Iterator[str]:
    left = [film for film in story.films if film.fate is Fate.LEFT]
    if not left and not story.stopped:
        return
    yield from ("### Ce qui reste", "")
    if story.stopped:
        yield from (f"{_cell(story.stopped[:1].upper() + story.stopped[1:])}.", "")
    if left:
        names = ", ".join(_cell(film.name) for film in left[:MOST_FINDINGS])
        more = ", …" if len(left) > MOST_FINDINGS else ""
        yield f"{counted(len(left), 'film reste', 'films restent')} à rendre : {names}{more}."
    yield "Relancez la même commande : ce qui est rendu n'est pas refait."
    yield ""


def _counts(findings: Sequence[Finding]) -> str:
    words = {Level.ERROR: "erreur", Level.WARNING: "avertissement", Level.NOTE: "note"}
    counts = {level: sum(finding.level is level for finding in findings) for level in words}
    return ", ".join(counted(counts[level], word) for level, word in words.items() if counts[level])


def _spent(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s".replace(".", ",")
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def _traffic(figures: Mapping[str, int]) -> Iterator[str]:
    """Yield what came from where; nothing when nothing moved."""
    moved = {name: figures.get(f"{name}_entries", 0) for name in _SOURCES}
    if not any(moved.values()):
        return
    yield from ("### D'où viennent les morceaux", "", "| | entrées | taille |", "| --- | ---: | ---: |")
    for name, entries in moved.items():
        if entries:
            yield f"| {_SOURCES[name]} | {_thousands(entries)} | {size_said(figures.get(f'{name}_bytes', 0))} |"
    yield ""


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _cell(text: str) -> str:
    """Return a text of one line in which nothing is Markdown nor HTML."""
    line = " ".join(visible(text).split())
    return _SIGNS.sub(r"\\\1", escape(line, quote=False))
