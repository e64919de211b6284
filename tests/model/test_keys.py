"""Any two values that differ anywhere have different keys, field by field; a path is in none."""

import dataclasses
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BugError
from pipeline.model import picture as pic
from pipeline.model.keys import key_of
from pipeline.model.programme import Av1Setting, Mpeg2Setting, PictureCoding, ProResSetting, VideoSetting
from pipeline.model.time import Span
from pipeline.ports import VoiceSetting

_FILE = pic.Asset("media/a.svg", "aa")
_BOX = (0.0, 1.0, 2.0, 3.0)
_PLATE = pic.PlateSpec(colour="#000000", padding=(1.0, 2.0), radius=3.0, bar="#ffffff", bar_width=4.0)
_PLACE = pic.Placement(layer="a", dx=1, dy=2, opacity=3, zoom=4, turn=5, reveal=6, source=7)
_VALUES: tuple[Any, ...] = (
    pic.GroundSpec(True, ("#000000", "#ffffff"), (0.5, 0.4), 0.7, 90.0),
    _PLATE,
    pic.TextSpec(
        text="Bonsoir",
        font=_FILE,
        size=40.0,
        smallest=28.0,
        colour="#ffffff",
        leading=1.2,
        tracking=0.0,
        capitals=False,
        box=_BOX,
        anchor="haut",
        lines=2,
        plate=_PLATE,
        fallback=_FILE,
    ),
    pic.ArtSpec(
        files=(_FILE,),
        markup="<svg/>",
        tokens=(("peau", "#123456"),),
        group="fond",
        paint=(("d33", "#111111", "none"),),
        box=_BOX,
        radius=4.0,
        cover=True,
    ),
    pic.PhotoSpec(_FILE, _BOX, "flou", 2.0),
    pic.FootageSpec(file=_FILE, box=_BOX, fit="flou", start=Fraction(1, 2), length=50),
    pic.ClipSpec(
        scene="courbe",
        file=_FILE,
        box=_BOX,
        slots=(("titre", "Oui"), ("mesures", ((("an", "2019"), ("valeur", "3")),))),
        colours=(("trait", "#ffffff"),),
        fonts=(("chiffres", _FILE),),
        frames=50,
        maker="moviepy 2",
    ),
    pic.ToneSpec("#000000", "#ffffff", 0.8),
    pic.PlaceholderSpec("À fournir", _FILE, _BOX, ("#000000", "#ffffff")),
    pic.Move("gauche", 12, 3, 60.0),
    pic.Motion(
        enter=pic.Move("gauche", 12, 3, 60.0),
        leave=pic.Move("bas", 8, 0, 20.0),
        drift=(1.0, 2.0),
        zoom=(1.0, 1.1),
        turn=20.0,
        bob=2.0,
        pulse=(0.5, 1.0),
        scroll=4,
        roll=300.0,
        phase=25,
        steps=((0, 128), (9, 256)),
    ),
    pic.StagedLayer(
        spec=pic.PhotoSpec(_FILE, _BOX, "flou", 2.0),
        label="image",
        span=Span(0, 50),
        motion=pic.Motion(),
        opacity=0.5,
        pivot=(1.0, 2.0),
        clip=_BOX,
    ),
    pic.Format(960, 540, Fraction(25)),
    _PLACE,
    pic.Frame((_PLACE,), (_PLACE, _PLACE), 12, "fondu", (_PLACE,)),
    VideoSetting(
        speed="fast",
        quality=20,
        gop=50,
        reorder=3,
        ceiling_kbps=8000,
        level="4.0",
        tuning=(("subme", "1"),),
        patience=(("subme", "7"),),
    ),
    ProResSetting(),
    Mpeg2Setting(),
    Av1Setting(speed=8, quality=46),
    VoiceSetting("fr-FR", 0.9, 1.1, 0.8),
    Span(3, 9),
)


def _other(value: Any) -> Any:  # noqa: PLR0911 - one answer a kind
    """Return a value of the same kind that is not the same."""
    match value:
        case bool():
            return not value
        case int() | float() | Fraction():
            return value + 1
        case str():
            return f"{value}x"
        case pic.Asset():
            return dataclasses.replace(value, digest=f"{value.digest}0")
        case tuple():
            return (*value[:-1], _other(value[-1]))
        case None:
            return (1.0, 2.0, 3.0, 4.0)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return next(changed for _, changed in _changes(value))
        case _:
            raise TypeError(value)


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(value):
        yield field.name, dataclasses.replace(value, **{field.name: _other(getattr(value, field.name))})


_CASES = [
    pytest.param(value, changed, id=f"{type(value).__name__}.{name}")
    for value in _VALUES
    for name, changed in _changes(value)
]


@pytest.mark.parametrize(("value", "changed"), _CASES)
def test_changing_any_field_changes_the_key(value: Any, changed: Any) -> None:
    assert value != changed
    assert key_of(value) != key_of(changed)


def test_every_kind_of_layer_is_walked() -> None:
    walked = {type(value) for value in _VALUES}
    assert walked >= set(pic.LayerSpec.__args__)
    assert walked >= {pic.Placement, pic.Frame, pic.Motion, pic.Format, VoiceSetting}
    assert walked >= set(PictureCoding.__args__)


@pytest.mark.parametrize("value", [each for each in _VALUES if "file" in {f.name for f in dataclasses.fields(each)}])
def test_a_file_counts_by_its_content_and_never_by_its_place(value: Any) -> None:
    moved = dataclasses.replace(value, file=dataclasses.replace(_FILE, path="ailleurs/b.svg"))
    rewritten = dataclasses.replace(value, file=dataclasses.replace(_FILE, digest="bb"))
    assert key_of(moved) == key_of(value)
    assert key_of(rewritten) != key_of(value)


@pytest.mark.parametrize("value", [Path("a"), (1, Path("a")), {"a": Path("a")}, [Path("/tmp/x")]])  # noqa: S108
def test_a_path_is_refused(value: Any) -> None:
    with pytest.raises(BugError, match="path"):
        key_of(value)


@pytest.mark.parametrize("value", [object(), {1, 2}, key_of])
def test_what_has_no_stable_form_is_refused(value: Any) -> None:
    with pytest.raises(BugError):
        key_of(value)


class _Level(Enum):
    LOW = "bas"


class _Word(str):
    """A text of a type of its own."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("a", "b"), ("ab", "")),
        ((("a",), "b"), (("a", "b"),)),
        (("1",), (1,)),
        ((1,), (1.0,)),
        ((True,), (1,)),
        ((None,), ("None",)),
        ((b"a",), ("a",)),
        (({"a": 1, "b": 2},), ({"a": 2, "b": 1},)),
        (((),), ({},)),
        ((pic.Asset("a", "x"),), ("x",)),
        ((Span(1, 2),), ((1, 2),)),
    ],
)
def test_values_that_look_alike_have_keys_of_their_own(one: tuple[Any, ...], two: tuple[Any, ...]) -> None:
    assert key_of(*one) != key_of(*two)


def test_order_in_a_mapping_and_kind_of_sequence_do_not_matter() -> None:
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    assert key_of([1, 2]) == key_of((1, 2))
    assert key_of(_Level.LOW) == key_of("bas")


def test_keys_stay_what_they_are_from_one_version_to_the_next() -> None:
    plain = key_of("a", 1, 1.5, Fraction(1, 2), True, None, b"a", ("a",), {"b": 2, "a": 1}, _Level.LOW)
    assert plain == "19e4ff7a08b0f4a81946d0752ae883fb"
    assert key_of(pic.Asset("media/a.svg", "aa"), Span(3, 9)) == "19d0820ffe08326012f630ebfb797543"


def test_a_value_of_a_finer_type_is_told_by_its_name_and_signs_of_zero_apart() -> None:
    told = key_of(_Word("a"), (None, -0.0), [pic.Motion(), {"b": (1,)}])
    assert told == "08b83bb1b99bbbf465685cda0e4a4095"
    assert key_of(_Word("a")) != key_of("a")
    assert key_of(0.0) != key_of(-0.0)


@given(st.recursive(st.integers() | st.text() | st.none() | st.booleans(), lambda v: st.lists(v, max_size=3)))
def test_the_same_value_has_the_same_key(value: Any) -> None:
    assert key_of(value) == key_of(value)
    assert len(key_of(value)) == 32


@dataclasses.dataclass(frozen=True)
class _Large:
    """A value of so many fields that it is told once."""

    a: float
    b: float = 0
    c: float = 0
    d: float = 0
    e: float = 0
    f: object = ()


def test_equal_values_of_other_types_have_other_keys_however_often_they_are_told() -> None:
    whole, real = _Large(1), _Large(1.0)
    assert whole == real
    for _ in range(2):
        assert key_of(whole) != key_of(real)
        assert key_of(real, whole) != key_of(whole, real)
    assert key_of(_Large(1, f=whole)) == key_of(_Large(1, f=_Large(1)))


def test_a_value_that_is_gone_leaves_its_key_to_no_other() -> None:
    keys = {key_of(_Large(number)) for number in range(10_000)}
    assert len(keys) == 10_000
