"""The page of a film, read as a browser reads it: what it leads to, and the captions that it carries."""

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.control.measured import CaptionFile, PageFacts, TimedWords
from pipeline.ports import UNREADABLE

PAGE = "index.html"
_LARGEST = 20_000_000
"""Bytes over which a file is no page of ours."""

_LEADS = {"src", "href", "poster"}
_NETWORK = frozenset({"http", "https", "ws", "wss", "ftp"})


def page_of_film(folder: Path) -> PageFacts | None:
    """Return what is known of the page in a folder; None when there is none, or it cannot be read."""
    place = folder / PAGE
    try:
        if not place.is_file() or place.stat().st_size > _LARGEST:
            return None
        reader = _Reader()
        reader.feed(place.read_text("utf-8"))
    except (OSError, *UNREADABLE):
        return None
    lost = tuple(name for name in reader.near if not name.startswith("../") and not (folder / name).exists())
    return PageFacts(name=PAGE, lost=lost, far=tuple(reader.far), captions=_carried("".join(reader.data)))


def _carried(data: str) -> CaptionFile | None:
    """Return the captions that a page carries as data; None when it carries none that can be read."""
    try:
        cues = json.loads(data)["captions"]
        return CaptionFile(
            PAGE,
            tuple(
                TimedWords(start_ms=int(cue["start"]), end_ms=int(cue["end"]), lines=tuple(map(str, cue["lines"])))
                for cue in cues
            ),
        )
    except UNREADABLE:
        return None


class _Reader(HTMLParser):
    """Notes what a page leads to, in its folder (`near`) and loads from elsewhere (`far`), and its data."""

    def __init__(self) -> None:
        super().__init__()
        self.near: dict[str, None] = {}
        self.far: dict[str, None] = {}
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._in_data = tag == "script" and told.get("type") == "application/json"
        for name in _LEADS.intersection(told):
            address = urlsplit(told[name] or "")
            if address.scheme in _NETWORK or address.netloc:
                if tag != "a":  # a link is followed by whoever wants to, the rest is loaded
                    self.far[told[name] or ""] = None
            elif not address.scheme and address.path:
                self.near[unquote(address.path)] = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)
