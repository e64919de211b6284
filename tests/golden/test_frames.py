"""One frame of every scene and overlay, against the picture that was accepted: 540 lines in 16:9.

`JT_ACCEPT=1 pytest tests/golden` accepts what is drawn now; look at the pictures before committing them.
"""

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from pipeline.model.picture import Format
from tests.golden.staging import EACH, EACH_SLOWLY, SAMPLES, TELLING, Studio, studio_in

GOLDEN = Path(__file__).parent
FORMAT = Format(960, 540)
NARROW = {"vertical": Format(216, 384), "square": Format(288, 288)}
"""Drawn and kept at these sizes: a fifth of the 16:9 frames."""

QUALITY = 90
"""Of WebP, through which a picture goes before it is compared, as the accepted one did: a fifth of its PNG."""

MEAN = 1.0
"""Largest mean absolute difference, in code values of 255: another font or codec build stays under it."""

FAR, SHARE = 24, 0.001
"""At most one pixel in a thousand may be off by more than 24 code values in any channel."""

WEIGHT = 52_000
"""Bytes of one picture, on average."""

OTHER_HOUSE = "le_kiosque"
OTHER_SHOWN = [
    *(("web", scene) for scene in (
        "avant_apres", "bandeau", "breve", "carte", "carton", "chiffre", "citation", "courbe", "duplex", "fin",
        "generique", "plateau", "sonore", "sous_titre", "synthe", "titres", "virgule",
    )),
    *((preset, scene) for preset in NARROW for scene in (
        "carton", "chiffre", "citation", "generique", "horloge", "lieu", "plateau", "points", "synthe", "titres",
    )),
]  # fmt: skip
"""A choice of the second house's pictures: what it lays over, and what it lays out, otherwise than the first."""

AT = {"synthe": 70, "lieu": 70, "direct": 60, "duplex": 60, "sonore": 70, "voix_synthese": 90, "video": 40}
AT |= {"sous_titre": 70, "micro_trottoir": 60, "virgule": 16, "credits": 200, "carte": 110}
"""Frames of the shots whose overlays have gone, or which have moved on, by the end; the others show their last."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_in(tmp_path_factory)


@pytest.fixture(scope="module")
def other_studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_in(tmp_path_factory, OTHER_HOUSE)


@pytest.mark.parametrize("scene", EACH)
def test_frame_is_the_accepted_one(scene: str, studio: Studio, tmp_path: Path) -> None:
    _compare(_frame(studio, scene, "web", FORMAT), GOLDEN / f"{scene}.webp", tmp_path)


@pytest.mark.parametrize("preset", NARROW)
@pytest.mark.parametrize("scene", EACH_SLOWLY)
def test_vertical_and_square_frames_are_the_accepted_ones(
    scene: str, preset: str, studio: Studio, tmp_path: Path
) -> None:
    drawn = _frame(studio, scene, preset, NARROW[preset])
    _compare(drawn, GOLDEN / preset / f"{scene}.webp", tmp_path)


@pytest.mark.parametrize(
    ("preset", "scene"),
    [each if each[1] in TELLING else pytest.param(*each, marks=pytest.mark.slow) for each in OTHER_SHOWN],
)
def test_frames_of_the_other_house_are_the_accepted_ones(
    scene: str, preset: str, other_studio: Studio, tmp_path: Path
) -> None:
    drawn = _frame(other_studio, scene, preset, (NARROW | {"web": Format(640, 360)})[preset])
    _compare(drawn, GOLDEN / OTHER_HOUSE / preset / f"{scene}.webp", tmp_path)


def _frame(studio: Studio, scene: str, preset: str, fmt: Format) -> Image.Image:
    staged = studio.shown(scene, preset)
    last = staged.shot.span.length - 2
    return studio.frame(staged, min(AT.get(scene, last), last), fmt)


def _compare(picture: Image.Image, accepted: Path, tmp_path: Path) -> None:
    scene, kept = accepted.stem, _kept(picture)
    if os.environ.get("JT_ACCEPT"):
        accepted.parent.mkdir(parents=True, exist_ok=True)
        accepted.write_bytes(kept)
    assert accepted.exists(), f"no {accepted.name} yet: JT_ACCEPT=1 accepts what is drawn"
    drawn, wanted = _opened(kept), _opened(accepted.read_bytes())
    problem = difference(drawn, wanted)
    if problem:
        beside = tmp_path / f"{scene}.png"
        _side_by_side(drawn, wanted).save(beside)
        pytest.fail(f"{scene} {problem}; drawn, accepted and difference: {beside}")


def _kept(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()


def _opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        opened: Image.Image = image.convert("RGB")
    return opened


def difference(drawn: Image.Image, wanted: Image.Image) -> str:
    """Return how two pictures differ beyond the tolerance, or an empty string."""
    off = np.abs(np.asarray(drawn, np.int16) - np.asarray(wanted, np.int16))
    mean, share = float(off.mean()), float((off.max(axis=2) > FAR).mean())
    if mean <= MEAN and share <= SHARE:
        return ""
    return f"differs by {mean:.2f} on average ({MEAN} at most), {share:.2%} of pixels far off ({SHARE:.1%})"


def _side_by_side(drawn: Image.Image, wanted: Image.Image) -> Image.Image:
    sheet = Image.new("RGB", (drawn.width * 3, drawn.height))
    far = ImageChops.difference(drawn, wanted).point(lambda value: min(255, value * 8))
    for place, picture in enumerate((drawn, wanted, far)):
        sheet.paste(picture, (place * drawn.width, 0))
    return sheet


def test_what_is_looked_at_at_once_has_every_kind_of_layer_and_of_transition(studio: Studio) -> None:
    def kinds(names: Iterable[str]) -> set[object]:
        shown = [studio.scenes[name] for name in names]
        return {type(layer) for scene in shown for layer in scene.layers} | {scene.transition for scene in shown}

    assert kinds(TELLING) == kinds(SAMPLES)


def test_a_moved_word_is_seen() -> None:
    ground = Image.new("RGB", (480, 270), (20, 30, 90))
    word = Image.new("RGB", (60, 18), (255, 246, 230))
    one, other = ground.copy(), ground.copy()
    one.paste(word, (40, 40))
    other.paste(word, (52, 40))
    assert difference(one, other)
    assert not difference(one, one)


def test_accepted_pictures_stay_small_and_all_have_a_scene() -> None:
    pictures = sorted(GOLDEN.rglob("*.webp"))
    for folder in (GOLDEN, *(GOLDEN / preset for preset in NARROW)):
        assert {path.stem for path in pictures if path.parent == folder} == set(SAMPLES)
    others = {(path.parent.name, path.stem) for path in pictures if path.is_relative_to(GOLDEN / OTHER_HOUSE)}
    assert others == set(OTHER_SHOWN)
    assert sum(path.stat().st_size for path in pictures) < WEIGHT * len(pictures)
