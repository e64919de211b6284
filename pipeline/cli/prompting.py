"""`jt prompteur`: the prompter as a page, once, or again whenever the script changes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_error, tell_findings, tell_line
from pipeline.errors import Level, ScriptError, UserError
from pipeline.french.wording import counted, slug
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.prompting import prompter_of, state_place, write_prompter, write_state
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


def write_prompter_page(wish: PrompterWish, wait: Callable[[], None] = lambda: time.sleep(_POLL)) -> None:
    """Write the page and print its path; raises UserError when it cannot be made. Following ends by interruption."""
    written = _write(wish)
    if wish.follow:
        tell_line(f"ouvrez {written.path} ; j'attends vos changements dans le script ; Ctrl-C arrête")
        followed(wish.script, lambda: _again(wish, written), wait)


@dataclass(slots=True)
class _Written:
    """The page as it stands: where, and from which state of the script."""

    path: Path
    version: str


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


def _again(wish: PrompterWish, written: _Written) -> None:
    """Write the page again; a script that cannot be read meanwhile is told, there too, and the text stays as it was."""
    try:
        made = _write(wish)
    except UserError as error:
        tell_error(error)
        tell_line(f"{written.path} garde le dernier texte lu ; corrigez, enregistrez : la page suivra")
        write_state(written.path, written.version, _problem(error))
    else:
        written.version = made.version


def _problem(error: UserError) -> str:
    """Return what a page says of a script that cannot be read: the first error, and how many others there are."""
    graves = (
        [finding for finding in error.findings if finding.level is Level.ERROR]
        if isinstance(error, ScriptError)
        else []
    )
    first = str(graves[0] if graves else error)
    more = f" (et {counted(len(graves) - 1, 'autre')})" if len(graves) > 1 else ""
    return f"Le script a une erreur : voici toujours le texte d’avant. {first}{more}"


def _write(wish: PrompterWish) -> _Written:
    settings = settings_for(wish.script, wish.cache)
    source = Source(wish.script)
    name = f"{_PAGE}-{slug(wish.reader)}.html" if wish.reader else f"{_PAGE}.html"
    path = page_place(wish.place, settings.output / source.id, name)
    state_file = state_place(path).name if wish.follow else ""
    made = prompter_of(Newsrooms().of(settings), source, wish.reader, wish.engine, state_file=state_file)
    tell_findings(made.findings)
    show_line(write_prompter(path, made.page), flush=True)
    prompt = made.prompt
    if wish.follow:
        write_state(path, prompt.state.digest)
    some = f"{prompt.measured} sur {prompt.lines} mesurées sur les voix, les autres estimées"
    how = {prompt.lines: "durées mesurées sur les voix", 0: "durées estimées"}.get(prompt.measured, some)
    tell_line(f"{counted(prompt.lines, 'réplique')}, {_minutes(prompt.seconds)} à lire ({how})")
    return _Written(path, prompt.state.digest)


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
