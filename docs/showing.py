# ruff: noqa: INP001 - what two tools run by hand share, in no package
"""A newscast planned without its voices, so that any of its frames can be drawn: for the pictures of these pages.

Lines last as long as their words are expected to, the same on every machine, whatever has been spoken there.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline.model.picture import Format
from pipeline.model.programme import Preset
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.plan.estimate import estimate
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.still import still
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.samples import layer_cache
from pipeline.service.source import Source

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"


@dataclass(frozen=True, slots=True)
class Newscast:
    """A newscast laid in time, with what draws its layers."""

    timeline: Timeline
    layers: LayerCache

    def shots(self, scene: str) -> tuple[TimedShot, ...]:
        """Return the shots that show a scene, in order."""
        return tuple(shot for shot in self.timeline.shots if shot.scene == scene)

    def drawn(self, frame: int, fmt: Format) -> Image.Image:
        """Compose a frame of the newscast as an RGB picture."""
        return still(self.timeline, frame, fmt, self.layers)


def newscast(newsroom: Newsroom, source: Source, preset: Preset) -> Newscast:
    """Check and plan a script; raises ScriptError with every finding."""
    prepared = prepare(newsroom, source, preset)
    takes = {line.id: estimate(line) for line in prepared.rundown.lines}
    timeline = plan_timeline(prepared.context, prepared.rundown, takes).timeline
    return Newscast(burned(timeline, prepared.context), layer_cache(newsroom))
