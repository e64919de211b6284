"""Elements of a picture on their own: what each track shows of a shot, held or moving, as a file in the store."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Literal, Protocol

from PIL import Image

from pipeline.compose import COMPOSE_VERSION
from pipeline.compose.compositor import Compositor, LayerSource
from pipeline.compose.matte import Matte, lifted
from pipeline.compose.planes import WHITE_Y, to_rgb
from pipeline.compose.snapshot import Run, Snapshots
from pipeline.handoff.tiers import Tier, tiers
from pipeline.model.keys import key_of
from pipeline.model.picture import YUV422_10, Format, Frame, LayerSpec, StagedLayer
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot
from pipeline.ports import Store
from pipeline.produce.packed import PackedRuns, pack
from pipeline.produce.picture import layer_keys, said_runs

FILMS, STILLS, SUITES = "calques", "calques-images", "calques-suites"
"""The kinds of what is kept in the store: films with alpha, pictures, pictures in order."""

CUTOUT_VERSION = 1
"""Raised when the same layers would be lifted, or their picture written, otherwise."""

CutoutForm = Literal["opaque", "still", "film", "premultiplied", "frames"]
"""What an element becomes: a picture without alpha, one with alpha, a film with alpha, one laid over black, pictures.

Pictures are in a ZIP file, each distinct one once, in order: `000007x25.png` is the eighth, for 25 frames.
"""

_KINDS: Mapping[CutoutForm, str] = {
    "opaque": STILLS,
    "still": STILLS,
    "film": FILMS,
    "premultiplied": FILMS,
    "frames": SUITES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What one track shows of one shot, over frames of the programme; `rank` tells those of one track apart."""

    shot: TimedShot
    tier: Tier
    rank: int
    span: Span
    layers: tuple[StagedLayer, ...]
    runs: tuple[Run, ...]

    @property
    def held(self) -> bool:
        """Tell whether nothing in it changes."""
        return len(self.runs) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CutoutJob:
    """An element to make a file of. Travels to a process."""

    key: str
    form: CutoutForm
    shown: PackedRuns
    layers: Mapping[str, LayerSpec]
    fmt: Format

    @property
    def kind(self) -> str:
        """The kind of its entry in the store."""
        return _KINDS[self.form]


class AlphaEncoder(Protocol):
    """Encodes films with alpha."""

    version: str

    def encode(self, path: Path, mattes: Iterator[tuple[Matte, int]], fmt: Format) -> int:
        """Write pictures, each for so many frames, and return how many frames that makes."""


def elements(shots: Sequence[TimedShot], fmt: Format, wipe: str = "") -> Iterator[Element]:
    """Yield the elements of every shot, the lowest track first; `wipe` is the scene that lies over transitions alone.

    Transitions are no part of them: every shot begins by a straight cut. Layers of a track that are seen at one moment
    belong together.
    """
    for whole in shots:
        layers = tuple(layer for layer in whole.layers if not wipe or layer.scene != wipe)
        shot = replace(whole, layers=layers, transition="coupe", transition_frames=0)
        placed = tiers(layers, fmt.shape)
        for tier in Tier:
            of_tier = tuple(layer for layer, its in zip(layers, placed, strict=True) if its is tier)
            together = (of_tier,) if tier is Tier.PICTURE else tuple(_together(of_tier))
            found = (_element(shot, tier, group, fmt) for group in together if group)
            yield from (
                replace(element, rank=rank) for rank, element in enumerate((e for e in found if e is not None), 1)
            )


def _together(layers: Sequence[StagedLayer]) -> Iterator[tuple[StagedLayer, ...]]:
    """Yield the layers in groups that are never seen at one moment, in the order of time; each in paint order."""
    order = sorted(range(len(layers)), key=lambda rank: layers[rank].span)
    group: list[int] = []
    end = 0
    for rank in order:
        if group and layers[rank].span.start >= end:
            yield tuple(layers[each] for each in sorted(group))
            group = []
        group.append(rank)
        end = max(end, layers[rank].span.end) if len(group) > 1 else layers[rank].span.end
    if group:
        yield tuple(layers[each] for each in sorted(group))


def _element(shot: TimedShot, tier: Tier, layers: tuple[StagedLayer, ...], fmt: Format) -> Element | None:
    """Return an element for as long as it shows anything; None when it never does."""
    alone = replace(shot, layers=layers)
    span = shot.span
    if tier is not Tier.PICTURE:
        first = shot.span.start - shot.offset
        seen = Span(first + min(each.span.start for each in layers), first + max(each.span.end for each in layers))
        span = seen.clipped(shot.span)
    if not span.length:
        return None
    runs = list(Snapshots((alone,), layer_keys((alone,), fmt), fmt).runs(span))
    if tier is not Tier.PICTURE:
        while runs and not runs[0].frame.picture:
            span = Span(span.start + runs.pop(0).length, span.end)
        while runs and not runs[-1].frame.picture:
            span = Span(span.start, span.end - runs.pop().length)
    return Element(shot=alone, tier=tier, rank=1, span=span, layers=layers, runs=tuple(runs)) if runs else None


def cutout_job(element: Element, fmt: Format, form: CutoutForm, encoder: str) -> CutoutJob:
    """Return the work of making a file of an element; its key covers all that is seen, the form and the versions."""
    deep = fmt if form == "opaque" else replace(fmt, sampling=YUV422_10)
    shots = (element.shot,)
    keys = layer_keys(shots, deep)
    runs = Snapshots(shots, keys, deep).runs(element.span)
    shown = {place.layer for run in runs for place in run.frame.picture}
    specs = {key: spec for spec, key in keys.items() if key in shown}
    setting = key_of(deep, form, COMPOSE_VERSION, CUTOUT_VERSION, encoder if _KINDS[form] == FILMS else "")
    return CutoutJob(key=key_of(said_runs(runs), setting), form=form, shown=pack(runs), layers=specs, fmt=deep)


def blank_job(fmt: Format, form: CutoutForm, encoder: str) -> CutoutJob:
    """Return the work of making a frame in which nothing shows."""
    deep = replace(fmt, sampling=YUV422_10)
    key = key_of("blank", deep, form, CUTOUT_VERSION, encoder)
    return CutoutJob(key=key, form=form, shown=pack((Run(Frame(()), 1),)), layers={}, fmt=deep)


def make_cutout(job: CutoutJob, store: Store, layers: LayerSource, encoder: AlphaEncoder) -> None:
    """Make the file of an element, into the store."""
    if job.form == "opaque":
        run = job.shown.unpacked()[0]
        store.put(job.kind, job.key, _png(Image.fromarray(to_rgb(Compositor(job.fmt, layers).compose(run.frame)))))
        return
    mattes = _mattes(job, layers)
    if job.form == "still":
        store.put(job.kind, job.key, _png(Image.fromarray(next(mattes)[0].rgba())))
        return
    if job.form == "frames":
        with store.writing(job.kind, job.key) as path, zipfile.ZipFile(path, "w") as packed:
            for number, (matte, frames) in enumerate(mattes):
                packed.writestr(f"{number:06d}x{frames}.png", _png(Image.fromarray(matte.rgba())))
        return
    if job.form == "premultiplied":
        mattes = ((matte.premultiplied(), frames) for matte, frames in mattes)
    with store.writing(job.kind, job.key) as path:
        encoder.encode(path, mattes, job.fmt)


def _mattes(job: CutoutJob, layers: LayerSource) -> Iterator[tuple[Matte, int]]:
    """Yield every picture of an element with its alpha, and for how many frames it stays."""
    black, white = Compositor(job.fmt, layers), Compositor(job.fmt, layers, WHITE_Y)
    for run in job.shown.unpacked():
        yield lifted(black.compose(run.frame), white.compose(run.frame)), run.length


def _png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=2)
    return buffer.getvalue()
