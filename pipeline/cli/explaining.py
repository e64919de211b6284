"""`jt render --explain`: for every chunk of the film, reused or rendered, and which input changed."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.model.time import clock
from pipeline.service.render import ChunkStory


def explained(chunks: Iterable[ChunkStory]) -> Iterator[str]:
    """Yield a line a chunk, with its place in the film; neighbours with the same story share one.

    >>> for line in explained([
    ...     ChunkStory("titres/01/1", 200, True, ()), ChunkStory("titres/01/2", 75, True, ()),
    ...     ChunkStory("a/01/1", 50, False, ("texte « Carton : titre »",))]):
    ...     print(line)
    0:00  titres/01/1 à titres/01/2 : repris du cache
    0:11  a/01/1 : rendu, 50 images ; texte « Carton : titre »
    """
    at = 0
    for (reused, reasons), group in groupby(chunks, key=lambda chunk: (chunk.reused, chunk.reasons)):
        same = list(group)
        frames = sum(chunk.frames for chunk in same)
        names = same[0].id if len(same) == 1 else f"{same[0].id} à {same[-1].id}"
        told = "repris du cache" if reused else f"rendu, {frames} images ; {', '.join(reasons)}"
        yield f"{clock(at)}  {names} : {told}"
        at += frames


def sound_explained(encoded: int, reused: int) -> str:
    """Say what became of the sound, which is mixed and encoded in segments of eight seconds.

    >>> sound_explained(2, 47), sound_explained(0, 49)
    ('son : 2 segments mixés et encodés, 47 repris du cache', 'son : 49 segments repris du cache')
    """
    made = f"{_segments(encoded, 'mixé')} et encodé{'s' * (encoded > 1)}"
    there = f"{_segments(reused, 'repris') if not encoded else f'{reused} repris'} du cache"
    return f"son : {made if not reused else there if not encoded else f'{made}, {there}'}"


def _segments(count: int, what: str) -> str:
    return f"{count} segment{'s' * (count > 1)} {what}{'s' * (count > 1 and not what.endswith('s'))}"
