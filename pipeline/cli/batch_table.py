"""What became of a batch, as a table of a hundred columns at most, and one line for all of it."""

import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.errors import Level
from pipeline.french.units import lasting
from pipeline.french.wording import counted
from pipeline.model.batch import BatchStory, Fate, FilmStory
from pipeline.model.time import FRAME_RATE, clock

COLUMNS = 100
_HEADS = ("film", "livraison", "état", "durée", "temps", "rendus", "repris", "remarques")
_RIGHT = frozenset({3, 4, 5, 6})
_GAP = "  "
_NONE = "–"
_FATES = (Fate.RENDERED, Fate.STANDING, Fate.REFUSED, Fate.BROKEN, Fate.LEFT)


def table(story: BatchStory) -> Iterator[str]:
    """Yield the lines of the table: its heads, a rule, a line a film."""
    rows = [_HEADS, *map(_row, story.films)]
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    widths[0] = max(len(_HEADS[0]), min(widths[0], COLUMNS - sum(widths[1:]) - len(_GAP) * (len(widths) - 1)))
    for number, row in enumerate(rows):
        yield _line(row, widths)
        if number == 0:
            yield _GAP.join("-" * width for width in widths)


def total(story: BatchStory) -> str:
    """Return one line for the whole batch."""
    fates = [counted(count, fate.value) for fate in _FATES if (count := story.count(fate))]
    made, reused = (sum(getattr(film.chunks, side) for film in story.films) for side in ("made", "reused"))
    length = sum(film.length for film in story.films if film.fate.stands)
    part = f"part {story.shard}, " if story.shard.count > 1 else ""
    several = f"{part}{counted(len(story.films), 'film')}" + (f" : {', '.join(fates)}" if fates else "")
    return (
        f"{several} ; {_clock(length)} de film en {lasting(story.seconds)} ; "
        f"{counted(made, 'morceau rendu', 'morceaux rendus')}, {reused} repris"
    )


def _row(film: FilmStory) -> tuple[str, ...]:
    stands = film.fate.stands
    return (
        film.name,
        film.preset or _NONE,
        film.fate.value,
        _clock(film.length) if stands else _NONE,
        lasting(film.seconds) if film.seconds else _NONE,
        str(film.chunks.made) if stands else _NONE,
        str(film.chunks.reused) if stands else _NONE,
        _remarks(film),
    )


def _remarks(film: FilmStory) -> str:
    """Say how many errors and warnings there are, in a few letters; what there is instead of a film comes from it."""
    told = [(film.count(Level.ERROR), "err."), (film.count(Level.WARNING), "avert."), (film.count(Level.NOTE), "note")]
    return ", ".join(f"{count} {word}" for count, word in told if count) or _NONE


def _clock(length: float) -> str:
    return clock(round(length * FRAME_RATE))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [_cell(text, width, right=at in _RIGHT) for at, (text, width) in enumerate(zip(row, widths, strict=True))]
    return _GAP.join(cells).rstrip()


def _cell(text: str, width: int, *, right: bool) -> str:
    while _columns(text) > width:
        text = f"{text[:-2]}…" if text.endswith("…") else f"{text[:-1]}…"
    space = " " * (width - _columns(text))
    return f"{space}{text}" if right else f"{text}{space}"


def _columns(text: str) -> int:
    """Return how many columns a terminal gives a text."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in {"W", "F"} else not unicodedata.combining(sign) for sign in text
    )
