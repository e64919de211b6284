"""Who speaks with which voice when the script says nothing: agreed with name, role and age, everyone with their own."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.french.letters import ascii_of
from pipeline.french.people import Gender, age_told, gender_told
from pipeline.model.civil import ADDRESSES, words_of
from pipeline.model.script import Script, Speaker

_WORD = re.compile(r"[\w’'-]+")
_OFFICE = re.compile(r"(?:eur|ant|ier|ien|on|é|in|père|frère|élu|chef)$")
"""An office under its masculine name: a man's, unless the first name says otherwise."""

_YOUNG = 60
"""Years under which nobody is said by an old voice."""


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
    describer: str = ""
    """The voice that tells what is shown, and nothing else."""

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
        return cls(parts, names, str(written.get("audiodescription", "")))

    @property
    def old(self) -> frozenset[str]:
        """The voices of those who are old."""
        voices = (part.voices for part in self.parts if part.age is not None)
        return frozenset(voice for by_gender in voices for names in by_gender.values() for voice in names)

    def is_old(self, speaker: Speaker) -> bool:
        """Tell whether somebody is old: by the age that the role says, by its words, else by the voice."""
        age = age_told(speaker.role)
        ages = [part.age for part in self.parts if part.age is not None]
        if age is not None:
            return bool(ages) and age >= min(ages)
        words = tuple(_words(speaker.role))
        told = [
            part for part in self.parts if part.age is not None and any(w.startswith(part.beginnings) for w in words)
        ]
        return bool(told) or (speaker.voice in self.old if ages else speaker.voice.startswith(("aine", "ainee")))

    @property
    def genders(self) -> Mapping[str, Gender]:
        """Whose each voice of the cast is."""
        return {voice: gender for part in self.parts for gender, voices in part.voices.items() for voice in voices}


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


def taking_part(script: Script) -> frozenset[str]:
    """Return the ids of everybody who speaks, presents, reports or is shown; one reporter needs no mention."""
    people = {who for who, speaker in script.speakers.items() if speaker.role.lower().startswith("report")}
    people.add(script.presenter)
    for item in script.items:
        people.add(item.reporter)
        people |= {line.speaker for line in (*(item.lead_in or ()), *item.tag)}
        for shot in item.shots:
            people |= {line.speaker for line in shot.lines} | {third.speaker for third in shot.lower_thirds or ()}
            people |= {value for value in shot.slots.values() if isinstance(value, str)}
    return frozenset(people & script.speakers.keys())


def gender_of(identifier: str, speaker: Speaker, agency: Agency) -> Gender:
    """Return the gender that is known, else one from the id, always the same."""
    return known_gender(speaker, agency) or ("femme", "homme")[_seed(identifier) % 2]


def known_gender(speaker: Speaker, agency: Agency) -> Gender | None:
    """Return what is said of somebody: by the role or a form of address, then the voice, the first name, the office.

    A beard that is written says it, too. None when nothing does.
    """
    role = next(_words(speaker.role), "")
    first = next(_words(" ".join(words_of(speaker.name))), "").partition("-")[0]
    return (
        gender_told(speaker.role)
        or _addressed(speaker.name)
        or ("homme" if speaker.portrait.beard else None)
        or agency.genders.get(speaker.voice)
        or agency.first_names.get(ascii_of(first))
        or ("homme" if _OFFICE.search(role) else None)
        or ("femme" if first.endswith("a") else None)
    )


def _addressed(name: str) -> Gender | None:
    """Return the gender of a form of address: « Mme Guégan »."""
    first = name.partition(" ")[0].rstrip(".").lower()
    return gender_told(first) if first in ADDRESSES else None


def _voice(identifier: str, speaker: Speaker, agency: Agency, taken: Sequence[str]) -> str:
    gender = gender_of(identifier, speaker, agency)
    own = _part(speaker, agency)
    age = age_told(speaker.role)
    young = age is not None and age < _YOUNG
    others = [part for part in reversed(agency.parts) if part is not own and not (young and part.age is not None)]
    mine = own.voices[gender]
    near = [voice for part in others for voice in part.voices[gender]]
    turned = [mine[(_seed(identifier) + rank) % len(mine)] for rank in range(len(mine))]
    return min((*turned, *near), key=lambda voice: (taken.count(voice), (*turned, *near).index(voice)))


def _part(speaker: Speaker, agency: Agency) -> SpeakingPart:
    words = list(_words(speaker.role))
    age = age_told(speaker.role)
    for part in agency.parts:
        young = part.age is not None and age is not None and age < part.age
        if not young and any(word.startswith(part.beginnings) for word in words):
            return part
        if part.age is not None and age is not None and age >= part.age:
            return part
    return agency.parts[-1]


def _words(text: str) -> Iterator[str]:
    return iter(_WORD.findall(text.lower()))


def _seed(identifier: str) -> int:
    return hashlib.sha256(identifier.encode()).digest()[7]
