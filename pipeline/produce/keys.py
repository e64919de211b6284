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
    if isinstance(value, Asset):
        digest.update(b"A" + value.digest.encode())
    elif value is None or isinstance(value, (bool, int, float, str, Fraction)):
        text = f"{type(value).__name__}:{value!r}".encode()
        digest.update(len(text).to_bytes(8, "big") + text)
    elif isinstance(value, bytes):
        digest.update(b"B" + len(value).to_bytes(8, "big") + value)
    elif isinstance(value, Enum):
        _feed(digest, value.value)
    elif is_dataclass(value) and not isinstance(value, type):
        digest.update(b"D" + type(value).__name__.encode())
        for field in fields(value):
            digest.update(b"F" + field.name.encode())
            _feed(digest, getattr(value, field.name))
    elif isinstance(value, Mapping):
        digest.update(b"M" + len(value).to_bytes(8, "big"))
        for name in sorted(value):
            _feed(digest, name)
            _feed(digest, value[name])
    elif isinstance(value, (list, tuple)):
        digest.update(b"L" + len(value).to_bytes(8, "big"))
        for item in value:
            _feed(digest, item)
    elif isinstance(value, Path):
        raise BugError(f"a path must not enter a key: {value}")
    else:
        raise BugError(f"no key for a {type(value).__name__}")
