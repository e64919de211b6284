"""What the studio needs of an installation, known without loading any of it."""

from importlib.util import find_spec

PACKAGES = {"starlette": "starlette", "uvicorn": "uvicorn"}
"""Modules of the extra « studio », with the distribution that has each."""


def missing_packages() -> tuple[str, ...]:
    """Return the distributions that the studio lacks here."""
    return tuple(asked for module, asked in PACKAGES.items() if find_spec(module) is None)
