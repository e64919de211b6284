"""One frame of a timeline as a picture."""

from PIL import Image

from pipeline.compose import COMPOSE_VERSION
from pipeline.compose.compositor import Compositor
from pipeline.compose.inset import InsetCompositor
from pipeline.compose.planes import to_rgb
from pipeline.model.keys import key_of
from pipeline.model.picture import Format
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import Stacked, stacked


def still(timeline: Timeline, frame: int, fmt: Format, layers: LayerCache) -> Image.Image:
    """Compose one frame of the timeline, beside its interpreter if it has one, and return it as an RGB picture."""
    seen = _seen(timeline, frame, fmt)
    specs = {key: layer.spec for key, layer in seen.layers.items()}
    shown = seen.snapshots.at(frame)
    if seen.window is None:
        return Image.fromarray(to_rgb(Compositor(fmt, layers.source(specs, fmt)).compose(shown)))
    programme = Compositor(seen.window.fmt, layers.source(specs, seen.window.fmt)).compose(shown)
    whole = InsetCompositor(fmt, seen.window, layers.source(specs, fmt))
    return Image.fromarray(to_rgb(whole.laid(programme, shown)))


def still_key(timeline: Timeline, frame: int, fmt: Format) -> str:
    """Return the key of a frame of the timeline, made of all that decides its pixels."""
    seen = _seen(timeline, frame, fmt)
    beside = () if seen.window is None else (seen.window,)
    return key_of("trame", seen.snapshots.at(frame), fmt, COMPOSE_VERSION, *beside)


def _seen(timeline: Timeline, frame: int, fmt: Format) -> Stacked:
    index = next(i for i, shot in enumerate(timeline.shots) if frame < shot.span.end)
    shots = timeline.shots[max(0, index - 1) : index + 1]  # a transition shows the shot before, too
    return stacked(shots, timeline.signing, fmt, Span(frame, frame + 1))
