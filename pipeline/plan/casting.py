"""Who speaks with which voice when the script says nothing: agreed with name, role and age, everyone with their own."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.french.letters import ascii_of
from pipeline.french.people import Gender
from pipeline.model.script import Script, Speaker

_AGE = re.compile(r"(\d{2,3}) ans\b")
_WORD = re.compile(r"[\w’'-]+")
_FEMININE = re.compile(
    r"(?:trice|euse|ante|ente|ière|ienne|onne|ée|resse|esse|ine|cheffe|voisine|élue|mère|sœur|ière)$"
)
_MASCULINE = re.compile(r"(?:eur|ant|ier|ien|on|é|in|père|frère|élu|chef)$")


@dataclass(frozen=True, slots=True)
class SpeakingPart:
    """A kind of people: the beginnings of words that tell it in a role, the age from which one is of it, its voices."""

    beginnings: tuple[str, ...]
    age: int | None
    voices: Mapping[Gender, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Agency:
    """What the project knows about casting: parts in the order in which they are tried, the last for everyone else."""

    parts: tuple[SpeakingPart, ...]
    first_names: Mapping[str, Gender]

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Agency":
        """Read `media/distribution.yaml`."""
        parts = tuple(
            SpeakingPart(
                tuple(part["debuts"]),
                int(part["age"]) if "age" in part else None,
                {"femme": tuple(part["femme"]), "homme": tuple(part["homme"])},
            )
            for part in written["emplois"]
        )
        genders: tuple[Gender, ...] = ("femme", "homme")
        names = {ascii_of(name): gender for gender in genders for name in written["prenoms"][gender].split()}
        return cls(parts, names)

    def gender_of_voice(self, voice: str) -> Gender | None:
        """Tell whose voice a voice of the cast is."""
        for part in self.parts:
            for gender, voices in part.voices.items():
                if voice in voices:
                    return gender
        return None


NO_AGENCY = Agency((), {})
"""Knows nobody: genders are guessed from roles and ids alone."""


def cast_people(script: Script, agency: Agency) -> Script:
    """Return the script in which everybody has a voice; those that are written stay, nobody shares one needlessly.

    Who else speaks decides nothing as long as there are voices enough, nor does the order of the script.
    """
    cast = dict(script.speakers)
    for identifier in sorted(cast):
        speaker = cast[identifier]
        if not speaker.voice:
            taken = [other.voice for other in cast.values() if other.voice]
            voice = _voice(identifier, speaker, agency, taken)
            cast[identifier] = speaker.model_copy(update={"voice": voice})
    return script.model_copy(update={"speakers": cast})


def gender_of(identifier: str, speaker: Speaker, agency: Agency) -> Gender:
    """Guess from the voice, a role in the feminine, the first name, then a role in the masculine; else from the id."""
    role = next(_words(speaker.role), "")
    first = next(_words(speaker.name), "").partition("-")[0]
    known = (
        agency.gender_of_voice(speaker.voice)
        or ("femme" if _FEMININE.search(role) else None)
        or agency.first_names.get(ascii_of(first))
        or ("homme" if _MASCULINE.search(role) else None)
        or ("femme" if first.endswith("a") else None)
    )
    return known or ("femme", "homme")[_seed(identifier) % 2]


def _voice(identifier: str, speaker: Speaker, agency: Agency, taken: Sequence[str]) -> str:
    gender = gender_of(identifier, speaker, agency)
    own = _part(speaker, agency)
    others = [part for part in reversed(agency.parts) if part is not own]
    mine = own.voices[gender]
    near = [voice for part in others for voice in part.voices[gender]]
    turned = [mine[(_seed(identifier) + rank) % len(mine)] for rank in range(len(mine))]
    return min((*turned, *near), key=lambda voice: (taken.count(voice), (*turned, *near).index(voice)))


def _part(speaker: Speaker, agency: Agency) -> SpeakingPart:
    words = list(_words(speaker.role))
    age = _AGE.search(speaker.role)
    for part in agency.parts:
        if any(word.startswith(part.beginnings) for word in words):
            return part
        if part.age is not None and age is not None and int(age[1]) >= part.age:
            return part
    return agency.parts[-1]


def _words(text: str) -> Iterator[str]:
    return iter(_WORD.findall(text.lower()))


def _seed(identifier: str) -> int:
    return hashlib.sha256(identifier.encode()).digest()[7]
