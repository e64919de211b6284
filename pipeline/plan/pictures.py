"""Which illustration a story is told with: a choice over the whole newscast, so that no two stories share one."""

import hashlib
import re
from collections.abc import Iterable, Mapping

from pipeline.model.scene import PictureChoice
from pipeline.model.script import Item
from pipeline.plan.context import PlanContext

_TITLE = 3
"""How much more a word of the title says about a story than one of its text."""

_STEM = 4
"""Letters from which a word of the house also stands for the words that begin with it: jardin, jardins, jardinier."""


def story_pictures(context: PlanContext) -> Mapping[str, str]:
    """Return the illustration of every item, by its id; empty where the house has none to offer.

    An item keeps the one it names or the one of its own id. The others take the one whose words they use most, then
    one from their id; nobody takes what another has while there is one left. The order of the script decides nothing:
    a story that moves keeps its picture.
    """
    found: dict[str, str] = {}
    for item in context.script.items:
        named = _named(item, context)
        if named:
            found[item.id] = named
    choices = context.house.pictures
    if not choices:
        return found
    fitting = {item.id: _scores(item, choices) for item in context.script.items if item.id not in found}
    for identifier in sorted(fitting, key=lambda each: (-max(fitting[each]), each)):
        taken = set(found.values())
        scores = fitting[identifier]
        ranked = sorted(
            range(len(choices)),
            key=lambda rank: (choices[rank].file in taken, -scores[rank], _shuffled(identifier, choices[rank].file)),
        )
        found[identifier] = choices[ranked[0]].file
    return found


def _named(item: Item, context: PlanContext) -> str:
    for shot in item.shots:
        named = shot.slots.get("illustration")
        if isinstance(named, str) and named:
            return named
    return item.id if context.library.exists(f"media/illustrations/{item.id}.svg") else ""


def _scores(item: Item, choices: Iterable[PictureChoice]) -> list[int]:
    """Tell how well each illustration fits a story."""
    title = _tokens(item.title)
    text = _tokens(" ".join(line.text for shot in item.shots for line in shot.lines))
    return [_TITLE * _shared(choice, title) + _shared(choice, text) for choice in choices]


def _shared(choice: PictureChoice, tokens: frozenset[str]) -> int:
    return sum(any(_means(word.lower(), token) for word in choice.words) for token in tokens)


def _means(word: str, token: str) -> bool:
    return token.startswith(word) if len(word) >= _STEM else token == word


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\wà-ÿ]+", text.lower()))


def _shuffled(identifier: str, file: str) -> str:
    return hashlib.sha256(f"{identifier} {file}".encode()).hexdigest()
