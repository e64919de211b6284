"""`jt tournage`: the plan of a shoot, with its slates, in a folder."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_findings, tell_line
from pipeline.errors import UserError
from pipeline.french.wording import counted
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.settings import settings_for
from pipeline.service.shooting import shoot_of, write_shoot
from pipeline.service.source import Source

_FOLDER = "tournage"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootWish:
    """What the command line asks: the plan of which script, in which folder, with the lengths of which voices."""

    script: Path
    folder: Path | None = None
    engine: str = ""
    cache: Path | None = None


def write_shooting_plan(wish: ShootWish) -> None:
    """Write the plan and its slates, and print the paths of both pages; raises UserError when they cannot be made."""
    settings = settings_for(wish.script, wish.cache)
    source = Source(wish.script)
    folder = wish.folder or settings.output / source.id / _FOLDER
    if folder.exists() and not folder.is_dir():
        raise UserError(f"--vers {folder} est un fichier ; donnez un dossier, par exemple --vers tournage")
    shoot = shoot_of(Newsrooms().of(settings), source, wish.engine)
    tell_findings(shoot.findings)
    for page in write_shoot(folder, shoot):
        show_line(page)
    plan = shoot.plan
    told = (
        f"{counted(len(plan.shots), 'plan')} à filmer",
        f"{counted(len(plan.pictures), 'image facultative', 'images facultatives')}",
        f"{counted(len(shoot.pictures), 'ardoise')}",
        f"{counted(sum(not line.given for line in plan.consents), 'accord')} à recueillir",
    )
    tell_line(", ".join(told))
