"""Texts of one group stand in one box and under one anchor; texts of no group stay as they are."""

from dataclasses import replace

from pipeline.model.picture import Asset, Motion, StagedLayer, TextSpec
from pipeline.model.time import Span
from pipeline.plan.grouping import grouped

SPEC = TextSpec(
    text="Titre",
    font=Asset("a.ttf", ""),
    size=80,
    smallest=40,
    colour="#ffffff",
    leading=1.1,
    tracking=0,
    capitals=False,
    box=(10, 100, 500, 200),
    anchor="bas-gauche",
    lines=2,
    plate=None,
)


def _staged(spec: TextSpec) -> StagedLayer:
    return StagedLayer(spec=spec, label="Carton : texte", span=Span(0, 50), motion=Motion(), opacity=1.0)


def _specs(*named: tuple[str, TextSpec]) -> list[TextSpec]:
    return [
        layer.spec
        for layer in grouped((name, _staged(spec)) for name, spec in named)
        if isinstance(layer.spec, TextSpec)
    ]


def test_a_group_has_one_box_and_the_first_anchor() -> None:
    under = replace(SPEC, text="Chapeau", box=(30, 320, 300, 80), anchor="haut-droite")
    first, second = _specs(("titre", SPEC), ("titre", under))
    assert first.box == (10, 100, 500, 300)
    assert second.box == (30, 100, 300, 300)
    assert second.anchor == "bas-droite"
    assert first.group is not None
    assert second.group is not None
    assert (first.group.room, second.group.room) == (200, 80)
    assert [gap for _, gap in first.group.below] == [gap for _, gap in second.group.above] == [20]


def test_order_on_the_page_is_that_of_the_boxes() -> None:
    over = replace(SPEC, text="Rubrique", box=(10, 20, 500, 60))
    first, second = _specs(("titre", SPEC), ("titre", over))
    assert first.group is not None
    assert second.group is not None
    assert [text.text for text, _ in first.group.above] == ["Rubrique"]
    assert not second.group.above


def test_a_text_of_no_group_stays() -> None:
    assert _specs(("", SPEC)) == [SPEC]
