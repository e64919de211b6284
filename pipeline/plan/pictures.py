"""Which illustration a story is told with: a choice over the whole newscast, so that no two stories share one."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pipeline.french.pauses import parted
from pipeline.model.part import STORY
from pipeline.model.scene import PictureChoice
from pipeline.model.script import Item
from pipeline.plan.context import PlanContext

_TITLE = 3
"""How much more a word of the title says about a story than one of its text."""

_STEM = 4
"""Letters from which a word of the house also stands for the words that begin with it: jardin, jardins, jardinier."""


_LONG_STEM = 6
"""Letters by which a headline and its story say the same word: vaisselle, vaisselles; jardinier, jardinière."""


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


def headline_pictures(context: PlanContext, headlines: Iterable[str], pictures: Mapping[str, str]) -> tuple[str, ...]:
    """Return the picture of each headline: that of the story it announces, else the one of the house that fits.

    The surest pair of a headline and a story is found first, by the words they share; words that many stories use say
    little, the same rank says which of two is meant. A headline that announces nothing has the story of its rank, or a
    picture of the house, or none.
    """
    texts = tuple(headlines)
    stories = [item for item in context.script.items if item.kind == STORY and pictures.get(item.id)]
    told = [(_stems(_tokens(item.title)), _stems(_tokens(_spoken(item)))) for item in stories]
    scores = {
        (rank, other): _announced(_stems(_tokens(text)), other, told)
        for rank, text in enumerate(texts)
        for other in range(len(stories))
    }
    shown: dict[int, str] = {}
    for rank, other in sorted(scores, key=lambda pair: (-scores[pair], pair[0] != pair[1], pair)):
        picture = pictures[stories[other].id]
        if rank not in shown and picture not in shown.values() and (scores[rank, other] or rank == other):
            shown[rank] = picture
    for rank, text in enumerate(texts):
        if rank not in shown:
            free = [choice for choice in context.house.pictures if choice.file not in shown.values()]
            best = max(free, key=lambda choice: _fits(choice, _tokens(text)), default=None)
            shown[rank] = best.file if best and _fits(best, _tokens(text)) else ""
    return tuple(shown[rank] for rank in range(len(texts)))


def _announced(headline: frozenset[str], story: int, told: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Tell how much of a headline is in a story: each word for what it says about this one rather than the others."""
    return sum(
        weight / sum(stem in other[part] for other in told)
        for part, weight in enumerate((_TITLE, 1))
        for stem in headline & told[story][part]
    )


def _stems(tokens: frozenset[str]) -> frozenset[str]:
    """Return the beginnings of the words that tell stories apart: the longer ones, and numbers (86, 7G)."""
    told = (word for word in tokens if len(word) >= _STEM or (len(word) > 1 and word[0].isdigit()))
    return frozenset(word[:_LONG_STEM] for word in told)


def _spoken(item: Item) -> str:
    return " ".join(parted(line.text).text for shot in item.shots for line in shot.lines)


def _named(item: Item, context: PlanContext) -> str:
    for shot in item.shots:
        named = shot.slots.get("illustration")
        if isinstance(named, str) and named:
            return named
    return item.id if context.library.exists(f"media/illustrations/{item.id}.svg") else ""


def _scores(item: Item, choices: Iterable[PictureChoice]) -> list[int]:
    """Tell how well each illustration fits a story."""
    title = _tokens(item.title)
    text = _tokens(_spoken(item))
    return [_TITLE * _shared(choice, title) + _shared(choice, text) for choice in choices]


def _shared(choice: PictureChoice, tokens: frozenset[str]) -> int:
    whole, stems = _meant_by(choice.words)
    return sum(token in whole or token.startswith(stems) for token in tokens)


def _fits(choice: PictureChoice, tokens: frozenset[str]) -> int:
    """Tell how well an illustration fits a headline, which may give its very name."""
    return _shared(choice, tokens) + len(tokens & {part for part in choice.file.split("-") if len(part) >= _STEM})


@lru_cache(maxsize=512)  # every word of every story is held against those of every picture of the house
def _meant_by(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words of a picture that stand for themselves, and those that any longer one may begin with."""
    lowered = [word.lower() for word in words]
    stems = tuple(word for word in lowered if len(word) >= _STEM)
    return frozenset(lowered).difference(stems), stems


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\wà-ÿ]+", text.lower()))


def _shuffled(identifier: str, file: str) -> str:
    return hashlib.sha256(f"{identifier} {file}".encode()).hexdigest()
