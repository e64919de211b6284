"""Ranges: « 10-12 » is said « 10 à 12 »."""

from __future__ import annotations

import re

_UNIT = r"(?: ?(?:%|€|[kM]€|°C?|h(?:[0-5][0-9])?|km|m|kg|g|ans))"
_RANGE = re.compile(rf"(?<![\w/-])((?:[0-9]{{1,3}}(?:[ .][0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?{_UNIT}?)[-–—](?=[0-9])")


def dashes(text: str) -> str:
    """Say the dash of « 14h-16h » as « 14h à 16h », that of « entre 5-10 » as « entre 5 et 10 »."""
    return _RANGE.sub(lambda found: f"{found[1]} {_linked(found)} ", text)


def _linked(found: re.Match[str]) -> str:
    return "et" if found.string[: found.start()].lower().endswith("entre ") else "à"
