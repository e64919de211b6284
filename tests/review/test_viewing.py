"""What a viewer could not read is found in the pixels, told with its line, and shown in a frame."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import Finding, Level, Mark
from pipeline.model.faces import FacedSpec
from pipeline.model.picture import (
    ArtSpec,
    Asset,
    Box,
    Format,
    GroundSpec,
    Motion,
    Move,
    PlateSpec,
    StagedLayer,
    TextSpec,
)
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from pipeline.produce.layer_cache import LayerCache
from pipeline.review.viewing import View, view
from tests.fakes.plans import item, rundown, shot, timed
from tests.fakes.projects import newsroom_in

ROOT = Path(__file__).parents[2]
FONT = "media/fonts/AtkinsonHyperlegibleNext-SemiBold.ttf"
CLIP = "media/exemples/place.mp4"
WHITE, GREY, NIGHT = "#ffffff", "#9a9a9a", "#101840"
LONG = Span(0, 200)


class _Room:
    """The project's fonts, a store of its own, and how often a layer was drawn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.newsroom = newsroom_in(folder / "sortie")
        self.font: Asset = self.newsroom.library.asset(FONT)

    def text(self, words: str, box: Box = (200, 300, 900, 120), *, size: float = 40, **more: object) -> StagedLayer:
        plate, colour, span, motion = (more.get(key) for key in ("plate", "colour", "span", "motion"))
        spec = TextSpec(
            text=words,
            font=self.font,
            size=size,
            smallest=size,
            colour=str(colour or WHITE),
            leading=1.2,
            tracking=0,
            capitals=False,
            box=box,
            anchor="haut-gauche",
            lines=2,
            plate=None,
        )
        spec = replace(spec, plate=plate) if isinstance(plate, PlateSpec) else spec
        return StagedLayer(spec=spec, label="Essai : titre", span=span or LONG, motion=motion or Motion())  # type: ignore[arg-type]  # as given

    def seen(self, *layers: StagedLayer, ground: str = NIGHT, length: int = 200) -> tuple[Finding, ...]:
        return self.film((ground, layers), length=length)

    def film(self, *told: tuple[str, tuple[StagedLayer, ...]], length: int = 200) -> tuple[Finding, ...]:
        played = tuple(
            replace(timed(f"plan-{rank + 1}", rank * length, (rank + 1) * length), layers=(_ground(ground), *layers))
            for rank, (ground, layers) in enumerate(told)
        )
        timeline = Timeline(script="essai", title="Essai", shots=played, voices=(), sounds=(), chapters=(), poster=0)
        plan = rundown([item("a", [shot(each.id, mark=Mark("essai.yaml", 12, 5)) for each in played])])
        by = View(
            fmt=Format(1920, 1080),
            house=self.newsroom.house("la_capsule"),
            layers=LayerCache(self.newsroom.library, self.newsroom.footage, self.newsroom.clips),
            library=self.newsroom.library,
            store=self.newsroom.store,
        )
        return view(timeline, plan, by, self.folder)


def _ground(colour: str) -> StagedLayer:
    return StagedLayer(spec=GroundSpec(False, (colour,), (0.5, 0.5), 1, 0), label="Essai : fond", span=LONG)


@pytest.fixture
def room(tmp_path: Path) -> _Room:
    return _Room(tmp_path)


def _codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_what_is_readable_is_left_alone(room: _Room) -> None:
    assert room.seen(room.text("Une ligne qui se lit")) == ()


@pytest.mark.parametrize(("face", "told"), [((0.1, 0.25, 0.3, 0.2), ["visage-couvert"]), ((0.6, 0.5, 0.3, 0.3), [])])
def test_a_text_over_the_face_of_somebody_filmed_is_told(room: _Room, face: Box, told: list[str]) -> None:
    spec = FacedSpec(
        file=room.newsroom.library.asset(CLIP),
        box=(0, 0, 1920, 1080),
        fit="flou",
        start=Fraction(0),
        length=50,
        face=face,
        aspect=16 / 9,
    )
    plate = PlateSpec(colour=NIGHT, padding=(10, 10), radius=0, bar="", bar_width=0)
    brief = Span(0, 50)
    filmed = StagedLayer(spec=spec, label="Essai : film", span=brief)
    found = room.seen(filmed, room.text("Une ligne", plate=plate, span=brief), length=50)
    assert _codes(found) == told


def test_a_pale_ground_is_told_with_its_line_and_its_frame(room: _Room) -> None:
    (finding,) = room.seen(room.text("Une ligne qui se perd"), ground=GREY)
    assert (finding.mark, finding.level, finding.code) == (Mark("essai.yaml", 12, 5), Level.WARNING, "contraste")
    assert "contraste 2,8 pour 4,5 : « Une ligne qui se perd »" in finding.message
    assert "(image : constats/plan-1.png)" in finding.message
    with Image.open(room.folder / "constats" / "plan-1.png") as frame:
        assert frame.size == (960, 540)
        assert len(np.unique(np.asarray(frame.convert("L")))) > 2


def test_every_frame_that_is_attached_is_of_its_own_shot(room: _Room) -> None:
    found = room.film((GREY, (room.text("Une ligne qui se perd"),)), ("#e0e0e0", (room.text("Une autre", size=60),)))
    assert _codes(found) == ["contraste", "contraste"]
    corners = []
    for name in ("plan-1.png", "plan-2.png"):
        with Image.open(room.folder / "constats" / name) as frame:
            corners.append(frame.convert("L").getpixel((20, 20)))
    assert corners[0] == pytest.approx(0x9A, abs=3)
    assert corners[1] == pytest.approx(0xE0, abs=3)


def test_large_letters_may_stand_out_less(room: _Room) -> None:
    grey = "#8c8c8c"
    assert _codes(room.seen(room.text("Grand", size=90), ground=grey)) == []
    assert _codes(room.seen(room.text("Petit", size=40), ground=grey)) == ["contraste"]


def test_a_plate_is_what_lies_under_its_text(room: _Room) -> None:
    plate = PlateSpec(colour=NIGHT, padding=(20, 8), radius=0, bar="", bar_width=0)
    assert room.seen(room.text("Sur sa plaque", plate=plate), ground=GREY) == ()


def test_a_bright_spot_under_a_few_letters_is_enough(room: _Room) -> None:
    panel = room.text(
        "M",
        (480, 290, 200, 120),
        colour=GREY,
        plate=PlateSpec(colour=GREY, padding=(60, 20), radius=0, bar="", bar_width=0),
    )
    found = room.seen(panel, room.text("Une ligne assez longue pour passer sur la tache"))
    assert "contraste" in _codes(found)


def test_a_text_under_something_painted_later_is_told(room: _Room) -> None:
    panel = ArtSpec(markup=f'<svg viewBox="0 0 9 9"><path d="M0 0h9v9H0z" fill="{NIGHT}"/></svg>', box=(0, 0, 0, 0))
    over = replace(panel, box=(200.0, 300.0, 400.0, 120.0), cover=True)
    beside = replace(over, box=(1300.0, 300.0, 400.0, 120.0))
    name = room.text("Malo Ferrand", size=60)
    assert _codes(room.seen(name, StagedLayer(spec=over, label="Essai : bloc", span=LONG))) == ["texte-cache"]
    assert _codes(room.seen(StagedLayer(spec=over, label="Essai : bloc", span=LONG), name)) == []
    assert _codes(room.seen(name, StagedLayer(spec=beside, label="Essai : bloc", span=LONG))) == []


def test_a_text_is_looked_at_once_it_has_arrived(room: _Room) -> None:
    late = Motion(enter=Move("fondu", 12, 60, 0))
    assert room.seen(room.text("Qui arrive tard", motion=late)) == ()


def test_out_of_the_safe_area_too_small_and_over_another(room: _Room) -> None:
    assert _codes(room.seen(room.text("Au bord", (4, 300, 400, 80)))) == ["hors-zone"]
    assert _codes(room.seen(room.text("Minuscule", size=20))) == ["texte-petit"]
    twice = room.seen(room.text("Dessous"), room.text("Dessus", (230, 310, 900, 120)))
    assert "recouvrement" in _codes(twice)


def test_texts_that_share_a_place_one_after_the_other_do_not_overlap(room: _Room) -> None:
    assert room.seen(room.text("Avant", span=Span(0, 90)), room.text("Après", span=Span(90, 200))) == ()


def test_what_goes_too_fast_to_be_read_is_told(room: _Room) -> None:
    words = "Cinquante signes au moins, qu'il faut lire en une seconde"
    (finding,) = room.seen(room.text(words, (200, 300, 1500, 160)), length=25)
    assert finding.code == "temps-de-lecture"
    assert "57 signes en 1,0 s" in finding.message


def test_a_shot_that_did_not_change_is_not_drawn_again(room: _Room, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = room.text("Une ligne qui se perd")
    first = room.seen(layer, ground=GREY)
    monkeypatch.setattr("pipeline.review.sighting.Compositor", None)
    assert room.seen(layer, ground=GREY) == first
    with pytest.raises(TypeError):
        room.seen(room.text("Une autre ligne"), ground=GREY)
