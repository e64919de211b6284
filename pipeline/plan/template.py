"""Fill `{slot}` and `{group.part}` in scene data; what is unknown becomes empty."""

import re
from collections.abc import Mapping
from typing import Any

_FIELD = re.compile(r"\{([a-z_]+)(?:\.([a-z_]+))?\}")

Values = Mapping[str, Any]


def fill(template: str, values: Values) -> str:
    """Return the text with its fields replaced by the values' text."""

    def replacement(found: re.Match[str]) -> str:
        value = values.get(found[1], "")
        if found[2] is not None:
            value = value.get(found[2], "") if isinstance(value, Mapping) else ""
        return str(value)

    return _FIELD.sub(replacement, template).strip() if "{" in template else template


def frozen_slot(value: Any) -> str | tuple[str, ...] | tuple[tuple[tuple[str, str], ...], ...]:
    """Return a slot's value frozen for a key: its text, its texts, or its entries as pairs; nothing is no text."""
    if isinstance(value, (list, tuple)):
        if all(isinstance(entry, Mapping) for entry in value):
            return tuple(tuple((str(name), str(text)) for name, text in entry.items()) for entry in value)
        return tuple(str(entry) for entry in value)
    return "" if value is None else str(value)


def holds(condition: str, values: Values) -> bool:
    """Tell whether a condition holds: `slot` is filled, `!slot` is empty, `slot=value` says so, `a, b` both."""
    for part in condition.split(","):
        name, compared, value = part.strip().partition("=")
        if not name:
            continue
        wanted = not name.startswith("!")
        found = fill("{" + name.removeprefix("!") + "}", values)
        if (found == value if compared else bool(found)) != wanted:
            return False
    return True
