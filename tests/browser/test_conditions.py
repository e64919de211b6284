"""The pages as they are met: narrow, by night, enlarged, in forced colours, printed; axe finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.judged import violations
from tests.fakes.shoot_pages import FORM, ONE_READER, PROMPTER, RUSHES, SHOOTING, SLATES
from tests.fakes.written_pages import (
    CHARTER,
    CONTROL,
    FILM,
    NO_FAULT,
    OTHER_HOUSE,
    OTHER_RUNDOWN,
    PLAIN_FILM,
    RUNDOWN,
    UNDERSTOOD,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Open, Shot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("conditions")]

_DAY: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
_WIDE, _NARROW = (1280, 900), (320, 640)
CONDITIONS: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {
    "day": (_WIDE, {}),
    "night": (_WIDE, {"color_scheme": "dark"}),
    "narrow": (_NARROW, {}),
    "phone": ((390, 844), {}),
    "phone on its side": ((844, 390), {}),
    "narrow night": (_NARROW, {"color_scheme": "dark"}),
    "zoomed to 200 %": ((640, 450), {}),
    "zoomed to 400 %": ((320, 256), {}),
    "forced colours": (_WIDE, {"forced_colors": "active"}),
    "forced colours by night": (_WIDE, {"forced_colors": "active", "color_scheme": "dark"}),
    "less motion": (_WIDE, {"reduced_motion": "reduce"}),
}
"""A window, in CSS pixels, and what a system asks; a zoom is a window of fewer CSS pixels."""

DECISIVE = frozenset({"day", "night", "narrow", "forced colours"})
"""Conditions of which the others are mixed: enough for axe, but of the page that is published."""

TWO_DAYS = (FORM, UNDERSTOOD, PROMPTER, ONE_READER, SHOOTING, SLATES, RUSHES)
EVERY_PAGE = (FILM, OTHER_HOUSE, RUNDOWN, OTHER_RUNDOWN, CONTROL, NO_FAULT, CHARTER, *TWO_DAYS)
SIDEWAYS = ".defile"
"""What may go sideways within the page: tables (WCAG 2.2, 1.4.10)."""

TARGET = 24
"""CSS pixels that what is pressed measures at least, or as far from the next (WCAG 2.2, 2.5.8)."""


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_nothing_is_wrong_and_nothing_is_cut(visit: Open, folder: Path, page: str, shot: Shot) -> None:
    opened = visit((folder / page).as_uri())
    _unfold(opened)
    found = {}
    for condition, ((width, height), asked) in CONDITIONS.items():
        opened.set_viewport_size({"width": width, "height": height})
        opened.emulate_media(**(_DAY | asked))
        shot(opened, condition)
        # forced colours are the system's: axe still reads those of the page, which nobody sees
        judged = page == FILM or condition in DECISIVE
        wrong = violations(opened, but=("color-contrast",) if "forced" in condition else ()) if judged else []
        found[condition] = [*wrong, *_wider(opened), *_small(opened)]
    assert {condition: wrong for condition, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("page", [FILM, RUNDOWN, CONTROL, CHARTER, *TWO_DAYS])
def test_text_alone_may_be_twice_as_large(visit: Open, folder: Path, page: str, shot: Shot) -> None:
    opened = visit((folder / page).as_uri())
    opened.add_style_tag(content="html{font-size:200%!important}")
    _unfold(opened)
    for width in (640, 1280):
        opened.set_viewport_size({"width": width, "height": 800})
        shot(opened, str(width))
        assert _wider(opened) == []
    assert violations(opened) == []


PAPER = {
    FILM: (658, 14), RUNDOWN: (1047, 12), OTHER_RUNDOWN: (1047, 12), CONTROL: (658, 12), CHARTER: (688, 12),
    FORM: (681, 12), UNDERSTOOD: (688, 12), PROMPTER: (680, 12), SHOOTING: (703, 12), SLATES: (703, 12),
    RUSHES: (703, 12),
}  # fmt: skip
"""CSS pixels that A4 leaves between the margins of each page, and those of its smallest letters: 12 are 9 points."""


@pytest.mark.parametrize("page", PAPER)
def test_printed_it_is_read_whole_and_without_a_glass(visit: Open, folder: Path, page: str, shot: Shot) -> None:
    """A page that is wider than its paper would be printed smaller."""
    opened = visit((folder / page).as_uri())
    width, least = PAPER[page]
    opened.set_viewport_size({"width": width, "height": 1000})
    opened.emulate_media(media="print")
    shot(opened)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    smallest: float = opened.evaluate(
        """() => Math.min(...[...document.querySelectorAll("body *")].filter(one =>
          one.checkVisibility() && one.getBoundingClientRect().width > 1 && !one.closest(".invisible,.style,.theme")
          && [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim()))
        .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert smallest >= least - 0.01


def test_printed_a_film_is_its_transcript(visit: Open, folder: Path) -> None:
    opened = visit((folder / FILM).as_uri())
    opened.emulate_media(media="print")
    assert not opened.is_visible(".lecteur")
    assert opened.is_visible("#transcription")


def test_without_scripts_the_browsers_player_is_there(visit: Open, good: str, shot: Shot) -> None:
    opened = visit(f"{good}{FILM}", java_script_enabled=False)
    assert opened.locator("video[controls]").count() == 1
    assert opened.locator("video track[kind=captions]").count() == 1
    assert not opened.is_visible(".commandes")
    assert opened.is_visible("text=Sous-titre numéro 3")
    shot(opened)


def test_a_film_that_is_not_described_offers_no_description(visit: Open, folder: Path) -> None:
    opened = visit((folder / PLAIN_FILM).as_uri())
    assert opened.locator("[data-action=soustitres]").is_visible()
    assert opened.locator("[data-action=description]").count() == 0


def _unfold(page: Page) -> None:
    """Show what the player, or the prompter, keeps folded."""
    if page.locator("[data-action=reglages]").count():
        page.click("[data-action=reglages]")


def _wider(page: Page) -> list[str]:
    """Return what reaches beyond the right edge of the window, out of a part that may go sideways."""
    found: list[str] = page.evaluate(
        """sideways => [...document.querySelectorAll("body *")].filter(one => {
          const box = one.getBoundingClientRect(), style = getComputedStyle(one);
          return box.width > 1 && box.right > innerWidth + 1 && style.visibility !== "hidden"
            && !one.parentElement.closest(sideways);
        }).map(one => `wider: ${one.tagName}.${one.className}`)""",
        SIDEWAYS,
    )
    return found


def _small(page: Page) -> list[str]:
    """Return what is too small to be pressed; links within a sentence are as high as it is."""
    found: list[str] = page.evaluate(
        """target => [...document.querySelectorAll("button,a,select,input,label")].filter(one => {
          const box = one.getBoundingClientRect(), style = getComputedStyle(one);
          const seen = one.checkVisibility() && box.width > 1 && box.right > 0;
          const within = one.matches("a,label") && style.display.startsWith("inline") && style.display !== "inline-flex"
            && style.display !== "inline-block";
          return seen && !within && (box.width < target || box.height < target);
        }).map(one => `small: ${one.outerHTML.slice(0, 80)}`)""",
        TARGET,
    )
    return found
