"""Measure whole renders: cold (nothing in the cache but the voices), then unchanged.

Usage: python benchmarks/render_times.py scripts/bordeaux.yaml [rounds]

Rounds of every preset alternate, so that a noisy machine weighs on all of them alike; medians are printed.
"""

import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pipeline.cli.progress import PlainProgress
from pipeline.model.programme import PRESETS
from pipeline.newsroom import Newsroom, Settings, find_root
from pipeline.service import Rendered, Task, render_script

_PRESETS = ("draft", "web")


class _Quiet(PlainProgress):
    """Says nothing."""

    def note(self, text: str) -> None:
        """Keep quiet."""


def _timed(newsroom: Newsroom, path: Path, preset: str, folder: Path) -> tuple[float, Rendered]:
    task = Task(path, PRESETS[preset], frozenset(), None, None, folder, os.cpu_count() or 1, "", True, True)
    begun = time.perf_counter()
    done = render_script(newsroom, task, _Quiet())
    return time.perf_counter() - begun, done


def main() -> None:
    """Print a Markdown table of medians."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "scripts/bordeaux.yaml")
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    root = find_root(Path.cwd())
    cold: dict[str, list[float]] = {name: [] for name in _PRESETS}
    warm: dict[str, list[float]] = {name: [] for name in _PRESETS}
    frames = 0
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Settings(root, Path(folder)))
        _timed(newsroom, path, "draft", Path(folder) / "first")
        for _ in range(rounds):
            for preset in _PRESETS:
                shutil.rmtree(newsroom.settings.cache / "images", ignore_errors=True)
                spent, done = _timed(newsroom, path, preset, Path(folder) / preset)
                cold[preset].append(spent)
                frames = done.frames
                warm[preset].append(_timed(newsroom, path, preset, Path(folder) / preset)[0])
    print(f"{path.name}, {frames} frames, {os.cpu_count()} cores, {platform.machine()}, {rounds} rounds\n")
    print("| preset | cold, s (spread) | frames/s | times real time | unchanged, s |")
    print("|---|---|---|---|---|")
    for preset in _PRESETS:
        middle = statistics.median(cold[preset])
        spread = f"{min(cold[preset]):.1f} to {max(cold[preset]):.1f}"
        again = statistics.median(warm[preset])
        print(
            f"| {preset} | {middle:.1f} ({spread}) | {frames / middle:.0f} | {frames / 25 / middle:.1f} | {again:.1f} |"
        )


if __name__ == "__main__":
    main()
