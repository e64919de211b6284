"""Lower-thirds come after the first word and stay long enough to be read."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.picture import StagedLayer, TextSpec
from pipeline.model.rundown import PlannedThird
from pipeline.model.scene import TextLayer
from pipeline.model.take import SentenceMark
from pipeline.model.time import Span, frames, samples, seconds
from pipeline.model.timeline import TimedShot
from pipeline.model.variation import scene_in
from pipeline.plan.overlays import ShotTake, third_span, times
from pipeline.plan.timeline import Planned
from tests.fakes.plans import take
from tests.fakes.projects import house, planned, scenes

_LONG = 1000


def _third(name: str = "Odile", role: str = "voisine", **told: Any) -> PlannedThird:
    return replace(PlannedThird(name=name, role=role, line=0, at_seconds=None, at_word="", duration=None), **told)


def _line(start: int = 10, text: str = "Bonsoir à tous.", length: float = 4) -> ShotTake:
    return ShotTake(take("l", samples(length), SentenceMark(text, 0, samples(length))), start)


def test_starts_between_half_a_second_and_a_second_after_the_first_word() -> None:
    span = third_span(_third(), (_line(start=20),), _LONG)
    assert 0.5 <= seconds(span.start - 20) <= 1


@pytest.mark.parametrize(("characters", "lasts"), [(5, 4), (36, 4), (60, 6), (84, 8), (200, 8)])
def test_stays_four_seconds_or_its_reading_time_and_at_most_eight(characters: int, lasts: float) -> None:
    assert third_span(_third("x" * characters, ""), (_line(),), _LONG).length == frames(lasts)


def test_begins_with_the_line_of_whom_it_names() -> None:
    lines = (_line(10), _line(200))
    third = PlannedThird(name="Odile", role="", line=1, at_seconds=None, at_word="", duration=None)
    assert third_span(third, lines, _LONG).start > 200


def test_begins_when_its_word_is_heard() -> None:
    line = ShotTake(
        take(
            "l",
            samples(8),
            SentenceMark("Un deux.", 0, samples(4)),
            SentenceMark("Voici Odile.", samples(5), samples(8)),
        ),
        0,
    )
    span = third_span(_third(at_word="odile"), (line,), _LONG)
    assert frames(5 + 1) <= span.start <= frames(8)


def test_a_word_nobody_says_is_as_none() -> None:
    assert third_span(_third(at_word="zèbre"), (_line(),), _LONG) == third_span(_third(), (_line(),), _LONG)


def test_takes_the_seconds_that_are_written() -> None:
    assert third_span(_third(at_seconds=2.0, duration=3.0), (_line(),), _LONG) == Span(50, 125)


@given(
    st.integers(1, 400),
    st.integers(0, 300),
    st.none() | st.floats(0, 60),
    st.none() | st.floats(0.1, 20),
)
def test_never_leaves_its_shot(length: int, start: int, at: float | None, lasts: float | None) -> None:
    span = third_span(_third(at_seconds=at, duration=lasts), (_line(start),), length)
    assert 0 <= span.start <= span.end <= length
    assert span.length >= min(length, frames(lasts) if lasts is not None else 100)


def test_comes_in_ten_to_fifteen_frames_and_leaves_in_eight_to_twelve() -> None:
    for layer in scenes()["synthe"].layers:
        assert layer.enter is not None
        assert layer.leave is not None
        assert 10 <= layer.enter.frames <= 15
        assert 8 <= layer.leave.frames <= 12


_OVER = """\
titre: Essai
bandeau: [Une ligne qui défile]
conducteur:
  - sujet: a
    titre: A
    lancement: non
    plans:
      - illustration: le-radar
        lieu: Talence, ce matin
        source: Unccas
        archive: "2020"
        texte: La place est pleine ce matin.
      - illustration: le-radar
        texte: Et encore ce soir.
"""


@pytest.mark.parametrize(("preset", "drafted"), [("draft", True), ("web", False)])
def test_place_source_archives_ticker_and_draft_mark_are_shown(preset: str, drafted: bool, tmp_path: Path) -> None:
    _, found = planned(_OVER, tmp_path, preset=preset)
    shots = [shot for shot in found.timeline.shots if shot.scene == "illustration"]
    first, second = (
        {str(getattr(layer.spec, "text", "")): layer for layer in shot.layers if hasattr(layer.spec, "text")}
        for shot in shots
    )
    assert "Talence, ce matin" in first
    assert any("Source : Unccas" in text for text in first)
    assert any("2020" in text for text in first)
    assert any("Une ligne qui défile" in text for text in first)
    assert any("BROUILLON" in text.upper() for text in first) is drafted
    assert first["Talence, ce matin"].span.start == frames(0.3)
    assert "Talence, ce matin" not in second


def _shown(found: Planned, scene: str) -> list[StagedLayer]:
    (shot,) = (shot for shot in found.timeline.shots if shot.scene == scene)
    return [layer for layer in shot.layers if isinstance(layer.spec, TextSpec)]


_RIGHT = """\
titre: Essai
intervenants: {malo: {nom: Malo Ferrand, role: habitant}}
conducteur:
  - sujet: a
    titre: A
    lancement: non
    plans:
      - sonore: malo
        texte: Le malheur aussi a ses assises.
        synthes: [{par: malo, cote: %s}]
"""


@pytest.mark.parametrize(("side", "edge"), [("gauche", 96), ("droite", 1824)])
def test_a_name_stands_on_the_side_that_is_asked(side: str, edge: float, tmp_path: Path) -> None:
    _, found = planned(_RIGHT % side, tmp_path)
    boxes = [
        layer.spec.box for layer in _shown(found, "sonore")
        if isinstance(layer.spec, TextSpec) and layer.spec.text in {"Malo Ferrand", "habitant"}
    ]  # fmt: skip
    assert len(boxes) == 2
    assert all(edge in {box[0], box[0] + box[2]} for box in boxes)


def test_the_whole_lower_third_moves_by_one_line() -> None:
    written = scenes()["synthe"]
    higher = scene_in(written.model_copy(update={"shift": (10, -40)}), "horizontal", house().safe)
    for before, after in zip(written.layers, higher.layers, strict=True):
        assert isinstance(before, TextLayer)
        assert isinstance(after, TextLayer)
        assert after.box == (before.box[0] + 10, before.box[1] - 40, *before.box[2:])


@pytest.mark.parametrize(
    ("on_air", "start", "length", "told"),
    [
        ("20:00", 0, 100, [("20:00", Span(0, 100))]),
        ("20h00", 1400, 200, [("20:00", Span(0, 100)), ("20:01", Span(100, 200))]),
        ("23:59", 1500, 50, [("00:00", Span(0, 50))]),
    ],
)
def test_the_clock_tells_the_minute_and_turns_within_a_shot(
    on_air: str, start: int, length: int, told: list[tuple[str, Span]]
) -> None:
    assert list(times(on_air, start, length)) == told


def test_the_hour_waits_with_a_shot_that_is_held() -> None:
    usual, waiting = list(times("20:00", 1400, 300)), list(times("20:00", 1400, 500, 200))
    assert [hour for hour, _ in waiting] == [hour for hour, _ in usual] == ["20:00", "20:01"]
    assert [span.end - 200 for _, span in waiting] == [span.end for _, span in usual]


@pytest.mark.parametrize(("archive", "toned"), [('archive: "2020"', True), ("duree: 5", False)])
def test_a_picture_whose_shot_tells_its_year_is_treated_as_an_archive(
    archive: str, *, toned: bool, tmp_path: Path
) -> None:
    text = _OVER.replace('archive: "2020"', archive)
    _, found = planned(text, tmp_path)
    shots = [shot for shot in found.timeline.shots if shot.scene == "illustration"]
    tones = [[getattr(layer.spec, "tone", None) is not None for layer in shot.layers] for shot in shots]
    assert (any(tones[0]), any(tones[1])) == (toned, False)


def test_a_figure_of_fiction_says_so(tmp_path: Path) -> None:
    text = (
        "titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    lancement: non\n    plans:\n"
        "      - chiffre: {valeur: 10, unite: jours, source: fiction}\n        texte: Dix jours.\n"
    )
    _, found = planned(text, tmp_path)
    shown = [str(getattr(layer.spec, "text", "")) for shot in found.timeline.shots for layer in shot.layers]
    assert any("fiction" in each.lower() and "2050" in each for each in shown)


def _lines(text: str, folder: Path) -> list[tuple[str, StagedLayer, TimedShot]]:
    _, found = planned(text, folder)
    words = ("Une ligne qui défile", "Une autre")
    return [
        (str(layer.spec.text), layer, shot)
        for shot in found.timeline.shots
        for layer in shot.layers
        if isinstance(layer.spec, TextSpec) and layer.spec.text.startswith(words)
    ]


def test_a_ticker_that_scrolls_moves_by_whole_pixels_and_outlasts_its_item(tmp_path: Path) -> None:
    lines = _lines("bandeau_defile: oui\n" + _OVER, tmp_path)
    assert lines
    for text, layer, shot in lines:
        assert layer.motion.scroll > 0
        assert layer.motion.scroll * (layer.motion.phase + shot.span.length) + 1920 <= 12 * len(text)


def test_a_ticker_shows_one_line_at_a_time_at_rest(tmp_path: Path) -> None:
    lines = _lines(_OVER.replace("[Une ligne qui défile]", "[Une ligne qui défile, Une autre]"), tmp_path)
    assert {text for text, _, _ in lines} == {"Une ligne qui défile", "Une autre"}
    for _, layer, shot in lines:
        assert layer.motion.still
        assert (layer.motion.enter is None) == (layer.span.start == 0)
        others = [each for _, each, of in lines if of is shot and each is not layer]
        assert not any(layer.span.overlaps(each.span) for each in others)
