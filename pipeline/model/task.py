"""What is asked of one render, as a value that loads quickly."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UserError
from pipeline.model.programme import PRESETS, Preset

FAST = "rapide"
"""The picture engine that is ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One script to render."""

    path: Path
    preset: Preset
    items: frozenset[str]
    start: int | None
    end: int | None
    folder: Path | None
    jobs: int
    engine: str
    offline: bool
    use_cache: bool
    pictures: str = FAST
    stems: bool = False
    fallback: str = ""
    """The engine that says the whole newscast when a voice on the internet fails; without one that is an error."""

    @property
    def partial(self) -> bool:
        """Tell whether only a part of the newscast is wanted."""
        return bool(self.items) or self.start is not None or self.end is not None


def folder_name(script: str, preset: Preset) -> str:
    """Return the folder of a script's film: those that are not 16:9 stand beside the others, not in their place."""
    shape = preset.format.shape
    return script if shape == "horizontal" else f"{script}-{shape}"


def preset_named(name: str) -> Preset:
    """Return a preset; raises UserError with those that exist."""
    found = PRESETS.get(name)
    if found is None:
        raise UserError(f"livraison inconnue : « {name} » ; choisissez parmi {', '.join(PRESETS)}")
    return found
