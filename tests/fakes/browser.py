"""A browser that is strict: every element of a page is closed where it should be."""

from html.parser import HTMLParser

_VOID = frozenset({"meta", "source", "track", "link", "br", "img", "input"})


class Page(HTMLParser):
    """Reads a page: its elements in order, with their attributes, and the words that are no code."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


class _Names(HTMLParser):
    """Reads what links and buttons show, and the name that is told instead."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._inside: list[tuple[str, str, list[str]]] = []
        self._hidden: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "button"}:
            self._inside.append((tag, dict(attrs).get("aria-label") or "", []))
        elif self._hidden or (self._inside and dict(attrs).get("aria-hidden") == "true" and tag not in _VOID):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden.pop()
        elif self._inside and self._inside[-1][0] == tag:
            _, name, words = self._inside.pop()
            seen = " ".join(" ".join(words).split())
            if not (seen or name) or (name and seen not in name):
                self.wrong.append(f"{seen} ≠ {name}")

    def handle_data(self, data: str) -> None:
        if self._inside and not self._hidden:  # what is hidden there is a sign, and no word
            self._inside[-1][2].append(data)


def unlabelled(source: str) -> list[str]:
    """Return the links and buttons that have no name, or one that does not contain what is seen (WCAG 2.5.3)."""
    return _Names(source).wrong


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (`#rrggbb`), from 1 to 21, as WCAG 2.2 works it out."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
