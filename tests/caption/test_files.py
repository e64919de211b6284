"""The files beside the film: captions as WebVTT and SubRip, chapters."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.caption.heard import shown
from pipeline.caption.srt import srt
from pipeline.caption.values import Captions, Cue
from pipeline.caption.webvtt import BAND_OPACITY, COLOURS, chapters, webvtt
from pipeline.model.time import Span
from pipeline.model.timeline import Chapter, Timeline

_TIMES = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})(?: line:(\d+)%)?")
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
    return ReadCue(start, end, tuple(html.unescape(plain).split("\n")), classes, int(found[9]) if found[9] else None)


CUES = Captions(
    (
        Cue(start_ms=0, end_ms=4920, lines=("♪ Musique du générique ♪",), role="music", speaker="", item="generique"),
        Cue(
            start_ms=5000,
            end_ms=7520,
            lines=("Bonsoir à toutes", "et à tous\u202f!"),
            role="on_screen",
            speaker="ines",
            item="titres",
            top=73,
        ),
        Cue(
            start_ms=3_600_000,
            end_ms=3_601_960,
            lines=("2 < 3 & 5 > 4, <b>dit-on</b>",),
            role="voice_over",
            speaker="camille",
            item="sujet",
        ),
    ),
    (),
)


def test_webvtt_says_the_same_as_the_cues() -> None:
    found = read(webvtt(CUES))
    assert [(cue.start, cue.end, cue.lines, cue.top) for cue in found.cues] == [
        (cue.start_ms, cue.end_ms, cue.lines, cue.top) for cue in CUES.cues
    ]


def test_webvtt_tells_voices_apart_by_colour() -> None:
    assert [cue.classes for cue in read(webvtt(CUES)).cues] == [("magenta",), ("white",), ("cyan",)]


def test_every_colour_of_the_charter_has_its_style() -> None:
    style = read(webvtt(CUES)).style
    for colour in ("white", "yellow", "cyan", "red", "magenta", "lime"):
        assert f"::cue(.{colour}) {{ color: {colour}; }}" in style, f"{colour} looks like white"
    assert set(COLOURS.values()) == {"white", "yellow", "cyan", "red", "magenta", "lime"}
    assert f"rgba(0, 0, 0, {BAND_OPACITY})" in style


@pytest.mark.parametrize("colour", [(255, 0, 0), (255, 0, 255), (255, 255, 255)])
def test_every_colour_can_be_read_on_the_band_over_a_white_picture(colour: tuple[int, int, int]) -> None:
    band = round(255 * (1 - BAND_OPACITY))
    assert _contrast(colour, (band, band, band)) >= 4.5, "a subtitle cannot be read over a bright picture"


def test_pysubs2_reads_the_srt_back() -> None:
    found = pysubs2.SSAFile.from_string(srt(CUES), format_="srt")
    assert [(event.start, event.end) for event in found] == [(cue.start_ms, cue.end_ms) for cue in CUES.cues]
    assert [event.plaintext for event in found][:2] == ["\n".join(cue.lines) for cue in CUES.cues[:2]]


def test_what_looks_like_an_order_is_shown_in_srt_players() -> None:
    found = pysubs2.SSAFile.from_string(srt(CUES), format_="srt")
    assert found[2].plaintext == "2 ‹ 3 & 5 › 4, ‹b›dit-on‹/b›", "words vanish as if they were tags"


def test_chapters_follow_one_another() -> None:
    parts = (Chapter("Titres", "titres", Span(0, 500)), Chapter("L'eau & le <feu> : bilan", "feu", Span(500, 1000)))
    newscast = Timeline(script="essai", title="JT d’essai", shots=(), voices=(), sounds=(), chapters=parts, poster=0)
    first, second = read(chapters(newscast)).cues
    assert (first.start, first.end, first.lines) == (0, 20_000, ("Titres",))
    assert second.start == first.end, "the player shows no chapter for a while"
    assert second.lines == ("L’eau & le <feu>\u00a0: bilan",), "the title is broken"


LINE = st.text(min_size=1, max_size=37).map(lambda text: " ".join(shown(text))).filter(bool)


@given(
    st.lists(st.tuples(st.lists(LINE, min_size=1, max_size=2), st.integers(40, 7000), st.sampled_from(list(COLOURS))))
)
def test_the_files_say_whatever_the_cues_say(told: list[tuple[list[str], int, str]]) -> None:
    at = 0
    made = []
    for lines, length, role in told:
        made.append(Cue(start_ms=at, end_ms=at + length, lines=tuple(lines), role=role, speaker="ines", item="sujet"))
        at += length + 80
    captions = Captions(tuple(made), ())
    found = read(webvtt(captions)).cues
    assert [(cue.start, cue.end, cue.lines) for cue in found] == [
        (cue.start_ms, cue.end_ms, cue.lines) for cue in made
    ], "the WebVTT file says something else"
    times = [(event.start, event.end) for event in pysubs2.SSAFile.from_string(srt(captions), format_="srt")]
    assert times == [(cue.start_ms, cue.end_ms) for cue in made], "words look like times in the SRT file"


def test_no_cues_make_valid_files() -> None:
    empty = Captions((), ())
    assert read(webvtt(empty)).cues == ()
    assert srt(empty) == ""


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
