"""A recorded voice becomes a take: cleaned, levelled, cut to what is heard.

Its sentences are those that are heard in it where somebody has listened, else the written ones, found by silences.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.model.rundown import PlannedLine
from pipeline.model.take import SentenceMark
from pipeline.model.time import SAMPLE_RATE, samples
from pipeline.ports import Samples
from pipeline.speak.alignment import cued_bounds, sentence_bounds
from pipeline.speak.hand_marks import hand_marks
from pipeline.speak.heard_marks import heard_sentences_of, moved, shifted
from pipeline.speak.levels import held, levelled
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.silences import FRAME, Hearing, listen
from pipeline.speak.takes import MARGIN, Recording, faded
from pipeline.speak.worded import said
from pipeline.speak.words import word_starts

RECORDED_VERSION = 3
"""Raised whenever the same recording would be read, cut or levelled otherwise; part of its take's key."""

_RUMBLE = 80.0
"""Hertz under which a voice has nothing: handling, wind, traffic (usual position of a recorder's low cut)."""

_LOWERED = 12.0
"""Decibels that what lies under the threshold is lowered at most: quieter, never cut to nothing."""

_SLOPE = 1.5
"""Decibels lowered for each one under the threshold: noise, 8 under it, is lowered in full."""

_RELEASE = 4.0
"""Decibels a frame of 10 ms at which the expander closes again."""

_LONGEST_SILENCE = samples(0.8)
"""What is left of a longer silence inside a voice that no picture holds: under the 0.9 s of a story."""

_JOIN = samples(0.02)


def recorded(line: PlannedLine, sound: Samples, lexicon: Lexicon) -> Recording | None:
    """Return the take of a recording, mono at 48 kHz; None when nobody is heard in it.

    What a picture shows keeps its length and its silences; a voice alone loses them at both ends, and beyond 0.8 s
    inside. Raises VoiceError when marks made by hand are not those of its sentences.
    """
    tape = line.tape
    pairs = said(line, lexicon)
    marked = hand_marks(line, len(pairs), sound.size / SAMPLE_RATE)
    told = () if marked else heard_sentences_of(line, sound.size, lexicon)
    voice = without_rumble(sound) if tape.clean else sound.astype(np.float32)
    hearing = listen(voice)
    if not hearing.speaks or not (pairs or told or tape.in_sync):
        return None
    if tape.clean:
        voice = expanded(voice, hearing)
    if not tape.in_sync and not marked:
        cuts = _cuts(hearing)
        voice = _tightened(voice, cuts)
        told = moved(told, cuts)
        hearing = listen(voice)
    bounds: Sequence[tuple[int, int]]
    if told or not pairs:  # or somebody filmed, whose words nobody wrote
        bounds = [(hearing.first, hearing.end)]
    elif marked:
        begun = [hearing.first if at < 0 else int(at * SAMPLE_RATE) // FRAME for at in marked]
        bounds = cued_bounds(hearing, [min(hearing.level.size - 1, frame) for frame in begun])
    else:
        bounds = sentence_bounds(hearing, [_letters(words) for _, words in pairs])
    if tape.in_sync:
        first, last = 0, voice.size
    else:
        first = max(0, bounds[0][0] * FRAME - MARGIN)
        last = min(voice.size, bounds[-1][1] * FRAME + MARGIN)
    voice = voice[first:last]
    level = levelled if tape.clean else held
    if told:
        return Recording(faded(level(voice)), shifted(told, first, voice.size))
    return Recording(faded(level(voice)), _marks(pairs, bounds, first, voice.size) if pairs else ())


def without_rumble(sound: Samples) -> Samples:
    """Return sound without what lies under 80 Hz: a second-order Butterworth, without delay."""
    size = 1 << (sound.size + SAMPLE_RATE // 10).bit_length()
    ratio = (np.fft.rfftfreq(size, 1 / SAMPLE_RATE) / _RUMBLE) ** 2
    spectrum = np.fft.rfft(sound.astype(np.float32), size)
    cleaned: Samples = np.fft.irfft(spectrum * (ratio / np.sqrt(1 + ratio**2)), size)[: sound.size].astype(np.float32)
    return cleaned


def expanded(sound: Samples, hearing: Hearing) -> Samples:
    """Lower what is under the threshold, 12 dB at most: a downward expander.

    It opens 20 ms before speech and closes at 4 dB every 10 ms.
    """
    wanted = np.clip(_SLOPE * (hearing.level - hearing.threshold), -_LOWERED, 0)
    padded = np.pad(wanted, (0, 2), mode="edge")
    ahead = np.maximum.reduce([padded[:-2], padded[1:-1], padded[2:]])
    gains = np.empty_like(ahead)
    now = 0.0
    for place, value in enumerate(ahead):
        now = max(float(value), now - _RELEASE)
        gains[place] = now
    middles = (np.arange(gains.size) + 0.5) * FRAME
    decibels = np.interp(np.arange(sound.size), middles, gains)
    result: Samples = (sound * 10 ** (decibels / 20)).astype(np.float32)
    return result


def _cuts(hearing: Hearing) -> tuple[tuple[int, int], ...]:
    """Return the samples that are cut out of every longer silence, so that 0.8 s of it is left."""
    half = _LONGEST_SILENCE // 2
    cuts = ((begun * FRAME + half, done * FRAME - half) for begun, done in hearing.silences)
    return tuple((start, end) for start, end in cuts if end - start > _JOIN)


def _tightened(sound: Samples, cuts: Sequence[tuple[int, int]]) -> Samples:
    """Cut stretches out, joined over 20 ms."""
    pieces: list[Samples] = []
    rising = np.linspace(0, 1, _JOIN, dtype=np.float32)
    at = 0
    for start, end in cuts:
        before, after = sound[start - _JOIN : start], sound[end - _JOIN : end]
        pieces += [sound[at : start - _JOIN], before * (1 - rising) + after * rising]
        at = end
    pieces.append(sound[at:])
    return np.concatenate(pieces)


def _letters(words: str) -> float:
    """Return how much there is to say, in letters; a comma takes the time of some."""
    return sum(sign.isalnum() for sign in words) + 4 * sum(words.count(sign) for sign in ",;:")


def _marks(
    pairs: Sequence[tuple[str, str]], bounds: Sequence[tuple[int, int]], first: int, length: int
) -> tuple[SentenceMark, ...]:
    """Return the marks of sentences from their frames, counted from sample `first`, a margin around each."""
    marks: list[SentenceMark] = []
    at = 0
    for (written, words), (begun, done) in zip(pairs, bounds, strict=True):
        start = min(max(at, begun * FRAME - first - MARGIN), length)
        end = min(max(start, done * FRAME - first + MARGIN), length)
        starts, _ = word_starts(written, words, end - start)
        marks.append(SentenceMark(written, start, end, tuple(start + word for word in starts)))
        at = end
    return tuple(marks)
