"""The words beside the recordings of a script: each line gets what is said in its own, when that is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.words_files import WordsFile, read_words, words_name
from pipeline.errors import Code, Finding, Level, Mark, MediaError, ScriptError
from pipeline.model.media import in_project
from pipeline.model.rundown import PlannedLine, PlannedShot, Rundown

_STALE = (
    "l'effacer, ou le renommer pour garder ses corrections : ce qui se dit dans le nouvel enregistrement y sera écrit"
)


@dataclass(frozen=True, slots=True)
class WithWords:
    """A rundown whose lines know what is said in their recordings; `unheard` are those of which nobody knows.

    They are given by name, in the order of the script, those whose file of words somebody corrected apart.
    """

    rundown: Rundown
    findings: tuple[Finding, ...]
    unheard: tuple[str, ...]


def with_words(rundown: Rundown, library: FolderLibrary) -> WithWords:
    """Return the rundown with the words that stand beside its recordings; those of another recording are told."""
    found = {name: _beside(name, library) for name in _recordings(rundown)}

    def heard(line: PlannedLine) -> PlannedLine:
        known = found.get(in_project(line.recording)) if line.recording else None
        return replace(line, heard=known.file.told) if known is not None and known.file is not None else line

    def told(shot: PlannedShot) -> PlannedShot:
        return (
            replace(shot, lines=tuple(map(heard, shot.lines))) if any(line.recording for line in shot.lines) else shot
        )

    if not found:
        return WithWords(rundown, (), ())
    items = tuple(replace(item, shots=tuple(map(told, item.shots))) for item in rundown.items)
    findings = tuple(finding for known in found.values() for finding in known.findings)
    unheard = tuple(name for name, known in found.items() if known.file is None and not known.findings)
    return WithWords(replace(rundown, items=items), findings, unheard)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a recording: its words, and what is wrong with the file that tells them."""

    file: WordsFile | None = None
    findings: tuple[Finding, ...] = ()


def _recordings(rundown: Rundown) -> Iterator[str]:
    yield from dict.fromkeys(in_project(line.recording) for line in rundown.lines if line.recording)


def _beside(recording: str, library: FolderLibrary) -> _Known:
    """Return what the file beside a recording says of it; one of another recording that nobody corrected says nothing.

    A recording that cannot be used says nothing here: the check has told it.
    """
    name = words_name(recording)
    if not library.exists(recording) or not library.exists(name):
        return _Known()
    try:
        digest = library.asset(recording).digest
        library.asset(name)
        file = read_words(library.path(name))
        file = replace(file, told=replace(file.told, file=name))
    except ScriptError as error:
        return _Known(findings=error.findings)
    except MediaError:
        return _Known()
    if file.of(digest):
        return _Known(file)
    if not file.corrected:
        return _Known()
    message = f"ce fichier a été corrigé, mais {recording} a changé depuis : il n'est pas suivi"
    return _Known(findings=(Finding(Mark(name), message, _STALE, Level.WARNING, code=Code("mots-perimes")),))
