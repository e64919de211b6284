"""Recorded voices: the file name of every line, and the files that were dropped in under these names.

A name is made of who speaks and of the first words, and of nothing else: it stays the same when lines are added,
moved or corrected further on. Two lines that begin alike are told apart by their whole text, both of them, so that
no file ever goes to the other line by itself.
"""

import difflib
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.letters import ascii_of
from pipeline.model.rundown import PlannedLine, PlannedShot, Rundown

_WORDS = 5
_LONGEST = 48
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_NEAR = 3
_BESIDE = ".mots.yaml"
"""How the file ends that says what is said in a recording, and stands beside it."""
UNWRITTEN = Code("reponse-sans-texte")
"""What is told of an answer whose words nobody wrote: it may be that somebody has heard them."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A rundown that hears what was dropped in, and what the author should know about those files."""

    rundown: Rundown
    findings: tuple[Finding, ...]


def folder(script: str) -> str:
    """Return where the recordings of a script are dropped, from the project's root."""
    return f"media/{script}/voix"


def named(rundown: Rundown) -> Rundown:
    """Give every line its file name; a name that the author wrote is kept."""
    texts: dict[str, set[str]] = defaultdict(set)
    for line in rundown.lines:
        texts[line.file or _short(line)].add(_slug(line.text))

    def name(line: PlannedLine) -> PlannedLine:
        short = line.file or _short(line)
        if line.file or len(texts[short]) == 1:
            return replace(line, file=short)
        return replace(line, file=f"{short}-{hashlib.sha256(_slug(line.text).encode()).hexdigest()[:4]}")

    return _with_lines(rundown, name)


def dropped_in(rundown: Rundown, files: Iterable[str]) -> Dropped:
    """Return the rundown with its lines heard from `files`, the names that stand in the script's own folder."""
    place = folder(rundown.script)
    by_name: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        if not file.startswith(".") and file.lower() not in _LITTER and not file.endswith(_BESIDE):
            by_name[_slug(PurePosixPath(file).stem)].append(file)
    findings: list[Finding] = []

    def heard(line: PlannedLine) -> PlannedLine:
        found = by_name.get(line.file, [])
        if not found or line.recording or not line.text.strip():
            return line
        return replace(line, recording=f"{place}/{found[0]}")

    lines = {line.file: line for line in reversed(rundown.lines)}
    for name, found in by_name.items():
        line = lines.get(name)
        if line is None:
            findings += [_unused(file, place, lines, rundown.script) for file in found]
        elif line.recording:
            findings.append(_refused(line, f"{place}/{found[0]}"))
        elif len(found) > 1:
            findings.append(_twice(line, place, found))
    return Dropped(_with_lines(rundown, heard), tuple(findings))


def _with_lines(rundown: Rundown, change: Callable[[PlannedLine], PlannedLine]) -> Rundown:
    def changed(shot: PlannedShot) -> PlannedShot:
        return replace(shot, lines=tuple(change(line) for line in shot.lines))

    items = tuple(replace(item, shots=tuple(changed(shot) for shot in item.shots)) for item in rundown.items)
    return replace(rundown, items=items)


def _short(line: PlannedLine) -> str:
    words = _slug(f"{line.speaker} {' '.join(_said(line.text))}")
    return words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]


def _said(text: str) -> Iterator[str]:
    """Yield the first words of a text, signs that stand alone left out."""
    words = (word for word in text.split() if any(sign.isalnum() for sign in word))
    yield from (word for word, _ in zip(words, range(_WORDS), strict=False))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", ascii_of(text)).strip("-")


def _unused(file: str, place: str, lines: dict[str, PlannedLine], script: str) -> Finding:
    stem = _slug(PurePosixPath(file).stem)
    near = difflib.get_close_matches(stem, lines, n=_NEAR, cutoff=0.4) or list(lines)[:_NEAR]
    message = f"le fichier {place}/{file} n'est la voix d'aucune réplique"
    advice = f"le renommer, par exemple {' ou '.join(near)}, ou l'ôter ; « jt voices a-enregistrer » donne les noms"
    return Finding(Mark(script), message, advice, Level.WARNING, code=Code("voix-inutile"))


def _refused(line: PlannedLine, file: str) -> Finding:
    message = f"{file} n'est pas entendu : la réplique a déjà « enregistrement: {line.recording} »"
    mark = line.mark or Mark(line.id)
    return Finding(mark, message, "ôter l'un des deux", Level.WARNING, code=Code("voix-ignoree"))


def _twice(line: PlannedLine, place: str, found: list[str]) -> Finding:
    message = f"deux fichiers pour une réplique dans {place}/ : {', '.join(found)}"
    return Finding(line.mark or Mark(line.id), message, "n'en garder qu'un", code=Code("voix-double"))
