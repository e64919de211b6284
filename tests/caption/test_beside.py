"""Captions beside an interpreter: over the newscast in every form, never over whoever signs."""

import datetime as dt
from collections.abc import Mapping

import pysubs2
import pytest

from pipeline.caption.beside import beside_interpreter
from pipeline.caption.forms import FORMS
from pipeline.caption.head import CaptionHead
from pipeline.caption.values import Captions, Cue
from pipeline.model.picture import Box, Format
from pipeline.model.programme import CaptionForm
from pipeline.model.signing import Signing

WIDE, TALL, SQUARE = Format(1920, 1080), Format(1080, 1920), Format(1080, 1080)
PLACES: Mapping[Format, Box] = {
    WIDE: (0, 0, 1280, 1080),
    TALL: (0, 216, 1080, 1080),
    SQUARE: (0, -120, 720, 1280),
}


def _cue(top: int | None = None, *lines: str) -> Cue:
    return Cue(
        start_ms=0,
        end_ms=2000,
        lines=lines or ("Bonsoir,", "et bienvenue."),
        role="on_screen",
        speaker="a",
        item="a",
        top=top,
    )


def _placed(fmt: Format, *cues: Cue) -> tuple[Cue, ...]:
    signing = Signing(programme=PLACES[fmt], beneath=(), passages=())
    return beside_interpreter(Captions(cues, ()), signing, fmt).cues


def test_without_an_interpreter_nothing_changes() -> None:
    captions = Captions((_cue(), _cue(13)), ())
    assert beside_interpreter(captions, None, WIDE) is captions


@pytest.mark.parametrize(
    ("fmt", "top", "across", "line"),
    [
        (WIDE, None, (0, 67), None),
        (WIDE, 13, (0, 67), 13),
        (TALL, None, (0, 100), 57),  # at the foot of the newscast, above the interpreter
        (TALL, 10, (0, 100), 17),
        (SQUARE, None, (0, 67), 69),  # four rows: each line is folded once
        (SQUARE, 40, (0, 67), 69),
    ],
)
def test_a_cue_stands_over_the_newscast(
    fmt: Format, top: int | None, across: tuple[int, int], line: int | None
) -> None:
    (cue,) = _placed(fmt, _cue(top))
    assert (cue.across, cue.top) == (across, line)


def _said(form: CaptionForm, fmt: Format) -> str:
    head = CaptionHead(title="Essai", language="fr", day=dt.date(2050, 3, 12), shape=fmt.shape)
    content = FORMS[form].make(Captions(_placed(fmt, _cue(), _cue(13)), ()), head)
    return content if isinstance(content, str) else content.decode()


def test_players_are_told_so_in_every_form_that_has_places() -> None:
    assert "00:00:00.000 --> 00:00:02.000 position:33.5% size:67%" in _said("vtt", WIDE)
    events = pysubs2.SSAFile.from_string(_said("ass", WIDE)).events
    assert [event.marginr for event in events] == [634, 634]  # 33 % of 1920
    assert 'tts:extent="67%' in _said("imsc", WIDE)
    assert 'tts:extent="67%' in _said("ebu-tt-d", WIDE)
