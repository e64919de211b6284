"""`jt studio`: its address on standard output, what it has to say on standard error."""

import os
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_bug, tell_line
from pipeline.errors import UserError
from pipeline.french.wording import quoted
from pipeline.model.task import Task, preset_named
from pipeline.service.session import Session
from pipeline.service.settings import settings_for
from pipeline.service.standing import get_workers_ready
from pipeline.studio.needs import missing_packages

_SCRIPTS = ("*.yaml", "*.yml")
_OTHERS = frozenset({"jt.yaml", "docker-compose.yml", "docker-compose.yaml", "compose.yaml", "mkdocs.yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioWish:
    """What the command line asks: which script or folder, on which port, with a browser or not, as renders go."""

    script: Path
    port: int = 0
    browser: bool = True
    jobs: int = 0
    engine: str = ""
    offline: bool = False
    cache: Path | None = None


def run_studio(wish: StudioWish) -> None:
    """Open the studio until it is interrupted; raises UserError for what is asked and cannot be."""
    if lacking := missing_packages():
        told = f"il manque {', '.join(lacking)} pour le studio"
        raise UserError(f"{told} ; installez-les : pip install 'jt2050[studio]'")
    script = _script(wish.script)
    jobs = wish.jobs or os.cpu_count() or 1
    task = Task(path=script, preset=preset_named("draft"), jobs=jobs, engine=wish.engine, offline=wish.offline)
    if jobs > 1:
        get_workers_ready()
    from pipeline.studio.serving import Doorkeeper, open_studio  # its packages are an extra

    def ready(address: str, already: bool) -> None:
        told = "Ctrl-C le ferme, tout est enregistré à mesure"
        if already:
            told = "il l'était déjà : voici une autre adresse du même studio"
        tell_line(f"studio ouvert sur {script} ; {told}")
        show_line(address, flush=True)
        if wish.browser:
            webbrowser.open(address)

    with Session(settings_for(script, wish.cache), jobs, tell_line) as session:
        open_studio(session, task, wish.port, Doorkeeper(ready, tell_bug))


def _script(asked: Path) -> Path:
    """Return the script that is meant: the one that is named, or the only one of a project's folder."""
    if asked.is_file():
        return asked
    if not asked.is_dir():
        raise UserError(f"{asked} : il n'y a ni script ni dossier de ce nom ; donnez le nom d'un fichier YAML")
    inside = asked / "scripts"
    folder = inside if any(_scripts_in(inside)) else asked
    found = sorted(_scripts_in(folder))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(f"{asked} : aucun script ici ; faites un projet avec « jt nouveau », ou nommez un fichier YAML")
    names = ", ".join(quoted(file.name) for file in found[:8])
    raise UserError(f"{asked} : plusieurs scripts ici ({names}) ; dites lequel ouvrir")


def _scripts_in(folder: Path) -> Iterator[Path]:
    """Yield the scripts of a folder: what other programs keep there in YAML is hidden, or has a name of its own."""
    for form in _SCRIPTS:
        for file in folder.glob(form):
            if not file.name.startswith(".") and file.name.casefold() not in _OTHERS:
                yield file
