"""The process in which a scene's program runs: it answers with pictures, or with what went wrong.

It stands apart so that a program that never ends, or ends everything, stops nobody else.
"""

import importlib.util
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.model.clip import ClipFormat

READY, MADE, PICTURE, FAULT = "prêt", "fait", "image", "faute"
"""What the process says, in this order; a fault comes with a sentence in French."""


@dataclass(frozen=True, slots=True)
class Playing:
    """What is played: the program's file, what it is given. Travels to the process."""

    file: str
    slots: Mapping[str, Any]
    fmt: ClipFormat


class _Wrong(Exception):  # noqa: N818 - said to the other process, never raised out of this one
    """A program that answers with something else than a clip; the message is French."""


def play(conn: "Connection[Any, Any]", playing: Playing) -> None:
    """Make the clip, then answer every frame number with its RGBA bytes, until the other side hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for pictures hears Ctrl-C, and stops this process
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    sys.stdout = sys.stderr  # what a program prints is never taken for the path of a film
    sys.dont_write_bytecode = True
    import moviepy  # noqa: F401, PLC0415 - slow, and counted apart from the program's own time

    try:
        conn.send((READY, None))
        clip = _guarded(conn, playing, lambda: _made(playing))
        if clip is not None:
            conn.send((MADE, None))
        while clip is not None:
            number = conn.recv()
            picture = _guarded(conn, playing, partial(_picture, clip, number, playing.fmt))
            if picture is None:
                return
            conn.send((PICTURE, picture.tobytes()))
    except (EOFError, OSError):
        return  # the other side hung up


def _leave_with_parent() -> None:
    """End this process with the one that started it, even while a program is looping."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _guarded(conn: "Connection[Any, Any]", playing: Playing, task: Callable[[], Any]) -> Any:
    """Do what calls the program; say its fault and return None when it fails."""
    try:
        done = task()
    except _Wrong as wrong:
        conn.send((FAULT, str(wrong)))
        return None
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a program of anybody's may raise anything
        conn.send((FAULT, _said(error, playing.file)))
        return None
    return done


def _said(error: BaseException, file: str) -> str:
    """Say an error of the program with the line of its file it comes from."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    if isinstance(error, SyntaxError) and error.filename == file:
        lines = [error.lineno]
    where = f"ligne {lines[-1]}, " if lines else ""
    return f"{where}{type(error).__name__} : {error}".rstrip(" :")


def _made(playing: Playing) -> Any:
    from moviepy import VideoClip  # noqa: PLC0415 - only this process needs it

    spec = importlib.util.spec_from_file_location("scene_clip", playing.file)
    if spec is None or spec.loader is None:
        raise _Wrong("ce fichier n'est pas un programme Python")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    make = getattr(module, "clip", None)
    if not callable(make):
        raise _Wrong("il n'y a pas de fonction « clip(slots, fmt) »")
    clip = make(playing.slots, playing.fmt)
    if not isinstance(clip, VideoClip):
        raise _Wrong(f"clip() rend « {type(clip).__name__} », pas un clip de MoviePy")
    size = tuple(int(side) for side in clip.size)
    if size != (playing.fmt.width, playing.fmt.height):
        raise _Wrong(
            f"le clip mesure {size[0]}x{size[1]}, la place est de {playing.fmt.width}x{playing.fmt.height} "
            "(fmt.width, fmt.height)"
        )
    return _Show(clip)


@dataclass(frozen=True, slots=True)
class _Show:
    """A clip that was looked at: MoviePy's own, of the right size."""

    clip: Any


def _picture(show: _Show, number: int, fmt: ClipFormat) -> npt.NDArray[np.uint8]:
    """Return frame `number` as RGBA of shape (height, width, 4); a clip that is over holds its last picture."""
    clip, time = show.clip, float(number / fmt.rate)
    if clip.duration:
        time = min(time, max(0.0, clip.duration - float(1 / fmt.rate) / 2))
    rgba = np.full((fmt.height, fmt.width, 4), 255, np.uint8)
    rgba[..., :3] = _bytes(clip.get_frame(time), (fmt.height, fmt.width, 3), 1.0, number)
    if clip.mask is not None:
        rgba[..., 3] = _bytes(clip.mask.get_frame(time), (fmt.height, fmt.width), 255.0, number)
    return rgba


def _bytes(values: Any, shape: tuple[int, ...], scale: float, number: int) -> npt.NDArray[np.uint8]:
    """Return values as bytes; raises _Wrong unless they are numbers of that shape."""
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "uifb":
        raise _Wrong(f"l'image {number} est « {type(values).__name__} », pas un tableau de nombres")
    if values.shape != shape:
        raise _Wrong(f"l'image {number} a la forme {values.shape}, il faut {shape}")
    if values.dtype == np.uint8 and scale == 1.0:
        return values
    scaled = np.asarray(values, np.float32) * scale
    if not np.isfinite(scaled).all():
        raise _Wrong(f"l'image {number} contient des valeurs qui ne sont pas des nombres")
    whole: npt.NDArray[np.uint8] = np.clip(scaled + 0.5, 0, 255).astype(np.uint8)
    return whole


def file_of(path: Path) -> str:
    """Return a program's path as tracebacks will say it."""
    return str(path.resolve())
