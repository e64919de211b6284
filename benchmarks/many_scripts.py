"""Hundreds of short scripts out of those there are: three stories each, of workshops in as many towns."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from benchmarks.long_scripts import newscasts, stories

ITEMS = 3
_PREFIX = "court_"
_TOWNS = ("Talence", "Oullins", "Maxéville", "Coulaines", "Pantin", "Bègles", "Givors", "Laxou", "Allonnes", "Bondy")
_OF_ALL = ("lexique", "bandeau", "programme", "habillage", "presente_par", "intervenants")


def many_scripts(folder: Path, sources: Path, count: int) -> tuple[Path, ...]:
    """Write so many scripts of three stories into a folder, out of those of another; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, script in enumerate(islice(_scripts(sources), count), 1):
        path = folder / f"{_PREFIX}{number:04}.yaml"
        path.write_text(yaml.safe_dump(script, allow_unicode=True, sort_keys=False, width=110), "utf-8")
        paths.append(path)
    return tuple(paths)


def _scripts(sources: Path) -> Iterator[dict[str, Any]]:
    """Yield scripts for ever: the stories of one newscast after the other, three by three, each time elsewhere."""
    told = [(source, list(stories(source))) for source in newscasts(sources)]
    for number, (source, every) in enumerate(cycle(told)):
        first = number // len(told) % max(1, len(every) - ITEMS + 1)
        town = f"{_TOWNS[number % len(_TOWNS)]} {number // len(_TOWNS) + 1}"
        yield {
            "titre": f"Le journal de {town}",
            "ville": town,
            "date_fiction": "2050-03-12",
            **{name: source[name] for name in _OF_ALL if name in source},
            "conducteur": every[first : first + ITEMS],
        }
