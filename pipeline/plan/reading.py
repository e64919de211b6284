"""How long a picture that nobody speaks over has to stay for its words to be read."""

from collections.abc import Iterable

from pipeline.model.picture import StagedLayer, TextSpec
from pipeline.model.reading import least_frames


def reading_frames(layers: Iterable[StagedLayer]) -> int:
    """Return the fewest frames in which the texts of a picture can be read, from its first one on.

    A text that climbs or runs across has its own time; one that counts up is read where it ends.
    """
    begins: list[int] = []
    last: dict[object, str] = {}
    for layer in layers:
        if (
            isinstance(layer.spec, TextSpec)
            and layer.spec.text.strip()
            and not (layer.motion.scroll or layer.motion.roll)
        ):
            begins.append(layer.span.start)
            last[layer.place, layer.spec.box, layer.spec.font] = layer.spec.text
    return min(begins, default=0) + least_frames(sum(map(len, last.values())))
