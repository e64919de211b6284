"""What a film owes to those who asked not to be named: who they are, and how what leaves the house speaks of them.

>>> from pipeline.model.script import Speaker
>>> people = {"yvonne-guegan": Speaker(name="Yvonne Guégan", display="anonyme"), "malo": Speaker(name="Malo Ferrand")}
>>> Veil.of(people, "Brest").over("« yvonne-guegan » et malo : media/brest/yvonne-rit.wav")
'« personne-1 » et malo : media/brest/personne-1-rit.wav'
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.french.names import PersonName, Withheld, masked
from pipeline.model.script import Speaker

Display = Literal["nom", "prenom", "initiales", "anonyme"]


@dataclass(frozen=True, slots=True)
class Promise:
    """Somebody who is not to be named: their id, what stands in its place outside, what is not to be said."""

    identifier: str
    neutral: str
    withheld: Withheld


@dataclass(frozen=True, slots=True)
class Veil:
    """All promises of one script, and the names by which others are shown in full."""

    promises: tuple[Promise, ...] = ()
    shown: tuple[PersonName, ...] = ()

    @classmethod
    def of(cls, people: Mapping[str, Speaker], town: str = "") -> "Veil":
        """Return the veil over the people of a script, by id, in its order."""
        return cls.over_people(((key, who.name, who.display) for key, who in people.items()), town)

    @classmethod
    def over_people(cls, people: Iterable[tuple[str, str, str]], town: str = "") -> "Veil":
        """Return the veil over people given as their id, their name and how they are shown."""
        told = [(identifier, PersonName.of(name), display) for identifier, name, display in people]
        shown = tuple(name for _, name, display in told if display == "nom")
        words = {word for name in shown for word in name.tokens}
        words |= {name.given for _, name, display in told if display == "prenom"} | PersonName.of(town).tokens
        promises = [
            (identifier, Withheld(name, given_too=display != "prenom", shared=frozenset(words)))
            for identifier, name, display in told
            if display != "nom"
        ]
        taken = {identifier for identifier, _, _ in told}
        names = _free_names(taken)
        return cls(tuple(Promise(who, next(names), withheld) for who, withheld in promises if withheld.parts), shown)

    def over(self, text: str) -> str:
        """Return a text, a path or an id without what was promised not to be said."""
        for promise in self.promises:
            text = masked(text, promise.withheld, promise.identifier, promise.neutral)
        return text

    def over_all(self, value: Any) -> Any:
        """Return plain data (of JSON or YAML) with every text in it veiled, keys as well."""
        if not self.promises:
            return value
        if isinstance(value, str):
            return self.over(value)
        if isinstance(value, Mapping):
            return {self.over_all(key): self.over_all(part) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.over_all(part) for part in value]
        return value


def _free_names(taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if (name := f"personne-{number}") not in taken:
            yield name
