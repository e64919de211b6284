"""Chunks of picture: their keys, why each is rendered or reused, and the work one process does for one chunk."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.assemble.chunks import Chunk
from pipeline.compose import COMPOSE_VERSION
from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import LayerPlanes
from pipeline.compose.snapshot import frame_reader
from pipeline.draw import DRAW_VERSION
from pipeline.model.picture import Format, Frame, LayerSpec, Placement, StagedLayer
from pipeline.model.programme import VideoSetting
from pipeline.model.timeline import TimedShot
from pipeline.ports import Encoder, Pixels, Store
from pipeline.produce.keys import key_of

KIND = "images"


@dataclass(frozen=True, slots=True)
class ChunkJob:
    """One chunk to encode: its frames as values, the layers they show, the settings. Travels to a process."""

    id: str
    key: str
    frames: tuple[Frame, ...]
    layers: Mapping[str, LayerSpec]
    parts: Mapping[str, str]
    fmt: Format
    video: VideoSetting


def layer_keys(shots: Sequence[TimedShot], fmt: Format) -> dict[LayerSpec, str]:
    """Return a key for every layer drawn at this size: its specification, its files' content, the drawing code."""
    return {
        layer.spec: key_of(layer.spec, fmt.width, fmt.height, DRAW_VERSION) for shot in shots for layer in shot.layers
    }


def chunk_jobs(
    shots: Sequence[TimedShot], chunks: Sequence[Chunk], fmt: Format, video: VideoSetting, encoder: str
) -> tuple[ChunkJob, ...]:
    """Return a job a chunk; its key covers every frame value, the format, the settings and the versions."""
    keys = layer_keys(shots, fmt)
    frame_at = frame_reader(shots, keys, fmt)
    staged = {keys[layer.spec]: layer for shot in shots for layer in shot.layers}
    jobs: list[ChunkJob] = []
    setting = key_of(fmt, video, encoder, COMPOSE_VERSION)
    for chunk in chunks:
        frames = tuple(frame_at(number) for number in range(chunk.span.start, chunk.span.end))
        shown = {place.layer for frame in frames for place in (*frame.picture, *frame.incoming)}
        parts = _parts(sorted(shown), staged, frames, setting)
        jobs.append(
            ChunkJob(
                chunk.id,
                key_of(_said(frames), setting),
                frames,
                {key: staged[key].spec for key in sorted(shown)},
                parts,
                fmt,
                video,
            )
        )
    return tuple(jobs)


def _said(frames: Sequence[Frame]) -> str:
    """Say every frame in full, equal neighbours once with how many there are."""
    runs: list[str] = []
    last: Frame | None = None
    count = 0
    for frame in frames:
        if frame == last:
            count += 1
            continue
        if last is not None:
            runs.append(f"{count}x{_frame(last)}")
        last, count = frame, 1
    if last is not None:
        runs.append(f"{count}x{_frame(last)}")
    return "\n".join(runs)


def _frame(frame: Frame) -> str:
    before = ",".join(map(_placement, frame.picture))
    return f"[{before}]{frame.how}{frame.progress}[{','.join(map(_placement, frame.incoming))}]"


@lru_cache(maxsize=65_536)
def _placement(placement: Placement) -> str:
    return repr(placement)


def _parts(
    shown: Sequence[str], staged: Mapping[str, StagedLayer], frames: Sequence[Frame], setting: str
) -> dict[str, str]:
    """Name what a chunk is made of, so that a later render can say which part changed."""
    named: dict[str, list[str]] = {}
    for key in shown:
        named.setdefault(staged[key].label, []).append(key)
    parts = {f"calque « {label} »": key_of(keys) for label, keys in named.items()}
    parts["durée"] = str(len(frames))
    parts["format et encodeur"] = setting
    return parts


def reasons(job: ChunkJob, before: Mapping[str, str] | None) -> tuple[str, ...]:
    """Return in French why a chunk is rendered, compared with the same chunk of the last render."""
    if before is None:
        return ("nouveau",)
    changed = [name for name, value in job.parts.items() if name in before and before[name] != value]
    added = [f"{name} ajouté" for name in job.parts if name not in before]
    gone = [f"{name} retiré" for name in before if name not in job.parts]
    return (*(f"{name} : changement" for name in changed), *added, *gone) or ("mouvement modifié",)


LayerSource = Callable[[Placement], LayerPlanes]
"""Gives the planes of whatever a frame of this chunk shows."""


def compose_all(job: ChunkJob, layers: LayerSource) -> Iterator[Pixels]:
    """Yield the chunk's frames as planar YUV 4:2:0 arrays of shape (height * 3 / 2, width)."""
    compositor = Compositor(job.fmt, layers)
    for frame in job.frames:
        yield compositor.compose(frame).whole


def render(job: ChunkJob, store: Store, encoder: Encoder, layers: LayerSource) -> Path:
    """Encode one chunk into the store and return where it is."""
    with store.writing(KIND, job.key) as path:
        encoder.encode(path, compose_all(job, layers), job.fmt, job.video)
    found = store.find(KIND, job.key)
    assert found is not None  # noqa: S101 - it was just written
    return found
