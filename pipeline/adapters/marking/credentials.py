"""Where a project's certificate and key are: as its `jt.yaml` says, or the variables of whoever renders."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.adapters.project import CERTIFICATE_VARIABLE, KEY_VARIABLE, PHRASE_VARIABLE

if TYPE_CHECKING:
    from pipeline.model.brand import BrandMarks


@dataclass(frozen=True, slots=True)
class Credentials:
    """A certificate and its key, as paths (None for what is not given), and the passphrase of the key."""

    certificate: Path | None
    key: Path | None
    passphrase: bytes | None = None

    @property
    def given(self) -> bool:
        """Tell whether somebody gave either of them."""
        return self.certificate is not None or self.key is not None

    @property
    def digest(self) -> str:
        """What tells one certificate from another: nothing without any, or where it cannot be read."""
        try:
            return hashlib.sha256(self.certificate.read_bytes()).hexdigest() if self.certificate else ""
        except OSError:  # whoever signs says so
            return ""


def credentials(marks: "BrandMarks", root: Path) -> Credentials:
    """Return what signs the films of a project; paths are from its folder."""
    phrase = os.environ.get(PHRASE_VARIABLE, "")
    return Credentials(
        _place(os.environ.get(CERTIFICATE_VARIABLE, "") or marks.certificate, root),
        _place(os.environ.get(KEY_VARIABLE, "") or marks.key, root),
        phrase.encode() if phrase else None,
    )


def _place(name: str, root: Path) -> Path | None:
    return root / Path(name).expanduser() if name else None
