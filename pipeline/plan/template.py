"""Fill `{slot}` and `{group.part}` in scene data; what is unknown becomes empty."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_FIELD = re.compile(r"\{([a-z_]+)(?:\.([a-z_]+))?\}")

Values = Mapping[str, Any]


def fill(template: str, values: Values) -> str:
    """Return the text with its fields replaced by the values' text."""
    if "{" not in template:
        return template
    texts, fields = _parted(template)
    said = [texts[0]]
    for (name, part), after in zip(fields, texts[1:], strict=True):
        value = values.get(name, "")
        if part:
            value = value.get(part, "") if isinstance(value, Mapping) else ""
        said += (str(value), after)
    return "".join(said).strip()


@lru_cache(maxsize=4096)
def _parted(template: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the texts around the fields of a template, and each field's name with its part, if it has one."""
    pieces = _FIELD.split(template)
    return tuple(pieces[::3]), tuple((name, part or "") for name, part in zip(pieces[1::3], pieces[2::3], strict=True))


def frozen_slot(value: Any) -> str | tuple[str, ...] | tuple[tuple[tuple[str, str], ...], ...]:
    """Return a slot's value frozen for a key: its text, its texts, or its entries as pairs; nothing is no text."""
    if isinstance(value, (list, tuple)):
        if all(isinstance(entry, Mapping) for entry in value):
            return tuple(tuple((str(name), str(text)) for name, text in entry.items()) for entry in value)
        return tuple(str(entry) for entry in value)
    return "" if value is None else str(value)


def holds(condition: str, values: Values) -> bool:
    """Tell whether a condition holds: `slot` is filled, `!slot` is empty, `slot=value` says so, `a, b` both."""
    for field, compared, value, wanted in _asked(condition):
        found = fill(field, values)
        if (found == value if compared else bool(found)) != wanted:
            return False
    return True


@lru_cache(maxsize=4096)
def _asked(condition: str) -> tuple[tuple[str, bool, str, bool], ...]:
    """Return what a condition asks of each field: its template, whether it is compared, with what, what is wanted."""
    parts = (part.strip().partition("=") for part in condition.split(","))
    return tuple(
        ("{" + name.removeprefix("!") + "}", bool(compared), value, not name.startswith("!"))
        for name, compared, value in parts
        if name
    )
