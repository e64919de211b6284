"""What somebody brings in: photos, clips, sounds, documents; written aside, looked at, and moved when whole.

Nothing of it is run, and no name that a stranger gave is a path. A file is what its content is, not what it is called:
what decides is what decides of any file that a script names (`adapters.media.usable`).
"""

import errno
import filecmp
import re
import secrets
import shutil
import threading
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from pipeline.adapters.codecs.wav import write_wav
from pipeline.adapters.media import usable
from pipeline.adapters.rushes.sound import sound_blocks
from pipeline.errors import MediaError, UserError
from pipeline.french.system import unwritable
from pipeline.model.time import SAMPLE_RATE
from pipeline.service.importing import NOTES_ENDINGS

BroughtKind = Literal["image", "video", "son", "document"]
_ENDINGS: Mapping[BroughtKind, frozenset[str]] = {
    "image": frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".heif"}),
    "video": frozenset({
        ".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".mts", ".m2ts", ".ts", ".mpg", ".mpeg", ".3gp", ".ogv",
        ".wmv", ".mxf",
    }),
    "son": frozenset({
        ".wav", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".amr", ".wma", ".aif", ".aiff",
    }),
    "document": NOTES_ENDINGS,
}  # fmt: skip
"""What each kind of file may be called; its content says whether it is one."""
LARGEST: Mapping[BroughtKind, int] = {
    "image": 200_000_000,
    "video": 8_000_000_000,
    "son": 1_000_000_000,
    "document": 50_000_000,
}
"""Bytes of a file at most, by its kind."""
SPARED = 500_000_000
"""Bytes of the disk that are left free, for the script and the films."""
LONGEST_VOICE = 600
"""Seconds of a voice that is recorded in the page."""
_LONGEST_NAME = 60
_OTHERWISE = "vérifiez les droits du dossier, et la place qui reste sur le disque"


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file that is there: how a script names it, what it is, what is to be known of it (in French, may be empty)."""

    file: str
    kind: BroughtKind
    caution: str = ""


class Bringing:
    """Takes files in for one script: into `media/<script>/` of its project, by way of a folder of our own."""

    def __init__(self, media: Path, script: str, aside: Path) -> None:
        """Take files into a folder of `media`; what a crash left unfinished `aside` goes."""
        self._media, self._script, self._aside = media, script, aside
        self._lock = threading.Lock()
        shutil.rmtree(aside, ignore_errors=True)

    def begin(self, name: str, size: int | None, *, voice: bool = False) -> "Incoming":
        """Begin to take a file of so many bytes, when that is told; a `voice` is kept as WAV.

        Raises UserError for what is no file of ours, is too large, or has no room.
        """
        kind, safe = ("son" if voice else _kind_of(name)), _safe(name)
        if size is not None and size > LARGEST[kind]:
            raise _too_large(kind)
        place = self._aside / secrets.token_hex(8)
        try:
            place.mkdir(parents=True)
            free = shutil.disk_usage(place).free
        except OSError as error:
            raise unwritable(place, error, _OTHERWISE) from error
        if free < (size or 0) + SPARED:
            place.rmdir()
            left = f"reste {free // 1_000_000} Mo"
            raise UserError(f"il n'y a pas assez de place sur le disque ({left}) ; libérez-en, puis recommencez")
        return Incoming(self, place / safe, kind, voice=voice)

    def found(self, file: str) -> Path:
        """Return a file that was brought, by the name that a script has for it; raises UserError."""
        head, _, name = file.rpartition("/")
        path = self._media / self._script / name
        if head != self._script or _safe(name) != name or not path.is_file():
            raise UserError("ce fichier n'est plus dans le projet : apportez-le de nouveau")
        return path

    def settle(self, path: Path) -> str:
        """Move a whole file to its place, under a name that nothing else has; return how a script names it."""
        folder = self._media / self._script
        with self._lock:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                target = _free(folder, path)
                if not target.exists():
                    _move(path, target)
            except OSError as error:
                raise unwritable(folder, error, _OTHERWISE) from error
        return f"{self._script}/{target.name}"


class Incoming:
    """A file that is coming."""

    def __init__(self, bringing: Bringing, path: Path, kind: BroughtKind, *, voice: bool) -> None:
        self._bringing, self.path, self.kind, self._voice = bringing, path, kind, voice
        self._size = 0
        self._stream = path.open("xb")

    def take(self, block: bytes) -> None:
        """Take the next bytes; raises UserError when they are too many, or have no room."""
        self._size += len(block)
        if self._size > LARGEST[self.kind]:
            raise _too_large(self.kind)
        try:
            self._stream.write(block)
        except OSError as error:
            raise unwritable(self.path.name, error, "libérez de la place sur le disque, puis recommencez") from error

    def finish(self) -> BroughtFile:
        """Look at the whole file and put it in its place; raises UserError with why it cannot be used."""
        try:
            self._stream.close()
            if not self._size:
                raise UserError("ce fichier est vide")
            path, kind = self.path, self.kind
            if self._voice:
                path = _as_wav(path)
            elif kind != "document":
                kind = _sniffed(path, kind)
            caution = usable.caution(path, {"son": "sound"}.get(kind, kind), path.name) or ""
            return BroughtFile(self._bringing.settle(path), kind, caution)
        finally:
            self.drop()

    def whole(self) -> Path:
        """Return a document where it was written, for whoever reads it; it is there until `drop`."""
        self._stream.close()
        if not self._size:
            raise UserError("ce fichier est vide")
        return self.path

    def drop(self) -> None:
        """Forget the file."""
        with suppress(OSError):
            self._stream.close()
        shutil.rmtree(self.path.parent, ignore_errors=True)


def _kind_of(name: str) -> BroughtKind:
    ending = Path(name.replace("\\", "/")).suffix.lower()
    for kind, endings in _ENDINGS.items():
        if ending in endings:
            return kind
    told = f"« {ending} »" if 1 < len(ending) < 12 else "un fichier de ce nom"
    raise UserError(f"{told} ne s'apporte pas ici : choisissez une photo, une vidéo, un son ou un document de texte")


def _safe(name: str) -> str:
    """Return a name of small letters, figures and hyphens, with its ending: whatever was given, it is no path.

    >>> _safe("../../Été à la plage (1).JPG"), _safe("con.mp4"), _safe(".htaccess")
    ('ete-a-la-plage-1.jpg', 'con-jt.mp4', 'htaccess')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = unicodedata.normalize("NFKD", last.lower()).encode("ascii", "ignore").decode()
    stem, dot, ending = plain.rpartition(".")
    stem, ending = (stem, ending) if stem else (ending, "")
    words = re.sub(r"[^a-z0-9_]+", "-", stem).strip("-_")[:_LONGEST_NAME].strip("-_") or "fichier"
    if re.fullmatch(r"con|prn|aux|nul|(com|lpt)[0-9]", words):
        words = f"{words}-jt"
    letters = re.sub(r"[^a-z0-9]", "", ending)
    return f"{words}{dot if letters else ''}{letters}"


def _free(folder: Path, path: Path) -> Path:
    """Return a place in a folder that nothing has, or where the very same file is already."""
    rank = 1
    target = folder / path.name
    while target.exists() and not (target.is_file() and filecmp.cmp(path, target, shallow=False)):
        rank += 1
        target = folder / f"{path.stem}-{rank}{path.suffix}"
    return target


def _move(path: Path, target: Path) -> None:
    try:
        path.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        aside = target.with_name(f".en-cours-{target.name}")  # `media/` is on another disk
        shutil.copyfile(path, aside)
        aside.replace(target)


def _sniffed(path: Path, called: BroughtKind) -> BroughtKind:
    """Return what a file is by its content; raises UserError with why it cannot be used."""
    try:
        if called == "image":
            why = usable.showable(path)
        else:
            why = usable.playable(path, "video" if called == "video" else "sound")
            if called == "video" and why is not None and usable.playable(path, "sound") is None:
                called, why = "son", None
    except MediaError as error:
        why = str(error).removeprefix(f"{path.name} : ")
    except OSError as error:
        raise unwritable(path.name, error, _OTHERWISE, "de lire") from error
    if why is not None:
        told, _, advice = why.partition(" ; ")
        told = f"{told} ; {advice}" if advice and ": …" not in advice else told  # nobody writes keys here
        raise UserError(f"« {path.name} » ne peut pas servir : {told}")
    return called


def _as_wav(path: Path) -> Path:
    """Return a voice as WAV, which every machine reads the same; raises UserError when nobody is heard."""
    try:
        why = usable.playable(path, "sound")
        blocks, samples = [], 0
        for block in sound_blocks(path, SAMPLE_RATE) if why is None else ():
            blocks.append(block)
            samples += len(block)
            if samples > LONGEST_VOICE * SAMPLE_RATE:
                raise UserError(f"cet enregistrement dépasse {LONGEST_VOICE // 60} minutes : faites-en plusieurs")
    except MediaError as error:
        why = str(error).removeprefix(f"{path.name} : ")
    if why is not None:
        raise UserError(f"cet enregistrement ne peut pas servir : {why} ; vérifiez le micro, puis recommencez")
    target = path.with_suffix(".wav") if path.suffix != ".wav" else path.with_name(f"{path.stem}-voix.wav")
    write_wav(target, np.concatenate(blocks))
    return target


def _too_large(kind: BroughtKind) -> UserError:
    return UserError(
        f"ce fichier est trop lourd : au plus {LARGEST[kind] // 1_000_000} Mo ; réduisez-le, ou copiez-le dans media/"
    )
