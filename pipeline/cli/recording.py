"""`jt voices a-enregistrer`: what there is to record, line by line, and under which names to drop it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.telling import show_line, tell_line

if TYPE_CHECKING:
    from pipeline.model.rundown import PlannedLine
    from pipeline.service.record import Recordable

HELP = "Liste les répliques d'un script, avec le nom du fichier de voix à déposer pour chacune."
_WIDTH = 74

ToRecord = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
Who = Annotated[
    str, typer.Option("--par", "--by", metavar="ID", help="Seulement les répliques de cette personne (intervenants).")
]


def to_record(script: ToRecord, par: Who = "") -> None:
    """List the lines of a script with the name of the file to drop for each; raises ScriptError."""
    from pipeline.service import record
    from pipeline.service.newsroom import Newsroom
    from pipeline.service.settings import settings_for
    from pipeline.service.source import Source

    found = record.to_record(Newsroom(settings_for(script)), Source(script))
    _known(par, found.names)
    for row in listed(found, par):
        show_line(row)
    for finding in found.findings:
        tell_line(finding)


def listed(found: "Recordable", speaker: str = "") -> Iterator[str]:
    """Yield the lines of the listing: who, the file's name, whether it is there, the words to say."""
    import textwrap

    lines = [line for line in found.lines if speaker in {"", line.speaker}]
    done = sum(bool(line.recording) for line in lines)
    yield f"À déposer dans {found.folder}/ (wav, mp3, m4a, ogg, mp4…) ; {done} enregistrée(s) sur {len(lines)}."
    for line in lines:
        yield ""
        yield f"{line.file}.wav  {found.names[line.speaker]}, {_state(line)}"
        yield from textwrap.wrap(
            " ".join(line.text.split()), _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )


def _state(line: "PlannedLine") -> str:
    return f"enregistrée : {line.recording}" if line.recording else "à enregistrer"


def _known(speaker: str, names: Mapping[str, str]) -> None:
    """Pass over somebody who speaks; raises UserError with who does."""
    from pipeline.errors import UserError
    from pipeline.french.wording import meant

    if speaker and speaker not in names:
        raise UserError(
            f"« {speaker} » ne dit rien dans ce script ; {meant(speaker, names)}choisissez parmi {', '.join(names)}"
        )
