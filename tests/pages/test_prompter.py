"""The prompter tells its readers apart by colours that are all read from afar."""

import re

import pytest

from pipeline.pages.environment import verbatim
from pipeline.pages.prompter import HUES, prompter_state
from tests.fakes.browser import contrast

ENHANCED = 7.0
"""The contrast that WCAG 2.2 asks at its highest level (1.4.6): the page is read through a glass, at three metres."""

_COLOUR = re.compile(r"--([a-z]+(?:-[a-z0-9]+)?):#([0-9a-f]{3}|[0-9a-f]{6})\b")


@pytest.mark.parametrize("rank", [0, 1], ids=["dark", "light"])
def test_every_reader_stands_out_from_the_ground(rank: int) -> None:
    blocks = [block for block in verbatim("prompter.css").split("}") if "--voix-0:#" in block]
    colours = {name: _whole(figures) for name, figures in _COLOUR.findall(blocks[rank])}
    ratios = {
        name: contrast(colours[name], colours["fond"]) for name in colours if name[:4] in {"voix", "text", "doux"}
    }
    assert len(ratios) == HUES + 2
    assert {name: ratio for name, ratio in ratios.items() if ratio < ENHANCED} == {}
    assert len({colours[f"voix-{hue}"] for hue in range(HUES)}) == HUES


def test_a_state_file_says_what_a_script_reads_whatever_is_written_in_it() -> None:
    assert prompter_state("0ab1") == 'window.prompteur = {"version": "0ab1", "problem": ""};\n'
    assert prompter_state("0ab1", 'l. 3 : « "oups" »\n').isascii()


def _whole(figures: str) -> str:
    return "#" + (figures if len(figures) == 6 else "".join(2 * figure for figure in figures))
