"""Signs that stand for a word, and signs that stand for nothing."""

from __future__ import annotations

import re

_WORDS = {
    "&": "et", "+": "plusse", "=": "égale", "×": "fois", "÷": "divisé par",
    "±": "plus ou moins", "≈": "environ",
    "≥": "au moins", "≤": "au plus", "§": "paragraphe", "@": "arobase",
}  # fmt: skip
_ARROWS = re.compile(r"\s*[→←↔⇒|•]\s*")
_SPACED_DASH = re.compile(r"(?<=\S)\s+[-–—]+\s+(?=\S)|(?<=\S)\s*[—―]\s*(?=\S)")
_EDGE_DASH = re.compile(r"\A\s*[-–—―•]+\s*|(?<=[.!?…:] )[-–—―]+\s+|\s*[-–—―]+\s*\Z")
_AND_OR = re.compile(r"\b([eE]t) ?/ ?(ou)\b")
_SLASH = re.compile(r"(?<=\w) ?/ ?(?=\w)")
_HASHTAG = re.compile(r"#(?=[^\W\d_])")
_MORE_THAN = re.compile(r"(?:(?<=\A)|(?<=[\s(]))> ?(?=[0-9])")
_LESS_THAN = re.compile(r"(?:(?<=\A)|(?<=[\s(]))< ?(?=[0-9])")
_ABOVE = re.compile(r"(?<=[0-9]) ?> ?(?=[0-9])")
_BELOW = re.compile(r"(?<=[0-9]) ?< ?(?=[0-9])")
_GREEK = {
    "α": "alpha", "β": "béta", "γ": "gamma", "δ": "delta", "Δ": "delta", "λ": "lambda", "π": "pi", "σ": "sigma",
    "Ω": "oméga", "ω": "oméga", "µ": "mu", "μ": "mu",
}  # fmt: skip
_PLUS_OF = re.compile(r"\+(?= d[e’'])")
_ABOUT = re.compile(r"~ ?(?=[0-9])")


def letters_between(text: str) -> str:
    """Say the signs that need figures beside them while these are still figures."""
    text = _BELOW.sub(" inférieur à ", _ABOVE.sub(" supérieur à ", text))
    text = _LESS_THAN.sub("moins de ", _MORE_THAN.sub("plus de ", text))
    for letter, name in _GREEK.items():
        text = re.sub(rf"(?<!\w){letter}(?!\w)", name, text)
    return _ABOUT.sub("environ ", text)


def aloud(text: str) -> str:
    """Say « & », « + », « / », turn spaced dashes into pauses, and drop what no voice can say."""
    text = _HASHTAG.sub("hashtag ", " ".join(text.split()))
    text = _PLUS_OF.sub("plus", text)
    text = _AND_OR.sub(r"\1 \2", text)
    text = _SLASH.sub(" ou ", text)
    for sign, word in _WORDS.items():
        text = text.replace(sign, f" {word} ")
    text = _SPACED_DASH.sub(", ", _EDGE_DASH.sub("", text))
    text = _ARROWS.sub(", ", text)
    return re.sub(r"[<>{}\[\]*_\\^`~#/°²³¹¦¬·•¤%‰€$£\"|]", " ", text)
