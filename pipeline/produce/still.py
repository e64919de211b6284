"""One frame of a timeline as a picture."""

from PIL import Image

from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import to_rgb
from pipeline.compose.snapshot import frame_reader
from pipeline.model.picture import Format
from pipeline.model.timeline import Timeline
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import layer_keys


def still(timeline: Timeline, frame: int, fmt: Format, layers: LayerCache) -> Image.Image:
    """Compose one frame of the timeline and return it as an RGB picture."""
    index = next(i for i, shot in enumerate(timeline.shots) if frame < shot.span.end)
    shots = timeline.shots[max(0, index - 1) : index + 1]  # a transition shows the shot before, too
    keys = layer_keys(shots, fmt)
    specs = {key: spec for spec, key in keys.items()}
    compositor = Compositor(fmt, layers.source(specs, fmt))
    planes = compositor.compose(frame_reader(shots, keys, fmt)(frame))
    return Image.fromarray(to_rgb(planes))
