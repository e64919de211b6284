"""What the command line asks of every table."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.project import ROOT

BORDEAUX = ROOT / "scripts" / "bordeaux.yaml"
"""The newscast that most figures are asked of."""


@dataclass(frozen=True, slots=True)
class Options:
    """Rounds, lengths in minutes, where to keep the films (None: nowhere), the preset of newscasts, slow rounds.

    MoviePy takes part in the first `slow_rounds` of the rounds.

    `script` is the newscast of edit and first_film, `voices` the engines that speak in them: empty for all that can.

    The figures asked are for the preset web; another one is for trying the bench itself.
    """

    rounds: int
    minutes: tuple[int, ...]
    keep: Path | None
    preset: str = "web"
    slow_rounds: int = 5
    script: Path = BORDEAUX
    voices: tuple[str, ...] = ()
