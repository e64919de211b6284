"""The contact sheet (la planche): one picture of each shot with its time, to see a whole film at a glance."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from pipeline.model.picture import MOVING, Format
from pipeline.model.time import clock
from pipeline.model.timeline import TimedShot
from pipeline.produce.pictures_beside import thumbnail
from pipeline.produce.publication import Gallery

_COLUMNS = 6
_SHORT, _GAP, _LINE, _HEAD = 180, 16, 34, 84
"""Pixels: the short side of a picture, what is between two, the line of words under one, the title of the sheet."""


def contact_sheet(gallery: Gallery) -> bytes:
    """Return the sheet as a JPEG: shots in order, each as it is past its middle, its time and name under it."""
    shots = gallery.timeline.shots
    whole = gallery.request.preset.format
    scale = _SHORT / min(whole.width, whole.height)
    width, height = round(whole.width * scale), round(whole.height * scale)
    rows = -(-len(shots) // _COLUMNS)
    house = gallery.request.context.house
    size = (_GAP + _COLUMNS * (width + _GAP), _HEAD + rows * (height + _LINE) + _GAP)
    sheet = Image.new("RGB", size, house.palette["nuit"])
    pen = ImageDraw.Draw(sheet)
    title, small = (_font(gallery, role, points) for role, points in (("titre", 40), ("lecture", 18)))
    pen.text((_GAP, _GAP), " ".join(gallery.timeline.title.split()), fill=house.palette["blanc"], font=title)
    for rank, shot in enumerate(shots):
        x = _GAP + rank % _COLUMNS * (width + _GAP)
        y = _HEAD + rank // _COLUMNS * (height + _LINE)
        sheet.paste(_picture(gallery, shot, (width, height)), (x, y))
        words = f"{clock(shot.span.start)}  {' '.join(shot.label.split())}"
        while len(words) > 1 and pen.textlength(words, font=small) > width:
            words = f"{words.rstrip('…')[:-1]}…"
        pen.text((x, y + height + 4), words, fill=house.palette["ambre_doux"], font=small)
    buffer = BytesIO()
    sheet.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _picture(gallery: Gallery, shot: TimedShot, size: tuple[int, int]) -> Image.Image:
    """Return a shot past its middle, where its texts have come; footage is conformed at the delivery's size only."""
    whole = gallery.request.preset.format
    moving = any(isinstance(layer.spec, MOVING) for layer in shot.layers)
    small = Format(round(size[0] / 2) * 2, round(size[1] / 2) * 2)
    at = shot.span.start + 2 * shot.span.length // 3
    return thumbnail(gallery, at, whole if moving else small, size)


def _font(gallery: Gallery, role: str, points: int) -> ImageFont.FreeTypeFont:
    context = gallery.request.context
    faces = context.house.faces
    path = faces.get(role) or next(iter(faces.values()))
    return ImageFont.truetype(BytesIO(context.library.read(path)), points)
