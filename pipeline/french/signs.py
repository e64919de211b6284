"""Signs as they are meant: one form for each, before anything reads, says or draws a text.

What is only another form of a sign is written in the form that French printing has: « ﬁ », « ㎡ » and full-width
letters become letters; soft hyphens and signs without width go; odd spaces become the space that was meant. Unicode's
own compatibility form (NFKC) goes too far: it turns « … » into three dots, « ½ » into « 1⁄2 », « m² » into « m2 » and a
no-break space into a plain one. What no font of the house can have (emoji) is taken out and told; what is no
character at all (control characters, halves of characters, private ones) is told as an error.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.errors import Code, Level

SYMBOLS = frozenset("←↑→↓↔↕⇐⇒⇔♩♪♫♬✓✔✗✘★☆●○■□▪▫▲△▼▽►◄◆◇☎✉♥♦♣♠♀♂☀☁☂♻⚠─│┌┐└┘├┤┬┴┼━⁃")
"""Pictures that the signs' own font draws; all others are taken out of what is read."""

_SPOTLESS = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u00b3\u00b5-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u2013\u2014‘’“”„•…€™−\u202f]*"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PICTURED = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_AFTER_PICTURE = "\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_PICTURE = re.compile(rf"{_FLAG}|[{_PICTURED}](?:[{_AFTER_PICTURE}]|\u200d[{_PICTURED}])*|ℹ\ufe0f")
_KEYCAP = re.compile(r"^\s*(\d{1,2})\ufe0f?\u20e3\s*")
_HOLE = "\ue000"
"""Where a picture stood; a private sign, of which none is left by then."""

_HOLES = re.compile(f"(?P<before> ?){_HOLE}[ {_HOLE}]*(?P<follows>[^ ]?)")
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffc\u20e3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
_TURNED = re.compile("[\u202d\u202e]")
_STACKED = re.compile(r"(?:[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]){3,}")

# A thin space is one of printing (before « ! », in thousands), or was meant as a plain one.
_THIN = re.compile(r"(?<=[0-9«])[\u2009\u200a]+(?=[0-9])|[\u2009\u200a]+(?=[;:!?»%€])|(?<=«)[\u2009\u200a]+")
_SPACES = re.compile("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000\u115f\u1160\u3164\uffa0\u2800]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[´′‛](?=[^\W\d_])")
_MICRO = re.compile("(?<![\u0370-\u03ff])μ(?![\u0370-\u03ff])")
_NUMBER = re.compile("\\b([nN])ᵒ")
_PART_OF = re.compile("(?<=[0-9])(?=[⅐-⅞])")
_SAME = str.maketrans(
    {
        "\u2007": "\u00a0", "‐": "-", "‒": "–", "―": "—", "ʼ": "’", "‟": "“", "〝": "“", "〞": "”", "❝": "“", "❞": "”",
        "❛": "‘", "❜": "’", "《": "«", "》": "»", "˚": "°", "⁄": "/", "∕": "/", "∶": ":", "№": "n°",
        "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0e0": "→", "\uf0fc": "✓",
        "❗": "!", "❕": "!", "❓": "?", "❔": "?", "✅": "✓", "☑": "✓", "❌": "✗", "❎": "✗", "➕": "+", "➖": "−",
        "➗": "÷", "✖": "×", "⭐": "★", "➡": "→", "⬅": "←", "⬆": "↑", "⬇": "↓", "➜": "→", "➔": "→", "🎵": "♪",
        "🎶": "♫",
    }
)  # fmt: skip
"""Look-alikes, the signs that Word writes in its own fonts, and the pictures that a sign says as well."""

_KEPT = frozenset("…²³¹ªº½¼¾™µ′″‴\u2011\u00a0\u202f⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋")
"""What has a compatibility form that French printing does not want."""

_NO_CHARACTER = frozenset({"Cc", "Cs", "Co", "Cn"})
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be told of a text: `sign` is what stands in it, to find the place by."""

    sign: str
    message: str
    advice: str
    level: Level
    code: Code


@dataclass(frozen=True, slots=True)
class Legible:
    """A text with every sign in the form that was meant, and what had to be said on the way."""

    text: str
    remarks: tuple[Remark, ...] = ()


@lru_cache(maxsize=4096)
def legible(text: str) -> Legible:
    """Return a text as it was meant to be read; total, idempotent, and silent on what French printing writes.

    >>> legible("Les ﬁlles d’à cô\u00adté, 12 ㎡, nᵒ 3").text
    'Les filles d’à côté, 12 m², n° 3'
    >>> [remark.sign for remark in legible("La fête 🎉 !").remarks]
    ['🎉']
    """
    if _SPOTLESS.fullmatch(text):
        return Legible(text)
    remarks: dict[Remark, None] = {}
    result = text
    while True:
        cleaned, told = _cleaned(result)
        remarks |= dict.fromkeys(told)
        if cleaned == result:
            return Legible(result, tuple(remarks))
        result = cleaned


def legible_name(name: str) -> Legible:
    """Return the name of a file as it is written, since it must be found on the disk; what is no character is refused.

    >>> legible_name("fête🎉.jpg").text
    'fête🎉.jpg'
    """
    text, refused = _without_refused(_HALVES.sub(_whole, name))
    return Legible(text, (_refused(refused),) if refused else ())


def spotless(source: str) -> bool:
    """Tell, quickly, whether a file holds nothing but plain signs of French, and no escape of YAML that could."""
    return "\\" not in source and _SPOTLESS.fullmatch(source) is not None


def visible(text: str) -> str:
    r"""Return a text in which whatever a terminal would obey, or nobody sees, is written out; lines stay lines.

    >>> visible("A\x1b[31m\u202e\udce9")
    'A\\x1b[31m\\u202e\\udce9'
    """
    return "".join(sign if sign in "\n\t" or not _hidden(sign) else _spelled(sign) for sign in text)


def _hidden(sign: str) -> bool:
    if " " <= sign <= "~":
        return False
    return unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or bool(
        re.match("[\u202a-\u202e\u2066-\u2069]", sign)
    )


def _spelled(sign: str) -> str:
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _cleaned(text: str) -> tuple[str, list[Remark]]:
    told: list[Remark] = []
    text = _HALVES.sub(_whole, text)
    text = _LINE_ENDS.sub("\n", text).translate(_SAME)
    text, refused = _without_refused(text)
    if refused:
        told.append(_refused(refused))
    text, pictures = _without_pictures(text)
    if pictures:
        message = (
            f"aucune police n'a de dessin pour {_listed(pictures)} : retiré du film, de la voix et des sous-titres"
        )
        told.append(Remark(pictures[0], message, "écrire un mot si ce signe en valait un", Level.NOTE, Code("emoji")))
    if turned := _TURNED.search(text):
        message = "un signe invisible retourne le sens de lecture ; il est retiré"
        told.append(Remark(turned[0], message, "relire ce texte", Level.NOTE, Code("sens-de-lecture")))
    text = _SPACES.sub(" ", _THIN.sub("\u202f", _UNSEEN.sub("", text)))
    text = unicodedata.normalize("NFC", text)
    if stacked := _STACKED.search(text):
        message = "des accents sont empilés sur une lettre ; ils sont retirés"
        told.append(Remark(stacked[0][:3], message, "retaper ce mot", Level.WARNING, Code("accents-empiles")))
        text = _STACKED.sub("", text)
    text = _NUMBER.sub(r"\1°", _MICRO.sub("µ", _PART_OF.sub(" ", _APOSTROPHE.sub("’", text))))
    return unicodedata.normalize("NFC", "".join(map(_simpler, text))), told


def _whole(halves: re.Match[str]) -> str:
    return halves[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _without_refused(text: str) -> tuple[str, list[str]]:
    """Return a text without what is no character, and what that was; pictures too young for this Python are some."""
    kept = [sign for sign in text if not _is_refused(sign)]
    return "".join(kept), list(dict.fromkeys(sign for sign in text if _is_refused(sign)))


def _is_refused(sign: str) -> bool:
    if " " <= sign <= "~" or sign in "\n\t":
        return False
    category = unicodedata.category(sign)
    return category in _NO_CHARACTER and not (category == "Cn" and "\U0001f000" <= sign <= "\U0001fafd")


def _refused(signs: list[str]) -> Remark:
    first = signs[0]
    listed = _listed([_spelled(sign) for sign in signs])
    what = "est un caractère interdit" if len(signs) == 1 else "sont des caractères interdits"
    meant = "" if not "\x80" <= first <= "\x9f" else bytes([ord(first)]).decode("cp1252", "ignore")
    return Remark(
        first, f"{listed} {what} dans un texte", _way_out(first, meant), Level.ERROR, Code("caractere-interdit")
    )


def _way_out(sign: str, meant: str) -> str:
    if meant:
        return f"écrire « {meant} » à la place"
    if unicodedata.category(sign) == "Co":
        return (
            "c'est le signe d'une police particulière, copié d'un document : écrire le signe ou le mot qu'il montrait"
        )
    return "retaper ce passage au clavier plutôt que de le copier"


def _without_pictures(text: str) -> tuple[str, list[str]]:
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        bare = re.sub("[\ufe0e\ufe0f]", "", match[0])
        if bare in SYMBOLS or not _is_picture(bare[0]):
            return bare
        found.append(match[0])
        return _HOLE

    def unkeyed(match: re.Match[str]) -> str:
        found.append(match[0])
        return match[1]

    text = _HOLES.sub(_closed, _PICTURE.sub(taken, _KEYCAP.sub(unkeyed, text)))
    return text, list(dict.fromkeys(found))


def _closed(hole: re.Match[str]) -> str:
    """Return what is left where pictures stood: one space between words, none before a full stop nor at an end."""
    follows, whole = hole["follows"], hole[0]
    parted = hole["before"] or whole.removesuffix(follows).endswith(" ")
    begins = hole.string[: hole.start()][-1:] in {"", "\n"}
    apart = parted and not begins and follows not in {"", ".", ",", "…", ")", "\n"}
    return f" {follows}" if apart else follows


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) in {"So", "Sk", "Cn"} or sign == "ℹ"


@lru_cache(maxsize=4096)
def _simpler(sign: str) -> str:
    """Return a sign that is another form of others as those; superscript letters as French writes them without."""
    if sign <= "~" or sign in _KEPT:
        return sign
    form, *parts = unicodedata.decomposition(sign).split() or [""]
    if not form.startswith("<") or parts[0] == "0020":
        return sign
    text = "".join(_simpler(chr(int(part, 16))) for part in parts)
    if form == "<fraction>":
        return text.translate(_SAME)
    return f"({text})" if form == "<circle>" and text.isascii() else text


def _listed(signs: Iterable[str]) -> str:
    shown = list(signs)
    more = "…" if len(shown) > _SHOWN else ""
    return ", ".join(f"« {sign} »" for sign in shown[:_SHOWN]) + more


def begins_pictured(text: str) -> bool:
    """Tell whether a line begins with a picture (emoji) or with a digit on a key, as telephones set lines apart."""
    bare = text.lstrip()
    found = _PICTURE.match(bare)
    return bool(_KEYCAP.match(text)) or (found is not None and found[0][0] not in SYMBOLS)


def unpictured(text: str) -> str:
    """Return a line without the pictures that it begins with; a digit on a key numbers it.

    >>> unpictured("👵 Huguette : oui"), unpictured("1️⃣ la laverie"), unpictured("→ la suite")
    ('Huguette : oui', '1. la laverie', '→ la suite')
    """
    told = _KEYCAP.sub(r"\1. ", text)
    while begins_pictured(told):
        told = _PICTURE.sub("", told.lstrip(), count=1).lstrip()
    return told or text
