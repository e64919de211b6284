"""What the command line asks of every table."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """Rounds, lengths in minutes, where to keep the films (None: nowhere), the preset of newscasts.

    The figures asked are for the preset web; another one is for trying the bench itself.
    """

    rounds: int
    minutes: tuple[int, ...]
    keep: Path | None
    preset: str = "web"
