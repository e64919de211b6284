"""What is known of the films of interpreters: how long they last, how wide they are, which newscast they watched."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.sign_marks import marks_name, read_marks
from pipeline.errors import Mark, MediaError
from pipeline.model.rundown import PlannedItem, Rundown
from pipeline.model.signing import Interpretation
from pipeline.model.time import frames


def with_interpreters(rundown: Rundown, library: FolderLibrary, places: Mapping[str, Mark]) -> Rundown:
    """Return a rundown whose interpreters are known; a film that cannot be used says nothing.

    `places` is where the script names each of them. Raises UserError when the marks beside a film cannot be read.
    """

    def told(item: PlannedItem) -> PlannedItem:
        return replace(item, signed=_known(item.signed, library, places)) if item.signed else item

    whole = _known(rundown.signed, library, places) if rundown.signed else None
    return replace(rundown, items=tuple(map(told, rundown.items)), signed=whole and _watched(whole, library))


def _known(film: Interpretation, library: FolderLibrary, places: Mapping[str, Mark]) -> Interpretation:
    from pipeline.adapters.media.survey import survey  # noqa: PLC0415 - few newscasts have an interpreter
    from pipeline.adapters.rushes.footage import aspect  # noqa: PLC0415

    film = replace(film, mark=places.get(film.path))
    try:
        path = library.path(film.path)
        length = frames(survey(path).seconds)
        return replace(film, file=library.asset(film.path), frames=length, aspect=aspect(path)) if length else film
    except MediaError:
        return film  # the check has said it


def _watched(film: Interpretation, library: FolderLibrary) -> Interpretation:
    """Return a film of the whole newscast with where its items were, when that is written beside it."""
    name = marks_name(film.path)
    if film.file is None or not library.exists(name):
        return film
    library.asset(name)
    return replace(film, began=read_marks(library.path(name), film.file.digest))
