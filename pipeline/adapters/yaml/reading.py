"""A text file that somebody wrote by hand, read for what it says: a tree, and every finding of the reading."""

from pathlib import Path

import yaml

from pipeline.adapters.yaml.contents import decoded, read_bytes
from pipeline.adapters.yaml.graph import Reading, composed
from pipeline.adapters.yaml.problems import finding_of
from pipeline.adapters.yaml.signs import cleaned
from pipeline.adapters.yaml.taking import Taken, taken
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.model.marked import plain

_NO_LINE_END = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""What YAML takes for the end of a line and no editor does: pasted, they would break a text and shift every place."""

_TABS = (2, 4, 8)
"""Columns that a tab may reach to; when they disagree on what a file says, nobody can tell."""

_LONG = 200_000
"""Signs beyond which a file is read with one width of tabs: three readings would take too long."""

_SOUND = frozenset(
    {
        "guillemets-courbes", "tiret-typographique", "tiret-colle", "virgule-entre-accolades", "espace-insecable",
        "espace-manquante", "deux-points-manquants", "deux-points-dans-un-texte", "yaml-etiquette", "yaml-ancre",
        "barre-inverse", "diese-coupe", "liste-mal-ecrite",
    }
)  # fmt: skip
"""What is taken, or told, even where YAML finds nothing to say: it reads something that nobody can have meant."""

__all__ = ["Reading", "read_file", "read_strictly", "read_text"]


def read_file(path: Path) -> Reading:
    """Read a YAML file; raises `ScriptError` with findings in French when there is no tree in it."""
    file = path.as_posix()
    return read_text(decoded(read_bytes(path), file), file)


def read_text(text: str, file: str) -> Reading:
    """Read a YAML text that stands, or is to stand, in a file; raises `ScriptError` as `read_file`.

    What its writer certainly meant is taken, with a note; sound YAML is read as it stands. Signs are read as they were
    meant, here and nowhere else: keys and values hold nothing that is no character.
    """
    text = _characters(text, file)
    return cleaned(_meant(text, file) if "\t" in text else _read(text, file, _TABS[0]), text)


def read_strictly(text: str, file: str) -> Reading:
    """Read a YAML text without taking anything for anything else but its signs; raises `ScriptError`."""
    text = _characters(text, file)
    try:
        return cleaned(composed(text, file), text)
    except yaml.YAMLError as error:
        raise ScriptError((finding_of(error, file, text),)) from error


def _characters(text: str, file: str) -> str:
    """Return a text whose lines end where editors say; raises `ScriptError` for one that is no text."""
    if (nothing := text.find("\0")) >= 0:
        raise _no_text(text, nothing, file)
    return text.translate(_NO_LINE_END)


def _no_text(text: str, at: int, file: str) -> ScriptError:
    """Say that a file holds a NUL, at which YAML ends: most are no text at all."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    message = "« \\x00 » est un caractère interdit dans un texte"
    advice = "si ce fichier s'ouvre dans un éditeur de texte, retaper ce passage ; sinon ce n'est pas un script"
    return ScriptError.of(Mark(file, line, column), message, advice, code=Code("caractere-interdit"))


def _meant(text: str, file: str) -> Reading:
    """Read a text with tabs, however far they reach; raises `ScriptError` when that changes what it says."""
    readings: list[Reading] = []
    refused: list[ScriptError] = []
    for tab in _TABS if len(text) <= _LONG else _TABS[:1]:
        try:
            readings.append(_read(text, file, tab))
        except ScriptError as error:
            refused.append(error)
    if not readings:
        raise refused[0]
    whole = [one for one in readings if _faultless(one.findings)] or readings
    if all(plain(one.tree) == plain(whole[0].tree) for one in whole):
        return whole[0]
    mark = next((found.mark for found in whole[0].findings if found.code == "tabulation"), whole[0].tree.mark)
    message, advice = "une tabulation décale cette ligne, on ne sait de combien", "la remplacer par des espaces"
    raise ScriptError.of(mark, message, advice, code=Code("tabulation"))


def _faultless(findings: tuple[Finding, ...]) -> bool:
    return not any(finding.level is Level.ERROR for finding in findings)


def _read(text: str, file: str, tab: int) -> Reading:
    meant = taken(text, file, tab)
    if any(found.level is Level.ERROR or found.code not in _SOUND for found in meant.findings):
        try:
            return composed(text, file)  # what is sound YAML is no mistake, however it looks
        except yaml.YAMLError:
            pass
    try:
        reading = composed(meant.text, file, meant.galley.typed)
    except yaml.YAMLError as error:
        raise ScriptError(_told(error, file, meant)) from error
    found = sorted((*meant.findings, *reading.findings), key=lambda finding: finding.mark)
    return Reading(reading.tree, tuple(dict.fromkeys(found)))


def _told(error: yaml.YAMLError, file: str, meant: Taken) -> tuple[Finding, ...]:
    """Return what is said of a text that is no YAML even as it was meant: what broke it, once."""
    if not _faultless(meant.findings):
        return meant.findings
    found = finding_of(error, file, meant.text, meant.galley.typed)
    return tuple(sorted((*meant.findings, found), key=lambda finding: finding.mark))
