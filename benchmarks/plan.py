"""A script as its timeline and its composed frames, through the doors of the pipeline."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchError
from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import LayerPlanes
from pipeline.compose.snapshot import frame_reader
from pipeline.model.picture import Format, Frame, LayerSpec, Placement
from pipeline.model.programme import PRESETS
from pipeline.model.timeline import Timeline
from pipeline.plan.context import PlanContext
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.ports import Pixels
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import layer_keys
from pipeline.produce.speaking import rehearse
from pipeline.service import source
from pipeline.service.newsroom import DEFAULT_ENGINE, Newsroom

Source = Callable[[Placement], LayerPlanes]


@dataclass(frozen=True, slots=True)
class Laid:
    """A planned script: its timeline, and every layer that is drawn for it by its key."""

    context: PlanContext
    timeline: Timeline
    keys: dict[LayerSpec, str]
    fmt: Format

    @property
    def frames(self) -> Iterator[Frame]:
        """Yield every frame as a value."""
        frame_at = frame_reader(self.timeline.shots, self.keys, self.fmt)
        return (frame_at(number) for number in range(self.timeline.length))

    def layers(self, newsroom: Newsroom) -> Source:
        """Return where layers come from, drawn when first seen."""
        specs = {key: spec for spec, key in self.keys.items()}
        return LayerCache(newsroom.library, newsroom.footage, newsroom.clips).source(specs, self.fmt)


def laid(newsroom: Newsroom, script: Path, preset: str) -> Laid:
    """Check and plan a script with the voices of the cache; raises BenchError when it does not pass its check."""
    chosen = PRESETS[preset]
    scenes = newsroom.scenes()
    checked = newsroom.check(source.Source(script).read(), source.Source(script).id, scenes, chosen)
    if checked.script is None:
        raise BenchError("\n".join(map(str, checked.findings)))
    context = newsroom.plan_context(checked.script, scenes, chosen)
    rundown = plan_rundown(context)
    performance = newsroom.performance(checked.script, DEFAULT_ENGINE, offline=True)
    takes = rehearse(rundown.lines, performance, newsroom.store, newsroom.library)
    timeline = plan_timeline(context, rundown, takes).timeline
    return Laid(context, timeline, layer_keys(timeline.shots, chosen.format), chosen.format)


def composed(plan: Laid, newsroom: Newsroom) -> Iterator[Pixels]:
    """Yield every frame as planar YUV 4:2:0 of shape (height * 3 / 2, width); overwritten by the next one."""
    compositor = Compositor(plan.fmt, plan.layers(newsroom))
    for frame in plan.frames:
        yield compositor.compose(frame).whole
