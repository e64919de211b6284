"""What is seen of a newscast besides its cards' pictures: captions of an item, a shot in another shape."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from pipeline.caption.webvtt import webvtt
from pipeline.errors import UserError
from pipeline.model.keys import key_of
from pipeline.model.picture import Format
from pipeline.plan.excerpt import excerpt
from pipeline.produce.captioning import captions_of, inks_kept
from pipeline.produce.still import still_key
from pipeline.service.edited import item_span
from pipeline.service.moment import Moment
from pipeline.service.newsroom import NEURAL
from pipeline.service.writing.pieces import KeptPieces
from pipeline.service.writing.planner import Planner
from pipeline.service.writing.showing import shown_frame

SHAPES = {"paysage": Format(960, 540), "vertical": Format(540, 960), "carre": Format(720, 720)}
"""In which shapes a shot may be looked at, and how large."""
_KIND, _VERSION = "exemples", 1


def captions_of_item(moment: Moment, item: str) -> str:
    """Return the captions of an item as WebVTT, its first frame being zero; raises UserError where there is none."""
    try:
        span = item_span(moment.spoken, item)
    except ValueError as error:
        raise UserError("ce sujet n'est plus dans le journal") from error
    shown = excerpt(moment.spoken, span.start, span.end)
    prepared = moment.prepared
    inks = inks_kept(moment.newsroom.store, prepared.rundown.script)
    return webvtt(captions_of(shown, prepared.rundown, prepared.context, moment.task.preset.format, inks))


def shot_in_shape(planner: Planner, moment: Moment, shot: str, shape: str) -> bytes:
    """Return a shot as it is laid out in a shape, as WebP; raises UserError for a shape or a shot that is none."""
    fmt = SHAPES.get(shape)
    if fmt is None:
        raise UserError("cette forme d'image n'existe pas")
    other = planner.otherwise(moment, preset=replace(moment.task.preset, format=fmt))
    timed = next((one for one in other.sketched.shots if one.id == shot), None)
    if timed is None:
        raise UserError("ce plan n'est plus dans le journal")
    frame, store = shown_frame(timed), other.newsroom.store
    key = key_of("vue", still_key(other.sketched, frame, fmt), _VERSION)
    found = store.read(_KIND, key, bytes)
    if found is None:
        found = as_webp(other.still(other.sketched, frame, fmt))
        store.keep(_KIND, key, found)
    return found


def said_finally(planner: Planner, pieces: KeptPieces, moment: Moment, item: str) -> Path:
    """Return an item said in the voice that the published film has; raises VoiceError where it is not installed."""
    return pieces.made(planner.otherwise(moment, engine=NEURAL), item)


def as_webp(picture: Image.Image) -> bytes:
    """Return a picture as the page shows it."""
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=2)
    return buffer.getvalue()
