"""What the transcript tells of the picture: texts that nobody says, each once."""

from __future__ import annotations

from pipeline.caption.onscreen import sights
from pipeline.model.picture import Motion
from pipeline.model.time import Span
from tests.caption.newscasts import shot, text, timeline, voice

LEFT = (100.0, 100.0, 500.0, 80.0)
RIGHT = (1500.0, 58.0, 300.0, 64.0)
WHOLE = Span(0, 100)
NOBODY: frozenset[str] = frozenset()


def test_a_text_that_is_spoken_is_not_told_again() -> None:
    scene = shot(0, 100, text("Dix jours par an", LEFT, WHOLE))
    said = voice(("On doit dix jours par an, au plus.", 0, 2000))
    assert not list(sights(timeline(said, shots=(scene,)), NOBODY))


def test_a_text_that_nobody_says_is_told_with_its_time() -> None:
    scenes = (shot(0, 100), shot(100, 200, text("Insee, 2019", LEFT, WHOLE), name="sujet/02"))
    [sight] = sights(timeline(shots=scenes), NOBODY)
    assert (sight.frame, sight.texts) == (100, ("Insee, 2019",))


def test_a_number_that_counts_up_is_told_as_it_ends() -> None:
    steps = (
        text(f"{count} %", LEFT, Span(start, start + 10)) for start, count in ((0, 0), (10, 31), (20, 57))
    )
    [sight] = sights(timeline(shots=(shot(0, 100, *steps),)), NOBODY)
    assert sight.texts == ("57 %",), "the reader hears of numbers that pass by"


def test_a_mark_that_never_leaves_is_told_once() -> None:
    scenes = tuple(
        shot(
            at * 100,
            at * 100 + 100,
            text("Fiction", RIGHT, WHOLE),
            text(f"Lieu {at}", LEFT, WHOLE),
            name=f"s/{at}",
        )
        for at in range(4)
    )
    told = [text for sight in sights(timeline(shots=scenes), NOBODY) for text in sight.texts]
    assert told == ["Fiction", "Lieu 0", "Lieu 1", "Lieu 2", "Lieu 3"]


def test_the_ticker_is_not_a_text_of_the_shot() -> None:
    ticker = text("Les nouvelles ● Les nouvelles", LEFT, WHOLE, Motion(scroll=4))
    assert not list(sights(timeline(shots=(shot(0, 100, ticker),)), NOBODY))


def test_names_that_stand_beside_the_words_are_not_told_again() -> None:
    scene = shot(0, 100, text("Odile Castaing", LEFT, WHOLE))
    assert not list(sights(timeline(shots=(scene,)), frozenset({"Odile Castaing"})))
