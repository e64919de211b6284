"""Web and e-mail addresses."""

from __future__ import annotations

import re

from pipeline.speak import french, spelling

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENDINGS = "fr|org|com|net|eu|info|io|paris|bzh|alsace|corsica|social|gouv|be|ch|ca|lu|re|nc|edu|coop"
_WEB = re.compile(
    rf"(?<![\w@.-])(?:https?://[^\s<>«»\"“”]+|(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})"
    r"(?![\w-])(?!\.\w)(?:/[^\s<>«»\"“”]*)?)",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?<![\w.@])@(?=\w)[\w.]+")
_SAID = {".": "point", "/": "slash", "-": "tiret", "_": "tiret bas", "+": "plus", "@": "arobase"}
_AFTER = ".,;:!?…)»"


def emails(text: str) -> str:
    """Say mentions and e-mail addresses: « contact@unccas.org » → « contact arobase u enne cé cé a esse point org »."""
    text = _EMAIL.sub(lambda found: _keep_end(found[0]), text)
    return _MENTION.sub(lambda found: _keep_end(found[0]), text)


def web(text: str) -> str:
    """Say web addresses, without the scheme, « www » and what follows « ? » or « # »."""
    return _WEB.sub(lambda found: _keep_end(found[0]), text)


def _keep_end(written: str) -> str:
    address = written.rstrip(_AFTER)
    end = written[len(address) :]
    address = re.sub(r"\A(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE)
    address = re.sub(r"[?#].*\Z", "", address).rstrip("/")
    parts = re.findall(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]{2,}|[^\W\d_][^\W\d_A-Z]*|[0-9]+|[./_+@-]", address)
    return " ".join(_part(part) for part in parts) + end


def _part(part: str) -> str:
    if part in _SAID:
        return _SAID[part]
    if part[0] in "0123456789":
        return french.whole(part)
    small = part.lower()
    return small if spelling.pronounceable(small) else spelling.spelled(small)
