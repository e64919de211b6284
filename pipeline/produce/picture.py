"""Chunks of picture: what each is made of, its key, and the work one process does for one chunk."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.assemble.chunks import Chunk
from pipeline.compose import COMPOSE_VERSION
from pipeline.compose.compositor import Compositor, LayerSource
from pipeline.compose.inset import InsetCompositor, InsetSnapshots, beneath, pieces
from pipeline.compose.planes import planes_of
from pipeline.compose.snapshot import LayerKeys, Run, Snapshots
from pipeline.draw import DRAW_VERSION
from pipeline.model.keys import key_of
from pipeline.model.picture import Format, Frame, LayerSpec, Placement, StagedLayer
from pipeline.model.programme import PictureCoding
from pipeline.model.signing import Signing, Window
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot
from pipeline.ports import Encoder, Held, Pixels, Store
from pipeline.produce.ingredients import Ingredients, ingredients, layer_ingredients
from pipeline.produce.losses import lost_on_the_way
from pipeline.produce.packed import PackedRuns, pack

KIND = "images"
INTERPRETER = "interprète"
"""What an interpreter's film is called among what a chunk is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkJob:
    """One chunk to encode: what is seen and for how long, the layers shown, the settings. Travels to a process.

    `parts` names in French everything the chunk is made of, each with a digest, so that a later render can say
    what changed. `window` is where the programme is seen when it is not the whole picture.
    """

    id: str
    key: str
    shown: PackedRuns
    layers: Mapping[str, LayerSpec]
    parts: Ingredients
    fmt: Format
    video: PictureCoding
    window: Window | None = None

    @property
    def length(self) -> int:
        """Frames in the chunk."""
        return sum(self.shown.lengths)

    @property
    def composed_in(self) -> Format:
        """The format in which the programme itself is composed."""
        return self.window.fmt if self.window else self.fmt


def layer_keys(shots: Sequence[TimedShot], fmt: Format) -> dict[LayerSpec, str]:
    """Return a key for every layer drawn at this size: its specification, its files' content, the drawing code."""
    return {layer.spec: layer_key(layer.spec, fmt) for shot in shots for layer in shot.layers}


def layer_key(spec: LayerSpec, fmt: Format) -> str:
    """Return the key of one layer drawn at this size."""
    return key_of(spec, fmt.width, fmt.height, fmt.sampling, DRAW_VERSION)


@dataclass(frozen=True, slots=True)
class Stacked:
    """All that is seen of a programme at one size: the format it is composed in, its layers by key, its frames.

    With an interpreter, the layers around the programme are drawn in the format of the whole picture.
    """

    window: Window | None
    layers: Mapping[str, StagedLayer]
    snapshots: Snapshots | InsetSnapshots


def stacked(shots: Sequence[TimedShot], signing: Signing | None, fmt: Format, span: Span) -> Stacked:
    """Return what is seen of shots in a picture of this format; of their interpreters, in a span of the programme."""
    inner = signing.window(fmt).fmt if signing else fmt
    keys = layer_keys(shots, inner)
    layers = {keys[layer.spec]: layer for shot in shots for layer in shot.layers}
    snapshots = Snapshots(shots, keys, inner)
    if signing is None:
        return Stacked(None, layers, snapshots)
    around = _around(signing, span)
    whole: LayerKeys = {layer.spec: layer_key(layer.spec, fmt) for layer in around}
    window = signing.window(fmt, beneath(signing.beneath, whole))
    outer = {whole[layer.spec]: layer for layer in around}
    return Stacked(window, {**layers, **outer}, InsetSnapshots(snapshots, signing, whole))


def _around(signing: Signing, span: Span) -> tuple[StagedLayer, ...]:
    """Return what is seen around a programme: the ground, and the films of its interpreters in pieces."""
    seen = dict.fromkeys(pieces(signing, span))
    return (*signing.beneath, *(StagedLayer(spec=spec, label=INTERPRETER, span=span) for spec in seen))


def changes(shots: Sequence[TimedShot], fmt: Format, signing: Signing | None = None) -> Callable[[int], int]:
    """Return what gives the first frame after another one in which anything may change."""
    if signing is not None:
        return lambda number: number + 1
    return Snapshots(shots, defaultdict(str), fmt).until


def chunk_jobs(
    shots: Sequence[TimedShot],
    chunks: Sequence[Chunk],
    fmt: Format,
    video: PictureCoding,
    encoder: str,
    signing: Signing | None = None,
) -> tuple[ChunkJob, ...]:
    """Return a job a chunk; its key covers every frame value, the format, the settings and the versions."""
    seen = stacked(shots, signing, fmt, Span(0, max((chunk.span.end for chunk in chunks), default=0)))
    window = seen.window
    named = {key: layer_ingredients(layer) for key, layer in seen.layers.items()}
    told = (fmt, video, encoder, COMPOSE_VERSION)
    setting = key_of(*told) if window is None else key_of(*told, window)
    around = () if window is None else window.beneath
    jobs: list[ChunkJob] = []
    for chunk in chunks:
        runs = seen.snapshots.runs(chunk.span)
        placed = (place for run in runs for place in (*run.frame.picture, *run.frame.incoming, *run.frame.over))
        shown = sorted({place.layer for place in (*placed, *around)})
        jobs.append(
            ChunkJob(
                id=chunk.id,
                key=key_of(said_runs(runs), setting),
                shown=pack(runs),
                layers={key: seen.layers[key].spec for key in shown},
                parts=ingredients(runs, {key: named[key] for key in shown}, fmt, video, encoder),
                fmt=fmt,
                video=video,
                window=window,
            )
        )
    return tuple(jobs)


def jobs_in(coding: PictureCoding, jobs: Iterable[ChunkJob], encoder: str) -> tuple[ChunkJob, ...]:
    """Return the same chunks encoded in another way, each named after its own."""
    return tuple(
        replace(job, id=f"{job.id} ({coding.codec})", key=key_of(job.key, coding, encoder), video=coding)
        for job in jobs
    )


def said_runs(runs: Sequence[Run]) -> str:
    """Say every picture in full, with how many frames it stays."""
    return "\n".join(f"{run.length}x{_frame(run.frame)}" for run in runs)


def _frame(frame: Frame) -> str:
    before = ",".join(map(_placement, frame.picture))
    said = f"[{before}]{frame.how}{frame.progress}[{','.join(map(_placement, frame.incoming))}]"
    return f"{said}+[{','.join(map(_placement, frame.over))}]" if frame.over else said


@lru_cache(maxsize=1_024)
def _placement(placement: Placement) -> str:
    return repr(placement)


def composed(job: ChunkJob, layers: LayerSource) -> Iterator[Pixels]:
    """Yield the programme, one picture a run of the chunk: arrays of `Format.samples_shape` that the next overwrites.

    They are as large as `job.composed_in`.
    """
    compositor = Compositor(job.composed_in, layers)
    for run in job.shown.unpacked():
        yield compositor.compose(run.frame).whole


def inset(job: ChunkJob, programme: Iterable[Pixels], layers: LayerSource) -> Iterator[Pixels]:
    """Yield the whole pictures of a chunk, given the programme's; `layers` draws at the size of the whole."""
    window = job.window
    if window is None:
        yield from programme
        return
    compositor = InsetCompositor(job.fmt, window, layers)
    for run, pixels in zip(job.shown.unpacked(), programme, strict=True):
        planes = planes_of(pixels, window.fmt.height, window.fmt.sampling)
        yield compositor.laid(planes, run.frame).whole


def render(job: ChunkJob, store: Store, encoder: Encoder, pictures: Iterable[Pixels]) -> Path:
    """Encode one chunk, given one picture a run, into the store and return where it is."""
    stays = tuple(job.shown.lengths)
    held = (Held(picture, stays[n], stays[n + 1 :]) for n, picture in zip(range(len(stays)), pictures, strict=True))
    with store.writing(KIND, job.key) as path:
        encoder.encode(path, held, job.fmt, job.video)
    found = store.find(KIND, job.key)
    if found is None:
        raise lost_on_the_way(job.id)
    return found
