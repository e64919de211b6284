"""`jt prompteur`: the prompter as a page, once, or again whenever the script changes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_error, tell_findings, tell_line
from pipeline.errors import UserError
from pipeline.french.wording import counted, slug
from pipeline.service.newsroom import Newsroom
from pipeline.service.prompting import prompter_of, write_prompter
from pipeline.service.settings import settings_for
from pipeline.service.source import Source

_POLL = 0.5
"""Seconds between two looks at the script."""

_PAGE = "prompteur"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrompterWish:
    """What the command line asks: of which script, where to, for whom (empty: everybody), again and again or once."""

    script: Path
    place: Path | None = None
    reader: str = ""
    follow: bool = False
    engine: str = ""
    cache: Path | None = None


def write_prompter_page(wish: PrompterWish) -> None:
    """Write the page and print its path; raises UserError when it cannot be made. Following ends by interruption."""
    _write(wish)
    if wish.follow:
        tell_line("j'attends vos changements dans le script ; Ctrl-C arrête")
        followed(wish.script, lambda: _again(wish), lambda: time.sleep(_POLL))


def followed(script: Path, changed: Callable[[], None], wait: Callable[[], None]) -> None:
    """Call `changed` whenever a file is saved; goes on until `wait` is interrupted."""
    seen = _look(script)
    while True:
        wait()
        now = _look(script)
        if now not in {seen, None}:  # an editor that saves may take the file away for a moment
            seen = now
            changed()


def _look(script: Path) -> tuple[int, int] | None:
    try:
        stat = script.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _again(wish: PrompterWish) -> None:
    """Write the page again; a script that cannot be read meanwhile is told, and the page stays as it was."""
    try:
        _write(wish)
    except UserError as error:
        tell_error(error)


def _write(wish: PrompterWish) -> None:
    settings = settings_for(wish.script, wish.cache)
    source = Source(wish.script)
    made = prompter_of(Newsroom(settings), source, wish.reader, wish.engine)
    tell_findings(made.findings)
    name = f"{_PAGE}-{slug(wish.reader)}.html" if wish.reader else f"{_PAGE}.html"
    path = page_place(wish.place, settings.output / source.id, name)
    show_line(write_prompter(path, made.page), flush=True)
    prompt = made.prompt
    how = f"{prompt.measured} sur {prompt.lines} mesurées, les autres estimées"
    tell_line(f"{counted(prompt.lines, 'réplique')}, {_minutes(prompt.seconds)} à lire ({how})")


def page_place(asked: Path | None, usual: Path, name: str) -> Path:
    """Return where a page goes: the file that was asked for, or a folder; raises UserError for any other file.

    A name that ends in `.html` is a file, any other a folder.
    """
    if asked is None:
        return usual / name
    if asked.is_dir():
        return asked / name
    if asked.suffix.lower() in {".html", ".htm"}:
        return asked
    if asked.exists() or asked.suffix:
        raise UserError(f"--vers {asked} : ce n'est ni une page ni un dossier ; donnez un nom en .html, ou un dossier")
    return asked / name


def _minutes(seconds: float) -> str:
    minute, second = divmod(int(seconds), 60)
    return f"{minute} min {second:02d} s" if minute else f"{second} s"
