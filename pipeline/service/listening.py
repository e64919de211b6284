"""The recordings of a script are listened to once, and what is said in them is written beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.executors.local import LocalExecutors
from pipeline.adapters.media.recorded_words import with_words
from pipeline.adapters.media.words_files import words_name, write_words
from pipeline.caption.recognised import heard_sentences
from pipeline.errors import HearingError, MediaError, UserError
from pipeline.model.heard import Recognised
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.ports import Recogniser
from pipeline.produce.listening import heard_key, keep_hearing, kept_hearing
from pipeline.produce.waiting import awaited
from pipeline.service.events import Teller
from pipeline.service.newsroom import Newsroom
from pipeline.speak.hints import hints_of
from pipeline.wiring.ears import hear_recording

_ALONE = 2
"""Workers of a pool that makes processes at all; one file is heard at a time, so that one of them is made."""


def listen(newsroom: Newsroom, rundown: Rundown, teller: Teller, jobs: int) -> tuple[str, ...]:
    """Listen to recordings in which nobody has listened yet, and return the files of words that were written.

    Nothing is done where speech cannot be recognised. What cannot be read or written is told; what was heard is kept.
    Raises Cancelled.
    """
    unheard = [name for name in with_words(rundown, newsroom.library).unheard if _own(newsroom, name)]
    recogniser = newsroom.recogniser()
    if not unheard or recogniser.unavailable():
        return ()
    teller.stage("écoute", len(unheard))
    hints = rundown_hints(rundown.lines)
    written: list[str] = []
    for name, heard in _heard(newsroom, unheard, _Asked(recogniser, hints, jobs), teller):
        asset = newsroom.library.asset(name)
        place = newsroom.library.path(name)
        path = place.with_name(words_name(place.name))
        sentences = heard_sentences(heard.words)
        try:
            write_words(path, asset, recogniser.version, heard, sentences)
        except UserError as error:
            teller.note(f"avertissement : {error}")
        else:
            written.append(words_name(name))
        teller.advance()
    if written:
        teller.note(_told(written))
    return tuple(written)


def rundown_hints(lines: Sequence[PlannedLine]) -> tuple[str, ...]:
    """Return the words to expect of whoever speaks in a newscast."""
    return hints_of((*(line.speaker for line in lines), *(line.text for line in lines)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who hears, what they expect, and how many processes there may be."""

    recogniser: Recogniser
    hints: tuple[str, ...]
    jobs: int


def _heard(newsroom: Newsroom, names: Sequence[str], asked: _Asked, teller: Teller) -> Iterator[tuple[str, Recognised]]:
    """Yield what is said in each recording, one after the other, in a process aside."""
    keys = {name: heard_key(newsroom.library.asset(name), asked.recogniser, asked.hints) for name in names}
    known = {name: kept_hearing(newsroom.store, key) for name, key in keys.items()}
    missing = sum(found is None for found in known.values())
    with LocalExecutors(teller.note).open(min(asked.jobs, _ALONE) if missing else 1) as pool:
        for name in names:
            found = known[name]
            if found is None:
                path = newsroom.library.path(name)
                try:
                    found = awaited(pool.submit(hear_recording, asked.recogniser, path, asked.hints), teller)
                except MediaError as error:
                    teller.note(f"avertissement : {error}")
                    continue
                except HearingError as error:  # the film is made without, as where there is no recogniser
                    teller.note(f"avertissement : {error}")
                    return
                keep_hearing(newsroom.store, keys[name], found)
            yield name, found


def _own(newsroom: Newsroom, name: str) -> bool:
    """Tell whether a recording is there and of the project: nothing is written into an installed library."""
    if not newsroom.library.exists(name):
        return False
    library, project = Path(newsroom.settings.places.library).resolve(), newsroom.settings.root.resolve()
    path = newsroom.library.path(name).resolve()
    return library == project or not path.is_relative_to(library) or project.is_relative_to(library)


def _told(written: Sequence[str]) -> str:
    if len(written) == 1:
        return f"écouté : {written[0]}, à relire et à garder avec l'enregistrement ; les sous-titres le suivent"
    told = f"écoutés : {len(written)} enregistrements ; relire les fichiers .mots.yaml écrits à côté"
    return f"{told}, et les garder avec eux : les sous-titres les suivent (le premier : {written[0]})"
