"""Texts as a script holds them: plain where nothing in them is a sign of YAML, quoted or folded elsewhere."""

import re
import textwrap

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ](?:[\wÀ-ÿŒœ '’().;!?…–%€°/«»+-]*[\wÀ-ÿŒœ'’).!?…%€°»])?")
_PLAIN_ALONE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ](?:[\wÀ-ÿŒœ ,'’().;!?…–%€°/«»+-]*[\wÀ-ÿŒœ'’).!?…%€°»])?")
"""The same where no braces stand around it: a comma parts nothing."""

_SAID = frozenset(["oui", "non", "yes", "no", "true", "false", "on", "off", "null", "vrai", "faux", "y", "n"])
_JOINED = re.compile(r"(?<=[«“]) | (?=[»”:;!?])")
"""Spaces at which no line ends."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]")
WIDTH = 104
"""Columns of a line of a script that was written here."""

_INLINE = 78
"""Signs of a text up to which it stands on the line of its key."""


def clean(text: str) -> str:
    """Return a text on one line, without what is no character."""
    return " ".join(_CONTROL.sub(" ", text).split(" ")).replace("\t", " ").strip()


def scalar(text: str, *, alone: bool = False) -> str:
    r"""Return a text as a value, quoted unless nothing in it can be taken for anything else; `alone` outside braces.

    >>> scalar("La maison qui parle"), scalar("Talence : ce matin"), scalar('le "bar"'), scalar("2050"), scalar("non")
    ('La maison qui parle', '"Talence : ce matin"', '\'le "bar"\'', '"2050"', '"non"')
    """
    told = " ".join(clean(text).split())
    if (_PLAIN_ALONE if alone else _PLAIN).fullmatch(told) and told.lower() not in _SAID:
        return told
    if '"' in told or "\\" in told:
        return "'" + told.replace("'", "''") + "'"
    return f'"{told}"'


def folded(key: str, text: str, indent: int) -> list[str]:
    """Return a key and its text as lines: on one when it is short, else folded below its key, farther in than it.

    >>> folded("- odile", "Bonsoir. " * 12, 6)[1].startswith("          Bonsoir")
    True
    """
    told = " ".join(clean(text).split())
    lead = " " * indent
    if len(told) <= _INLINE:
        return [f"{lead}{key}: {scalar(told, alone=True)}"]
    below = f"{lead}    " if key.startswith("- ") else f"{lead}  "
    return [f"{lead}{key}: >", *(f"{below}{line}" for line in _wrapped(told, len(below)))]


def comment(text: str, indent: int) -> list[str]:
    """Return a text as lines of a comment."""
    lead = f"{' ' * indent}# "
    return [f"{lead}{line}" for line in _wrapped(" ".join(clean(text).split()), indent + 2)]


def _wrapped(text: str, indent: int) -> list[str]:
    held = _JOINED.sub("\u00a0", text)
    lines = textwrap.wrap(held, max(40, WIDTH - indent), break_long_words=False, break_on_hyphens=False) or [""]
    return _spaced(lines, text)


def _spaced(lines: list[str], text: str) -> list[str]:
    """Return lines with the very spaces of their text: those that held signs together while it was cut."""
    at = 0
    found = []
    for line in lines:
        at = text.find(line[:1], at) if line else at
        found.append(text[at : at + len(line)])
        at += len(line)
    return found
