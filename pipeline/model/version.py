"""The versions of one film: the film itself, and those made for whoever cannot see or hear all of it."""

from collections.abc import Iterable
from typing import Literal

from pipeline.errors import UserError
from pipeline.model.programme import Container

Version = Literal["plain", "description", "lsf"]
"""The film as it is; with what it shows described aloud; with an interpreter in French sign language."""

PLAIN: Version = "plain"
DESCRIBED: Version = "description"
SIGNED: Version = "lsf"

VERSIONS: dict[str, Version] = {"simple": PLAIN, "description": DESCRIBED, "lsf": SIGNED}
"""Every version by its French name, the film itself first."""


def versions_named(text: str) -> tuple[Version, ...]:
    """Return the versions that a list such as « simple,description » names, in the order of the table.

    Raises UserError with those that exist.

    >>> versions_named("lsf, simple")
    ('plain', 'lsf')
    >>> versions_named("")
    ()
    """
    names = [name.strip().casefold() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in VERSIONS:
            raise UserError(f"version inconnue : « {name} » ; choisissez parmi {', '.join(VERSIONS)}")
    return tuple(version for name, version in VERSIONS.items() if name in names)


def names_of(versions: Iterable[Version]) -> str:
    """Return versions by their French names, as they are typed.

    >>> names_of(("plain", "lsf"))
    'simple,lsf'
    """
    wanted = set(versions)
    return ",".join(name for name, version in VERSIONS.items() if version in wanted)


def of_version(name: str, version: Version) -> str:
    """Return the name of a film, or of its folder, with its version: the film itself has none.

    >>> of_version("bordeaux", "plain"), of_version("bordeaux-vertical", "lsf")
    ('bordeaux', 'bordeaux-vertical-lsf')
    """
    return name if version == PLAIN else f"{name}-{version}"


def av1_name(film: str) -> str:
    """Return what the same film is called whose pictures are encoded in AV1, beside it.

    >>> av1_name("bordeaux-lsf.mp4")
    'bordeaux-lsf.av1.mp4'
    """
    stem, _, end = film.rpartition(".")
    return f"{stem}.av1.{end}"


def film_name(script: str, version: Version = PLAIN, container: Container = "mp4") -> str:
    """Return what a film's file is called: its delivery's container says how it ends.

    >>> film_name("bordeaux"), film_name("bordeaux", "description", "mov")
    ('bordeaux.mp4', 'bordeaux-description.mov')
    """
    return f"{of_version(script, version)}.{container}"
