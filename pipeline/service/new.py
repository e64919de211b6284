"""Make a project: a folder with a script that renders at once, its brand, and where to put what one brings."""

import datetime as dt
import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.adapters.project import library_root
from pipeline.errors import UserError
from pipeline.french.system import unwritable
from pipeline.french.wording import of_town

SHORT, LONGEST_SHORT = "JT 2050", 8
"""What stands in the corner of the picture when the channel's name is too long for it, in signs."""

_MODEL = "modele"
_SCHEMAS = ("docs/schema/script.schema.json", "docs/schema/jt.schema.json")
_FILLED = (".yaml", ".md", ".txt")
_HIDDEN = {"gitignore": ".gitignore", "github": ".github", "gitlab-ci.yml": ".gitlab-ci.yml", "ci": ".ci"}
"""Files and folders at the top of the model whose real names would be hidden from whoever packs it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new project is told of itself: its channel, its town, who publishes; any of them may be empty."""

    channel: str = ""
    town: str = ""
    publisher: str = ""


def create(folder: Path, wanted: Wanted, today: dt.date | None = None) -> tuple[Path, ...]:
    """Make the project and return its files; it appears whole or not at all.

    Raises UserError when the folder holds something, or cannot be made; nothing is touched then.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise UserError(f"{folder} existe déjà et n'est pas vide ; rien n'a été touché, choisissez un autre nom")
    values = _values(folder, wanted, today or dt.datetime.now(tz=dt.UTC).date())
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".en-cours-", dir=folder.parent))
        try:
            _write(aside, values)
            aside.chmod(0o755)
            aside.replace(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise unwritable(folder, error, "choisissez un autre dossier", "de créer") from error
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def usual_channel(folder: Path, town: str = "") -> str:
    """Return the name of a channel that nobody named: of its town, else of its folder."""
    return f"Le journal {of_town(town.strip())}" if town.strip() else folder.resolve().name


def _values(folder: Path, wanted: Wanted, today: dt.date) -> dict[str, str]:
    """Return what stands for each name of the model: YAML's own double quotes, which JSON's are."""
    channel = wanted.channel.strip() or usual_channel(folder, wanted.town)
    said = {
        "chaine": channel,
        "sigle": channel if len(channel) <= LONGEST_SHORT else SHORT,
        "titre": channel,
        "ville": wanted.town.strip(),
        "editeur": wanted.publisher.strip(),
        "date": f"{today:%Y-%m}",
    }
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in said.items()}
    return quoted | {"chaine_nue": channel, "version": __version__}


def _write(folder: Path, values: dict[str, str]) -> None:
    library = library_root()
    model = library / _MODEL
    for source in sorted(path for path in model.rglob("*") if path.is_file()):
        first, *below = source.relative_to(model).parts
        place = folder.joinpath(_HIDDEN.get(first, first), *below)
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix in _FILLED:
            place.write_text(_filled(source.read_text("utf-8"), values), "utf-8", newline="\n")
        else:
            shutil.copyfile(source, place)
    (folder / ".schema").mkdir()
    for schema in (library / name for name in _SCHEMAS):
        if schema.is_file():
            shutil.copyfile(schema, folder / ".schema" / schema.name)


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: values.get(name[1], name[0]), text)
