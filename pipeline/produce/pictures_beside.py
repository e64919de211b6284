"""Pictures that go beside a film, kept under all that is seen in them: an edit draws those that it changes, alone."""

from io import BytesIO

from PIL import Image

from pipeline.model.keys import key_of
from pipeline.model.picture import Format
from pipeline.produce.publication import Gallery, Publication
from pipeline.produce.still import still, still_key
from pipeline.report.credentials import TOOL
from pipeline.report.xmp import xmp_packet

THUMBNAILS, POSTERS = "vignettes", "affiches"

_POSTER_SIZES = {"horizontal": Format(1280, 720), "vertical": Format(1080, 1920), "carre": Format(1080, 1080)}
"""At least 1280x720, as platforms ask of a poster; as large as the film where it is narrow."""

_QUALITY = 90
"""JPEG's, of a poster."""

_VERSION = 1
"""Raised when a picture would be made otherwise out of the same frame."""


def poster(publication: Publication) -> bytes:
    """Return the poster as a JPEG that says what it is, unless the film is to say nothing of itself."""
    timeline, marks = publication.timeline, publication.programme.marks
    fmt = _POSTER_SIZES[publication.request.preset.format.shape]
    packet = b"" if marks.without else xmp_packet(marks.still, "image/jpeg", TOOL)
    key = key_of("affiche", still_key(timeline, timeline.poster, fmt), packet, _QUALITY, _VERSION)
    known = publication.store.read(POSTERS, key, bytes) if publication.request.use_cache else None
    if known is None:
        buffer = BytesIO()
        saying = {"xmp": packet} if packet else {}
        still(timeline, timeline.poster, fmt, publication.layers).save(buffer, "JPEG", quality=_QUALITY, **saying)
        known = buffer.getvalue()
        publication.store.keep(POSTERS, key, known)
    return known


def thumbnail(gallery: Gallery, frame: int, fmt: Format, size: tuple[int, int]) -> Image.Image:
    """Return a frame as an RGB picture of `size` (width, height), composed in a format; kept without a loss."""
    timeline = gallery.timeline
    key = key_of("vignette", still_key(timeline, frame, fmt), size, _VERSION)
    known = gallery.store.read(THUMBNAILS, key, _opened) if gallery.request.use_cache else None
    if known is None:
        picture = still(timeline, frame, fmt, gallery.layers)
        known = picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)
        buffer = BytesIO()
        known.save(buffer, "PNG", compress_level=1)
        gallery.store.keep(THUMBNAILS, key, buffer.getvalue())
    return known


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=("PNG",)).convert("RGB")
    except (OSError, SyntaxError) as error:
        raise ValueError(str(error)) from error
