"""Inclusive writing, which no voice can read as it stands: middle dots, brackets, full stops, hyphens, slashes."""

from __future__ import annotations

import re

_LETTER = r"[^\W\d_]"
_FORMS = re.compile(rf"(?<!\w)({_LETTER}+)[·•‧]({_LETTER}{{1,6}})(?:[·•‧]?(s))?(?!\w)")
_BRACKETS = re.compile(rf"(?<!\w)({_LETTER}+)\(({_LETTER}{{1,6}})\)(s)?(?!\w)")
_SURE = "e|es|ne|le|te|tes|se|fe|ve|euse|rice|trice|ère|ière|esse"
_DOTTED = re.compile(rf"(?<!\w)({_LETTER}{{2,}})([.-])({_SURE})(?:\2(s))?(?![\w-]|\.\w)")
"""With full stops or hyphens an ending has to be one of these: « fin.Suite » and « vas-y » are none."""
_SLASHED = re.compile(rf"(?<!\w)({_LETTER}{{3,}})/(e|euse|rice|trice|ère|ière)(s)?(?!\w)")
_BOTH = {"le(s)": "le ou les", "la(les)": "la ou les", "un(e)": "un ou une", "du(des)": "du ou des"}
_WORDS = frozenset({"elle", "elles", "celle", "celles", "toutes", "une"})
"""Endings that are words: « ils·elles », « ceux·celles »."""
# What the masculine ending becomes before the feminine one: « agriculteur·rice », « heureux·se ».
_SWAPS = {"rice": "eur", "trice": "teur", "euse": "eur", "se": "x", "ve": "f", "ère": "er", "ière": "ier"}


def both_forms(text: str) -> str:
    """Say both forms: « habitant·e·s » → « habitants et habitantes », « élu·e » → « élu ou élue »."""
    for written, said in _BOTH.items():
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", said, text, flags=re.IGNORECASE)
    text = _BRACKETS.sub(lambda found: _said(found[1], found[2], found[3]), text)
    text = _DOTTED.sub(_hyphened, text)
    text = _SLASHED.sub(lambda found: _said(found[1], found[2], found[3]), text)
    return _FORMS.sub(lambda found: _said(found[1], found[2], found[3]), text)


def _hyphened(found: re.Match[str]) -> str:
    """Say « habitant-e-s » and « élu.e »; « suis-je » and a sentence that ends before « e » are left alone."""
    if found[2] == "-" and not found[4]:
        return found[0]
    return _said(found[1], found[3], found[4])


def _said(stem: str, ending: str, many: str | None) -> str:
    plural = many or ""
    if ending == "s":
        return f"{stem}s"
    if ending.endswith("s") and not plural:
        ending, plural = ending[:-1], "s"
    masculine = _SWAPS.get(ending)
    root = stem.removesuffix(masculine) if masculine else stem
    if ending in _WORDS:
        return f"{stem} et {ending}{plural}"
    man = stem if stem.endswith(("s", "x")) else stem + plural
    joined = "et" if plural else "ou"
    return f"{man} {joined} {_double(root, ending)}{plural}"


def _double(root: str, ending: str) -> str:
    # « citoyen·ne » repeats the consonant already; « tous·tes » and « ceux·elles » replace it.
    if ending == "tes" and root.endswith("s"):
        return root[:-1] + ending
    if ending == "te" and root.endswith("s"):
        return root[:-1] + ending
    if root.endswith("er") and ending == "e":  # « cher·e », « premier·e »
        return f"{root[:-2]}ère"
    return root + ending
