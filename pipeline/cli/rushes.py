"""`jt rushes`: which clip is which shot, as a table, as a page, or for a program; and the file of choices kept."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_findings, tell_line
from pipeline.errors import UserError
from pipeline.french.wording import counted
from pipeline.service.hearing import WhisperRecogniser
from pipeline.service.newsroom import Newsroom
from pipeline.service.rushes import Evidence, RushesFound, ShotRushes, keep_choices, rushes_of
from pipeline.service.rushes_told import rushes_data, write_rushes_page
from pipeline.service.settings import settings_for
from pipeline.service.source import Source

_PAGE = "rushes.html"
_HEADS = ("N°", "Qui", "Texte", "Clip", "Prises", "Dit", "Son", "D'après")
_LONGEST = {"Qui": 18, "Texte": 30, "Clip": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class RushesWish:
    """What the command line asks of the rushes of a script."""

    script: Path
    page: Path | None
    json: bool
    rehearsal: bool
    deaf: bool
    cache: Path | None


class _Deaf(WhisperRecogniser):
    """A recogniser that is asked not to listen."""

    def unavailable(self) -> str:
        """Return why it does not."""
        return "--sans-ecoute"


def sort_rushes(wish: RushesWish) -> None:
    """Sort the rushes of a script, keep the choice and write the page; raises UserError when that cannot be done."""
    settings = settings_for(wish.script, wish.cache)
    source = Source(wish.script)
    page = wish.page or settings.output / source.id / _PAGE
    if page.is_dir():
        raise UserError(f"--vers {page} est un dossier ; donnez le nom d'une page, par exemple --vers rushes.html")
    newsroom = Newsroom(settings)
    found = rushes_of(newsroom, source, _Deaf() if wish.deaf else WhisperRecogniser(), _tell_clip)
    tell_findings(found.findings)
    if found.unheard:
        tell_line(
            f"les clips ne sont pas écoutés ({found.unheard}) : ne comptent que noms, ardoises montrées et heures"
        )
    if wish.json:
        show_line(json.dumps(rushes_data(found), ensure_ascii=False, indent=2))
    else:
        for line in _table([_row(one) for one in found.shots if one.takes or one.choice]):
            show_line(line)
    if not wish.rehearsal:
        keep_choices(found)
        write_rushes_page(page, found, newsroom)
        tell_line(f"choix : {found.path}{'' if found.changed else ' (inchangé)'}")
        tell_line(f"page : {page}")
    tell_line(_summary(found))


def _tell_clip(number: int, count: int, name: str) -> None:
    """Say on a terminal which clip is examined; in a log, nothing."""
    if sys.stderr.isatty():
        tell_line(f"clip {number} sur {count} : {name}")


def _summary(found: RushesFound) -> str:
    parts = [
        f"{counted(found.filmed, 'plan filmé', 'plans filmés')} sur {len(found.shots)}",
        f"{counted(len(found.clips), 'clip')}, dont {len(found.unplaced)} sans plan",
    ]
    if found.aside:
        parts.append(f"{counted(len(found.aside), 'écarté')}")
    return " ; ".join(parts)


def _row(one: ShotRushes) -> tuple[str, ...]:
    take = one.chosen
    clip = one.choice.clip if one.choice and one.choice.clip else "(dessin)"
    by = [Evidence.HAND.value] if one.by_hand else [evidence.value for evidence in take.by] if take else []
    said = "" if take is None or take.completeness is None else f"{take.completeness:.0%}".replace("%", " %")
    return (
        one.shot.number,
        one.shot.people or "vue",
        one.shot.text,
        clip,
        str(len(one.takes)),
        said,
        f"{take.look.level:.0f} dB" if take and take.look.heard else "",
        ", ".join(by) + ("" if take is None or take.sure or one.by_hand else " ?"),
    )


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    cut = [
        tuple(_cut(cell, _LONGEST.get(head, 60)) for head, cell in zip(_HEADS, row, strict=True))
        for row in (_HEADS, *rows)
    ]
    widths = [max(len(row[at]) for row in cut) for at in range(len(_HEADS))]
    for number, row in enumerate(cut):
        yield "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
        if not number:
            yield "─" * (sum(widths) + 2 * (len(widths) - 1))


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
