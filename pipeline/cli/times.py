"""Times as people type them on the command line."""

import re
from fractions import Fraction

from pipeline.errors import UserError
from pipeline.model.time import frames

_TIME = re.compile(r"(?:(?:(\d+):)?(\d{1,3}):)?(\d+(?:[.,]\d+)?)s?")


def frame_from(text: str) -> int:
    """Read `12`, `12,5`, `1:23` or `1:02:03` as a frame; raises UserError."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise UserError(f"temps illisible : « {text} » ; écrivez par exemple 12,5 ou 1:23")
    hours, minutes, secs = found[1] or "0", found[2] or "0", found[3].replace(",", ".")
    return frames(int(hours) * 3600 + int(minutes) * 60 + Fraction(secs))
