"""Which MoviePy is here; asking does not import it."""

from importlib.metadata import version

REFERENCE_VERSION = 1
"""Raised whenever the reference engine would compose the same frame otherwise; part of its chunks' keys."""


def moviepy_version() -> str:
    """Return the version of MoviePy that is installed, part of the keys of what it makes."""
    return version("moviepy")


def clip_maker() -> str:
    """Return what plays scenes that are programs, with its version."""
    return f"moviepy {moviepy_version()}"
