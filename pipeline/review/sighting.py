"""The texts of one shot as they are seen in a frame, and what is wrong with them: contrast, place, size, overlap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import Planes, to_rgb
from pipeline.compose.snapshot import frame_reader, picture
from pipeline.draw.raster import Raster, Reader
from pipeline.draw.typesetter import draw_text, set_text
from pipeline.errors import Code
from pipeline.model.faces import FacedSpec, face_on_grid
from pipeline.model.keys import key_of
from pipeline.model.picture import Box, Format, LayerSpec, PlateSpec, StagedLayer, TextSpec
from pipeline.model.timeline import TimedShot
from pipeline.produce.layer_cache import LayerCache
from pipeline.review.legible import BEST, SMALLEST, RgbPicture, asked, least_contrast, letters, shown_share

_SHORTEST = 12
"""Frames: a text that stays less (a number that counts up) is on its way to another."""

_ROUNDING = 4.0
"""Grid pixels by which a drawing at a third of its size may pass a box."""

_TOUCH = 6.0
"""Grid pixels by which two texts may share a border."""

_SEEN = 0.6
"""Share of a text's ink under which something hides it."""

_COVERED = 0.1
"""Share of a face from which what lies over it is told: less is hair or a chin's shadow."""

_SHOWN = 48


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a text: a code, what, what to do (in French), the frame of the shot, where on the grid."""

    code: Code
    message: str
    advice: str
    frame: int
    box: Box


@dataclass(frozen=True, slots=True)
class _Ink:
    """A text as drawn: its letters alone, all of it with its plate, its size in pixels."""

    letters: Raster
    whole: Raster
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenText:
    """A text in a frame: its layer, its drawing, the boxes (left, top, right, bottom on the grid) of both its parts."""

    layer: StagedLayer
    spec: TextSpec
    ink: _Ink
    shift: tuple[float, float]
    opacity: float
    letters: Box
    whole: Box

    @property
    def moves(self) -> bool:
        """Tell whether it rolls or scrolls."""
        return bool(self.layer.motion.scroll or self.layer.motion.roll)

    @property
    def said(self) -> str:
        """The text as a message quotes it, with the layer it stands in."""
        text = " ".join(self.spec.text.split())
        text = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        return f"« {text} » ({self.layer.label})"


def moments(shot: TimedShot) -> tuple[int, ...]:
    """Return the fewest frames of a shot, on its own clock, in which every text is seen arrived and not yet leaving."""
    first = shot.offset or shot.transition_frames
    last = shot.offset + shot.span.length - 1
    stays: list[tuple[int, int]] = []
    for layer in shot.layers:
        start, end = settled(layer)
        if isinstance(layer.spec, TextSpec) and max(start, first) <= min(end, last):
            stays.append((min(end, last), max(start, first)))
    chosen: list[int] = []
    for end, start in sorted(stays):
        if not chosen or start > chosen[-1]:
            chosen.append(end)
    return tuple(chosen)


def settled(layer: StagedLayer) -> tuple[int, int]:
    """Return the first and the last frame in which a layer has arrived and does not leave; none: the last is less."""
    if layer.span.length < _SHORTEST:
        return 0, -1
    enter, leave = layer.motion.enter, layer.motion.leave
    start = layer.span.start + (enter.delay + enter.frames if enter else 0)
    return start, layer.span.end - 1 - (leave.delay + leave.frames if leave else 0)


class TextViewer:
    """Looks at shots in one format; `safe` is where the house lets text stand."""

    def __init__(self, fmt: Format, layers: LayerCache, read: Reader, safe: Box) -> None:
        self._fmt = fmt
        self._layers = layers
        self._read = read
        self._safe = (safe[0], safe[1], safe[0] + safe[2], safe[1] + safe[3])
        self._keys: dict[LayerSpec, str] = {}
        self._inks: dict[TextSpec, _Ink] = {}

    def flaws(self, shot: TimedShot) -> tuple[Flaw, ...]:
        """Return what is wrong with the texts of a shot, each thing once."""
        found: dict[tuple[str, str], Flaw] = {}
        for frame in moments(shot):
            texts = list(self.texts(shot, frame))
            every = [
                *self._contrast(shot, frame, texts),
                *self._placed(frame, texts),
                *_overlaps(frame, texts),
                *_faces(shot, frame, texts),
            ]
            for flaw in every:
                found.setdefault((flaw.code, flaw.message), flaw)
        return tuple(found.values())

    def shown(self, shot: TimedShot, flaws: Sequence[Flaw]) -> Image.Image:
        """Return the frame of the first flaw, with a line around every text at fault in it."""
        frame = flaws[0].frame
        image = Image.fromarray(to_rgb(self._composed(shot, frame)))
        marked = Image.new("1", image.size)
        pen = ImageDraw.Draw(marked)
        for flaw in flaws:
            if flaw.frame == frame:
                left, top, right, bottom = (value * self._fmt.scale for value in flaw.box)
                pen.rectangle((left - 6, top - 6, right + 6, bottom + 6), outline=1, width=3)
        image.paste(ImageChops.invert(image), (0, 0), marked)
        return image

    def _composed(self, shot: TimedShot, frame: int) -> Planes:
        for layer in shot.layers:
            if layer.spec not in self._keys:  # of the content: others may draw with the same cache
                self._keys[layer.spec] = key_of("vue", layer.spec, self._fmt)
        source = self._layers.source({self._keys[layer.spec]: layer.spec for layer in shot.layers}, self._fmt)
        number = shot.span.start + frame - shot.offset
        return Compositor(self._fmt, source).compose(frame_reader((shot,), self._keys, self._fmt)(number))

    def texts(self, shot: TimedShot, frame: int) -> Iterator[SeenText]:
        """Yield the texts of a shot that are seen in a frame of it, arrived and not yet leaving."""
        for layer in shot.layers:
            start, end = settled(layer)
            if isinstance(layer.spec, TextSpec) and layer.spec.text.strip() and start <= frame <= end:
                (place,) = picture((layer,), frame, {layer.spec: ""}, self._fmt) or (None,)
                if place:
                    shift = place.dx / 64, place.dy / 64
                    ink = self._ink(layer.spec)
                    yield SeenText(
                        layer=layer,
                        spec=layer.spec,
                        ink=ink,
                        shift=shift,
                        opacity=place.opacity / 256,
                        letters=self._box(ink.letters, shift),
                        whole=self._box(ink.whole, shift),
                    )

    def _ink(self, spec: TextSpec) -> _Ink:
        """Draw a text once, however many shots show it."""
        if spec not in self._inks:
            alone = draw_text(_unplated(spec), self._read, self._fmt.scale)
            whole = draw_text(spec, self._read, self._fmt.scale) if spec.plate else alone
            self._inks[spec] = _Ink(alone, whole, set_text(spec, self._read, self._fmt.scale).size)
        return self._inks[spec]

    def _box(self, raster: Raster, shift: tuple[float, float]) -> Box:
        height, width = raster.rgba.shape[:2]
        left, top = raster.x + shift[0], raster.y + shift[1]
        scale = self._fmt.scale
        return (left / scale, top / scale, (left + width) / scale, (top + height) / scale)

    def _contrast(self, shot: TimedShot, frame: int, texts: Sequence[SeenText]) -> Iterator[Flaw]:
        if not texts:
            return
        ground = self._composed(replace(shot, layers=tuple(_wordless(shot.layers))), frame)
        whole = self._composed(shot, frame)
        for text in texts:
            size = text.ink.size
            ink = letters(text.ink.letters, text.shift, text.opacity, size)
            left, top, under = _under(ground, text, self._fmt)
            ratio = least_contrast(under, replace(ink, x=ink.x - left, y=ink.y - top)) if under.size else BEST
            least = asked(size / self._fmt.scale)
            if ratio < least:
                message = f"texte peu lisible sur son fond, contraste {_said(ratio)} pour {_said(least)} : {text.said}"
                advice = "posez-le sur une plaque, changez sa couleur, ou choisissez une image plus calme"
                yield Flaw(Code("contraste"), message, advice, frame, text.letters)
            elif under.size and not text.moves:
                seen = shown_share(
                    under, _under(whole, text, self._fmt)[2], replace(ink, x=ink.x - left, y=ink.y - top)
                )
                if seen < _SEEN:
                    message = f"texte caché par ce qui est peint devant : {text.said}"
                    yield Flaw(Code("texte-cache"), message, "déplacez-le, ou ce qui le couvre", frame, text.letters)

    def _placed(self, frame: int, texts: Sequence[SeenText]) -> Iterator[Flaw]:
        for text in texts:
            size = text.ink.size / self._fmt.scale
            if size < SMALLEST - 0.5:
                message = f"texte trop petit, {size:.0f} pixels pour {SMALLEST:.0f} : {text.said}"
                yield Flaw(
                    Code("texte-petit"), message, "raccourcissez-le, ou agrandissez sa boîte", frame, text.letters
                )
            left, top, right, bottom = text.letters
            x, y, end, foot = (self._safe[i] + (-_ROUNDING if i < 2 else _ROUNDING) for i in range(4))
            if not text.moves and (left < x or top < y or right > end or bottom > foot):
                advice = "déplacez sa boîte dans la scène, ou changez « surete » de l'habillage"
                yield Flaw(Code("hors-zone"), f"texte hors de la zone sûre : {text.said}", advice, frame, text.letters)


def _overlaps(frame: int, texts: Sequence[SeenText]) -> Iterator[Flaw]:
    """Yield the pairs of texts of which one hides letters of the other; rolls and tickers have their own bands."""
    for one, other in combinations((text for text in texts if not text.moves), 2):
        if _meet(one.letters, other.whole) or _meet(one.whole, other.letters):
            message = f"deux textes se recouvrent : {one.said} et {other.said}"
            yield Flaw(
                Code("recouvrement"), message, "raccourcissez l'un, ou décalez-le dans le temps", frame, one.letters
            )


def _faces(shot: TimedShot, frame: int, texts: Sequence[SeenText]) -> Iterator[Flaw]:
    """Yield the texts that lie over the face of somebody who was filmed."""
    for layer in shot.layers:
        if isinstance(layer.spec, FacedSpec) and layer.span.start <= frame < layer.span.end:
            face = face_on_grid(layer.spec)
            for text in texts:
                if not text.moves and _shared(face, text.whole) > _COVERED:
                    message = f"texte sur le visage de la personne filmée : {text.said}"
                    advice = "choisissez un autre cadrage (« cadrage: remplit » suit le visage), ou filmez de plus loin"
                    yield Flaw(Code("visage-couvert"), message, advice, frame, text.letters)


def _shared(face: Box, box: Box) -> float:
    """Return the share of a face that a box covers."""
    across, down = (max(0.0, min(face[at + 2], box[at + 2]) - max(face[at], box[at])) for at in (0, 1))
    return across * down / max(1.0, (face[2] - face[0]) * (face[3] - face[1]))


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] + _TOUCH < other[2]
        and other[0] + _TOUCH < one[2]
        and one[1] + _TOUCH < other[3]
        and other[1] + _TOUCH < one[3]
    )


def _under(ground: Planes, text: SeenText, fmt: Format) -> tuple[int, int, RgbPicture]:
    """Return where the picture around a text begins (even pixels) and its colours; nothing when it is out of it."""
    around = text.ink.size
    left, top, right, bottom = (value * fmt.scale for value in text.letters)
    x, y = (max(0, int(value - around) // 2 * 2) for value in (left, top))
    end = min(fmt.width, int(right + around) // 2 * 2)
    foot = min(fmt.height, int(bottom + around) // 2 * 2)
    if end <= x or foot <= y:
        return x, y, np.empty((0, 0, 3), np.uint8)
    rows = ground.sampling.rows
    chroma = slice(y // rows, foot // rows), slice(x // 2, end // 2)
    part = Planes(ground.whole, ground.y[y:foot, x:end], ground.u[chroma], ground.v[chroma], ground.sampling)
    return x, y, np.asarray(to_rgb(part))


def _wordless(layers: Sequence[StagedLayer]) -> Iterator[StagedLayer]:
    """Yield the layers of a shot without a letter; plates stay as large as their texts make them."""
    for layer in layers:
        if not isinstance(layer.spec, TextSpec):
            yield layer
        elif layer.spec.plate:
            yield replace(layer, spec=replace(layer.spec, colour=_clear(layer.spec.colour)))


def _unplated(spec: TextSpec) -> TextSpec:
    """Return the text on a clear plate: its letters stand where they do, alone."""
    plate = spec.plate
    if plate is None:
        return spec
    bar = _clear(spec.colour) if plate.bar else ""
    return replace(
        spec,
        plate=PlateSpec(
            colour=_clear(spec.colour),
            padding=plate.padding,
            radius=0,
            bar=bar,
            bar_width=plate.bar_width,
            bar_right=plate.bar_right,
        ),
    )


def _clear(colour: str) -> str:
    return f"{colour[:7]}00"


def _said(ratio: float) -> str:
    return f"{int(ratio * 10) / 10:g}".replace(".", ",")  # never rounded up to a threshold
