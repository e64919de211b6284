"""Whether MoviePy is here, and in which version; asking does not import it."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.errors import UserError

REFERENCE_VERSION = 1
"""Raised whenever the reference engine would compose the same frame otherwise; part of its chunks' keys."""


def moviepy_version() -> str:
    """Return MoviePy's version, or an empty string when it is not installed."""
    try:
        return version("moviepy")
    except PackageNotFoundError:
        return ""


def clip_maker() -> str:
    """Return what plays scenes that are programs, with its version; an empty string when it is not here."""
    found = moviepy_version()
    return f"moviepy {found}" if found else ""


def how_to_install() -> str:
    """Return in French what to type so that MoviePy is here."""
    return f'tapez : {_shown(sys.executable)} -m pip install "moviepy>=2.2"'


def needed(what: str) -> str:
    """Return MoviePy's version; raises UserError with what to type when `what` cannot do without it."""
    found = moviepy_version()
    if not found:
        raise UserError(f"{what} demande MoviePy, qui n'est pas installé ; {how_to_install()}")
    return found


def _shown(executable: str) -> str:
    """Return a program as it is typed from here."""
    path = Path(executable)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
