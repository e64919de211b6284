"""The parts of a document that is a zip archive, unpacked with care: nothing is written, nothing is believed.

A zip says itself how large its parts are; here they are counted as they come.
"""

import io
import posixpath
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Mapping

from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.trees import tree
from pipeline.errors import Code, Mark, ScriptError

_AT_ONCE = 1 << 18
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How ECMA-376 part 2 and ODF 1.3 part 2 have parts packed."""


class Archive:
    """A zip archive whose list of parts was found sound; each part is unpacked when it is asked for."""

    def __init__(self, content: bytes, effort: Effort) -> None:
        self._effort = effort
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
            raise effort.damaged("son archive est incomplète ou illisible") from error
        self._entries = self._sound(entries)

    def _sound(self, entries: list[zipfile.ZipInfo]) -> Mapping[str, zipfile.ZipInfo]:
        """Return the parts by name; raises ScriptError for what no word processor writes."""
        limits = self._effort.limits
        if len(entries) > limits.members:
            raise self._effort.too_much(f"il est fait de plus de {limits.members} fichiers")
        sound: dict[str, zipfile.ZipInfo] = {}
        met: set[str] = set()
        for entry in entries:
            name = entry.filename
            if name.endswith("/"):
                continue
            parts = name.replace("\\", "/").split("/")
            if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
                raise self._effort.unsafe("un de ses fichiers veut être rangé hors du document")
            if name.lower() in met:
                raise self._effort.unsafe(f"« {name} » y est deux fois")
            met.add(name.lower())
            sound[name] = entry
        return sound

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parts, in the order of the archive."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._entries

    def tree(self, name: str) -> ET.Element:
        """Return a part of text as a tree; raises ScriptError when it is missing, damaged or too much."""
        return tree(self.text(name), name, self._effort)

    def tree_if_any(self, name: str) -> ET.Element | None:
        """Return a part as a tree, None when the document has none."""
        return self.tree(name) if name in self._entries else None

    def text(self, name: str) -> bytes:
        """Return a part of text."""
        limits = self._effort.limits
        entry = self._entry(name)
        data = self._unpacked(entry, min(limits.part, limits.parts - self._effort.parts))
        self._effort.parts += len(data)
        if len(data) > limits.small and len(data) > limits.ratio * max(1, entry.compress_size):
            raise self._effort.unsafe(f"« {name} » y grossit plus de {limits.ratio} fois quand on l'ouvre")
        return data

    def picture(self, name: str) -> bytes:
        """Return a picture, as it is."""
        limits = self._effort.limits
        data = self._unpacked(self._entry(name), min(limits.picture, limits.pictures - self._effort.pictures))
        self._effort.pictures += len(data)
        return data

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = self._entries.get(name)
        if entry is None:
            raise self._effort.damaged(f"« {name} » y manque")
        if entry.flag_bits & _ENCRYPTED:
            raise locked(self._effort.file)
        if entry.compress_type not in _METHODS:
            raise self._effort.damaged(f"« {name} » y est rangé d'une manière que les traitements de texte n'ont pas")
        return entry

    def _unpacked(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        name, taken, size = entry.filename, [], 0
        try:
            with self._zip.open(entry) as stream:
                while block := stream.read(_AT_ONCE):
                    size += len(block)
                    if size > most:
                        raise self._effort.too_much(f"« {name} » y dépasse {most // 1_000_000} Mo")
                    taken.append(block)
                    self._effort.look()
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise self._effort.damaged(f"« {name} » ne se lit pas jusqu'au bout") from error
        return b"".join(taken)


def locked(file: str) -> ScriptError:
    """Return what is raised of a document that a password protects."""
    advice = "l'ouvrir avec son mot de passe, ôter la protection, et l'enregistrer"
    return ScriptError.of(
        Mark(file), "ce document est protégé par un mot de passe", advice, code=Code("document-protege")
    )


def beside(part: str, target: str) -> str:
    """Return the name of the part that another one points to, whether from itself or from the top of the archive.

    >>> beside("word/document.xml", "media/image1.png"), beside("word/document.xml", "/word/media/image1.png")
    ('word/media/image1.png', 'word/media/image1.png')
    """
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
