"""What the command line asks of every table."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """Rounds, lengths in minutes, where to keep the films (None: nowhere), the preset of newscasts, slow rounds.

    MoviePy takes part in the first `slow_rounds` of the rounds.

    The figures asked are for the preset web; another one is for trying the bench itself.
    """

    rounds: int
    minutes: tuple[int, ...]
    keep: Path | None
    preset: str = "web"
    slow_rounds: int = 5
