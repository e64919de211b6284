"""Play the clips that scenes make themselves, each in a process that can be stopped at any time, on any system."""

import multiprocessing
from collections import OrderedDict
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any

import numpy as np

from pipeline.adapters.clips.process import FAULT, Playing, file_of, play
from pipeline.adapters.uninterrupted import deafened
from pipeline.errors import ClipError
from pipeline.model.clip import ClipFormat
from pipeline.model.picture import ClipSpec, Format
from pipeline.ports import Library, Pixels

_AT_ONCE = 2
"""Processes kept at once: a transition shows two clips."""


@dataclass(frozen=True, slots=True)
class ClipPatience:
    """Seconds a program is given: to start Python and MoviePy, to make its clip, to make one frame of it."""

    start: float = 120.0
    make: float = 30.0
    frame: float = 10.0


_PARTING = 1.0
"""Seconds in which a process that hung up has ended."""

_KILLED = 9
"""The signal by which a system that is short of memory ends a process (signal(7))."""


class ClipTheatre:
    """Fulfils `ClipPlayer`; keeps the processes of the clips shown last."""

    def __init__(self, library: Library, patience: ClipPatience = ClipPatience()) -> None:
        self._library = library
        self._patience = patience
        self._shows: OrderedDict[tuple[ClipSpec, Format], _Show] = OrderedDict()

    def picture(self, spec: ClipSpec, fmt: Format, number: int) -> Pixels:
        """Return frame `number` of the clip as RGBA of shape (height, width, 4), straight alpha.

        Raises ClipError when the program fails, answers with something else, or takes too long; MemoryError when the
        system ended it.
        """
        return self._show(spec, fmt).picture(number)

    def close(self) -> None:
        """Stop every process."""
        while self._shows:
            self._shows.popitem()[1].stop()

    def _show(self, spec: ClipSpec, fmt: Format) -> "_Show":
        found = self._shows.pop((spec, fmt), None)
        if found is None or not found.running:
            while len(self._shows) >= _AT_ONCE:
                self._shows.popitem(last=False)[1].stop()
            found = _Show(spec, self._playing(spec, fmt), self._patience)
        self._shows[spec, fmt] = found
        return found

    def _playing(self, spec: ClipSpec, fmt: Format) -> Playing:
        _, _, width, height = pixels_of(spec.box, fmt)
        fonts = {name: str(self._library.path(asset.path)) for name, asset in spec.fonts}
        given = ClipFormat(
            width=width,
            height=height,
            scale=fmt.scale,
            rate=fmt.rate,
            frames=spec.frames,
            colours=dict(spec.colours),
            fonts=fonts,
        )
        return Playing(file_of(self._library.path(spec.file.path)), {n: _thawed(v) for n, v in spec.slots}, given)


def pixels_of(box: tuple[float, float, float, float], fmt: Format) -> tuple[int, int, int, int]:
    """Return where a moving picture stands: whole even pixels of the output."""
    x, y, width, height = (round(value * fmt.scale / 2) * 2 for value in box)
    return x, y, width, height


def _thawed(value: Any) -> Any:
    """Return a slot's value as a program reads it: pairs become mappings again."""
    if isinstance(value, str):
        return value
    return tuple(entry if isinstance(entry, str) else dict(entry) for entry in value)


class _Show:
    """One clip and the process that makes it."""

    def __init__(self, spec: ClipSpec, playing: Playing, patience: ClipPatience) -> None:
        self._spec = spec
        self._fmt = playing.fmt
        self._patience = patience
        context = multiprocessing.get_context("spawn")  # a clean start: nothing of the render's state is copied
        self._line, far = context.Pipe()
        self._process: BaseProcess = context.Process(target=play, args=(far, playing), daemon=True)
        with deafened():
            self._process.start()
        far.close()
        self._hear(patience.start, "MoviePy n'a pas démarré")
        self._hear(patience.make, "clip() n'a pas répondu")

    @property
    def running(self) -> bool:
        """Tell whether the process still answers."""
        return self._process.is_alive() and not self._line.closed

    def picture(self, number: int) -> Pixels:
        """Return one frame; raises ClipError."""
        try:
            self._line.send(number)
        except OSError:
            self._hear(0, "le programme n'écoute plus")  # its last words say why
        data = self._hear(self._patience.frame, f"l'image {number} n'est pas venue")
        return np.frombuffer(data, np.uint8).reshape(self._fmt.height, self._fmt.width, 4)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._line.close()
        self._process.kill()
        self._process.join()

    def _hear(self, seconds: float, late: str) -> Any:
        """Wait for what the process says; raises ClipError when it is a fault, nothing, or the end."""
        try:
            heard = self._line.poll(seconds)
            kind, said = self._line.recv() if heard else (FAULT, f"{late} en {seconds:g} s")
        except (EOFError, OSError) as error:
            self._process.join(_PARTING)
            if self._process.exitcode == -_KILLED:
                self.stop()
                raise MemoryError("the system ended the process of a clip") from error
            raise self._error("le programme a mis fin à son processus ; ôtez ce qui l'arrête") from error
        except BaseException:
            self.stop()
            raise
        if not heard:
            raise self._error(f"{said} ; allégez le calcul, ou cherchez une boucle sans fin")
        if kind == FAULT:
            raise self._error(f"{said} ; corrigez ce programme, ou choisissez une autre scène")
        return said

    def _error(self, problem: str) -> ClipError:
        self.stop()
        return ClipError(self._spec.scene, self._spec.file.path, problem)
