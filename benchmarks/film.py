"""A film as its drawn layers: what every rival is given, saved as JSON beside the pictures.

Times are whole frames, of the shot unless said otherwise; places are pixels of the 1920x1080 frame.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SETTLE = 100
"""Frames in which a turning layer comes to rest."""

BOB = 100
"""Frames of one rise and fall of a floating layer."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a layer comes or goes: `volet` uncovers it from the left, the others slide (dx, dy) and fade."""

    way: str
    frames: int
    delay: int
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Layer:
    """One picture: its file and its place, the frames it lives, its motion.

    `turning` is the same picture on a square wide enough to turn in, at `turning_at`; it is used while it turns.
    """

    file: str
    x: int
    y: int
    width: int
    height: int
    opaque: bool
    start: int
    end: int
    opacity: float = 1.0
    enter: Entrance | None = None
    leave: Entrance | None = None
    zoom: tuple[float, float] = (1.0, 1.0)
    turn: float = 0.0
    turning: str = ""
    turning_at: tuple[int, int] = (0, 0)
    bob: float = 0.0
    scroll: int = 0
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Shot:
    """A shot from frame `start` of the film; it fades in over its first `fade` frames from the one before, held."""

    start: int
    length: int
    fade: int
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Film:
    """Everything a rival needs: the layers' folder is the manifest's own; `encoder` is what x264 is told."""

    width: int
    height: int
    rate: int
    frames: int
    sound: str
    preset: str
    crf: str
    x264: str
    audio_kbps: int
    shots: tuple[Shot, ...]


def save(film: Film, folder: Path) -> Path:
    """Write the manifest and return where it is."""
    path = folder / "film.json"
    path.write_text(json.dumps(asdict(film), indent=1), "utf-8")
    return path


def load(path: Path) -> Film:
    """Read a manifest back."""
    said: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Film(**{**said, "shots": tuple(_shot(shot) for shot in said["shots"])})


def _shot(said: dict[str, Any]) -> Shot:
    return Shot(**{**said, "layers": tuple(_layer(layer) for layer in said["layers"])})


def _layer(said: dict[str, Any]) -> Layer:
    ways = {name: Entrance(**said[name]) if said[name] else None for name in ("enter", "leave")}
    return Layer(**{**said, **ways, "zoom": tuple(said["zoom"]), "turning_at": tuple(said["turning_at"])})
