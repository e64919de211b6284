"""The model of the recogniser on this machine: which files it is made of, what they must be, where they are kept.

Whisper base as CTranslate2 reads it (MIT), 148 MB in all, the same for every project: it stands beside the models of
voices, never in a project. Only the standard library is needed here, so that knowing whether it is there costs nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.voices.kokoro_model import folder

NAME = "whisper-base"
WEIGHTS = "model.bin"
INSTALL = "jt ecoute install"
"""What to type to have a recogniser."""


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file by what it must be: bytes, and the SHA-256 of them."""

    size: int
    digest: str

    def sound(self, data: bytes) -> bool:
        """Tell whether these are its bytes."""
        return len(data) == self.size and hashlib.sha256(data).hexdigest() == self.digest


FILES: dict[str, PinnedFile] = {
    "config.json": PinnedFile(2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    WEIGHTS: PinnedFile(145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
    "tokenizer.json": PinnedFile(2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
    "vocabulary.txt": PinnedFile(459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
}
"""Every file of the model."""


def model_folder() -> Path:
    """Return where the model is kept, there or not."""
    return folder() / NAME


def missing(place: Path, files: Mapping[str, PinnedFile] | None = None) -> tuple[str, ...]:
    """Return the files that are not there, or have not their size; their bytes are checked when they are loaded."""
    return tuple(name for name, file in (files or FILES).items() if _size(place / name) != file.size)


def damaged(place: Path) -> tuple[str, ...]:
    """Return the files whose bytes are not what they must be; raises OSError when one cannot be read."""
    return tuple(name for name, file in FILES.items() if not file.sound((place / name).read_bytes()))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
