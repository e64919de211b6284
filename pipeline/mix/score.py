"""What is heard over a stretch of samples, in the stretch's own time: the same wherever it stands in a programme."""

from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.mix.ducking import Ducking, joined, reach
from pipeline.model.time import SAMPLE_RATE, sample_at
from pipeline.model.timeline import OwnPiece, SoundEvent, Timeline

CLICK = SAMPLE_RATE // 50
"""Fade where a file ends before its event, and at the ends of an excerpt: 20 ms, enough to hide the cut, too short to
be heard as a fade."""


@dataclass(frozen=True, slots=True)
class VoicePart:
    """A take by its key, from one sample to another; it may begin before the stretch and end after it."""

    take: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`length` samples: the voices and sounds in them, the spans of speech under which the bed yields, and how.

    `opens` and `closes` say that it begins, or ends, amid what is heard, as an excerpt does.
    """

    length: int
    voices: tuple[VoicePart, ...]
    sounds: tuple[SoundEvent, ...]
    speech: tuple[tuple[int, int], ...]
    ducking: Ducking
    opens: bool = False
    closes: bool = False

    def window(self, start: int, end: int) -> "Score":
        """Return what is heard from sample `start` to `end`; nothing of it tells where in the programme it stands.

        What lies beyond and cannot be heard inside is left out: an event that is at its level begins there, further
        into its file; one that goes on ends as soon as its fade stays outside; speech is cut at the edges.
        """
        voices = tuple(
            VoicePart(voice.take, voice.start - start, voice.end - start)
            for voice in self.voices
            if voice.start < end and start < voice.end
        )
        sounds = tuple(
            replace(
                _begun(sound, start),
                end=min(sound.end, end + max(sound.fade_out, CLICK)) - start,
            )
            for sound in self.sounds
            if sound.start < end and start < sound.end
        )
        down, up = reach(self.ducking)
        speech = tuple(
            (max(one, min(start, two) - 1) - start, min(two, max(end, one) + 1) - start)
            for one, two in self.speech
            if one - down < end and start < two + up
        )
        return Score(
            length=end - start,
            voices=voices,
            sounds=sounds,
            speech=speech,
            ducking=self.ducking,
            opens=self.opens and start == 0,
            closes=self.closes and end == self.length,
        )


def _begun(sound: SoundEvent, start: int) -> SoundEvent:
    """Return an event counted from sample `start`; one that has come in by then is heard from there on."""
    before = start - sound.start
    if before < sound.fade_in or before <= 0:
        return replace(sound, start=-before)
    return replace(sound, start=0, offset=sound.offset + before, fade_in=0)


def edges_of(timeline: Timeline) -> tuple[int, ...]:
    """Return the samples at which the items of a timeline begin, but the first."""
    return tuple(sample_at(two.span.start) for one, two in pairwise(timeline.shots) if one.item != two.item)


def score_of(timeline: Timeline, ducking: Ducking) -> Score:
    """Return a whole timeline as a score, exactly as long as its picture."""
    heard = (*timeline.voices, *timeline.descriptions)
    voices = tuple(VoicePart(voice.take.sound, voice.start, voice.end) for voice in heard)
    said = [(voice.start, voice.end) for voice in voices]
    said += [(clip.start, clip.end) for clip in timeline.sounds if isinstance(clip, OwnPiece) and clip.spoken]
    spans = joined(tuple(sorted(said)), sum(reach(ducking)))
    length = sample_at(timeline.length)
    events = [(voice.start, voice.end) for voice in voices]
    events += [(sound.start, sound.end) for sound in timeline.sounds]
    return Score(
        length=length,
        voices=voices,
        sounds=timeline.sounds,
        speech=spans,
        ducking=ducking,
        opens=any(start < 0 < end for start, end in events),
        closes=any(start < length < end for start, end in events),
    )
