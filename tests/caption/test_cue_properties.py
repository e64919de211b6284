"""Whatever is said, however fast: order, gaps, bounds, every word once, lines that fit."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.caption.cues import cues
from pipeline.caption.heard import shown
from pipeline.caption.srt import srt
from pipeline.caption.values import Captions
from pipeline.caption.webvtt import webvtt
from pipeline.model.timeline import Timeline
from tests.caption.newscasts import timeline, voice
from tests.caption.webvtt_reader import read

SAMPLES = [
    *(
        "le",
        "la",
        "de",
        "un",
        "une",
        "n'a",
        "qu'elle",
        "est",
        "Talence,",
        "Odile",
        "Castaing",
        "santé",
        "oui",
    ),
    *(":", ";", "!", "%", "«", "bonsoir", "»", "…", "—", "86", "10", "12:30", "&", "<b>", "-->", "{x}"),
    *("anticonstitutionnellement", "L'élu-e-de-la-solidarité-et-de-la-santé-publique-locale"),
]
WORD = st.one_of(
    st.sampled_from(SAMPLES),
    st.text("abcdéàœ’'-.,", min_size=1, max_size=14),
    st.text(min_size=1, max_size=6),
)
SENTENCE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
ROLE = st.sampled_from(("on_screen", "off_screen", "voice_over"))
SPEECH = st.lists(
    st.tuples(
        st.sampled_from(("ines", "malo")),
        ROLE,
        st.lists(st.tuples(SENTENCE, st.integers(0, 12_000), st.integers(0, 900)), min_size=1, max_size=4),
        st.integers(0, 1500),
    ),
    max_size=5,
)

Speech = list[tuple[str, str, list[tuple[str, int, int]], int]]


def built(speech: Speech) -> Timeline:
    """Return the timeline of voices one after the other, each with its sentences, lengths and pauses."""
    at = 0
    voices = []
    for speaker, role, sentences, pause in speech:
        inside = 0
        marks = []
        for words, length, breath in sentences:
            marks.append((words, inside, inside + length))
            inside += length + breath
        voices.append(voice(*marks, start=at, speaker=speaker, name=speaker.capitalize(), role=role))
        at += inside + pause
    return timeline(*voices, length=at // 40 + 1)


@settings(max_examples=120, deadline=None)
@given(SPEECH)
@example([("ines", "on_screen", [("Oui.", 0, 0), ("Non.", 0, 0), ("Si.", 0, 0)], 0)])
@example([("malo", "off_screen", [("oui " * 200, 30, 0)], 0), ("ines", "on_screen", [("Non.", 40, 0)], 0)])
def test_cues_hold(speech: Speech) -> None:
    newscast = built(speech)
    made = cues(newscast).cues
    for before, after in pairwise(made):
        assert after.start_ms - before.end_ms >= 80, "two subtitles touch or overlap"
    for cue in made:
        assert 40 <= cue.end_ms - cue.start_ms <= 7000, "a subtitle flashes by or never leaves"
        assert 1 <= len(cue.lines) <= 2, "a subtitle has no line, or hides the picture"
        assert all(len(line) <= 37 or " " not in line for line in cue.lines), "a line runs off the screen"
        assert all(line == line.strip() and line for line in cue.lines), "a line is empty or indented"


@settings(max_examples=120, deadline=None)
@given(SPEECH)
def test_every_word_is_there_once_and_in_order(speech: Speech) -> None:
    newscast = built(speech)
    said = [word for event in newscast.voices for mark in event.take.sentences for word in shown(mark.text)]
    seen = [word for cue in cues(newscast).cues for line in cue.lines for word in line.split(" ")]
    names = {"Malo\u00a0:", "Ines\u00a0:"}
    assert [word for word in seen if word not in names] == [word for word in said if word not in names]


@settings(max_examples=60, deadline=None)
@given(SPEECH)
def test_where_speech_leaves_room_a_cue_can_be_read_and_starts_with_its_words(speech: Speech) -> None:
    calm = [
        (
            who,
            role,
            [(words, max(length, 65 * len(words) + 1000), breath + 1000) for words, length, breath in said],
            pause,
        )
        for who, role, said, pause in speech
    ]
    newscast = built(calm)
    made = cues(newscast).cues
    starts = {cue.start_ms for cue in made}
    for event in newscast.voices:
        for mark in event.take.sentences:
            first = (event.start + mark.start) // 1920 * 40
            assert first in starts or not shown(mark.text) or len(mark.text) <= 24, (
                "a sentence starts without its words"
            )
    for cue in made:
        assert cue.end_ms - cue.start_ms >= 840, "a subtitle is too short to be seen"


@settings(max_examples=60, deadline=None)
@given(SPEECH)
def test_the_files_say_what_the_cues_say(speech: Speech) -> None:
    captions = cues(built(speech))
    found = read(webvtt(captions)).cues
    assert [(cue.start, cue.end, cue.lines) for cue in found] == [
        (cue.start_ms, cue.end_ms, cue.lines) for cue in captions.cues
    ], "the WebVTT file says something else"
    assert srt(captions).count(" --> ") == len(captions.cues), "a cue's words look like times in the SRT file"


def test_no_cues_make_valid_files() -> None:
    empty = Captions((), ())
    assert read(webvtt(empty)).cues == ()
    assert srt(empty) == ""
