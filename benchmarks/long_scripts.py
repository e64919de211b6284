"""Longer newscasts out of the scripts there are: every story once, then again under new ids.

A story told again would find its pictures already made: the cache goes by content. So each repeat shows a picture of
its own (the drawing is copied with a remark that changes its bytes), speakers dressed otherwise, a title with its
number, and leaves out what would look the same: cards and studio tags.
"""

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_WORDS_A_MINUTE = 128
"""Words of script a minute of film: bordeaux.yaml has about 640 spoken words in five minutes, cards included."""

_FIXED_MINUTES = 0.6
"""Opening titles and closing credits, where nobody speaks."""

_PREFIX = "long_"
_MOVING = ("illustration", "sonore")
_GARMENTS = 10
_SOMEBODY = frozenset({"sonore", "personne", "par", "reporter", "invite"})
"""Keys under which a script names a speaker."""


def long_script(root: Path, minutes: int) -> Path:
    """Write a script of about `minutes` into the project at `root`, with its drawings; return where it is."""
    sources = newscasts(root / "scripts")
    made: dict[str, Any] = {
        "titre": "Le long journal",
        "ville": "Talence",
        "date_fiction": "2050-03-12",
        "bandeau": sources[0]["bandeau"],
        "intervenants": {},
        "conducteur": ["generique"],
    }
    words = 0
    for turn, source, item in _stories(sources):
        if words >= (minutes - _FIXED_MINUTES) * _WORDS_A_MINUTE:
            break
        story, people = _told(root, turn, source, item)
        made["intervenants"] |= people
        made["conducteur"].append(story)
        words += count_words(story)
    made["conducteur"].append("credits")
    path = root / "scripts" / f"{_PREFIX}{minutes}.yaml"
    path.write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def newscasts(folder: Path) -> list[dict[str, Any]]:
    """Return the whole newscasts of a folder as they were typed, those that were made here left out."""
    paths = [path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith(_PREFIX)]
    return [source for source in map(plain, paths) if {"conducteur", "atelier", "bandeau"} <= source.keys()]


def stories(source: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the stories of a newscast that have shots of their own, in order."""
    for item in source["conducteur"]:
        if isinstance(item, dict) and "sujet" in item and "plans" in item:
            yield item


def count_words(value: Any) -> int:
    """Count the words that are spoken in a story: its `texte`, `lancement`, `pied` and every quoted line.

    >>> count_words({"titre": "Pas lu", "lancement": "Deux mots", "plans": [{"texte": "un"}]})
    3
    """
    if isinstance(value, list):
        return sum(map(count_words, value))
    if not isinstance(value, Mapping):
        return 0
    spoken = sum(len(str(value[name]).split()) for name in ("texte", "lancement", "pied") if name in value)
    return spoken + sum(count_words(part) for part in value.values())


def plain(path: Path) -> dict[str, Any]:
    """Return a script as it was typed, every scalar as text."""
    read: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return read


def _stories(sources: list[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Yield every story of every script, again and again; the turn counts from 0."""
    turn = 0
    while True:
        for source in sources:
            yield from ((turn, source, item) for item in stories(source))
        turn += 1


def _told(root: Path, turn: int, source: dict[str, Any], item: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the story as told in this turn, and the people in it by the ids it gives them."""
    story = copy.deepcopy(item)
    prefix = f"{source['atelier']['ville'].lower().replace(' ', '-')}-{turn}"
    story["sujet"] = f"{prefix}-{item['sujet']}"[:80].rstrip("-")
    if turn:
        story["titre"] = f"{turn + 1}. {item['titre']}"[:60]
        story.pop("pied", None)
        story["plans"] = [plan for plan in story["plans"] if any(kind in plan for kind in _MOVING)]
    people: dict[str, Any] = {}
    for plan in story["plans"]:
        _redrawn(root, turn, plan)
    for known, who in source["intervenants"].items():
        people[f"{prefix}-{known}"] = _dressed(who, turn)
    return _renamed(story, set(source["intervenants"]), prefix), people


def _redrawn(root: Path, turn: int, plan: dict[str, Any]) -> None:
    """Give a repeat's picture a drawing of its own, equal to look at."""
    name = plan.get("illustration")
    if not turn or not name:
        return
    folder = root / "media" / "illustrations"
    drawing = (folder / f"{name}.svg").read_text("utf-8")
    plan["illustration"] = f"{name}-{turn}"
    (folder / f"{name}-{turn}.svg").write_text(f"{drawing.rstrip()}\n<!-- {turn} -->\n", "utf-8")


def _dressed(who: dict[str, Any], turn: int) -> dict[str, Any]:
    portrait = {**who.get("portrait", {})}
    portrait["tenue"] = str((int(portrait.get("tenue", "1")) + turn - 1) % _GARMENTS + 1)
    return {**who, "portrait": portrait}


def _renamed(value: Any, known: set[str], prefix: str) -> Any:
    """Return a story with every id of a speaker replaced, wherever it stands for somebody."""
    if isinstance(value, list):
        return [_renamed(part, known, prefix) for part in value]
    if isinstance(value, dict):
        return {
            (f"{prefix}-{name}" if name in known else name): (
                f"{prefix}-{part}"
                if isinstance(part, str) and part in known and name in _SOMEBODY
                else _renamed(part, known, prefix)
            )
            for name, part in value.items()
        }
    return value
