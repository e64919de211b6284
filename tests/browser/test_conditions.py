"""The pages as they are met: narrow, by night, enlarged, in forced colours, without scripts; axe finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.judged import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CONDITIONS: dict[str, dict[str, Any]] = {
    "day": {},
    "night": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "narrow night": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "zoomed to 200 %": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    "zoomed to 400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
    "forced colours": {"forced_colors": "active"},
    "forced colours by night": {"forced_colors": "active", "color_scheme": "dark"},
    "less motion": {"reduced_motion": "reduce"},
}


@pytest.mark.parametrize("page", ["index.html", "kiosque.html"])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_nothing_is_wrong_and_nothing_is_cut(
    visit: Open, folder: Path, page: str, condition: str, shot: Callable[[Page], None]
) -> None:
    opened = visit((folder / page).as_uri(), **CONDITIONS[condition])
    opened.click("[data-action=reglages]")
    shot(opened)
    # forced colours are the system's: axe still reads those of the page, which nobody sees
    assert violations(opened, but=("color-contrast",) if "forced" in condition else ()) == []
    assert _wider(opened) == []


@pytest.mark.parametrize("width", [640, 1280])
def test_text_alone_may_be_twice_as_large(visit: Open, folder: Path, width: int, shot: Callable[[Page], None]) -> None:
    opened = visit((folder / "index.html").as_uri(), viewport={"width": width, "height": 800})
    opened.add_style_tag(content="html{font-size:200%!important}")
    opened.click("[data-action=reglages]")
    shot(opened)
    assert _wider(opened) == []
    assert violations(opened) == []


def test_printed_it_is_the_transcript(visit: Open, folder: Path, shot: Callable[[Page], None]) -> None:
    opened = visit((folder / "index.html").as_uri())
    opened.emulate_media(media="print")
    shot(opened)
    assert not opened.is_visible(".lecteur")
    assert opened.is_visible("#transcription")
    assert opened.evaluate("getComputedStyle(document.body).fontSize") == "14px", "10.5 pt"


def test_without_scripts_the_browsers_player_is_there(visit: Open, good: str, shot: Callable[[Page], None]) -> None:
    opened = visit(f"{good}index.html", java_script_enabled=False)
    assert opened.locator("video[controls]").count() == 1
    assert opened.locator("video track[kind=captions]").count() == 1
    assert not opened.is_visible(".commandes")
    assert opened.is_visible("text=Sous-titre numéro 3")
    shot(opened)


def _wider(page: Page) -> list[str]:
    """Return what reaches beyond the right edge of the window."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(one => {
          const box = one.getBoundingClientRect(), style = getComputedStyle(one);
          return box.width > 1 && box.right > innerWidth + 1 && style.visibility !== "hidden";
        }).map(one => one.tagName + "." + one.className)"""
    )
    return found
