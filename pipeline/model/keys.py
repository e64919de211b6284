"""Keys from content: any two values that differ anywhere have different keys; no path, clock or job count."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from pipeline.errors import BugError
from pipeline.model.picture import Asset


def key_of(*values: Any) -> str:
    """Return 32 hexadecimal digits of SHA-256 over the values, types and field names included."""
    digest = hashlib.sha256()
    for value in values:
        _feed(digest, value)
    return digest.hexdigest()[:32]


def _feed(digest: Any, value: Any) -> None:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Asset):
        digest.update(b"A" + value.digest.encode())
    elif value is None or isinstance(value, (bool, int, float, str, Fraction)):
        text = f"{type(value).__name__}:{value!r}".encode()
        digest.update(len(text).to_bytes(8, "big") + text)
    elif isinstance(value, bytes):
        digest.update(b"B" + len(value).to_bytes(8, "big") + value)
    else:
        _feed_all(digest, value)


def _feed_all(digest: Any, value: Any) -> None:
    """Feed a value made of others: their number first, so that neighbours cannot be mistaken for one another."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = [part for field in fields(value) for part in (field.name, getattr(value, field.name))]
        digest.update(b"D" + type(value).__name__.encode())
    elif isinstance(value, Mapping):
        parts = [part for name in sorted(value) for part in (name, value[name])]
        digest.update(b"M")
    elif isinstance(value, (list, tuple)):
        parts = list(value)
        digest.update(b"L")
    elif isinstance(value, Path):
        raise BugError(f"a path must not enter a key: {value}")
    else:
        raise BugError(f"no key for a {type(value).__name__}")
    digest.update(len(parts).to_bytes(8, "big"))
    for part in parts:
        _feed(digest, part)
