"""Web and e-mail addresses, mentions, hashtags and names of files."""

from __future__ import annotations

import re

from pipeline.speak import french, spelling
from pipeline.speak.reading import ReadingRule

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENDINGS = "fr|org|com|net|eu|info|io|paris|bzh|alsace|corsica|social|gouv|be|ch|ca|lu|re|nc|edu|coop|eus|app|tv|uk"
_WEB = re.compile(
    rf"(?<![\w@.-])(?:https?://[^\s<>«»\"“”]+|(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})"
    r"(?![\w-])(?!\.\w)(?:/[^\s<>«»\"“”]*)?)",
    re.IGNORECASE,
)
_FILES = "pdf|docx?|odt|ods|xlsx?|pptx?|jpe?g|png|gif|svg|mp[34]|wav|zip|csv|txt"
_FILE = re.compile(rf"(?<![\w@./-])(?:[\w-]+(?:\.[\w-]+)*)?\.(?:{_FILES})(?!\w)", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w.@])@(?=\w)[\w.]+")
_HASHTAG = re.compile(r"(?<!\w)#(?=\w*[^\W\d_])(\w+)")
_RANKED = re.compile(r"(?<!\w)# ?(?=[0-9])")
_SAID = {".": "point", "/": "slash", "-": "tiret", "_": "tiret bas", "+": "plus", "@": "arobase"}
_AFTER = ".,;:!?…)»"
_PARTS = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-ZÀ-ÖØ-Þ]{2,}|[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]*|[0-9]+|[./_+@-]")


def _keep_end(found: re.Match[str]) -> str:
    return _address(found[0])


def _address(written: str) -> str:
    address = written.rstrip(_AFTER)
    end = written[len(address) :]
    address = re.sub(r"\A(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE)
    address = re.sub(r"[?#].*\Z", "", address).rstrip("/")
    return " ".join(_part(part) for part in _PARTS.findall(address)) + end


def _part(part: str) -> str:
    if part in _SAID:
        return _SAID[part]
    if part[0] in "0123456789":
        return french.whole(part)
    small = part.lower()
    return small if spelling.pronounceable(small) else spelling.spelled(small)


READINGS = (
    ReadingRule(_EMAIL, _keep_end),
    ReadingRule(_WEB, _keep_end),
    ReadingRule(_FILE, _keep_end),
    ReadingRule(_MENTION, _keep_end),
    ReadingRule(_HASHTAG, lambda found: f"hashtag {_address(found[1])}"),
    ReadingRule(_RANKED, lambda _: "numéro "),
)
"""Said before anything else is read: « contact@unccas.org » → « contact arobase u enne cé cé a esse point org »; of a
web address neither the scheme, nor « www », nor what follows « ? » or « # »."""
