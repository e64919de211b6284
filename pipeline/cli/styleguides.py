"""`jt styleguide`: the look of the house on one page, once, or again whenever a file changes."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.telling import show_line, tell_line
from pipeline.errors import UserError
from pipeline.french.units import count_said
from pipeline.service.settings import settings_at

if TYPE_CHECKING:
    from pipeline.service.styleguide import Made, StyleGuide

_POLL = 0.5
"""Seconds between two looks at the files."""


def write_guide(output: Path | None, *, watch: bool, house: str = "", cache: Path | None = None) -> int:
    """Write the page of a house (by default the sample newscast's); return 0, or 1 when a scene cannot be drawn.

    Watching ends with an interruption only.
    """
    from pipeline.service.styleguide import StyleGuide, looks

    settings = settings_at(Path.cwd(), cache)
    folder = output or settings.output / (f"charte-{house}" if house else "charte")
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} est un fichier ; donnez un dossier : -o charte")
    guide = StyleGuide(settings, folder, house)
    if watch:
        watched(guide, lambda: looks(settings.places.layers), lambda: time.sleep(_POLL))
    made = guide.make()
    _tell(made)
    show_line(made.page)
    return 1 if made.problems else 0


def watched(guide: "StyleGuide", looks: Callable[[], object], wait: Callable[[], None]) -> None:
    """Make the page again whenever a file looks otherwise; goes on until it is interrupted."""
    seen = looks()
    made = guide.make(watched=True)
    _tell(made)
    show_line(made.page, flush=True)
    tell_line("j'attends vos changements dans scenes/ et media/ ; Ctrl-C arrête")
    while True:
        wait()
        now = looks()
        if now != seen:
            seen = now
            _tell(guide.make(watched=True))


def _tell(made: "Made") -> None:
    for problem in made.problems:
        tell_line(problem)
    again = f" : {', '.join(made.drawn)}" if made.drawn else ""
    agreed = "s" if len(made.drawn) > 1 else ""
    tell_line(f"{count_said(made.scenes, 'scène')}, {len(made.drawn)} redessinée{agreed}{again}")
