"""Two engines, one contract: whatever the fast engine composes with planes, MoviePy composes alike in RGB."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from pipeline.adapters.clips.player import ClipTheatre
from pipeline.adapters.clips.reference import MoviePyEngine, planar
from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import Planes, new_planes, to_rgb
from pipeline.compose.snapshot import frame_reader
from pipeline.model.picture import YUV422_10, Format
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot
from pipeline.plan.timeline import TRANSITION_FRAMES
from pipeline.ports import Pixels
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import layer_keys
from tests.fakes.similarity import ssim_map
from tests.golden.staging import EACH_SLOWLY, Studio, studio_in

LEAST, LEAST_ANYWHERE = 0.985, 0.8
"""SSIM of the luma of a whole frame, and of each square of 60 pixels in it: a small text that strays is seen too."""

SQUARE = 60
FORMAT = Format(960, 540)
ENTRANCE = 5
"""A frame of the shot in which entrances are under way, past the first ones."""

TRANSITIONS = sorted(TRANSITION_FRAMES)


@dataclass(frozen=True)
class Seen:
    """One frame as both engines show it."""

    number: int
    fast: Pixels
    slow: Pixels

    @property
    def problem(self) -> str:
        """How the two differ beyond what is allowed; empty when they are alike."""
        whole, worst = self.likeness
        if whole >= LEAST and worst >= LEAST_ANYWHERE:
            return ""
        return f"SSIM {whole:.4f} ({LEAST} at least), {worst:.4f} at the worst place ({LEAST_ANYWHERE} at least)"

    @cached_property
    def likeness(self) -> tuple[float, float]:
        """SSIM of luma: of the whole, and of its worst square."""
        height, width = FORMAT.height, FORMAT.width
        seen = ssim_map(self.fast[:height], self.slow[:height])
        squares = seen.reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE).mean(axis=(1, 3))
        return float(seen.mean()), float(squares.min())


@dataclass(frozen=True, slots=True)
class Engines:
    """Both engines over one project."""

    studio: Studio
    layers: LayerCache
    slow: MoviePyEngine

    def seen(self, shots: Sequence[TimedShot], numbers: Sequence[int]) -> list[Seen]:
        """Compose frames of a programme with both."""
        keys = layer_keys(shots, FORMAT)
        frame_at = frame_reader(shots, keys, FORMAT)
        specs = {key: spec for spec, key in keys.items()}
        frames = [frame_at(number) for number in numbers]
        compositor = Compositor(FORMAT, self.layers.source(specs, FORMAT))
        fast = [compositor.compose(frame).whole.copy() for frame in frames]
        slow = [picture.copy() for picture in self.slow.frames(frames, specs, FORMAT)]
        return [Seen(number, *pair) for number, pair in zip(numbers, zip(fast, slow, strict=True), strict=True)]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    studio = studio_in(tmp_path_factory)
    library, footage = studio.newsroom.library, studio.newsroom.footage
    return Engines(studio, studio.layers, MoviePyEngine(library, footage, ClipTheatre(library)))


def _planes(picture: Pixels) -> Planes:
    planes = new_planes(FORMAT.width, FORMAT.height)
    planes.whole[...] = picture
    return planes


def _held(seen: list[Seen], what: str, folder: Path) -> None:
    """Fail with pictures of the worst frame when it is not alike enough."""
    worst = min(seen, key=lambda each: each.likeness)
    worst = next((each for each in seen if each.problem), worst)
    if not worst.problem:
        return
    one, other = (Image.fromarray(to_rgb(_planes(picture))) for picture in (worst.fast, worst.slow))
    sheet = Image.new("RGB", (FORMAT.width * 3, FORMAT.height))
    far = ImageChops.difference(one, other).point(lambda value: min(255, value * 8))
    for place, picture in enumerate((one, other, far)):
        sheet.paste(picture, (place * FORMAT.width, 0))
    beside = folder / f"{what}-{worst.number}.png"
    sheet.save(beside)
    pytest.fail(
        f"{what}: the engines differ in frame {worst.number}: {worst.problem}; fast, MoviePy and difference: {beside}"
    )


@pytest.mark.parametrize("scene", EACH_SLOWLY)
def test_every_scene_is_alike(scene: str, engines: Engines, tmp_path: Path) -> None:
    staged = engines.studio.shown(scene)
    shot = replace(staged.shot, span=Span(0, staged.shot.span.length), transition="coupe", transition_frames=0)
    length = shot.span.length
    numbers = sorted({min(ENTRANCE, length - 1), length // 2, length - 4})
    _held(engines.seen([shot], numbers), scene, tmp_path)


@pytest.mark.parametrize("how", TRANSITIONS)
def test_every_transition_is_alike(how: str, engines: Engines, tmp_path: Path) -> None:
    before = engines.studio.shown("chiffre").shot
    after = engines.studio.shown("plateau").shot
    length = TRANSITION_FRAMES[how]
    cut = before.span.length
    shots = [
        replace(before, span=Span(0, cut), transition="coupe", transition_frames=0),
        replace(after, span=Span(cut, cut + after.span.length), transition=how, transition_frames=length),
    ]
    numbers = [cut, cut + length // 3, cut + length // 2, cut + length - 1]
    _held(engines.seen(shots, numbers), how, tmp_path)


def test_a_difference_fails_and_leaves_a_picture(engines: Engines, tmp_path: Path) -> None:
    shot = engines.studio.shown("chiffre").shot
    (seen,) = engines.seen([replace(shot, span=Span(0, shot.span.length), transition_frames=0)], [60])
    moved = seen.slow.copy()
    moved[: FORMAT.height, 4:] = seen.slow[: FORMAT.height, :-4]
    with pytest.raises(pytest.fail.Exception, match=r"differ in frame 60.*chiffre-60\.png"):
        _held([replace(seen, slow=moved)], "chiffre", tmp_path)
    with Image.open(tmp_path / "chiffre-60.png") as sheet:
        assert sheet.size == (FORMAT.width * 3, FORMAT.height)


def test_the_measure_is_the_published_one() -> None:
    flat = np.full((40, 40), 100, np.uint8)
    assert ssim_map(flat, flat).min() == 1
    lighter = np.full((40, 40), 120, np.uint8)
    expected = (2 * 100 * 120 + (0.01 * 255) ** 2) / (100**2 + 120**2 + (0.01 * 255) ** 2)
    assert ssim_map(flat, lighter).mean() == pytest.approx(expected), "only luminance differs between flat pictures"


def test_ten_bits_hold_what_eight_do() -> None:
    rgb = np.random.default_rng(3).integers(0, 256, (20, 32, 3), np.uint8)
    eight = planar(rgb, Format(32, 20))
    ten = planar(rgb, Format(32, 20, sampling=YUV422_10))
    assert ten.shape == (40, 32)
    assert str(ten.dtype) == "uint16"
    assert np.abs(ten[:20] / 4 - eight[:20]).max() <= 0.75
