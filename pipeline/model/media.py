"""Files that a script names: below `media/`, written with it or without."""

_FOLDER = "media/"


def in_project(name: str) -> str:
    """Return the path from the project's root of a picture, video or recording.

    >>> in_project("bordeaux/cafe.mp4"), in_project("media/bordeaux/cafe.mp4")
    ('media/bordeaux/cafe.mp4', 'media/bordeaux/cafe.mp4')
    """
    return name if name.startswith(_FOLDER) else _FOLDER + name
