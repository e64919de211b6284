"""Keys from content: any two values that differ anywhere have different keys; no path, clock or job count."""

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from pipeline.errors import BugError
from pipeline.model.picture import Asset


def key_of(*values: Any) -> str:
    """Return 32 hexadecimal digits of SHA-256 over the values, types and field names included."""
    said: list[bytes] = []
    for value in values:
        _say(said.append, value)
    return hashlib.sha256(b"".join(said)).hexdigest()[:32]


def _say(tell: Callable[[bytes], None], value: Any) -> None:
    """Tell a value in full; what is told most is asked for first, by its very type."""
    kind = cast("Hashable", type(value))
    if kind is str or kind is float or kind is int or kind is bool or value is None:
        tell(_plain(value))
    elif kind is tuple or kind is list:
        _say_all(tell, value)
    elif kind is Asset:
        tell(b"A" + value.digest.encode())
    elif (form := _form(kind)) is not None:
        tell(_whole(value, form)) if form.large else form.tell(tell, value)
    else:
        _say_seldom(tell, value)


def _whole(value: Any, form: "_Form") -> bytes:
    """Return how a large value is told: the very same one is told to several keys, and goes through its parts once.

    It is found by its identity, never by being equal: 1 and 1.0 are equal, and have different keys. It is kept with
    what is told of it, so that no other value can have its identity meanwhile.
    """
    known = _WHOLE.get(id(value))
    if known is not None:
        return known[1]
    said: list[bytes] = []
    form.tell(said.append, value)
    told = b"".join(said)
    if len(_WHOLE) >= _MOST:
        _WHOLE.clear()
    _WHOLE[id(value)] = value, told
    return told


_MOST = 4_096
_WHOLE: dict[int, tuple[Any, bytes]] = {}
"""The large values that were told last, by their identity; nothing depends on what is in it."""

_LARGE = 6
"""Fields from which a value that cannot change is told once."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How a dataclass is told: how it begins, each of its fields with how its name is; whether it is worth keeping."""

    head: bytes
    names: tuple[tuple[str, bytes], ...]
    large: bool

    def tell(self, tell: Callable[[bytes], None], value: Any) -> None:
        """Tell a value in full."""
        tell(self.head)
        for name, told in self.names:
            tell(told)
            _say(tell, getattr(value, name))


def _say_seldom(tell: Callable[[bytes], None], value: Any) -> None:
    if isinstance(value, Enum):
        _say(tell, value.value)
    elif isinstance(value, Asset):
        tell(b"A" + value.digest.encode())
    elif isinstance(value, (int, float, str, Fraction)):
        tell(_plain(value))
    elif isinstance(value, bytes):
        tell(b"B" + len(value).to_bytes(8, "big") + value)
    elif isinstance(value, Mapping):
        tell(b"M" + (2 * len(value)).to_bytes(8, "big"))
        for name in sorted(value):
            _say(tell, name)
            _say(tell, value[name])
    elif isinstance(value, (list, tuple)):
        _say_all(tell, value)
    elif isinstance(value, Path):
        raise BugError(f"a path must not enter a key: {value}")
    else:
        raise BugError(f"no key for a {type(value).__name__}")


def _say_all(tell: Callable[[bytes], None], values: Sequence[Any]) -> None:
    tell(b"L" + len(values).to_bytes(8, "big"))
    for value in values:
        _say(tell, value)


def _plain(value: Any) -> bytes:
    text = f"{type(value).__name__}:{value!r}".encode()
    return len(text).to_bytes(8, "big") + text


@lru_cache(maxsize=1_024)
def _form(kind: Hashable) -> _Form | None:
    """Return how a dataclass is told; None for another type.

    How many parts follow stands first, so that neighbours cannot be mistaken for one another.
    """
    if not isinstance(kind, type) or not is_dataclass(kind) or issubclass(kind, (Enum, Asset, bytes, str, int, float)):
        return None
    names = tuple((field.name, _plain(field.name)) for field in fields(kind))
    head = b"D" + kind.__name__.encode() + (2 * len(names)).to_bytes(8, "big")
    frozen = bool(kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]  # dataclasses have it, unannounced
    return _Form(head, names, large=frozen and len(names) >= _LARGE)
