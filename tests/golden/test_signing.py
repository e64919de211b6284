"""Beside an interpreter, every scene stays in its window: no text, plate or overlay comes near, and none is cut."""

import itertools
from collections.abc import Iterator

import pytest

from pipeline.draw.typesetter import draw_text, set_text
from pipeline.model.part import Part
from pipeline.model.picture import Asset, Box, Format, TextSpec
from pipeline.model.programme import PRESETS
from pipeline.model.scenes import Scenes
from pipeline.model.variation import scene_in
from pipeline.model.version import SIGNED
from pipeline.plan.signing import INTERPRETER, PROGRAMME, fitted, place_of
from tests.golden.staging import EACH, ROOT, Staged, Studio, studio_in

_FAR = 0.88
"""Part of the picture beyond which its lower right begins: platforms have buttons on the right of vertical ones."""

_SHARE = (0.3, 0.4)
"""What an interpreter has of the picture's width: about a third (charter of 2015)."""

HOUSES, DELIVERIES = ("la_capsule", "le_kiosque"), ("web", "vertical", "square")
EVERYWHERE = list(itertools.product(HOUSES, DELIVERIES))
_SMALLEST = 28
"""Pixels of the smallest text (trade practice): whoever cannot hear reads."""

BRIEF = ("chiffre", "duplex", "horloge", "sous_titre")
"""Scenes with something at their foot, or on the right: those that are looked at every time."""


@pytest.fixture
def studio(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_in(tmp_path_factory, request.param)


def _place(studio: Studio, fmt: Format, *, draft: bool = False) -> Box:
    """Return the box of the interpreter, in pixels of the whole picture."""
    scene = scene_in(Scenes(studio.scenes).needed(Part.SIGNING), fmt.shape, (0, 0, 1, 1))
    x, y, width, height = place_of(scene, INTERPRETER, draft=draft)
    return x * fmt.scale, y * fmt.scale, width * fmt.scale, height * fmt.scale


@pytest.mark.parametrize(("studio", "preset"), EVERYWHERE, indirect=["studio"])
def test_the_interpreter_has_a_third_of_the_width_lower_right_and_the_newscast_is_elsewhere(
    studio: Studio, preset: str
) -> None:
    fmt = PRESETS[preset].format
    x, y, width, height = _place(studio, fmt)
    for aspect in (9 / 16, 4 / 5, 16 / 9):  # what phones film, upright and not
        left, top, wide, tall = fitted((x, y, width, height), aspect)
        assert _SHARE[0] <= wide / fmt.width <= _SHARE[1]
        assert left + wide > _FAR * fmt.width and top + tall > _FAR * fmt.height  # noqa: PT018 - lower right
    assert x + width <= fmt.width and y + height <= fmt.height  # noqa: PT018 - inside
    scene = scene_in(Scenes(studio.scenes).needed(Part.SIGNING), fmt.shape, (0, 0, 1, 1))
    left, top, wide, tall = (value * fmt.scale for value in place_of(scene, PROGRAMME))
    assert left + wide <= x or top + tall <= y
    assert wide * tall > width * height  # the newscast is what is looked at


def _whole(studio: Studio, scene: str, preset: str) -> Staged:
    return studio.staged(studio.sample(scene), scene=scene, preset=preset, version=SIGNED)


def _read(asset: Asset) -> bytes:
    return (ROOT / asset.path).read_bytes()


def _texts(staged: Staged, fmt: Format) -> Iterator[tuple[str, Box, bool]]:
    """Yield every text with the edges of all it paints, in pixels of the whole picture, and whether it crosses it."""
    signing = staged.timeline.signing
    assert signing is not None
    window = signing.window(fmt)
    scale = window.fmt.scale
    for layer in staged.shot.layers:
        if isinstance(layer.spec, TextSpec):
            spec = layer.spec
            raster = draw_text(spec, _read, scale) if spec.box[2] < signing.grid[0] else None
            if raster is None:  # a strip that scrolls through the window
                continue
            height, width = raster.rgba.shape[:2]
            left, top = raster.x + window.left, raster.y + window.top
            rolls = bool(layer.motion.roll)
            foot = min(top + height, window.top + window.fmt.height) if rolls else top + height  # cut by the window
            yield spec.text, (left, top, left + width, foot), rolls


def _cut(staged: Staged, fmt: Format, place: Box) -> Iterator[str]:
    for text, (left, top, right, bottom), rolls in _texts(staged, fmt):
        if right > place[0] and bottom > place[1]:
            yield f"over the interpreter: {text!r}"
        if left < 0 or right > fmt.width or (not rolls and (top < 0 or bottom > fmt.height)):
            yield f"out of the picture: {text!r} {left, top, right, bottom}"


def _unread(staged: Staged, fmt: Format) -> Iterator[str]:
    """Yield the texts that are smaller in the whole picture than one may write, and those that are not there whole."""
    assert staged.timeline.signing is not None
    scale = staged.timeline.signing.window(fmt).fmt.scale
    for layer in staged.shot.layers:
        if isinstance(layer.spec, TextSpec):
            setting = set_text(layer.spec, _read, 1.0)
            if setting.truncated or round(setting.size * scale) < _SMALLEST:
                yield f"{setting.size * scale:.1f} pixels, cut {setting.truncated}: {layer.spec.text!r}"


@pytest.mark.parametrize(("studio", "preset"), [("la_capsule", "web"), ("la_capsule", "square")], indirect=["studio"])
@pytest.mark.parametrize("scene", BRIEF)
def test_no_text_is_over_the_interpreter_or_cut_or_small(scene: str, preset: str, studio: Studio) -> None:
    fmt = PRESETS[preset].format
    staged = _whole(studio, scene, preset)
    assert not [*_cut(staged, fmt, _place(studio, fmt)), *_unread(staged, fmt)]


@pytest.mark.slow
@pytest.mark.parametrize(("studio", "preset"), EVERYWHERE, indirect=["studio"])
@pytest.mark.parametrize("scene", EACH)
def test_no_text_of_any_scene_is_over_the_interpreter_or_cut_or_small(scene: str, preset: str, studio: Studio) -> None:
    fmt = PRESETS[preset].format
    staged = _whole(studio, scene, preset)
    assert not [*_cut(staged, fmt, _place(studio, fmt)), *_unread(staged, fmt)]


@pytest.mark.parametrize("studio", HOUSES, indirect=True)
def test_a_draft_is_marked_beside_the_programme_where_it_hides_nothing(studio: Studio) -> None:
    staged = _whole(studio, "brouillon", "web")
    signing = staged.timeline.signing
    assert signing is not None
    assert "Brouillon" not in [layer.spec.text for layer in staged.shot.layers if isinstance(layer.spec, TextSpec)]
    (mark,) = [layer.spec for layer in signing.beneath if isinstance(layer.spec, TextSpec)]
    _, foot, _, _ = _place(studio, PRESETS["web"].format, draft=True)
    assert mark.text == "Brouillon"
    assert mark.box[0] >= signing.programme[0] + signing.programme[2]
    assert mark.box[1] + mark.box[3] <= foot
