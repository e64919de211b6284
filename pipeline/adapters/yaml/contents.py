"""The bytes of a text file, and its text: what cannot be read at all is told here."""

import codecs
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.yaml.documents import document, encoding_of
from pipeline.errors import Code, Mark, ScriptError
from pipeline.french.system import why

LARGEST = 2_000_000
"""Bytes; a workshop's script weighs about 15 000."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AT_ONCE = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
"""How a file is opened so that nothing is waited for, whatever stands in its place meanwhile."""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """What kind of file is asked for: its extension, the most bytes it may hold, what such a file is, in French."""

    extension: str = ".yaml"
    largest: int = LARGEST
    nature: str = "un script ne contient que du texte"


SCRIPT = WantedFile()


def read_bytes(path: Path, wanted: WantedFile = SCRIPT) -> bytes:
    """Return what a text file holds; raise `ScriptError` when it cannot be read, or holds more than any of its kind.

    Only a plain file is opened, and never more than the largest of its kind and one byte are read of it.
    """
    whole = Mark(path.as_posix())
    try:
        _plain_file(path.stat().st_mode, whole, wanted)
        descriptor = os.open(path, _AT_ONCE)
        with os.fdopen(descriptor, "rb") as stream:
            _plain_file(os.fstat(descriptor).st_mode, whole, wanted)
            content = stream.read(wanted.largest + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ScriptError.of(
            whole, "ce fichier n'existe pas", "vérifier le nom et le dossier", code=Code("fichier-absent")
        ) from error
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "son nom contient un caractère interdit"
        advice = "vérifier ses droits" if isinstance(error, PermissionError) else "vérifier son nom et ses droits"
        raise ScriptError.of(
            whole, f"ce fichier ne se lit pas ({reason})", advice, code=Code("fichier-illisible")
        ) from error
    if len(content) > wanted.largest:
        found, size = document(content, path.name), f"{wanted.largest // 1_000_000} Mo"
        message = f"c'est {found[0]}, de plus de {size}" if found else f"ce fichier dépasse {size}"
        advice = found[1] if found and wanted == SCRIPT else wanted.nature
        raise ScriptError.of(whole, message, advice, code=Code("fichier-trop-gros"))
    return content


def _plain_file(mode: int, whole: Mark, wanted: WantedFile) -> None:
    """Refuse what is no plain file: reading it could wait for ever, or never end."""
    advice = f"donner un fichier {wanted.extension}"
    if stat.S_ISDIR(mode):
        raise ScriptError.of(whole, "c'est un dossier, pas un fichier", advice, code=Code("fichier-dossier"))
    if not stat.S_ISREG(mode):
        message = "ce n'est pas un fichier ordinaire, mais un périphérique, un tube ou une prise"
        raise ScriptError.of(whole, message, advice, code=Code("fichier-special"))


def decoded(content: bytes, file: str) -> str:
    """Return the text of a YAML file, UTF-8 or UTF-16; raise `ScriptError` with what it is, or with what is neither."""
    if content.startswith(_UTF16):
        return _decoded(content, "utf-16", file)
    if (found := document(content, file)) is not None:
        message = f"c'est {found[0]}" if "script" in found[0] else f"c'est {found[0]}, et non un script"
        raise ScriptError.of(Mark(file), message, found[1], code=Code("fichier-document"))
    return _decoded(content, "utf-8-sig", file)


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        mark = Mark(file, line, column) if encoding == "utf-8-sig" else Mark(file)
        message = f"un caractère n'est pas en UTF-8 (ce fichier semble venir {encoding_of(content)})"
        raise ScriptError.of(
            mark, message, "l'enregistrer en UTF-8 depuis l'éditeur", code=Code("fichier-encodage")
        ) from error
