"""How well notes became a script, counted as a stranger would: from the YAML alone, against what a person expects."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.french.letters import ascii_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedNotes:
    """What a person reads in notes: titles of stories, who speaks, words with a part of the id of who says them."""

    stories: tuple[str, ...]
    people: tuple[str, ...]
    quotes: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteScore:
    """What was placed right, and what was not, in words."""

    right: int
    wrong: tuple[str, ...]
    lost: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of stories, speakers and quotes that are right."""
        return self.right / (self.right + len(self.wrong) or 1)


def score_of(script: str, expected: ExpectedNotes) -> NoteScore:
    """Return how a script does: what it invents counts as wrong, as what it misses."""
    told: Mapping[str, Any] = yaml.safe_load(script)
    people = {key: str(who["nom"]) for key, who in (told.get("intervenants") or {}).items()}
    stories = [str(item["titre"]) for item in told["conducteur"] if isinstance(item, dict) and "sujet" in item]
    said = list(_said(told["conducteur"], people, str(told.get("presente_par", ""))))
    wrong = [f"sujet absent : {title}" for title in expected.stories if not _among(title, stories)]
    if expected.stories:
        wrong += [f"sujet en trop : {title}" for title in stories if not _among(title, expected.stories)]
    wrong += [f"personne absente : {name}" for name in expected.people if not _named(name, people.values())]
    wrong += [
        f"parole mal placée : {words} ({who})"
        for words, who in expected.quotes
        if not any(_flat(words) in _flat(text) and who in by for by, text in said)
    ]
    asked = len(expected.stories) + len(expected.people) + len(expected.quotes)
    missed = sum(not line.startswith("sujet en trop") for line in wrong)
    lost = tuple(sentence for sentence in expected.sentences if not told_in_script(script, sentence))
    return NoteScore(right=asked - missed, wrong=tuple(wrong), lost=lost)


def told_in_script(script: str, sentence: str) -> bool:
    """Tell whether a script holds a sentence, as text or as a comment; a label before it may stand elsewhere."""
    words = _flat(re.sub(r"(?m)^\s*# ?", "", script))
    bare = re.sub(r"^(?:\[[^\]]{1,60}\]\s*|[^:]{1,60}\s*:\s+)", "", sentence)
    return any(f" {_flat(part)} " in f" {words} " for part in (sentence, bare) if _flat(part))


def _said(node: Any, people: Mapping[str, str], presenter: str, who: str = "") -> Iterator[tuple[str, str]]:
    """Yield who says what, below any part of a rundown."""
    if isinstance(node, list):
        for one in node:
            yield from _said(one, people, presenter, who)
    if not isinstance(node, dict):
        return
    speaker = next((value for value in node.values() if isinstance(value, str) and value in people), who)
    for key, value in node.items():
        if key in people and isinstance(value, str):
            yield key, value
        elif key in {"lancement", "pied"} and isinstance(value, str):
            yield presenter, value
        elif isinstance(value, str):
            yield speaker, value
        else:
            desk = presenter if key in {"plateau", "titres"} else speaker
            yield from _said(value, people, presenter, desk)


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", ascii_of(text)))


def _among(title: str, titles: Sequence[str]) -> bool:
    return any(_flat(title) == _flat(other) for other in titles)


def _named(name: str, names: Any) -> bool:
    return any(_flat(other) == _flat(name) or _flat(other).startswith(f"{_flat(name)} ") for other in names)
