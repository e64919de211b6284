"""A strict little reader of WebVTT: it refuses whatever a player might forgive."""

import html
import re
from dataclasses import dataclass

_TIMES = re.compile(
    r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})(?: line:(\d+)%)?"
)
_TAG = re.compile(r"</?c(?:\.[a-z]+)*>")


@dataclass(frozen=True)
class ReadCue:
    """A cue as a player sees it."""

    start: int
    end: int
    lines: tuple[str, ...]
    classes: tuple[str, ...]
    top: int | None


@dataclass(frozen=True)
class Read:
    """A whole file."""

    style: str
    cues: tuple[ReadCue, ...]


def read(source: str) -> Read:
    """Return the file's content; raises AssertionError where it is no WebVTT."""
    assert source.endswith("\n"), "the last line is not ended"
    blocks = source.rstrip("\n").split("\n\n")
    assert blocks[0] == "WEBVTT", "the file does not begin with its signature"
    style = ""
    cues: list[ReadCue] = []
    for block in blocks[1:]:
        lines = block.split("\n")
        assert all(lines), "a blank line cuts a block in two"
        if lines[0] == "STYLE":
            assert not cues, "a style block after the first cue is ignored by players"
            assert "-->" not in block, "a style block cannot hold an arrow"
            style = block
            continue
        cues.append(_cue(lines))
    return Read(style, tuple(cues))


def _cue(lines: list[str]) -> ReadCue:
    assert "-->" not in lines[0], "a cue has no number"
    found = _TIMES.fullmatch(lines[1])
    assert found, f"no times: {lines[1]!r}"
    hours, minutes, seconds, thousandths = (int(part) for part in found.groups()[:4])
    start = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    hours, minutes, seconds, thousandths = (int(part) for part in found.groups()[4:8])
    end = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    whole = "\n".join(lines[2:])
    plain = _TAG.sub("", whole)
    assert "<" not in plain, f"a bare < starts a tag: {plain!r}"
    assert ">" not in plain, f"a bare > is left: {plain!r}"
    assert not re.search(r"&(?!amp;|lt;|gt;)", plain), f"a bare & starts a character: {plain!r}"
    classes = tuple(re.findall(r"<c\.([a-z]+)>", whole))
    return ReadCue(
        start, end, tuple(html.unescape(plain).split("\n")), classes, int(found[9]) if found[9] else None
    )
