"""`jt voices a-enregistrer`: what there is to record, line by line, and under which names to drop it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from pipeline.model.rundown import PlannedLine, Rundown

HELP = "Liste les répliques d'un script, avec le nom du fichier de voix à déposer pour chacune."
_WIDTH = 74

ToRecord = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT")]
Who = Annotated[
    str, typer.Option("--par", "--by", metavar="ID", help="Seulement les répliques de cette personne (intervenants).")
]


def to_record(script: ToRecord, par: Who = "") -> None:
    """List the lines of a script with the name of the file to drop for each; raises ScriptError."""
    import sys

    from pipeline.errors import ScriptError
    from pipeline.plan.recordings import folder
    from pipeline.service.render import heard_rundown
    from pipeline.wiring.newsroom import Newsroom, Settings, find_root, preset_named

    root = find_root(Path.cwd())
    newsroom = Newsroom(Settings(root, root / "output"))
    scenes = newsroom.scenes_of(script)
    checked = newsroom.check(script, scenes, draft=True)
    if checked.script is None:
        raise ScriptError(checked.findings)
    context = newsroom.plan_context(checked.script, scenes, preset_named("draft"))
    heard = heard_rundown(newsroom, context, checked)
    names = {line.speaker: context.speaker(line.speaker).shown for line in heard.rundown.lines}
    _known(par, names)
    for row in listed(heard.rundown, names, folder(heard.rundown.script), par):
        print(row)
    for finding in heard.findings:
        print(finding, file=sys.stderr)


def listed(rundown: Rundown, names: Mapping[str, str], place: str, speaker: str = "") -> Iterator[str]:
    """Yield the lines of the listing: who, the file's name, whether it is there, the words to say."""
    import textwrap

    lines = {line.file: line for line in rundown.lines if line.text.strip() and speaker in {"", line.speaker}}
    done = sum(bool(line.recording) for line in lines.values())
    yield f"À déposer dans {place}/ (wav, mp3, m4a, ogg, mp4…) ; {done} enregistrée(s) sur {len(lines)}."
    for line in lines.values():
        yield ""
        yield f"{line.file}.wav  {names[line.speaker]}, {_state(line)}"
        yield from textwrap.wrap(
            " ".join(line.text.split()), _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )


def _state(line: PlannedLine) -> str:
    return f"enregistrée : {line.recording}" if line.recording else "à enregistrer"


def _known(speaker: str, names: Mapping[str, str]) -> None:
    """Pass over somebody who speaks; raises UserError with who does."""
    from pipeline.errors import UserError
    from pipeline.french.wording import meant

    if speaker and speaker not in names:
        raise UserError(
            f"« {speaker} » ne dit rien dans ce script ; {meant(speaker, names)}choisissez parmi {', '.join(names)}"
        )
