"""Text in the Latin code table of EBU STL: an accent is a byte of its own, in front of its letter.

Source: EBU Tech 3264, appendix 2, table 00, which is ISO/IEC 6937.
"""

import unicodedata

_ACCENTS = {
    "\u0300": 0xC1, "\u0301": 0xC2, "\u0302": 0xC3, "\u0303": 0xC4, "\u0304": 0xC5, "\u0306": 0xC6, "\u0307": 0xC7,
    "\u0308": 0xC8, "\u030a": 0xCA, "\u0327": 0xCB, "\u030b": 0xCD, "\u0328": 0xCE, "\u030c": 0xCF,
}  # fmt: skip
"""The byte of each accent."""

_SIGNS = {
    sign: 0xA0 + place
    for place, sign in enumerate(
        "\u00a0¡¢£\0¥\0§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿"
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0—¹®©™♪¬¦\0\0\0\0⅛⅜⅝⅞ΩÆÐªĦ\0ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ"
    )
    if sign != "\0"
}
"""The byte of each sign beyond ASCII that is no accented letter."""

_MEANT = {
    "–": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "€": "euros", "Ω": "Ω",
    "‹": "<", "›": ">", "„": "“", "‚": "‘", "♫": "♪", "\u00ad": "",
}  # fmt: skip
"""What is written for signs that the table lacks: a dialogue's dash is a hyphen, as on every teletext page."""

_UNKNOWN = ord("?")


def encoded(text: str) -> bytes:
    r"""Return text in table 00; a letter that it lacks loses its accent, a sign is written as it is meant, or `?`.

    >>> encoded("L’été à Fès")
    b'L\xb9\xc2et\xc2e \xc1a F\xc1es'
    """
    return b"".join(
        _one(sign) for sign in "".join(_MEANT.get(sign, sign) for sign in unicodedata.normalize("NFC", text))
    )


def _one(sign: str) -> bytes:
    if sign.isascii():
        return sign.encode() if sign.isprintable() else b" "
    if sign in _SIGNS:
        return bytes([_SIGNS[sign]])
    apart = unicodedata.normalize("NFD", sign)
    letter, mark = apart[0], apart[1:]
    if letter.isascii() and letter.isalpha() and mark in _ACCENTS:
        return bytes([_ACCENTS[mark]]) + letter.encode()
    plain = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii())
    return plain.encode() if plain else bytes([_UNKNOWN])
