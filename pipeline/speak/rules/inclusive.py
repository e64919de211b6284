"""Inclusive writing with a middle dot, which no voice can read as it stands."""

from __future__ import annotations

import re

_LETTER = r"[^\W\d_]"
_FORMS = re.compile(rf"(?<!\w)({_LETTER}+)[·•‧]({_LETTER}{{1,6}})(?:[·•‧]?(s))?(?!\w)")
# What the masculine ending becomes before the feminine one: « agriculteur·rice », « heureux·se ».
_SWAPS = {"rice": "eur", "euse": "eur", "se": "x", "ve": "f", "ère": "er", "ière": "ier"}


def both_forms(text: str) -> str:
    """Say both forms: « habitant·e·s » → « habitants et habitantes », « élu·e » → « élu ou élue »."""
    return _FORMS.sub(_both, text)


def _both(found: re.Match[str]) -> str:
    stem, ending, plural = found[1], found[2], found[3] or ""
    if ending == "s":
        return f"{stem}s"
    if ending.endswith("s") and not plural:
        ending, plural = ending[:-1], "s"
    masculine = _SWAPS.get(ending)
    root = stem.removesuffix(masculine) if masculine else stem
    man = stem if stem.endswith(("s", "x")) else stem + plural
    joined = "et" if plural else "ou"
    return f"{man} {joined} {_double(root, ending)}{plural}"


def _double(root: str, ending: str) -> str:
    # « citoyen·ne » repeats the consonant already; « tous·tes » and « ceux·elles » replace it.
    if ending == "tes" and root.endswith("s"):
        return root[:-1] + ending
    if ending == "te" and root.endswith("s"):
        return root[:-1] + ending
    return root + ending
