"""Letters as file names and comparisons want them: no accents, no ligatures, no capitals."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'"})


def ascii_of(text: str) -> str:
    """Return the text without accents nor ligatures, in lower case."""
    spread = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).lower()
