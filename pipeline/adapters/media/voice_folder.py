"""The folder in which the recordings of a script are dropped: what is there, and whether it can be heard."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.check.rules.media_usable import TOO_LOUD
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.rundown import Rundown
from pipeline.plan.recordings import Dropped, dropped_in, folder

_ADVICE = "l'enregistrer de nouveau (wav, mp3, m4a, ogg ou mp4), ou l'ôter pour la voix de synthèse"


def with_recordings(rundown: Rundown, library: FolderLibrary) -> Dropped:
    """Return the rundown as it is heard with what was dropped in; one in which nobody is heard is an error."""
    heard = dropped_in(rundown, [PurePosixPath(name).name for name in library.listed(f"{folder(rundown.script)}/*")])
    return Dropped(heard.rundown, (*heard.findings, *_unusable(rundown, heard.rundown, library)))


def _unusable(before: Rundown, after: Rundown, library: FolderLibrary) -> Iterator[Finding]:
    """Yield what is wrong with files that were dropped in; those a script names are checked with it."""
    media = ProjectMedia(library)
    told: set[str] = set()
    for asked, line in zip(before.lines, after.lines, strict=True):
        if line.recording == asked.recording or line.recording in told:
            continue
        told.add(line.recording)
        mark = line.mark or Mark(before.script)
        problem = media.verdict(line.recording, "sound")
        if problem is not None:
            message = f"la voix {line.recording} ne peut pas servir : {problem}"
            yield Finding(mark, message, _ADVICE, code=Code("voix-illisible"))
        elif (caution := media.caution(line.recording, "sound")) is not None:
            message = f"la voix {line.recording} sature : {caution}"
            yield Finding(mark, message, TOO_LOUD, Level.WARNING, code=Code("voix-saturee"))
