"""The bytes of a text file, and its text: what cannot be read at all is told here."""

import codecs
from pathlib import Path

from pipeline.errors import Code, Mark, ScriptError

LARGEST = 2_000_000
"""Bytes; a workshop's script weighs about 15 000."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_bytes(path: Path) -> bytes:
    """Return what a YAML file holds; raise `ScriptError` when it cannot be read, or holds more than any script."""
    whole = Mark(path.as_posix())
    if path.is_dir():
        raise ScriptError.of(
            whole, "c'est un dossier, pas un fichier", "donner un fichier .yaml", code=Code("fichier-dossier")
        )
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ScriptError.of(
                whole, "ce fichier dépasse 2 Mo", "un script ne contient que du texte", code=Code("fichier-trop-gros")
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ScriptError.of(
            whole, "ce fichier n'existe pas", "vérifier le nom et le dossier", code=Code("fichier-absent")
        ) from error
    except OSError as error:
        raise ScriptError.of(
            whole, f"ce fichier ne se lit pas ({error.strerror})", "vérifier ses droits", code=Code("fichier-illisible")
        ) from error


def decoded(content: bytes, file: str) -> str:
    """Return the text of a YAML file, UTF-8 or UTF-16; raise `ScriptError` with the place of what is neither."""
    if content.startswith(_UTF16):
        return _decoded(content, "utf-16", file)
    return _decoded(content, "utf-8-sig", file)


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        mark = Mark(file, line, column) if encoding == "utf-8-sig" else Mark(file)
        message = "un caractère n'est pas en UTF-8 (ce fichier semble venir de Windows-1252)"
        raise ScriptError.of(
            mark, message, "l'enregistrer en UTF-8 depuis l'éditeur", code=Code("fichier-encodage")
        ) from error
