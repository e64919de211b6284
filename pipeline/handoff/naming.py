"""Names that people read and every system takes: ASCII, short, no two alike, none that Windows keeps for itself.

Resolve looks for a file by its name as it is written, percents and all: no name has a sign that an address would spell
otherwise (https://github.com/0xsline/OpenChatCut/issues/27).
"""

from pipeline.french.wording import slug

_LONGEST = 40
"""Signs of an item's name: folders, number, shot and track come to less than 100 in all, of the 260 of Windows."""


def shot_name(number: int, item: str, rank: int) -> str:
    """Return how the files of a shot begin: its number in the programme, its item, its rank in it.

    >>> shot_name(7, "l-espace-universel-de-citoyennete-locale", 2)
    '007-l-espace-universel-de-citoyennete-locale-02'
    """
    return f"{number:03d}-{_short(item)}-{rank:02d}"


def _short(text: str) -> str:
    whole = slug(text) or "plan"
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]


class Names:
    """Gives every file of a folder a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, folder: str, stem: str, suffix: str) -> str:
        """Return a path in a folder that nobody has yet, numbered when its name is taken."""
        for number in range(1, 100_000):
            path = f"{folder}/{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            if path not in self._taken:
                self._taken.add(path)
                return path
        raise ValueError(stem)
