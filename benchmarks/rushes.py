"""Forty clips of twenty lines, in noise and with other words, find their shots: how many, and how many wrongly."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.arithmetic import table
from benchmarks.errors import BenchError
from benchmarks.project import ROOT
from benchmarks.settings import Options
from pipeline.adapters.project import Places, Settings
from pipeline.service.hearing import WhisperRecogniser
from pipeline.service.newsroom import Newsroom
from pipeline.service.rushes import RushesFound, rushes_of
from pipeline.service.source import Source
from tests.fakes.shoots import MadeClip, make_shoot, make_strangers, script_of


@dataclass(frozen=True, slots=True)
class SortedScore:
    """How many clips are at their own shot, at another one, and at another one without a warning."""

    right: int
    wrong: int
    unwarned: int
    unplaced: int


def sorted_score(found: RushesFound, made: Sequence[MadeClip]) -> SortedScore:
    """Return how clips were sorted whose shots are known; a clip of no shot is right where it has none."""
    places = {take.clip: one.shot.id for one in found.shots for take in one.takes}
    warned = {finding.mark.file.partition("/rushes/")[2] for finding in found.findings}
    right = [clip for clip in made if places.get(clip.name, "") == clip.shot]
    wrong = [clip for clip in made if clip.name in places and places[clip.name] != clip.shot]
    unwarned = [clip for clip in wrong if clip.name not in warned]
    return SortedScore(len(right), len(wrong), len(unwarned), len(made) - len(right) - len(wrong))


def section(_options: Options) -> str:
    """Make the clips, sort them twice, and return the table; raises BenchError without a recogniser."""
    recogniser = WhisperRecogniser()
    if problem := recogniser.unavailable():
        raise BenchError(f"nothing can hear here: {problem}")
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        script = root / "scripts" / "voisins.yaml"
        script.parent.mkdir()
        script.write_text(script_of(), "utf-8")
        rushes = root / "media" / "voisins" / "rushes"
        made = make_shoot(rushes)
        strangers = make_strangers(rushes)
        settings = Settings(Places(str(root), str(ROOT)), root / "output", root / "cache")
        spent: list[float] = []
        for _ in range(2):
            begun = time.monotonic()
            found = rushes_of(Newsroom(settings), Source(script), recogniser)
            spent.append(time.monotonic() - begun)
        seconds = sum(clip.look.seconds for clip in found.clips if clip.look)
    score, other = sorted_score(found, made), sorted_score(found, strangers)
    share = score.right / len(made)
    rows = [
        ("clips at their own shot", "≥ 95 %", f"{score.right} of {len(made)} ({share:.0%})", _holds(share >= 0.95)),
        ("clips at another shot without a warning", "0", str(score.unwarned), _holds(not score.unwarned)),
        ("clips at another shot, with one", "", str(score.wrong - score.unwarned), ""),
        ("clips without a shot", "", str(score.unplaced), ""),
        ("of another story, music, silence, broken off: without a shot", "", f"{other.right} of {len(strangers)}", ""),
        (f"{seconds:.0f} s of clips sorted, first run, seconds", "", f"{spent[0]:.0f}", ""),
        ("the same again, seconds", "", f"{spent[1]:.1f}", ""),
    ]
    head = (
        "## Rushes\n\nForty clips of twenty lines, two a line, said by Pico in four voices: in noise (12 to 30 dB), "
        "words changed and left out, beginnings cut off, false starts, slates said, two under the slate of another "
        "shot, some turned."
    )
    return f"{head}\n\n{table(('figure', 'asked', 'reached', 'holds'), rows)}"


def _holds(yes: bool) -> str:
    return "yes" if yes else "no"
