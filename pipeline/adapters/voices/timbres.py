"""The timbres that travel with the project, and how a voice of the cast is mixed from them.

A mixture is written as the cast writes it: « ff_siwis » alone, or parts of each, « 50 ff_siwis + 50 if_sara ». Parts
count by their ratio. A mean of float32 vectors weighted in one order gives the same bytes everywhere.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from pipeline.adapters.voices.guards import way_out
from pipeline.errors import VoiceError
from pipeline.french.wording import meant, quoted

Timbre = npt.NDArray[np.float32]
"""A timbre, shape (510, 256): one row for each number of phonemes said at once, from 1."""

ROWS, WIDTH = 510, 256
_SIGNS, _NUMBERS = "signes", "nombres"
NAMES = (
    "ff_siwis",
    "if_sara",
    "af_heart",
    "af_bella",
    "bf_emma",
    "bf_isabella",
    "am_fenrir",
    "am_michael",
    "am_onyx",
    "bm_daniel",
    "bm_george",
    "bm_lewis",
    "im_nicola",
)
"""Every timbre that the file holds, the French one first."""


@dataclass(frozen=True, slots=True, eq=False)
class Timbres:
    """What the file of timbres holds: a style by name, the number of each phoneme."""

    styles: dict[str, Timbre]
    numbers: dict[str, int]

    def mixed(self, mixture: str) -> Timbre:
        """Return the style of a mixture; raises VoiceError when it cannot be read."""
        parts = recipe(mixture)
        total = sum(parts.values())
        style: Timbre = np.zeros((ROWS, WIDTH), np.float32)
        for name in sorted(parts):
            style += self.styles[name] * np.float32(parts[name] / total)
        return style


def recipe(mixture: str) -> dict[str, float]:
    """Return how much of each timbre goes into a mixture; raises VoiceError.

    >>> recipe("30 ff_siwis + 70 im_nicola")
    {'ff_siwis': 30.0, 'im_nicola': 70.0}
    """
    parts: dict[str, float] = {}
    for part in (mixture or NAMES[0]).split("+"):
        share, _, name = part.strip().rpartition(" ")
        if name not in NAMES:
            raise VoiceError(
                f"le moteur kokoro n'a pas de voix {quoted(name or mixture)} (media/voix.yaml) ; "
                f"{meant(name, NAMES)}il mélange : {', '.join(NAMES)}"
            )
        parts[name] = parts.get(name, 0.0) + _share(share, mixture)
    return parts


def _share(written: str, mixture: str) -> float:
    try:
        share = float(written.replace(",", ".") or 1)
    except ValueError:
        share = 0.0
    if not 0 < share < float("inf"):
        raise VoiceError(
            f"mélange de voix illisible : {quoted(mixture)} (media/voix.yaml) ; "
            f"écrivez des parts, comme « 50 {NAMES[0]} + 50 {NAMES[-1]} »"
        )
    return share


@lru_cache(maxsize=2)
def loaded(path: Path) -> Timbres:
    """Return the timbres of a file; raises VoiceError when it cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as packed:
            styles = {name: packed[name].astype(np.float32).reshape(ROWS, WIDTH) for name in NAMES}
            numbers = dict(zip(str(packed[_SIGNS]), map(int, packed[_NUMBERS]), strict=True))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise VoiceError(f"{path} ne se lit pas ({error}) ; remettez le fichier du projet, ou {way_out()}") from error
    return Timbres(styles, numbers)


@lru_cache(maxsize=2)
def digest(path: Path) -> str:
    """Return what stands for a file of timbres in the key of a take: the start of its SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def pack(styles: dict[str, Timbre], numbers: dict[str, int], path: Path) -> None:
    """Write a file of timbres, each figure in 16 bits: half the size, and nothing that is heard."""
    halves = {name: np.asarray(style, np.float32).astype(np.float16) for name, style in styles.items()}
    signs = {_SIGNS: np.array("".join(numbers)), _NUMBERS: np.array(list(numbers.values()), np.int16)}
    with path.open("wb") as file:
        np.savez_compressed(file, **halves, **signs)  # type: ignore[arg-type]  # NumPy's stub takes a flag for any name
