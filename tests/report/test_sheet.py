"""The rundown's sheet as a value: when it begins, what was planned."""

import pytest

from pipeline.model.rundown import Rundown
from pipeline.model.sheet import ItemRows, Row, Sheet
from pipeline.model.timeline import Timeline
from pipeline.report.sheet import sheet

RUNDOWN = Rundown(script="bordeaux", title="JT 2050", city="Talence", ticker=(), bed="nappe", items=())
TIMELINE = Timeline(script="bordeaux", title="JT 2050", shots=(), voices=(), sounds=(), chapters=(), poster=0)


@pytest.mark.parametrize("written", ["19:30", "19h30", "19:30:00"])
def test_the_hour_may_be_written_as_a_script_does(written: str) -> None:
    assert sheet(RUNDOWN, TIMELINE, written).begins == (19 * 60 + 30) * 60 * 25


def test_an_evening_newscast_begins_at_eight() -> None:
    assert sheet(RUNDOWN, TIMELINE).begins == 20 * 3600 * 25


@pytest.mark.parametrize("written", ["", "ce soir", "20"])
def test_what_is_no_hour_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|invalid literal"):
        sheet(RUNDOWN, TIMELINE, written)


def test_what_is_free_counts_as_it_came_out() -> None:
    def group(planned: int | None, length: int) -> ItemRows:
        row = Row(
            number="1.1",
            kind="Sujet",
            source="",
            speakers="",
            picture="",
            sound="",
            thirds=(),
            planned=planned,
            length=length,
            elapsed=length,
            start=0,
            notes=(),
        )
        return ItemRows(number=1, slug="a", title="A", kind="Sujet", rows=(row,))

    assert (
        Sheet(title="", city="", script="", begins=0, length=40, groups=(group(None, 10), group(20, 30))).planned == 30
    )
    assert (
        Sheet(title="", city="", script="", begins=0, length=40, groups=(group(None, 10), group(None, 30))).planned
        is None
    )
