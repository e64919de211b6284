"""A file that appears whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path

from pipeline.french.system import unwritable


def write_whole(path: Path, text: str, otherwise: str) -> Path:
    """Write a text in one step, with the folders above it, and return its path.

    Raises UserError when the system refuses, with what to do `otherwise`, in French.
    """
    return write_whole_bytes(path, text.encode("utf-8", "replace"), otherwise)


def write_whole_bytes(path: Path, content: bytes, otherwise: str) -> Path:
    """Write bytes in one step, as `write_whole`; a file that stood there keeps its rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        rights = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
        descriptor, aside = tempfile.mkstemp(prefix=".en-cours-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(aside).chmod(rights)
            Path(aside).replace(path)
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error, otherwise) from error
    return path
