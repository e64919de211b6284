"""`jt render --explain`: for every chunk of the film, reused or rendered, and which input changed."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.model.time import clock
from pipeline.produce.run import ChunkStory


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
