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


def holds(condition: str, values: Values) -> bool:
    """Tell whether a condition holds: `slot` is filled, `!slot` is empty, `a, b` both."""
    for part in condition.split(","):
        name = part.strip()
        if not name:
            continue
        wanted = not name.startswith("!")
        if bool(fill("{" + name.removeprefix("!") + "}", values)) != wanted:
            return False
    return True
