"""A speaker's bust from parts: as stated, as the words about them say, else always the same for the same id."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pipeline.french.letters import ascii_of
from pipeline.french.people import Gender, age_told
from pipeline.model.picture import Asset
from pipeline.model.script import Portrait, Script, Speaker
from pipeline.plan.casting import Agency, gender_of, known_gender
from pipeline.plan.setting import setting
from pipeline.ports import Library

_FOLDER = "media/portraits"
_ALONE = {"bras": ["arms"], "canne": ["cane"]}
"""What lies or stands before the person: the files of a part that is painted by itself."""

_HAIR = ("court", "carre", "long", "chignon", "boucles", "rase", "afro", "tresses")
_FEMININE = ("carre", "long", "chignon", "boucles", "tresses", "afro")
_MASCULINE = ("court", "rase", "court", "boucles")
_NEUTRAL = ("court", "boucles", "afro")
_BEARDED = (*_MASCULINE, "afro")
"""Hair beside which a beard that nobody asked for is drawn."""

_GROWN_UP = 20
"""Years under which nobody wears a beard that nobody asked for."""


def with_faces(script: Script, cast: Script, agency: Agency, parts: Mapping[str, Any]) -> Script:
    """Return the script as it is cast, everybody with a whole portrait and a place to be met.

    `script` is as it was written: what a voice that nobody chose would say of somebody is not drawn.
    """
    people = {}
    for identifier, speaker in cast.speakers.items():
        known = known_gender(script.speakers[identifier], agency)
        face = _face(identifier, speaker, known, agency, parts)
        place = setting(identifier, speaker, parts.get("decors") or {}) or None
        people[identifier] = speaker.model_copy(update={"portrait": face, "setting": place})
    return cast.model_copy(update={"speakers": people})


def _face(
    identifier: str, speaker: Speaker, known: Gender | None, agency: Agency, parts: Mapping[str, Any]
) -> Portrait:
    """Return a portrait with nothing left open; `known` is the gender that something says."""
    asked = _told(speaker, parts)
    seed = hashlib.sha256(identifier.encode()).digest()
    feminine = (known or gender_of(identifier, speaker, agency)) == "femme"
    choices = (_FEMININE if feminine else _MASCULINE) if known else _NEUTRAL
    hair = asked.hair or choices[seed[0] % len(choices)]
    old = agency.is_old(speaker)
    colours = list(parts["cheveux"])
    young_colour = colours[seed[1] % max(1, len(colours) - 2)]
    age = age_told(speaker.role)
    child = (age is not None and age < _GROWN_UP) or bool(speaker.consent and speaker.consent.minor)
    bearded = known == "homme" and not child and hair in _BEARDED and seed[5] % 3 == 0
    return Portrait(
        skin=asked.skin or seed[2] % len(parts["peaux"]) + 1,
        hair=hair,
        hair_colour=asked.hair_colour or (("gris", "blanc")[seed[1] % 2] if old else young_colour),
        garment=asked.garment or seed[3] % len(parts["tenues"]) + 1,
        glasses=asked.glasses if asked.glasses is not None else seed[4] % 4 == 0,
        beard=asked.beard if asked.beard is not None else bearded,
        headscarf=bool(asked.headscarf),
        cane=asked.cane if asked.cane is not None else old,
        wheelchair=bool(asked.wheelchair),
    )


def _told(speaker: Speaker, parts: Mapping[str, Any]) -> Portrait:
    """Return what is written of a portrait, completed by what the role says of it (`mots` in portraits.yaml)."""
    role = f" {re.sub(r'[^a-z]+', ' ', ascii_of(speaker.role))} "
    said: dict[str, str] = {}
    for word, looks in (parts.get("mots") or {}).items():
        if f" {word} " in role:
            said |= looks
    read = Portrait.model_validate(said)
    written = {name: value for name, value in speaker.portrait if value is not None}
    return read.model_copy(update=written)


def portrait(
    identifier: str,
    speaker: Speaker,
    *,
    agency: Agency,
    parts: Mapping[str, Any],
    library: Library,
    part: str = "buste",
) -> tuple[tuple[Asset, ...], tuple[tuple[str, str], ...]]:
    """Return the files to paint one over another and the colour tokens to replace in them.

    `part` is all of the bust (`buste`), or only what is painted before a table or a hedge: the forearms that lie on it
    (`bras`), the hand on a cane (`canne`).
    """
    face = _face(identifier, speaker, known_gender(speaker, agency), agency, parts)
    names = [
        "wheelchair" if face.wheelchair else "",
        "" if face.headscarf else f"hair-back-{face.hair}",
        "base",
        "age" if agency.is_old(speaker) else "",
        f"garment-{face.garment}",
        "beard" if face.beard else "",
        "headscarf" if face.headscarf else f"hair-{face.hair}",
        "glasses" if face.glasses else "",
    ]
    names = _ALONE.get(part, names)
    files = tuple(
        library.asset(f"{_FOLDER}/{name}.svg") for name in names if name and library.exists(f"{_FOLDER}/{name}.svg")
    )
    tokens = {
        **_entry(parts["peaux"], str(face.skin)),
        **_entry(parts["cheveux"], str(face.hair_colour)),
        **_entry(parts["tenues"], str(face.garment)),
    }
    return files, tuple(sorted(tokens.items()))


def _entry(table: Any, key: str) -> dict[str, str]:
    """Read an entry of a table written as a mapping or as a list counted from 1."""
    found = table[int(key) - 1] if isinstance(table, list) else table[key]
    return {name: value for name, value in found.items() if str(value).startswith("#")}
