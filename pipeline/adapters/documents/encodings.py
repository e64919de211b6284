"""The text of a file whose encoding nobody said: UTF-8, UTF-16, else what makes the best French of its bytes.

>>> decoded("Été à Nîmes".encode("cp1252")), decoded("Ça coûte cher".encode("mac_roman")).guessed
(GuessedText(text='Été à Nîmes', guessed='Windows-1252'), 'Mac')
"""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = (("cp1252", "Windows-1252"), ("mac_roman", "Mac"), ("iso8859-15", "ISO 8859-15"), ("cp850", "MS-DOS"))
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ«»’‘“”–—…°€•\u00a0")
_SAMPLE = 4_000


@dataclass(frozen=True, slots=True)
class GuessedText:
    """A text, and what its encoding was guessed to be, in words; empty when the file says it or it can be no other."""

    text: str
    guessed: str = ""


def decoded(content: bytes) -> GuessedText | None:
    """Return the text that bytes are; None when they are no text."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _plain(GuessedText(content.decode(name, "replace")))
    if name := _wide(content[:_SAMPLE]):
        return _plain(GuessedText(content.decode(name, "replace"), "UTF-16"))
    try:
        return _plain(GuessedText(content.decode("utf-8")))
    except UnicodeDecodeError:
        pass
    if mended := _mostly_utf8(content):
        return _plain(mended)
    name, said = max(_OLD, key=lambda each: _likely(content, each[0]))
    return _plain(GuessedText(content.decode(name, "replace"), said))


def _wide(sample: bytes) -> str:
    """Return which UTF-16 a sample is when every other byte of it is naught, as letters have it."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else ""


def _mostly_utf8(content: bytes) -> GuessedText | None:
    """Return a text of UTF-8 into which a few signs of Windows were pasted, None for what is another text."""
    text = content.decode("utf-8", "surrogateescape")
    odd = sum("\udc80" <= sign <= "\udcff" for sign in text)
    right = sum(sign > "\x7f" for sign in text) - odd
    if right < 4 * odd:
        return None
    whole = "".join(
        bytes([ord(sign) - 0xDC00]).decode("cp1252", "replace") if "\udc80" <= sign <= "\udcff" else sign
        for sign in text
    )
    return GuessedText(whole, "UTF-8, avec des signes de Windows-1252")


def _likely(content: bytes, encoding: str) -> int:
    """Return how much French an encoding makes of the bytes that are no ASCII; others count against it."""
    odd = bytes(byte for byte in content if byte >= 0x80)[:_SAMPLE]
    signs = odd.decode(encoding, "replace")
    return sum(1 if sign in _FRENCH else -3 if sign == "\ufffd" or sign < "\xa0" else -1 for sign in signs)


def _plain(found: GuessedText) -> GuessedText | None:
    """Return a text, None for what has signs that no text has: it is the bytes of something else."""
    head = found.text[:_SAMPLE]
    odd = sum(sign < " " and sign not in "\t\n\r\x0b\x0c" for sign in head)
    return None if odd > len(head) // 200 else found
