"""Chunks of picture: what each is made of, its key, and the work one process does for one chunk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.assemble.chunks import Chunk
from pipeline.compose import COMPOSE_VERSION
from pipeline.compose.compositor import Compositor, LayerSource
from pipeline.compose.snapshot import Run, Snapshots
from pipeline.draw import DRAW_VERSION
from pipeline.model.keys import key_of
from pipeline.model.picture import Format, Frame, LayerSpec, Placement
from pipeline.model.programme import PictureCoding
from pipeline.model.timeline import TimedShot
from pipeline.ports import Encoder, Held, Pixels, Store
from pipeline.produce.ingredients import Ingredients, ingredients, layer_ingredients
from pipeline.produce.losses import lost_on_the_way
from pipeline.produce.packed import PackedRuns, pack

KIND = "images"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkJob:
    """One chunk to encode: what is seen and for how long, the layers shown, the settings. Travels to a process.

    `parts` names in French everything the chunk is made of, each with a digest, so that a later render can say
    what changed.
    """

    id: str
    key: str
    shown: PackedRuns
    layers: Mapping[str, LayerSpec]
    parts: Ingredients
    fmt: Format
    video: PictureCoding

    @property
    def length(self) -> int:
        """Frames in the chunk."""
        return sum(self.shown.lengths)


def layer_keys(shots: Sequence[TimedShot], fmt: Format) -> dict[LayerSpec, str]:
    """Return a key for every layer drawn at this size: its specification, its files' content, the drawing code."""
    return {
        layer.spec: key_of(layer.spec, fmt.width, fmt.height, fmt.sampling, DRAW_VERSION)
        for shot in shots
        for layer in shot.layers
    }


def chunk_jobs(
    shots: Sequence[TimedShot], chunks: Sequence[Chunk], fmt: Format, video: PictureCoding, encoder: str
) -> tuple[ChunkJob, ...]:
    """Return a job a chunk; its key covers every frame value, the format, the settings and the versions."""
    keys = layer_keys(shots, fmt)
    snapshots = Snapshots(shots, keys, fmt)
    staged = {keys[layer.spec]: layer for shot in shots for layer in shot.layers}
    named = {key: layer_ingredients(layer) for key, layer in staged.items()}
    setting = key_of(fmt, video, encoder, COMPOSE_VERSION)
    jobs: list[ChunkJob] = []
    for chunk in chunks:
        runs = snapshots.runs(chunk.span)
        shown = sorted({place.layer for run in runs for place in (*run.frame.picture, *run.frame.incoming)})
        jobs.append(
            ChunkJob(
                id=chunk.id,
                key=key_of(_said(runs), setting),
                shown=pack(runs),
                layers={key: staged[key].spec for key in shown},
                parts=ingredients(runs, {key: named[key] for key in shown}, fmt, video, encoder),
                fmt=fmt,
                video=video,
            )
        )
    return tuple(jobs)


def _said(runs: Sequence[Run]) -> str:
    """Say every picture in full, with how many frames it stays."""
    return "\n".join(f"{run.length}x{_frame(run.frame)}" for run in runs)


def _frame(frame: Frame) -> str:
    before = ",".join(map(_placement, frame.picture))
    return f"[{before}]{frame.how}{frame.progress}[{','.join(map(_placement, frame.incoming))}]"


@lru_cache(maxsize=1_024)
def _placement(placement: Placement) -> str:
    return repr(placement)


def composed(job: ChunkJob, layers: LayerSource) -> Iterator[Pixels]:
    """Yield one picture a run of the chunk, arrays of `Format.samples_shape` that the next one overwrites."""
    compositor = Compositor(job.fmt, layers)
    for run in job.shown.unpacked():
        yield compositor.compose(run.frame).whole


def render(job: ChunkJob, store: Store, encoder: Encoder, pictures: Iterable[Pixels]) -> Path:
    """Encode one chunk, given one picture a run, into the store and return where it is."""
    held = (Held(picture, length) for picture, length in zip(pictures, job.shown.lengths, strict=True))
    with store.writing(KIND, job.key) as path:
        encoder.encode(path, held, job.fmt, job.video)
    found = store.find(KIND, job.key)
    if found is None:
        raise lost_on_the_way(job.id)
    return found
