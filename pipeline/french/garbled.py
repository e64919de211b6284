"""Texts that a program has garbled on the way: letters read in the wrong encoding, code of a web page.

Only told, with what was probably meant: a text may be about such things. The table is made from the encodings
themselves, so that it holds every sign of French and nothing that French writes.
"""

import html
import re
from collections.abc import Iterator

from pipeline.errors import Code, Level
from pipeline.french.signs import Remark, visible
from pipeline.french.wording import quoted

_WRITTEN = bytes(range(0x80, 0x100)).decode("cp1252", "ignore") + "\u202f"
"""What Windows writes beyond ASCII: all of French, and what is left of it when it is garbled a second time."""

_MISREAD = ("latin-1", "cp1252", "mac_roman", "cp850")
"""What UTF-8 is read as by mistake: an old web server, Windows, an old Mac, a Windows console."""


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for sign in _WRITTEN:
        for encoding in _MISREAD:
            wrong = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in sign.encode())
            found.setdefault(wrong, sign)
    # a no-break space seldom survives what garbled it
    return found | {"Ã ": "à "} | {f"Â {sign}": f"\u00a0{sign}" for sign in ";:!?%€»"}


_MEANT = _table()
_GARBLED = re.compile("|".join(sorted(map(re.escape, _MEANT), key=len, reverse=True)) + "|ðŸ[^\\s]{2}")
_ROUNDS = 3
"""How often a text may have been garbled: « Ã©» was « é », « ÃƒÂ© » too."""

_LOST = re.compile(r"(?<!\S)\S*\ufffd\S*")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|(?<![:\\])\\[nrt]|=C3=[89AB][0-9A-F]|=E2=80=[89AB][0-9A-F]")
_ESCAPED = {"\\n": "\n", "\\r": "\n", "\\t": " "}
_LIKELY = re.compile(r"[^\x00-\x7f]|[&<\\=]")


def garbled(text: str) -> Iterator[Remark]:
    """Yield at most one remark for each kind of garbling in a text, with the word that was meant.

    >>> [(each.sign, each.advice) for each in garbled("L'Ã©cole &amp; le marchÃ©")]
    [('Ã©', "écrire « L'école », et ainsi dans tout ce texte"), ('&amp;', 'écrire « & »')]
    """
    if not _LIKELY.search(text):
        return
    if found := _GARBLED.search(text):
        level = Level.ERROR if any("\x80" <= sign <= "\x9f" for sign in found[0]) else Level.WARNING
        message = f"{quoted(visible(_word(text, found)))} est mal codé : des lettres ont été lues pour d'autres"
        yield Remark(found[0], message, _rewritten(text, found), level, Code("texte-mal-code"))
    elif found := _LOST.search(text):
        message = f"une lettre s'est perdue dans {quoted(found[0])}"
        yield Remark("\ufffd", message, "réécrire ce mot", Level.WARNING, Code("texte-mal-code"))
    if found := _ENTITY.search(text) or _TAG.search(text) or _ESCAPE.search(text):
        meant = _decoded(found[0])
        advice = f"écrire « {meant} »" if meant.strip() else "écrire une espace, ou aller à la ligne"
        if _TAG.match(found[0]):
            advice = "l'effacer : l'habillage met en forme lui-même"
        message = f"{quoted(found[0])} est un code de page web ou de programme, pas du texte"
        yield Remark(found[0], message, advice, Level.WARNING, Code("code-dans-un-texte"))


def mended(text: str) -> str:
    """Return a text with its letters read as they were written, as far as that can be told."""
    for _ in range(_ROUNDS):
        text = _GARBLED.sub(lambda found: _MEANT.get(found[0], ""), text)
    return text


def _word(text: str, found: re.Match[str]) -> str:
    """Return the word in which something was found."""
    start = max(text.rfind(" ", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    rest = text[found.end() :].split(maxsplit=1)
    goes_on = rest and not text[found.end() : found.end() + 1].isspace() and not found[0].endswith(" ")
    return text[start : found.end()] + (rest[0] if goes_on else "")


def _rewritten(text: str, found: re.Match[str]) -> str:
    word = _word(text, found)
    more = ", et ainsi dans tout ce texte" if _GARBLED.search(text.replace(word, " ")) else ""
    return f"écrire {quoted(mended(word))}{more}"


def _decoded(code: str) -> str:
    """Return the sign that a code stands for."""
    if code.startswith("="):
        return bytes.fromhex(code.replace("=", "")).decode("utf-8", "ignore")
    if code.startswith("\\"):
        return _ESCAPED.get(code) or code.encode().decode("unicode_escape")
    return html.unescape(html.unescape(code))
