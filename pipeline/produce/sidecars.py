"""What is written beside a film, one line each: its name, and how it is made from all that is known of the film."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipeline.caption.webvtt import chapters, descriptions
from pipeline.model.rundown import PlannedShot, Rundown
from pipeline.pages.rundown import rundown_page
from pipeline.produce.caption_files import caption_files
from pipeline.produce.film_page import DESCRIPTIONS, dress, index, told_beside
from pipeline.produce.pictures_beside import poster
from pipeline.produce.publication import Publication
from pipeline.produce.run import Request
from pipeline.produce.texts import chapters_text, to_paste, transcription_text
from pipeline.report.prompter import prompter
from pipeline.report.sheet import sheet

__all__ = ["Publication", "SidecarMaker", "sidecars"]

SidecarMaker = Callable[[Publication], str | bytes]
"""Makes the content of one file; text is written as UTF-8 with line feeds."""


def sidecars(publication: Publication) -> dict[str, bytes]:
    """Return the content of every file that goes with a film, by its name."""
    made = caption_files(publication) | {name: make(publication) for name, make in _SIDECARS.items()}
    if told := told_beside(publication):
        made[DESCRIPTIONS] = descriptions(told)
    return {name: content.encode() if isinstance(content, str) else content for name, content in made.items()}


def _rundown(publication: Publication) -> str:
    context = publication.request.context
    rows = sheet(_veiled(publication.request), publication.timeline, context.script.on_air)
    return rundown_page(rows, dress(context.house, context.library), context.house.imprint)


def _veiled(request: Request) -> Rundown:
    """Return the rundown with the names of its films as they may be told outside."""
    veil = request.context.veil

    def told(shot: PlannedShot) -> PlannedShot:
        return replace(shot, footage=replace(shot.footage, path=veil.over(shot.footage.path))) if shot.footage else shot

    items = (replace(item, shots=tuple(map(told, item.shots))) for item in request.rundown.items)
    return replace(request.rundown, items=tuple(items)) if veil.promises else request.rundown


def _prompter(publication: Publication) -> str:
    context = publication.request.context
    names = {line: context.speaker(line).shown for line in (*context.script.speakers, context.presenter)}
    return prompter(publication.request.rundown, names)


_SIDECARS: Mapping[str, SidecarMaker] = {
    "chapters.vtt": lambda publication: chapters(publication.timeline),
    "index.html": index,
    "transcription.txt": transcription_text,
    "chapitres.txt": chapters_text,
    "partage.txt": to_paste,
    "rundown.html": _rundown,
    "prompter.txt": _prompter,
    "poster.jpg": poster,
    "planche.jpg": lambda publication: publication.sheet,
}
