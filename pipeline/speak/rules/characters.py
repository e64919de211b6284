"""Characters: one form for each at the way in, clean spacing at the way out."""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {
        "ᵉ": "e", "ʳ": "r", "ˢ": "s", "ᵈ": "d", "ᵐ": "m", "ʰ": "h", "º": "°", "ᵒ": "°", "˚": "°", "№": "n°", "℃": "°C",
        "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9",
        "‑": "-", "‐": "-", "−": "-", "⁄": "/", "´": "’", "ʼ": "’",
        "½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4",
        "ﬁ": "fi", "ﬂ": "fl", "ſ": "s", "\N{SOFT HYPHEN}": None,
    }
)  # fmt: skip

# Signs of these categories that a later rule still needs to see.
_KEPT_SYMBOLS = frozenset("°€$£%‰+=<>±×÷≈≥≤~→←↔⇒&@#§|^`")
_DROPPED_CATEGORIES = frozenset({"So", "Sk", "Sm", "Sc", "Cc", "Cf", "Co", "Cs", "Cn"})

_SMILE = re.compile(r"(?<!\S)[:;=][-']?[()DPp](?!\w)")
_DEGREES = re.compile(r"(?<=[0-9])\s?°\s?(?=C\b)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]* ?/?>")
_PARTS = {"½": " et demi", "¼": " et quart"}
_AND_PART = re.compile(r"(?<=[0-9])\s?([½¼])")
_DOTS = re.compile(r"(?<=[^\W\d_])[⋅•‧∙・˙·](?=[^\W\d_])")
_FRACTIONS = re.compile("[\u2150-\u215e]")
_SPREAD = re.compile("[\u2160-\u2188\u3380-\u33df]")


def canonical(text: str) -> str:
    """Compose accents, unify look-alikes, make every space plain, remove emoji and controls."""
    text = _AND_PART.sub(lambda found: _PARTS[found[1]], _TAG.sub(" ", _SMILE.sub(" ", text)))
    text = _FRACTIONS.sub(lambda found: " " + unicodedata.normalize("NFKC", found[0]).replace("⁄", "/"), text)
    text = _SPREAD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _DOTS.sub("·", unicodedata.normalize("NFC", text.translate(_SAME)))
    kept = "".join(_plain(character) for character in text)
    # A keycap or a skin tone leaves an orphan mark behind: it belongs to the emoji.
    kept = re.sub(r"[\uFE00-\uFE0F\u20E3]", "", kept)
    return _DEGREES.sub(" °", " ".join(kept.split()))


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if character in _KEPT_SYMBOLS:
        return character
    if unicodedata.category(character) not in _DROPPED_CATEGORIES:
        return character
    # Joiners vanish; a picture between two words must still part them.
    return " " if unicodedata.category(character) == "So" else ""


def tidy(text: str) -> str:
    """Put spaces and punctuation back in order after the other rules."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\(\s*\)", " ", text)
    text = re.sub(r"\(\s+", "(", re.sub(r"\s+\)", ")", text))
    text = re.sub(r"\s+([,.…])", r"\1", text)
    # Commas put in for a pause give way to the punctuation already there.
    text = re.sub(r"(?:,\s*)+([.;:!?…,)])", r"\1", text)
    text = re.sub(r"([;:!?…(])(\s*),+", r"\1\2", text)
    text = re.sub(r"\A[\s,]+|[\s,]+\Z", "", text)
    return re.sub(r"\s+", " ", text).strip()
