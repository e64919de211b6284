"""Which silences of a recording are the ends of its sentences."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.speak.silences import Hearing

_LONGEST_TOLD = 80
"""Frames from which a longer silence tells no more: 0.8 s."""

_GUESS = 12.0
"""What cutting where nothing is silent costs: more than a sentence that lasts twice what was expected."""

_SHORT = 5.0
"""What a silence of no length costs more than one of 0.8 s."""

_EMPTY = 48.0
"""What a sentence without any speech costs."""

_AROUND = 40
"""Frames around the place expected by its letters in which such a cut looks for the quietest moment."""

_GRACE = 20
"""Frames: people are not equally quick, and a fifth of a second tells nothing."""

Frames = npt.NDArray[np.float64]

Place = tuple[int, int]
"""First and end frame of a silence; both the same where sentences run into one another."""


def sentence_bounds(hearing: Hearing, weights: Sequence[float]) -> tuple[Place, ...]:
    """Return the first and end frame of each sentence, `weights` being how much each has to say.

    Among the silences, those are taken that share the speech out most nearly as the letters do, long ones before
    short ones: dynamic programming over every choice. Where there are too few, sentences are cut at the quietest
    moment near the place that is expected.
    """
    count = len(weights)
    if count <= 1:
        return ((hearing.first, hearing.end),)[:count]
    active = _active(hearing)
    total = float(active[-1])
    expected = total * np.array(weights, np.float64) / sum(weights)
    places = _places(hearing, active, expected)
    if len(places) < count - 1:
        return _shared_out(hearing, weights)
    spoken = np.array([active[first] for first, _ in places])
    prices = [_price(place) for place in places]
    unknown = float("inf")
    cost = np.full((count, len(places)), unknown)
    back = np.zeros((count, len(places)), np.intp)
    for place in range(len(places)):
        cost[0, place] = _misfit(float(spoken[place]), float(expected[0])) + prices[place]
    for sentence in range(1, count - 1):
        for place in range(sentence, len(places)):
            lasts = spoken[place] - spoken[:place]
            whole = cost[sentence - 1, :place] + np.array([_misfit(float(v), float(expected[sentence])) for v in lasts])
            back[sentence, place] = int(whole.argmin())
            cost[sentence, place] = float(whole.min()) + prices[place]
    closing = np.array([_misfit(total - float(v), float(expected[-1])) for v in spoken])
    place = int((cost[count - 2] + closing).argmin())
    chosen = [place]
    for sentence in range(count - 2, 0, -1):
        place = int(back[sentence, place])
        chosen.append(place)
    cuts = [places[place] for place in reversed(chosen)]
    starts = [hearing.first, *(end for _, end in cuts)]
    ends = [*(first for first, _ in cuts), hearing.end]
    return tuple(zip(starts, ends, strict=True))


def _shared_out(hearing: Hearing, weights: Sequence[float]) -> tuple[Place, ...]:
    """Return sentences cut by their letters alone: the recording is too short to look into."""
    shares = np.concatenate([[0.0], np.cumsum(weights)]) / sum(weights)
    edges = [hearing.first + int((hearing.end - hearing.first) * share) for share in shares]
    return tuple(pairwise(edges))


def cued_bounds(hearing: Hearing, starts: Sequence[int]) -> tuple[Place, ...]:
    """Return the first and end frame of each sentence from the frames at which they begin, as marked by hand."""
    begun = [*starts, hearing.level.size]
    result: list[Place] = []
    for first, following in pairwise(begun):
        loud = np.flatnonzero(hearing.level[first:following] > hearing.threshold)
        result.append((first, first + int(loud[-1]) + 1 if loud.size else following))
    return tuple(result)


def _active(hearing: Hearing) -> Frames:
    """Return, for every frame, how many frames of speech were heard before it."""
    speech = np.zeros(hearing.level.size + 1)
    speech[hearing.first : hearing.end] = 1
    for first, end in hearing.silences:
        speech[first:end] = 0
    return np.concatenate([[0.0], np.cumsum(speech)])[: hearing.level.size + 1]


def _places(
    hearing: Hearing,
    active: Frames,
    expected: Frames,
) -> list[Place]:
    """Return where sentences may end: every silence, and a quiet moment near each place that letters tell."""
    found: set[Place] = set(hearing.silences)
    for due in np.cumsum(expected)[:-1]:
        middle = int(np.searchsorted(active, due))
        first = max(hearing.first + 1, middle - _AROUND)
        end = min(hearing.end - 1, middle + _AROUND)
        if first < end:
            at = first + int(hearing.level[first:end].argmin())
            if not any(begin <= at < done for begin, done in hearing.silences):
                found.add((at, at))
    return sorted(found)


def _price(place: Place) -> float:
    length = place[1] - place[0]
    if not length:
        return _GUESS
    return _SHORT * (1 - min(length, _LONGEST_TOLD) / _LONGEST_TOLD)


def _misfit(lasts: float, expected: float) -> float:
    """Return how unlikely it is that a sentence lasts so long: by proportion, with a fifth of a second of grace."""
    if lasts <= 0:
        return _EMPTY
    return float((np.log2((lasts + _GRACE) / (expected + _GRACE)) * 3) ** 2)
