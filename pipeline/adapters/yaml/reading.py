"""A text file that somebody wrote by hand, read for what it says: a tree, and every finding of the reading."""

from pathlib import Path

import yaml

from pipeline.adapters.yaml.contents import decoded, read_bytes
from pipeline.adapters.yaml.graph import Reading, composed
from pipeline.adapters.yaml.problems import finding_of
from pipeline.adapters.yaml.signs import cleaned
from pipeline.errors import Code, Mark, ScriptError

_NO_LINE_END = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""What YAML takes for the end of a line and no editor does: pasted, they would break a text and shift every place."""

__all__ = ["Reading", "read_file", "read_text"]


def read_file(path: Path) -> Reading:
    """Read a YAML file; raises `ScriptError` with findings in French when there is no tree in it."""
    file = path.as_posix()
    return read_text(decoded(read_bytes(path), file), file)


def read_text(text: str, file: str) -> Reading:
    """Read a YAML text that stands, or is to stand, in a file; raises `ScriptError` as `read_file`.

    Signs are read as they were meant, here and nowhere else: keys and values hold nothing that is no character.
    """
    if (nothing := text.find("\0")) >= 0:
        raise _no_text(text, nothing, file)
    text = text.translate(_NO_LINE_END)
    try:
        return cleaned(composed(text, file), text)
    except yaml.YAMLError as error:
        raise ScriptError((finding_of(error, file, text),)) from error


def _no_text(text: str, at: int, file: str) -> ScriptError:
    """Say that a file holds a NUL, at which YAML ends: most are no text at all."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    message = "« \\x00 » est un caractère interdit dans un texte"
    advice = "si ce fichier s'ouvre dans un éditeur de texte, retaper ce passage ; sinon ce n'est pas un script"
    return ScriptError.of(Mark(file, line, column), message, advice, code=Code("caractere-interdit"))
