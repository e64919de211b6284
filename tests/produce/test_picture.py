"""A chunk's key holds whatever can be seen of it, and how it is encoded; what cannot be seen is not in it."""

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from pipeline.assemble.chunks import cut
from pipeline.model import picture as pic
from pipeline.model.part import Role
from pipeline.model.programme import VideoSetting
from pipeline.model.time import Span
from pipeline.produce.picture import changes, chunk_jobs, layer_keys
from tests.fakes.plans import timed

_FMT = pic.Format(160, 90)
_VIDEO = VideoSetting(speed="ultrafast", quality=30)


def _key(*layers: pic.StagedLayer, fmt: pic.Format = _FMT, video: VideoSetting = _VIDEO, enc: str = "x") -> str:
    shots = (dataclasses.replace(timed("a", 0, 20), layers=layers),)
    return chunk_jobs(shots, cut(shots, changes(shots, fmt)), fmt, video, enc)[0].key


def _layer(**told: Any) -> pic.StagedLayer:
    ground = pic.GroundSpec(True, ("#000000", "#ffffff"), (0.5, 0.4), 0.7, 90.0)
    return dataclasses.replace(pic.StagedLayer(spec=ground, label="fond", span=Span(0, 20)), **told)


def test_what_is_seen_and_how_it_is_encoded_changes_it() -> None:
    base = _key(_layer())
    others = [
        _key(_layer(opacity=0.5)),
        _key(_layer(span=Span(0, 19))),
        _key(_layer(motion=pic.Motion(drift=(40.0, 0.0)))),
        _key(_layer(), _layer(opacity=0.5)),
        _key(_layer(), fmt=pic.Format(320, 180)),
        _key(_layer(), fmt=pic.Format(160, 90, Fraction(30))),
        _key(_layer(), video=VideoSetting(speed="fast", quality=30)),
        _key(_layer(), enc="y"),
    ]
    assert len({base, *others}) == len(others) + 1


@pytest.mark.parametrize("told", [{"label": "autre"}, {"scene": "autre"}, {"name": "autre"}, {"role": Role.CAPTION}])
def test_a_name_that_is_not_seen_does_not(told: dict[str, Any]) -> None:
    assert _key(_layer(**told)) == _key(_layer())


def test_two_layers_drawn_from_one_file_have_two_keys() -> None:
    one = pic.PhotoSpec(pic.Asset("media/a.svg", "aa"), (0.0, 1.0, 2.0, 3.0), "flou", 2.0)
    two = dataclasses.replace(one, radius=3.0)
    shot = dataclasses.replace(
        timed("a", 0, 20), layers=tuple(pic.StagedLayer(spec=spec, label="i", span=Span(0, 20)) for spec in (one, two))
    )
    assert len(set(layer_keys((shot,), _FMT).values())) == 2
