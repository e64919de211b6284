"""The words that scripts and channels are written with: keys, those under which a list stands, those of one text."""

from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from pipeline.check.keys import keys_of
from pipeline.check.shape.script import SCRIPT_KEYS
from pipeline.check.shape.shots import SHOT_KEYS
from pipeline.check.shape.stories import STORY_KEYS
from pipeline.french.wording import fold
from pipeline.model.brand import Brand
from pipeline.model.part import PARTS, Part
from pipeline.model.script import Consent, Item, Line, LowerThird, Portrait, Script, Shot, Speaker, Workshop

_MODELS: tuple[type[BaseModel], ...] = (
    Brand, Consent, Item, Line, LowerThird, Portrait, Script, Shot, Speaker, Workshop,
)  # fmt: skip
_SLOTS = frozenset({"question", "phrase", "legende", "caption", "valeur", "unite", "personne"})
"""Slots of the scenes that ship, which are data: enough of them to know a key from a sentence."""

_SERIES = frozenset({"sujets", "stories", "liste", "list", "reponses", "answers", "jalons"})
_SAID = frozenset({"texte", "text", "lancement", "pied", "phrase", "question", "legende", "titre", "title", "surtitre"})


@lru_cache
def keys() -> frozenset[str]:
    """Return every key that a script or a channel may have somewhere, folded."""
    own = {name for model in _MODELS for name in keys_of(model).names}
    shaped = {*SCRIPT_KEYS.names, *SHOT_KEYS.names, *STORY_KEYS.names}
    return frozenset(own | shaped | {fold(word) for word in (*PARTS, *Part)} | _SLOTS | _SERIES)


@lru_cache
def lists() -> frozenset[str]:
    """Return the keys under which a list stands, folded."""
    found = {
        fold(word)
        for model in _MODELS
        for name, one in model.model_fields.items()
        if _is_series(one.annotation)
        for word in (name, one.alias or name)
    }
    return frozenset(found | _SERIES) - {"lancement", "lead_in", "pied", "tag"}


@lru_cache
def plain_lists() -> frozenset[str]:
    """Return the keys of lists of which every entry is one text, folded."""
    ticker = Script.model_fields["ticker"].alias or ""
    return frozenset({ticker, "ticker", "liste", "list"})


def texts() -> frozenset[str]:
    """Return the keys under which somebody writes sentences, folded."""
    return _SAID


def is_key(word: str) -> bool:
    """Tell whether a word is a key somewhere, whatever its accents and capitals."""
    return fold(word) in keys()


def _is_series(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_series(part) for part in get_args(annotation))
