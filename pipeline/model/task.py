"""What is asked of one render, as a value that loads quickly."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.errors import UserError
from pipeline.model.programme import FAST, MOVIEPY, PRESETS, Preset
from pipeline.model.version import PLAIN, Version, of_version

_NEUTRAL = frozenset({"jobs", "use_cache", "folder", "stems"})
"""What is asked and changes nothing in the film; a film is remembered under its folder."""

EXCERPT = "extrait"
"""The folder of excerpts, inside the film's own: they never take the place of the whole film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One script to render: the whole of it, with the best voice there is, in one process, unless told otherwise."""

    path: Path
    preset: Preset
    items: frozenset[str] = frozenset()
    start: int | None = None
    end: int | None = None
    folder: Path | None = None
    jobs: int = 1
    engine: str = ""
    offline: bool = False
    use_cache: bool = True
    pictures: str = FAST
    stems: bool = False
    apart: bool = False
    """Whether the film goes to a folder named by its delivery too: another of the same shape has the usual one."""
    fallback: str = ""
    """The engine that says the whole newscast when a voice on the internet fails; without one that is an error."""
    name: str = ""
    """The id of the film, where it is not the script's own: of a script that is filled from a row of a table."""
    without_marks: str = ""
    """Why the film bears no marks, empty when it does."""
    values: tuple[tuple[str, str], ...] = ()
    """What the fields of the script are filled with, by column; of a row, that which the script uses."""
    version: Version = PLAIN
    beside: tuple[Version, ...] = ()

    def decisive(self) -> Iterator[tuple[str, str]]:
        """Yield all that is asked and decides the film, by name; a new field counts by itself.

        The script's path counts as it was typed, since findings show it.
        """
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name not in _NEUTRAL:
                yield field.name, repr(sorted(value) if isinstance(value, frozenset) else value)

    @property
    def partial(self) -> bool:
        """Tell whether only a part of the newscast is wanted."""
        return bool(self.items) or self.start is not None or self.end is not None


def folder_name(script: str, preset: Preset, *, apart: bool = False, version: Version = PLAIN) -> str:
    """Return the folder of a script's film: other shapes and versions stand beside the film, not in its place.

    >>> folder_name("bordeaux", PRESETS["web"]), folder_name("bordeaux", PRESETS["vertical"])
    ('bordeaux', 'bordeaux-vertical')
    >>> folder_name("bordeaux", PRESETS["broadcast"], apart=True)
    'bordeaux-broadcast'
    >>> folder_name("bordeaux", PRESETS["vertical"], version="lsf")
    'bordeaux-vertical-lsf'
    """
    shape = preset.format.shape
    if apart:
        return of_version(f"{script}-{preset.name}", version)
    return of_version(script if shape == "horizontal" else f"{script}-{shape}", version)


def picture_engine_named(name: str) -> str:
    """Return the name of what composes the pictures; raises UserError with those that exist."""
    if name not in {FAST, MOVIEPY}:
        raise UserError(f"moteur d'images inconnu : « {name} » ; choisissez parmi {FAST}, {MOVIEPY}")
    return name


def preset_named(name: str) -> Preset:
    """Return a preset; raises UserError with those that exist."""
    found = PRESETS.get(name)
    if found is None:
        raise UserError(f"livraison inconnue : « {name} » ; choisissez parmi {', '.join(PRESETS)}")
    return found
