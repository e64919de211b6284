"""`jt voices a-enregistrer`: what there is to record, line by line, and under which names to drop it."""

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.cli.telling import show_line, tell_line
from pipeline.errors import UserError
from pipeline.french.wording import meant
from pipeline.model.rundown import PlannedLine
from pipeline.service import record
from pipeline.service.newsroom import Newsroom
from pipeline.service.record import Recordable
from pipeline.service.settings import settings_for
from pipeline.service.source import Source

_WIDTH = 74


def show_lines_to_record(script: Path, speaker: str) -> None:
    """Print the lines of a script with the name of the file to drop for each; empty: whoever speaks."""
    found = record.to_record(Newsroom(settings_for(script)), Source(script))
    _known(speaker, found.names)
    for row in listed(found, speaker):
        show_line(row)
    for finding in found.findings:
        tell_line(finding)


def listed(found: Recordable, speaker: str = "") -> Iterator[str]:
    """Yield the lines of the listing: who, the file's name, whether it is there, the words to say."""
    lines = [line for line in found.lines if speaker in {"", line.speaker}]
    done = sum(bool(line.recording) for line in lines)
    yield f"À déposer dans {found.folder}/ (wav, mp3, m4a, ogg, mp4…) ; {done} enregistrée(s) sur {len(lines)}."
    for line in lines:
        yield ""
        yield f"{line.file}.wav  {found.names[line.speaker]}, {_state(line)}"
        yield from textwrap.wrap(
            " ".join(line.text.split()), _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )


def _state(line: PlannedLine) -> str:
    return f"enregistrée : {line.recording}" if line.recording else "à enregistrer"


def _known(speaker: str, names: Mapping[str, str]) -> None:
    """Pass over somebody who speaks; raises UserError with who does."""
    if speaker and speaker not in names:
        raise UserError(
            f"« {speaker} » ne dit rien dans ce script ; {meant(speaker, names)}choisissez parmi {', '.join(names)}"
        )
