"""A progress that only remembers."""

from pathlib import Path


class Recorder:
    """Fulfils `Progress`."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int]] = []
        self.notes: list[str] = []
        self.chunks: list[tuple[str, str, int, bool]] = []
        self.shown: list[tuple[str, Path]] = []
        self.steps = 0
        self.asked = 0

    def stage(self, name: str, total: int) -> None:
        self.stages.append((name, total))

    def advance(self, steps: int = 1) -> None:
        self.steps += steps

    def note(self, text: str) -> None:
        self.notes.append(text)

    def ready(self, name: str, key: str, frames: int, *, reused: bool) -> None:
        self.chunks.append((name, key, frames, reused))

    def watchable(self, title: str, film: Path) -> None:
        self.shown.append((title, film))

    def go_on(self) -> None:
        self.asked += 1
