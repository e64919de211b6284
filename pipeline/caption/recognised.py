"""What a recogniser heard, as sentences and as captions of a film that no script made."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.caption.cues import cues
from pipeline.caption.values import Captions
from pipeline.model.heard import RecognisedWord
from pipeline.model.take import SentenceMark, Take
from pipeline.model.time import SAMPLE_RATE, Span, frames_covering
from pipeline.model.timeline import TimedShot, Timeline, VoiceEvent

_ENDS = re.compile(r"[.!?…][»”\"’')\]]*$")
_BREATH = int(1.5 * SAMPLE_RATE)
"""Samples of silence after which a sentence is over, whatever its signs: 1.5 s."""
_LONGEST = 60
"""Words after which a sentence that nobody ends is cut: nobody reads further in one breath."""


def heard_sentences(words: Sequence[RecognisedWord]) -> tuple[SentenceMark, ...]:
    """Return words as sentences with their times: each ends at its full stop, or before a silence of 1.5 s."""
    return tuple(_mark(sentence) for sentence in _sentences(words))


def heard_captions(words: Sequence[RecognisedWord], length: int) -> Captions:
    """Return the captions of a sound of `length` samples, cut and timed as those of a newscast."""
    sentences = heard_sentences(words)
    if not sentences:
        return Captions((), ())
    end = max(length, sentences[-1].end)
    take = Take(line="", samples=end, sentences=sentences, sound="", voice="", engine="")
    voice = VoiceEvent(take=take, start=0, speaker="", shown_name="", role="on_screen", item="")
    shot = TimedShot(
        id="", label="", item="", scene="", span=Span(0, frames_covering(end)), layers=(), transition="",
        transition_frames=0, planned=0,
    )  # fmt: skip
    return cues(Timeline(script="", title="", shots=(shot,), voices=(voice,), sounds=(), chapters=(), poster=0))


def _sentences(words: Sequence[RecognisedWord]) -> Iterator[list[RecognisedWord]]:
    waiting: list[RecognisedWord] = []
    for word, following in pairwise([*words, None]):
        if word is None:
            continue
        waiting.append(word)
        over = following is None or following.start - word.end >= _BREATH or len(waiting) >= _LONGEST
        if over or _ENDS.search(word.text):
            yield waiting
            waiting = []


def _mark(words: Sequence[RecognisedWord]) -> SentenceMark:
    text = " ".join(word.text for word in words)
    return SentenceMark(text, words[0].start, words[-1].end, tuple(word.start for word in words), measured=True)
