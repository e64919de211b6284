"""Items of a newscast as films of their own, to be watched while it is written; the ones made longest ago go."""

from pathlib import Path

from pipeline.errors import UserError
from pipeline.model.keys import key_of
from pipeline.plan.excerpt import excerpt
from pipeline.service.edited import item_span
from pipeline.service.moment import Moment

MOST = 60
"""Pieces that are kept: a long newscast and some states of what is being written; they cost little to make again."""
_VERSION = 2


class KeptPieces:
    """The pieces of one script, in a folder that is theirs."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder, self._most = folder, most

    def made(self, moment: Moment | None, item: str) -> Path:
        """Return the film of an item as it is at a moment; raises UserError, and what making it raises."""
        if moment is None:
            raise UserError("ce journal a une erreur à corriger : il ne peut pas encore être joué")
        try:
            span = item_span(moment.spoken, item)
        except ValueError as error:
            raise UserError("ce sujet n'est plus dans le journal") from error
        shown = excerpt(moment.spoken, span.start, span.end)
        preset = moment.task.preset
        path = self._folder / f"{key_of('apercu', shown, moment.prepared.digest, preset.name, _VERSION)[:32]}.mp4"
        if path.is_file():
            path.touch()
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".en-cours-{path.name}")
        moment.piece(span, aside)
        aside.replace(path)
        self._thin()
        return path

    def _thin(self) -> None:
        kept = sorted(self._folder.glob("*.mp4"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in kept[self._most :]:
            file.unlink(missing_ok=True)
