"""A programme in a window of a larger picture, beside an interpreter: what is seen in frame n, then its planes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from pipeline.compose.blend import lay
from pipeline.compose.compositor import LayerSource
from pipeline.compose.planes import LayerPlanes, Planes, new_planes
from pipeline.compose.snapshot import LayerKeys, Run, Snapshots
from pipeline.model.picture import FootageSpec, Format, Frame, LayerSpec, Picture, Placement, StagedLayer
from pipeline.model.signing import SignedSpan, Signing, Window
from pipeline.model.time import FRAME_RATE, Span

PIECE = 200
"""Frames of an interpreter's film that are made ready together (8 s): a piece stays whatever the script does."""


def _piece(passage: SignedSpan, frame: int) -> tuple[FootageSpec, int]:
    """Return the piece of a film that holds a frame of it, and which of its frames that is."""
    rank, within = divmod(frame, PIECE)
    start = Fraction(rank * PIECE) / FRAME_RATE
    return FootageSpec(file=passage.file, box=passage.box, fit="remplit", start=start, length=PIECE), within


def pieces(signing: Signing, span: Span) -> Iterator[FootageSpec]:
    """Yield the pieces of films that are seen in a span."""
    for passage in signing.during(span):
        seen = passage.span.clipped(span)
        first = passage.first + seen.start - passage.span.start
        for rank in range(first // PIECE, (first + seen.length - 1) // PIECE + 1):
            yield _piece(passage, rank * PIECE)[0]


class InsetSnapshots:
    """Says what is seen in any frame of a programme with its interpreter; `keys` are those of the whole picture."""

    def __init__(self, programme: Snapshots, signing: Signing, keys: LayerKeys) -> None:
        self._programme, self._signing, self._keys = programme, signing, keys

    def at(self, number: int) -> Frame:
        """Return what is seen in a frame."""
        return replace(self._programme.at(number), over=self._over(number))

    def runs(self, span: Span) -> tuple[Run, ...]:
        """Return what is seen in a span; wherever an interpreter is, every frame is another."""
        found: list[Run] = []
        at = span.start
        for run in self._programme.runs(span):
            found += self._parted(run, at)
            at += run.length
        return tuple(found)

    def _parted(self, run: Run, start: int) -> Iterator[Run]:
        whole = Span(start, start + run.length)
        number = start
        for passage in self._signing.during(whole):
            seen = passage.span.clipped(whole)
            if seen.start > number:
                yield Run(run.frame, seen.start - number)
            for each in range(seen.start, seen.end):
                yield Run(replace(run.frame, over=self._over(each)), 1)
            number = seen.end
        if number < whole.end:
            yield Run(run.frame, whole.end - number)

    def _over(self, number: int) -> Picture:
        return tuple(
            Placement(layer=self._keys[spec], opacity=passage.opacity(number), source=within)
            for passage in self._signing.during(Span(number, number + 1))
            for spec, within in (_piece(passage, passage.first + number - passage.span.start),)
        )


def beneath(layers: tuple[StagedLayer, ...], keys: Mapping[LayerSpec, str]) -> Picture:
    """Return what is painted under a programme and its interpreter, for as long as they are seen."""
    return tuple(Placement(layer=keys[layer.spec], opacity=round(layer.opacity * 256)) for layer in layers)


class InsetCompositor:
    """Lays pictures of a programme into a larger one, and what is over them; what did not change stays."""

    def __init__(self, fmt: Format, window: Window, layers: LayerSource) -> None:
        self._window, self._layers = window, layers
        self._base = new_planes(fmt.width, fmt.height, fmt.sampling)
        self._out = new_planes(fmt.width, fmt.height, fmt.sampling)
        for placement in window.beneath:
            lay(self._base, layers(placement), placement)
        self._shown: Frame | None = None

    def laid(self, programme: Planes, frame: Frame) -> Planes:
        """Return the whole picture of a frame, of which `programme` is the part in the window.

        The planes are reused by the next call.
        """
        alone = replace(frame, over=())
        if alone != self._shown:
            self._shown = alone
            lay(self._base, _solid(programme, self._window), Placement(layer=""))
        self._out.copy_from(self._base)
        for placement in frame.over:
            lay(self._out, self._layers(placement), placement)
        return self._out


def _solid(programme: Planes, window: Window) -> LayerPlanes:
    """Return a picture as a layer that lets nothing through."""
    return LayerPlanes(
        x=window.left,
        y0=window.top,
        y=programme.y,
        u=programme.u,
        v=programme.v,
        keep_y=None,
        keep_c=None,
        sampling=programme.sampling,
    )
