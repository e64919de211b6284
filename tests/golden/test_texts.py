"""Whatever its length, a text is whole, in its box, in the safe area, and clear of every other text."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import pytest

from pipeline.draw.typesetter import SetText, draw_text, set_text
from pipeline.model.picture import Asset, Box, PlateSpec, StagedLayer, TextSpec
from tests.golden.lengths import LENGTHS, people, written
from tests.golden.staging import EACH, ROOT, SAMPLES, Staged, Studio, studio_in

pytestmark = pytest.mark.slow  # every text, the longest and the widest, in every format and both houses

_ROUNDING = 1.5
"""Pixels by which an outline may pass a box that is worked out in fractions."""

_STRIPS = {"la_capsule": (240.0, 1920.0), "le_kiosque": (310.0, 1366.0)}
"""Between which places the ticker's strip is seen, in each house."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A text as it stands once it has arrived: where its letters are, and all of it, plate included."""

    layer: StagedLayer
    spec: TextSpec
    letters: Box
    whole: Box

    @property
    def moves(self) -> bool:
        """Tell whether it is a ticker or a roll, which cross the frame on purpose."""
        return bool(self.layer.motion.scroll or self.layer.motion.roll)


@pytest.fixture(scope="module", params=_STRIPS)
def studio(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_in(tmp_path_factory, request.param)


def _staged(studio: Studio, scene: str, length: str, preset: str = "web") -> Staged:
    entry = written(studio.sample(scene), studio.scenes, length)
    return studio.staged(
        entry,
        scene=scene,
        speakers=people(studio.scenes, length),
        preset=preset,
    )


def _inks(staged: Staged) -> Iterator[Ink]:
    for layer in staged.shot.layers:
        if isinstance(layer.spec, TextSpec):
            letters, whole = _boxes(layer.spec)
            yield Ink(layer, layer.spec, letters, whole)


@lru_cache(maxsize=4096)
def _boxes(spec: TextSpec) -> tuple[Box, Box]:
    plate = spec.plate
    whole = _box(spec)
    if plate is None:
        return whole, whole
    bar = plate.bar and "#00000000"
    clear = PlateSpec(colour="#00000000", padding=plate.padding, radius=0, bar=bar, bar_width=plate.bar_width)
    return _box(replace(spec, plate=clear)), whole


@lru_cache(maxsize=4096)
def _set(spec: TextSpec) -> SetText:
    return set_text(spec, _read, 1.0)


@lru_cache
def _read(asset: Asset) -> bytes:
    return (ROOT / asset.path).read_bytes()


def _box(spec: TextSpec) -> Box:
    if spec.box[2] > 10_000:  # a ticker's strip: its first letters stand for all of it
        spec = replace(spec, text=spec.text[:40])
    raster = draw_text(spec, _read, 1.0)
    height, width = raster.rgba.shape[:2]
    return (raster.x, raster.y, raster.x + width, raster.y + height)


def _outside(inner: Box, outer: Box) -> bool:
    x, y, width, height = outer
    return (
        inner[0] < x - _ROUNDING
        or inner[1] < y - _ROUNDING
        or inner[2] > x + width + _ROUNDING
        or inner[3] > y + height + _ROUNDING
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    ("studio", "preset", "length"),
    [
        *(("la_capsule", "web", length) for length in LENGTHS),
        *itertools.product(("la_capsule",), ("vertical", "square"), ("vide", "long", "large")),
        *itertools.product(("le_kiosque",), ("web", "vertical", "square"), ("long", "large")),
    ],
    indirect=["studio"],
)
@pytest.mark.parametrize("scene", EACH)
def test_texts_are_whole_and_apart(scene: str, length: str, preset: str, studio: Studio) -> None:
    staged = _staged(studio, scene, length, preset)
    inks = list(_inks(staged))
    wrong = [*_cut(inks), *_strayed(inks, staged.house.safe), *_collided(inks, _STRIPS[staged.house.id])]
    assert not wrong, "\n".join(wrong)


def _cut(inks: list[Ink]) -> Iterator[str]:
    for ink in inks:
        setting = _set(ink.spec)
        if setting.truncated:
            yield f"cut: {ink.layer.label}: {ink.spec.text!r}"
        if setting.missing:
            yield f"missing {setting.missing!r}: {ink.layer.label}"
        if _outside(ink.whole, ink.spec.box):
            yield f"out of its box {ink.spec.box}: {ink.layer.label}: {ink.whole} {ink.spec.text!r}"


def _strayed(inks: list[Ink], safe: Box) -> Iterator[str]:
    for ink in inks:
        if not ink.moves and _outside(ink.letters, safe):
            yield f"out of the safe area: {ink.layer.label}: {ink.letters} {ink.spec.text!r}"


def _collided(inks: list[Ink], strip: tuple[float, float]) -> Iterator[str]:
    for one, other in itertools.permutations(inks, 2):
        if one.layer.motion.roll or other.layer.motion.roll or not one.layer.span.overlaps(other.layer.span):
            continue
        if _meet(_seen(one, one.letters, strip), _seen(other, other.whole, strip)):
            yield f"collide: {one.layer.label} {one.spec.text!r} / {other.layer.label} {other.spec.text!r}"


def _seen(ink: Ink, box: Box, strip: tuple[float, float]) -> Box:
    """Return where a text may be seen: a ticker's strip crosses the frame between the blocks that hide its ends."""
    return (strip[0], box[1], strip[1], box[3]) if ink.layer.motion.scroll else box


def test_every_scene_has_a_sample(studio: Studio) -> None:
    folders = {name for name, scene in studio.scenes.items() if scene.role != "interne"}
    assert folders == set(SAMPLES)


def test_roll_and_ticker_stay_between_the_sides_or_in_their_band(studio: Studio) -> None:
    rows = [ink for ink in _inks(_staged(studio, "credits", "large")) if ink.moves]
    left, _, width, _ = studio.house.safe
    assert rows
    assert all(left <= ink.letters[0] and ink.letters[2] <= left + width for ink in rows)
