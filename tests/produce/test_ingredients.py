"""What changed is told by its own name: a word, a face, a picture, a setting, a version."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.assemble.chunks import cut
from pipeline.model.picture import (
    ArtSpec,
    Asset,
    Format,
    LayerSpec,
    Motion,
    PhotoSpec,
    StagedLayer,
    TextSpec,
    ToneSpec,
)
from pipeline.model.programme import VideoSetting
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot
from pipeline.produce.ingredients import Ingredients, reasons
from pipeline.produce.picture import chunk_jobs

FACE = Asset("media/fonts/Archivo-Bold.ttf", "1")
TITLE = TextSpec(
    text="Bonsoir",
    font=FACE,
    size=80,
    smallest=40,
    colour="#ffffff",
    leading=1.1,
    tracking=0,
    capitals=False,
    box=(0, 0, 900, 200),
    anchor="haut",
    lines=2,
    plate=None,
)
PHOTO = PhotoSpec(Asset("media/nancy/place.jpg", "2"), (0, 0, 1920, 1080), "flou", 0)
ART = ArtSpec(files=(Asset("media/decors/cuisine.svg", "3"),), tokens=(("peau", "#123456"),), box=(0, 0, 800, 600))
SPECS: tuple[LayerSpec, ...] = (PHOTO, ART, TITLE)
FULL, WEB = Format(1920, 1080), VideoSetting(speed="veryfast", quality=21)
_STILL = Motion()


def _parts(
    specs: tuple[LayerSpec, ...] = SPECS, fmt: Format = FULL, video: VideoSetting = WEB, encoder: str = "x264 1",
    motion: Motion = _STILL,
) -> Ingredients:  # fmt: skip
    layers = tuple(StagedLayer(spec=spec, label="Carton : titre", span=Span(0, 50), motion=motion) for spec in specs)
    shot = TimedShot(
        id="a/01",
        label="",
        item="a",
        scene="carton",
        span=Span(0, 50),
        layers=layers,
        transition="coupe",
        transition_frames=0,
        planned=0,
    )
    (job,) = chunk_jobs([shot], cut([shot], lambda number: number + 1), fmt, video, encoder)
    return job.parts


@pytest.mark.parametrize(
    ("told", "after"),
    [
        ("texte « Carton : titre »", _parts((PHOTO, ART, replace(TITLE, text="Bonjour")))),
        ("police Archivo-Bold", _parts((PHOTO, ART, replace(TITLE, font=replace(FACE, digest="9"))))),
        ("mise en forme « Carton : titre »", _parts((PHOTO, ART, replace(TITLE, colour="#000000")))),
        ("image place", _parts((replace(PHOTO, file=Asset("media/nancy/place.jpg", "9")), ART, TITLE))),
        ("cadrage « Carton : titre »", _parts((replace(PHOTO, fit="remplit"), ART, TITLE))),
        ("dessin cuisine", _parts((PHOTO, replace(ART, files=(Asset("media/decors/cuisine.svg", "9"),)), TITLE))),
        ("couleurs et place « Carton : titre »", _parts((PHOTO, replace(ART, tokens=(("peau", "#000000"),)), TITLE))),
        ("mise en forme « Carton : titre »", _parts((PHOTO, ART, replace(TITLE, small_capitals=True)))),
        ("cadrage « Carton : titre »", _parts((replace(PHOTO, tone=ToneSpec("#000000", "#ffffff", 0.5)), ART, TITLE))),
        ("couleurs et place « Carton : titre »", _parts((PHOTO, replace(ART, mirror=True), TITLE))),
        ("couleurs et place « Carton : titre »", _parts((PHOTO, replace(ART, focus=0.2), TITLE))),
        ("mouvement ou durée", _parts(motion=Motion(drift=(20, 0)))),
        ("réglages de l'encodeur", _parts(video=replace(WEB, quality=18))),
        ("version de l'encodeur", _parts(encoder="x264 2")),
        ("format de l'image", _parts(fmt=Format(1920, 1080, Fraction(50)))),
    ],
)
def test_one_change_is_told_alone(told: str, after: Ingredients) -> None:
    assert reasons(after, _parts()) == (told,)


def test_a_layer_more_or_less_is_told() -> None:
    assert "image place (ajout)" in reasons(_parts(), _parts((ART, TITLE)))
    assert "image place (retrait)" in reasons(_parts((ART, TITLE)), _parts())


def test_a_chunk_never_seen_is_new_and_one_that_is_gone_is_said_so() -> None:
    assert reasons(_parts(), None) == ("nouveau",)
    assert reasons(_parts(), _parts()) == ("absent du cache",)
