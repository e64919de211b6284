"""Files that a script names: below `media/`, written with it or without."""

from dataclasses import dataclass

_FOLDER = "media/"


@dataclass(frozen=True, slots=True)
class SoundNote:
    """What the manifest of a sound says of it: in a few words, and how many seconds it lasts (0: nobody knows)."""

    description: str = ""
    seconds: float = 0.0


def in_project(name: str) -> str:
    """Return the path from the project's root of a picture, video or recording.

    >>> in_project("bordeaux/cafe.mp4"), in_project("media/bordeaux/cafe.mp4")
    ('media/bordeaux/cafe.mp4', 'media/bordeaux/cafe.mp4')
    """
    return name if name.startswith(_FOLDER) else _FOLDER + name
