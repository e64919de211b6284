"""A long sound cut into passages short enough to be recognised, where it is silent; silence itself is left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples
from pipeline.speak.silences import FRAME, Hearing, listen

_WINDOW = 60
"""Seconds that are listened to at once: enough to know the noise from the voice."""
_APART = 300
"""Frames of silence from which what follows is another passage, whatever its length: 3 s."""
_MARGIN = 20
"""Frames kept around what is heard: 0.2 s."""


@dataclass(frozen=True, slots=True)
class SoundPassage:
    """Mono sound at 48 kHz, shape (n,), and the sample of the whole at which it begins."""

    start: int
    sound: Samples


def passages(blocks: Iterable[Samples], longest: float) -> Iterator[SoundPassage]:
    """Yield what is heard of a sound in passages of at most `longest` seconds; `blocks` have shape (n,) or (n, 2).

    Memory holds about a minute of it, however long it is.
    """
    most = int(longest * SAMPLE_RATE) // FRAME
    waiting: list[Samples] = []
    count = at = 0
    for block in blocks:
        waiting.append((block if block.ndim == 1 else block.mean(axis=1)).astype(np.float32))
        count += waiting[-1].size
        while count >= _WINDOW * SAMPLE_RATE:
            whole = np.concatenate(waiting)
            window, rest = whole[: _WINDOW * SAMPLE_RATE], whole[_WINDOW * SAMPLE_RATE :]
            cuts = list(_cuts(listen(window), most))
            # the last passage may go on beyond the window: it is cut with what follows
            kept = cuts[:-1] if len(cuts) > 1 else cuts
            yield from _cut_out(window, kept, at)
            done = min(window.size, (cuts[-1][0] * FRAME if len(cuts) > 1 else window.size))
            at += done
            waiting = [window[done:], rest]
            count = window.size - done + rest.size
    if count:
        rest = np.concatenate(waiting)
        yield from _cut_out(rest, _cuts(listen(rest), most), at)


def _cut_out(window: Samples, cuts: Iterable[tuple[int, int]], at: int) -> Iterator[SoundPassage]:
    for first, end in cuts:
        yield SoundPassage(at + first * FRAME, window[first * FRAME : end * FRAME])


def _cuts(hearing: Hearing, most: int) -> Iterator[tuple[int, int]]:
    """Yield the first and end frame of each passage, at most `most` frames long; none where nothing is heard."""
    if not hearing.speaks:
        return
    edges = [(0, max(0, hearing.first - _MARGIN)), *hearing.silences]
    last = min(hearing.level.size, hearing.end + _MARGIN)
    begun = edges[0][1]
    while begun < last:
        inside = [(first, end) for first, end in hearing.silences if first > begun]
        apart = next((silence for silence in inside if silence[1] - silence[0] >= _APART), None)
        stop = min(last, apart[0] + _MARGIN) if apart else last
        if stop - begun > most:
            first, following = _best(hearing, inside, begun, most)
        else:
            first, following = stop, apart[1] - _MARGIN if apart else last
        yield begun, first
        begun = following


def _best(hearing: Hearing, silences: list[tuple[int, int]], begun: int, most: int) -> tuple[int, int]:
    """Return where a passage that would be too long ends, and where the next one begins."""
    fitting = [silence for silence in silences if begun + most // 2 < sum(silence) // 2 < begun + most]
    if fitting:
        first, end = max(fitting, key=lambda silence: silence[1] - silence[0])
        return (first + end) // 2, (first + end) // 2
    after = begun + most // 2
    quiet = after + int(hearing.level[after : begun + most].argmin())
    return max(begun + 1, quiet), max(begun + 1, quiet)
