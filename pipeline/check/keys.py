"""Which keys a value accepts, in French and in English, and the words its choices allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from pipeline.french.wording import fold

_MADE_BY_US = frozenset({"mark"})


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """The keys of one place: folded spelling → canonical French key, and what each one accepts."""

    names: Mapping[str, str]
    required: frozenset[str]
    choices: Mapping[str, tuple[str, ...]]

    def canonical(self, written: str) -> str:
        """Return the canonical key of what was written, empty when it is unknown here."""
        return self.names.get(fold(written), "")

    def with_names(self, extra: Mapping[str, str]) -> "KnownKeys":
        """Return the same keys with more spellings."""
        return KnownKeys({**self.names, **extra}, self.required, self.choices)

    def without(self, *keys: str) -> "KnownKeys":
        """Return the same keys but for these."""
        kept = {name: key for name, key in self.names.items() if key not in keys}
        return KnownKeys(kept, self.required - set(keys), self.choices)


@lru_cache
def keys_of(model: type[BaseModel]) -> KnownKeys:
    """Return the keys of a model; the alias is canonical, the field name accepted.

    >>> from pipeline.model.script import Line
    >>> keys_of(Line).canonical("Text")
    'texte'
    """
    names: dict[str, str] = {}
    required: set[str] = set()
    choices: dict[str, tuple[str, ...]] = {}
    for name, field in model.model_fields.items():
        if name in _MADE_BY_US:
            continue
        key = field.alias or name
        names |= {fold(name): key, fold(key): key}
        if field.is_required():
            required.add(key)
        if words := literal_words(field.annotation):
            choices[key] = words
    return KnownKeys(names, frozenset(required), choices)


def literal_words(annotation: Any) -> tuple[str, ...]:
    """Return the words of a Literal, wherever it stands in a type."""
    if get_origin(annotation) is Literal:
        return tuple(word for word in get_args(annotation) if isinstance(word, str))
    if get_origin(annotation) is Annotated:
        return literal_words(get_args(annotation)[0])
    return tuple(word for part in get_args(annotation) for word in literal_words(part))
