"""Where texts stand is measured once for a shot, and told of the shot as it is now, where it is now."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.film_plan import PlannedText
from pipeline.model.picture import Format, StagedLayer, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.produce.layer_cache import LayerCache
from pipeline.review.standing import TEXTS, standing_texts
from pipeline.review.viewing import View
from tests.fakes.plans import timed
from tests.fakes.projects import newsroom_in

_FONT = "media/fonts/AtkinsonHyperlegibleNext-SemiBold.ttf"


class _Desk:
    """The project's fonts and a store of its own."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / ".cache"
        self.newsroom = newsroom_in(folder)

    def shot(self, name: str, start: int, words: str) -> TimedShot:
        spec = TextSpec(
            text=words,
            font=self.newsroom.library.asset(_FONT),
            size=40,
            smallest=40,
            colour="#ffffff",
            leading=1.2,
            tracking=0,
            capitals=False,
            box=(200, 300, 900, 120),
            anchor="haut-gauche",
            lines=2,
            plate=None,
        )
        layer = StagedLayer(spec=spec, label="titre", span=Span(0, 100))
        return replace(timed(name, start, start + 100), layers=(layer,))

    def texts(self, *shots: TimedShot, reuse: bool = True) -> tuple[PlannedText, ...]:
        timeline = Timeline(script="essai", title="Essai", shots=shots, voices=(), sounds=(), chapters=(), poster=0)
        newsroom = self.newsroom
        layers = LayerCache(newsroom.library, newsroom.footage, newsroom.clips)
        by = View(
            fmt=Format(640, 360),
            house=newsroom.house("la_capsule"),
            layers=layers,
            library=newsroom.library,
            store=newsroom.store,
        )
        return standing_texts(timeline, by, reuse=reuse)

    @property
    def kept(self) -> int:
        return len([path for path in self.cache.rglob(f"{TEXTS}/*/*") if path.suffix == ".json"])


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    return _Desk(tmp_path)


def test_an_edit_measures_the_texts_of_its_own_shot_alone_and_tells_what_they_say_now(desk: _Desk) -> None:
    desk.texts(desk.shot("un", 0, "Bonsoir"), desk.shot("deux", 100, "À demain"))
    before = desk.kept
    edited = desk.shot("un", 0, "Bonjour à tous"), desk.shot("deux", 100, "À demain")
    found = desk.texts(*edited)
    assert [text.text for text in found] == ["Bonjour à tous", "À demain"]
    assert desk.kept == before + 1
    assert desk.texts(*edited, reuse=False) == found


def test_the_texts_of_a_shot_that_moved_are_told_where_it_is(desk: _Desk) -> None:
    (here,) = desk.texts(desk.shot("un", 0, "Bonsoir"))
    (there,) = desk.texts(desk.shot("un", 48, "Bonsoir"))
    assert there == replace(here, span=here.span.shifted(48), at=here.at + 48)
    assert desk.kept == 1
