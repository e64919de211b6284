"""A text file that appears whole or not at all."""

import os
import tempfile
from pathlib import Path

from pipeline.french.system import unwritable


def write_whole(path: Path, text: str, otherwise: str) -> Path:
    """Write a text in one step, with the folders above it, and return its path.

    Raises UserError when the system refuses, with what to do `otherwise`, in French.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(prefix=".en-cours-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
            Path(aside).chmod(0o644)
            Path(aside).replace(path)
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error, otherwise) from error
    return path
