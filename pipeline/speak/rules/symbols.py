"""Signs that stand for a word, and signs that stand for nothing."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule, says

_WORDS = {
    "&": "et", "=": "égale", "÷": "divisé par", "±": "plus ou moins", "≈": "environ",
    "≥": "au moins", "≤": "au plus", "§": "paragraphe", "@": "arobase",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "béta", "γ": "gamma", "δ": "delta", "Δ": "delta", "λ": "lambda", "π": "pi", "σ": "sigma",
    "Ω": "oméga", "ω": "oméga", "µ": "mu", "μ": "mu",
}  # fmt: skip
_A_RACE = 50
"""Metres from which « 4 × 100 m » is a race, not a size."""
_PLUS = re.compile(r" ?\+ ?")
_PLUS_OF = re.compile(r"(?:d|qu)[e’']")
_OLDER = re.compile(r"[0-9]+ ?ans(?!\w)")


def _plus(found: re.Match[str]) -> str:
    """Say « + » so that voices sound its s, but « les + de 60 ans », « +60 ans » as « plus de »."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    if _PLUS_OF.match(after):
        return " plus "
    if _OLDER.match(after) and not before[-1:].isdigit():
        return " plus de "
    return " plusse "


def _word(found: re.Match[str]) -> str:
    return f" {_WORDS[found[0]]} "


def _times(found: re.Match[str]) -> str:
    """Say « 20 x 30 cm » as sizes are said, « 4 × 400 m » and « 3 × 4 » as products."""
    size = found[3] and not (found[3] == "m" and float(found[1].replace(",", ".")) >= _A_RACE)
    return " sur " if size else " fois "


READINGS = (
    ReadingRule(_PLUS, _plus),
    ReadingRule(re.compile("[" + "".join(_WORDS) + "]"), _word),
    ReadingRule(re.compile(rf"(?<!\w)(?:{'|'.join(_GREEK)})(?!\w)"), lambda found: _GREEK[found[0]]),
    says(r"(?<=[0-9]) ?> ?(?=[0-9])|(?<=[A-Z]) ?> ?(?=[0-9])", " supérieur à "),
    says(r"(?<=[0-9]) ?< ?(?=[0-9])|(?<=[A-Z]) ?< ?(?=[0-9])", " inférieur à "),
    says(r"(?:(?<=\A)|(?<=[\s(:]))> ?(?=[0-9])", "plus de "),
    says(r"(?:(?<=\A)|(?<=[\s(:]))< ?(?=[0-9])", "moins de "),
    ReadingRule(re.compile(r"(?<=[0-9]) ?[x×] ?(?=([0-9]+(?:,[0-9]+)?)( ?[x×] ?[0-9,]+)? ?([cm]?m(?!\w))?)"), _times),
    ReadingRule(
        re.compile(rf"{french.START}([0-9]+) ?[x×](?= (?![0-9])|/|\Z)"),
        lambda found: f"{french.whole(found[1], feminine=True)} fois",
    ),
    says(r"\+ ?/ ?- ?", "plus ou moins "),
    says(r"(?<=[0-9]) ?\* ?(?=[1-9])", " fois "),
    says(r"Ø ?(?=[0-9])", "diamètre "),
    says(r"(?<=[0-9]m) ?[x×] ?(?=[0-9])|(?<=[0-9] [cm]m) ?[x×] ?(?=[0-9])|(?<=[0-9] m) ?[x×] ?(?=[0-9])", " sur "),
    says(r"(?<![\w,.])4 ?[x×X] ?4(?!\w|,[0-9]| ?=)", "quatre quatre"),
    ReadingRule(re.compile("×"), lambda _: " fois ", general=True),
    says(r"~ ?(?=[0-9])", "environ "),
    says(r"(?<=[0-9])\*(?!\*)(?=\W|\Z)", " étoiles"),
    says(r"\s*[→←↔⇒|•]\s*", ", "),
    says(r"\A\s*[•*]\s*", ""),
    says(r"[«»“”„‟\"‹›]", " "),
    # An apostrophe with no letter on one of its sides is a quotation mark, or a slip.
    says(r"(?<!\w)['’‘‛]|['’‘‛](?![\w€$£])", " "),
    ReadingRule(re.compile(r"[<>{}\[\]*_\\^`~#°²³¹¦¬·¤]"), lambda _: " ", general=True),
)
"""Say « & », « + », « > »; drop what no voice can say."""
