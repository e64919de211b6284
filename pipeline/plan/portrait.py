"""A speaker's bust from parts: as stated, and otherwise always the same for the same id."""

import hashlib
from collections.abc import Mapping
from typing import Any

from pipeline.french.people import Gender
from pipeline.model.picture import Asset
from pipeline.model.script import Speaker
from pipeline.ports import Library

_FOLDER = "media/portraits"
_ALONE = {"bras": ["arms"], "canne": ["cane"]}
"""What lies or stands before the person: the files of a part that is painted by itself."""

_HAIR = ("court", "carre", "long", "chignon", "boucles", "rase", "afro", "tresses")
_FEMININE = ("carre", "long", "chignon", "boucles", "tresses", "afro")
_MASCULINE = ("court", "rase", "court", "boucles")
_BEARDED = (*_MASCULINE, "afro")
"""Hair beside which a beard that nobody asked for is drawn."""


def portrait(
    identifier: str,
    speaker: Speaker,
    *,
    gender: Gender,
    parts: Mapping[str, Any],
    library: Library,
    part: str = "buste",
) -> tuple[tuple[Asset, ...], tuple[tuple[str, str], ...]]:
    """Return the files to paint one over another and the colour tokens to replace in them.

    `part` is all of the bust (`buste`), or only what is painted before a table or a hedge: the forearms that lie on it
    (`bras`), the hand on a cane (`canne`).
    """
    asked = speaker.portrait
    seed = hashlib.sha256(identifier.encode()).digest()
    feminine = gender == "femme"
    choices = _FEMININE if feminine else _MASCULINE
    hair = asked.hair or choices[seed[0] % len(choices)]
    elder = speaker.voice.startswith(("aine", "ainee"))
    colours = list(parts["cheveux"])
    hair_colour = asked.hair_colour or (
        ("gris", "blanc")[seed[1] % 2] if elder else colours[seed[1] % max(1, len(colours) - 2)]
    )
    skin = str(asked.skin or seed[2] % len(parts["peaux"]) + 1)
    garment = str(asked.garment or seed[3] % len(parts["tenues"]) + 1)
    glasses = asked.glasses if asked.glasses is not None else seed[4] % 4 == 0
    beard = asked.beard if asked.beard is not None else (not feminine and hair in _BEARDED and seed[5] % 3 == 0)
    headscarf = bool(asked.headscarf)
    names = [
        "wheelchair" if asked.wheelchair else "",
        "" if headscarf else f"hair-back-{hair}",
        "base",
        "age" if elder else "",
        f"garment-{garment}",
        "beard" if beard else "",
        "headscarf" if headscarf else f"hair-{hair}",
        "glasses" if glasses else "",
    ]
    names = _ALONE.get(part, names)
    files = tuple(
        library.asset(f"{_FOLDER}/{name}.svg") for name in names if name and library.exists(f"{_FOLDER}/{name}.svg")
    )
    tokens = {
        **_entry(parts["peaux"], skin),
        **_entry(parts["cheveux"], hair_colour),
        **_entry(parts["tenues"], garment),
    }
    return files, tuple(sorted(tokens.items()))


def _entry(table: Any, key: str) -> dict[str, str]:
    """Read an entry of a table written as a mapping or as a list counted from 1."""
    found = table[int(key) - 1] if isinstance(table, list) else table[key]
    return {name: value for name, value in found.items() if str(value).startswith("#")}
