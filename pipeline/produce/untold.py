"""What a newscast shows and nobody says: shot by shot, with the shortest sentence that would say it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.describing import people
from pipeline.model.rundown import PlannedItem, PlannedShot, Rundown
from pipeline.plan.context import PlanContext
from pipeline.plan.overlays import sourced
from pipeline.plan.pictured import sentence_of
from pipeline.plan.shown import ShownPhrase, shown_phrases
from pipeline.produce.said import Said

_LATELY = 3
"""Items after which somebody who was named has to be named again: house choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """What the shots of one entry of a script show and nobody says, neither in the item nor in their description.

    `sentence` says all of it, empty when only its author can: pictures that nothing describes are in `undescribed`.
    An `automatic` shot is described by itself; `described` tells that the author has described it, but not of all this.
    """

    shot: str
    sentence: str
    undescribed: tuple[str, ...]
    automatic: bool
    described: bool
    mark: Mark | None


def untold(context: PlanContext, rundown: Rundown) -> tuple[Untold, ...]:
    """Return what each shot shows and nobody says, in order; what has been told once is known from then on."""
    teller = _Teller(context, rundown)
    return tuple(found for rank in range(len(rundown.items)) for found in teller.of(rank))


def begun(rundown: Rundown) -> bool:
    """Tell whether the author of a newscast has begun to describe it: then everything that lacks is told."""
    return any(shot.description for shot in rundown.shots)


def untold_findings(found: Iterable[Untold], script: str) -> Iterator[Finding]:
    """Yield a note for each shot of a script that shows what nobody says, with the line that would say it."""
    for one in found:
        if one.automatic:
            continue
        mark = one.mark or Mark(script)
        add = "compléter sa description" if one.described else "ajouter au plan"
        told = "ce plan montre ce que personne ne dit"
        if one.undescribed:
            told = f"personne ne dit ce que montre {_listed(one.undescribed)}"
            add += ", avec ce qu'on y voit" if one.sentence else ""
        advice = f"{add} : description: {_written(one.sentence or '…')}"
        yield Finding(mark, told, advice, Level.NOTE, code=Code("montre-sans-dire"))


def _written(sentence: str) -> str:
    """Return a sentence as it is pasted into a script, whatever is in it."""
    return json.dumps(sentence, ensure_ascii=False)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"« {name} »" for name in names)


class _Teller:
    """Goes through a newscast and remembers what has been told."""

    def __init__(self, context: PlanContext, rundown: Rundown) -> None:
        self._context, self._rundown = context, rundown
        self._spoken = [[line.text for shot in item.shots for line in shot.lines] for item in rundown.items]
        self._pictures: set[str] = set()
        self._people: set[str] = set()
        self._texts = {sourced("fiction").casefold()}  # which the film's first description says of all of it
        self._author = False
        self._before = Said(())
        self._host = context.speaker(context.presenter).shown

    def of(self, rank: int) -> Iterator[Untold]:
        """Yield what an item shows and nobody says, for each entry of the script that it was made from."""
        item = self._rundown.items[rank]
        heard = self._spoken[rank] or self._around(rank)
        self._before = Said(self._lately(rank))
        said = Said(heard)
        for shots in _entries(item):
            first = shots[0]
            written = [shot.description for shot in shots if shot.description]
            self._author = bool(written)
            if written:  # whoever wrote it has seen the picture
                self._pictures |= {file for shot in shots for file in self._shown(item, shot)}
            described = Said([*heard, *written]) if written else said
            phrases: list[str] = []
            named: list[str] = []
            undescribed: list[str] = []
            for shot in shots:
                for shown in shown_phrases(self._context, item, shot):
                    text = self._left(shown, described)
                    if shown.person and text:
                        named.append(text)
                    elif text:
                        phrases.append(text)
                    if shown.pictures:
                        undescribed += self._undescribed(shown)
            told = list(dict.fromkeys([*phrases, *([people(list(dict.fromkeys(named)))] if named else [])]))
            if told or undescribed:
                yield Untold(
                    shot=first.id,
                    sentence=" ".join(told),
                    undescribed=tuple(undescribed),
                    automatic=first.automatic,
                    described=bool(written),
                    mark=first.mark,
                )

    def _lately(self, rank: int) -> Iterator[str]:
        """Yield what was said and described in the items just before, in which a voice is still known."""
        for near in range(max(0, rank - _LATELY), rank):
            yield from self._spoken[near]
            yield from (shot.description for shot in self._rundown.items[near].shots if shot.description)

    def _shown(self, item: PlannedItem, shot: PlannedShot) -> Iterator[str]:
        """Yield the pictures of a shot."""
        for shown in shown_phrases(self._context, item, shot):
            yield from shown.pictures.values()

    def _around(self, rank: int) -> list[str]:
        """Return what is said before and after an item in which nobody speaks."""
        before, after = self._spoken[max(0, rank - 1) : rank], self._spoken[rank + 1 : rank + 2]
        return [text for texts in (*before, *after) for text in texts]

    def _left(self, shown: ShownPhrase, said: Said) -> str:
        """Return what of a phrase nobody has said, and know it as told from then on."""
        if shown.person:
            return self._person(shown, said)
        if not shown.values and not shown.pictures:
            return "" if said.says(shown.phrase) or not self._new(shown.phrase) else shown.told({})
        left = {
            name: [text for text in texts if not (said.says(text) or (self._author and len(texts) > 1))]
            for name, texts in shown.values.items()
        }  # of a series the author says what matters
        fresh = any(self._new(text) for texts in left.values() for text in texts)
        described = {name: self._picture(file, said) for name, file in shown.pictures.items()}
        pictured = any(described.values())
        if not fresh and not pictured:
            return ""
        whole = {name: texts if len(texts) == 1 else left[name] for name, texts in shown.values.items()}
        return shown.told(whole | {name: (text,) for name, text in described.items() if text})

    def _person(self, shown: ShownPhrase, said: Said) -> str:
        names = [text for name, texts in shown.values.items() if name.endswith("nom") for text in texts]
        roles = [text for name, texts in shown.values.items() if name.endswith("role") for text in texts]
        if not names:
            return ""
        name, role = names[0], roles[0] if roles else ""
        known = name in self._people
        self._people.add(name)
        if said.names(name) and (known or said.says(role)):
            return ""
        if known:
            return "" if name == self._host or self._before.names(name) else f"{name}."
        return shown.told(shown.values)

    def _new(self, text: str) -> bool:
        """Tell whether a text is met for the first time."""
        new = text.casefold() not in self._texts
        self._texts.add(text.casefold())
        return new

    def _picture(self, file: str, said: Said) -> str:
        """Return what a picture shows, the first time it is met; empty when that is said, or nobody knows."""
        described = _description(self._context, file)
        if not described or file in self._pictures:
            return ""
        self._pictures.add(file)
        return "" if said.says(described) else described.rstrip(".")

    def _undescribed(self, shown: ShownPhrase) -> Iterator[str]:
        """Yield the pictures of one's own that nothing describes, each once."""
        for file in shown.pictures.values():
            if "." in file and file not in self._pictures and not _description(self._context, file):
                self._pictures.add(file)
                yield file


def _description(context: PlanContext, file: str) -> str:
    return sentence_of(file, context.pictured)


def _entries(item: PlannedItem) -> Iterator[tuple[PlannedShot, ...]]:
    """Yield the shots of an item, those that one entry of the script became together."""
    waiting: list[PlannedShot] = []
    for shot in item.shots:
        if waiting and (shot.automatic or (shot.mark, shot.automatic) != (waiting[0].mark, waiting[0].automatic)):
            yield tuple(waiting)
            waiting = []
        waiting.append(shot)
    if waiting:
        yield tuple(waiting)
