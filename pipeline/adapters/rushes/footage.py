"""Pictures and sound out of local media files, conformed to the programme's rate, size and colours."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from pipeline.adapters.media.opening import open_media
from pipeline.adapters.media.survey import picture_of, survey
from pipeline.adapters.rushes.conform import Conformer, conformed, upright_of
from pipeline.adapters.rushes.geometry import MIDDLE
from pipeline.adapters.rushes.pacing import paced, pictures_from
from pipeline.adapters.rushes.reel import Reel, write_reel
from pipeline.adapters.rushes.sound import sound_blocks
from pipeline.errors import MediaError
from pipeline.model.faces import FacedSpec, focus_of
from pipeline.model.keys import key_of
from pipeline.model.picture import FootageSpec, Format
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import UNREADABLE, Film, Samples, Store

KIND = "rushes"
_LIBRARIES = tuple(av.library_versions[name] for name in ("libavcodec", "libavfilter", "libswscale"))
_VERSION = (2, _LIBRARIES)
"""The first number is raised, with `DRAW_VERSION`, whenever the same file would be conformed otherwise."""


class AvFootage:
    """Reads footage with PyAV; moving pictures are conformed once and kept in the store.

    A file that breaks off, or is damaged inside, gives what can be read of it; the last good picture is held, as at
    the end of any clip that is shorter than its shot.
    """

    version = key_of(_VERSION, av.library_versions["libswresample"])

    def __init__(self, store: Store) -> None:
        self._store = store

    def film(self, path: Path, spec: FootageSpec, fmt: Format) -> Film:
        """Return what a layer shows of a file, conformed now unless the store has it; raises MediaError.

        Only one process conforms; the others wait for it. Nothing is kept of a film that fails.
        """
        key = _key(spec, fmt)
        kept = self._reel(key)
        if kept is None:
            with self._store.alone(KIND, key):
                kept = self._reel(key) or Reel(self._conformed(path, spec, fmt))
        return kept

    def _reel(self, key: str) -> Reel | None:
        """Return the reel that the store has; one that is none, whatever its sum says, is forgotten."""
        kept = self._store.find(KIND, key)
        try:
            return None if kept is None else Reel(kept)
        except UNREADABLE:
            self._store.forget(KIND, key)
            return None

    def _conformed(self, path: Path, spec: FootageSpec, fmt: Format) -> Path:
        key, size = _key(spec, fmt), _size(spec, fmt)
        with self._store.writing(KIND, key) as aside:
            conformer = Conformer(path.name, size, spec.fit, _focus(spec))
            frames = paced(pictures_from(path, spec.start), fmt.rate, spec.start, spec.length)
            if not write_reel(aside, conformed(frames, conformer), size, fmt.rate):
                raise MediaError(f"{path.name} : aucune image lisible ; copiez ce fichier de nouveau ou réexportez-le")
        kept = self._store.find(KIND, key)
        if kept is None:
            raise MediaError(f"le cache a perdu {path.name}, qui vient d'y être gardé ; relancez la même commande")
        return kept

    def sound(self, path: Path, start: float = 0.0, end: float | None = None, longest: float = 3600.0) -> Samples:
        """Return stereo PCM of shape (n, 2) at 48 kHz, float32, from one second to another; empty without sound.

        Second 0 is heard with the first picture, if there are pictures. A single channel is heard as it is on both
        sides. Sound that breaks off ends there. The file
        is read from its beginning, so that the same second is always the same samples, but only what is asked for
        is kept; raises MediaError when that is more than `longest` seconds.
        """
        wanted = _Wanted(path.name, start, end, longest)
        for piece in self.blocks(path):
            wanted.keep(piece)
            if wanted.full:
                break
        return wanted.sound()

    def blocks(self, path: Path) -> Iterator[Samples]:
        """Yield all the sound of a file, as `sound` returns it, a stretch of shape (n, 2) at a time.

        Nothing is kept, however long the file; raises MediaError when nothing of it can be decoded.
        """
        return sound_blocks(path)

    def seconds(self, path: Path) -> float:
        """Return the length of the picture in seconds; raises MediaError when the file is no video."""
        found = survey(path)
        with open_media(path, found.stretches[0].part) as source:
            picture_of(source, found.stretches[0], path.name)
        return float(found.seconds)


def aspect(path: Path) -> float:
    """Return the width of a film's first picture by its height, upright; raises MediaError when there is none."""
    first = next(pictures_from(path, Fraction(0)), None)
    if first is None:
        raise MediaError(f"{path.name} : aucune image lisible ; copiez ce fichier de nouveau ou réexportez-le")
    frame = first[1].frame
    width, height = frame.width * float(first[1].pixel or 1), float(frame.height)
    return height / width if upright_of(frame).transposed else width / height


def _size(spec: FootageSpec, fmt: Format) -> tuple[int, int]:
    """Return the box in whole even pixels of the output."""
    width, height = (round(value * fmt.scale / 2) * 2 for value in spec.box[2:])
    return width, height


def _focus(spec: FootageSpec) -> tuple[float, float]:
    """Return what a crop keeps in its middle, in shares of the upright picture."""
    return focus_of(spec) if isinstance(spec, FacedSpec) and spec.fit == "remplit" else MIDDLE


def _key(spec: FootageSpec, fmt: Format) -> str:
    """Return the key of a reel: the file's content and all that decides its pictures; not where the box stands."""
    size = _size(spec, fmt)
    focus = _focus(spec)
    framed = (spec.file, size, spec.fit) if focus == MIDDLE else (spec.file, size, spec.fit, focus)
    timed = (spec.start, spec.length, fmt.rate)
    return key_of(KIND, framed, timed, _VERSION)


class _Wanted:
    """Keeps the samples of a stretch out of all that are decoded, and no more than it may."""

    def __init__(self, name: str, start: float, end: float | None, longest: float) -> None:
        self._name = name
        self._first = round(start * SAMPLE_RATE)
        self._end = None if end is None else max(self._first, round(end * SAMPLE_RATE))
        self._most = round(longest * SAMPLE_RATE)
        self._longest = longest
        self._at = 0
        self._kept: list[Samples] = []
        self._count = 0

    @property
    def full(self) -> bool:
        """Tell whether all that is wanted is there."""
        return self._end is not None and self._at >= self._end

    def keep(self, piece: Samples) -> None:
        """Take what is wanted of the next samples, shape (n, 2)."""
        first = max(0, self._first - self._at)
        last = piece.shape[0] if self._end is None else max(0, self._end - self._at)
        self._at += piece.shape[0]
        if piece[first:last].size:
            self._add(piece[first:last])

    def sound(self) -> Samples:
        """Return what was kept."""
        return np.concatenate(self._kept) if self._kept else np.zeros((0, 2), np.float32)

    def _add(self, piece: Samples) -> None:
        self._count += piece.shape[0]
        if self._count > self._most:
            raise MediaError(
                f"{self._name} : plus de {self._longest / 60:.0f} min de son à lire d'un coup ; "
                "n'en gardez que le passage voulu"
            )
        self._kept.append(piece)
