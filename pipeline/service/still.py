"""One picture without rendering: a frame of a newscast, or the sample of a scene."""

from dataclasses import dataclass, replace

from PIL import Image

from pipeline.adapters.project import made_on
from pipeline.errors import UserError
from pipeline.model.programme import Preset
from pipeline.model.time import clock
from pipeline.model.version import PLAIN, Version
from pipeline.produce.burned import burned
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.described import narration, plan_version
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.marks import marks_of
from pipeline.produce.speaking import rehearse
from pipeline.produce.still import still
from pipeline.report.credentials import TOOL
from pipeline.report.xmp import xmp_packet
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.samples import (
    drawn,
    house_of,
    layer_cache,
    refuse_faults,
    scene_called,
    setting_of,
    stage_sample,
    telling,
)
from pipeline.service.source import Source

PACKET = "XML:com.adobe.xmp"
"""What a picture says of itself, under the name that PNG has for it."""


@dataclass(frozen=True, slots=True)
class SampleView:
    """How a sample is seen: in which delivery, at which frame (as it tells most), in which house, in which version."""

    preset: Preset
    frame: int | None = None
    house: str = ""
    version: Version = PLAIN


def still_of(
    newsroom: Newsroom, source: Source, frame: int, preset: Preset, engine: str = "", version: Version = PLAIN
) -> Image.Image:
    """Compose one frame as an RGB picture: with the voices already spoken, estimates for the others.

    Beside a newscast that no interpreter was filmed for, a drawn one stands in. Its `info` holds, under `PACKET`, what
    the picture says of itself.

    Raises UserError when the newscast is shorter, ScriptError with every finding when there is none.
    """
    prepared = prepare(newsroom, source, preset, version)
    context, rundown = replace(prepared.context, posed=True), prepared.rundown
    told = narration(context, rundown, version)
    with newsroom.store.in_use():
        performance = newsroom.performance(
            context.script, engine, offline=True, draft=preset.draft, lines=rundown.lines
        )
        takes = rehearse((*rundown.lines, *told.lines), performance, newsroom.store, newsroom.library)
    timeline = burned(plan_version(context, rundown, version, told, takes).planned.timeline, context)
    if frame >= timeline.length:
        raise UserError(f"le journal dure {clock(timeline.length)} ; choisissez un instant plus tôt")
    with clip_faults(rundown):
        layers = LayerCache(newsroom.library, newsroom.footage, newsroom.clips)
        picture = still(timeline, frame, preset.format, layers)
    marks = marks_of(context, timeline, performance.voice.facts.source, made_on())
    if not marks.without:
        picture.info[PACKET] = xmp_packet(marks.still, "image/png", TOOL).decode()
    return picture


def sample_still(newsroom: Newsroom, scene: str, view: SampleView) -> Image.Image:
    """Compose the sample of a scene, at a frame of its shot or when it tells the most; raises UserError."""
    setting = setting_of(newsroom.library, view.house)
    scenes = newsroom.scenes(house_of(newsroom, setting))
    name = scene_called(scene, scenes)
    refuse_faults(newsroom, scenes, name, setting)
    staged = stage_sample(newsroom, scenes, name, setting, view.preset, view.version)
    frame = telling(staged.shot) if view.frame is None else view.frame
    if frame >= staged.shot.span.length:
        raise UserError(f"cet exemple dure {clock(staged.shot.span.length)} ; choisissez un instant plus tôt")
    with newsroom.store.in_use():
        return drawn(layer_cache(newsroom), staged, frame, view.preset.format)
