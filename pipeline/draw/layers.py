"""One door to every kind of drawing."""

from pipeline.draw.art import draw_art
from pipeline.draw.ground import draw_ground
from pipeline.draw.photo import draw_photo
from pipeline.draw.placeholder import draw_placeholder
from pipeline.draw.raster import Raster, Reader
from pipeline.draw.typesetter import draw_text
from pipeline.errors import BugError
from pipeline.model.picture import (
    ArtSpec,
    ClipSpec,
    FootageSpec,
    Format,
    GroundSpec,
    LayerSpec,
    PhotoSpec,
    PlaceholderSpec,
    TextSpec,
)


def draw(spec: LayerSpec, read: Reader, fmt: Format) -> Raster:
    """Draw one layer for a format; raises SceneError or MediaError when its files cannot be used."""
    match spec:
        case GroundSpec():
            return draw_ground(spec, fmt)
        case TextSpec():
            return draw_text(spec, read, fmt.scale)
        case ArtSpec():
            return draw_art(spec, read, fmt.scale)
        case PhotoSpec():
            return draw_photo(spec, read, fmt.scale)
        case PlaceholderSpec():
            return draw_placeholder(spec, read, fmt.scale)
        case FootageSpec() | ClipSpec():
            raise BugError("a moving picture is read frame by frame, it is not drawn")
