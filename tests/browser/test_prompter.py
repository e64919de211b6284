"""The prompter as somebody reads it: keys, remote, mirror, the size of letters, a script that changes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.pages.prompter import prompter_state
from tests.fakes.shoot_pages import FOLLOWING, ONE_READER, PROMPTER, STATE_FILE, changed_prompter
from tests.fakes.written_pages import house_dress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Open, Shot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("prompter")]

TABLET = {"width": 1080, "height": 810}
"""CSS pixels of a tablet of 10.2 inches: 2160x1620 pixels, 264 an inch, two a CSS pixel."""

PIXEL_MM = 25.4 / 132
LEGIBLE = 15.9
"""Minutes of arc of a capital letter: the 16 that ISO 9241-303 asks at least, but for rounding."""

LINE = "document.querySelector('.repere').getBoundingClientRect().top"
NEXT = f"[...document.querySelectorAll('.tour')].find(one => one.getBoundingClientRect().bottom > {LINE} + 4).innerText"
WORDS = "[...document.querySelectorAll('.mots')]"


@pytest.fixture
def opened(visit: Open, folder: Path) -> Page:
    return visit((folder / PROMPTER).as_uri())


def scrolled(page: Page) -> float:
    return float(page.evaluate("document.querySelector('[data-texte]').scrollTop"))


def test_capitals_are_read_at_three_metres_from_a_tablet(visit: Open, folder: Path, shot: Shot) -> None:
    page = visit((folder / PROMPTER).as_uri(), viewport=TABLET)
    capital = page.evaluate(
        """() => { const one = getComputedStyle(document.querySelector('.mots'));
        const ink = document.createElement('canvas').getContext('2d');
        ink.font = `${one.fontWeight} ${one.fontSize} ${one.fontFamily}`;
        return ink.measureText('E').actualBoundingBoxAscent; }"""
    )
    minutes = capital * PIXEL_MM / 3000 * 180 / 3.14159265 * 60
    shot(page)
    assert minutes >= LEGIBLE


@pytest.mark.parametrize("size", [(390, 844), (844, 390), (568, 320), (1280, 900)])
def test_words_and_controls_share_the_screen(visit: Open, folder: Path, size: tuple[int, int], shot: Shot) -> None:
    page = visit((folder / PROMPTER).as_uri(), viewport={"width": size[0], "height": size[1]})
    shot(page, "x".join(map(str, size)))
    top, bottom = page.evaluate(
        """() => { const box = document.querySelector('[data-texte]').getBoundingClientRect();
        return [box.top, box.bottom]; }"""
    )
    assert bottom - top >= size[1] / 2, "less than half of the screen is left to what is read"
    for name in ("lecture", "reprise", "moins-vite", "plus-vite", "reglages"):
        box = page.locator(f"[data-action={name}]").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1], f"{name} is below the screen"


def test_a_remote_reads_and_goes_back(opened: Page) -> None:
    opened.keyboard.press("PageDown")
    assert opened.inner_text("[data-libelle=lecture]") == "Arrêter"
    opened.wait_for_function("document.querySelector('[data-texte]').scrollTop > 40")
    opened.keyboard.press("PageDown")
    assert opened.inner_text("[data-libelle=lecture]") == "Lire"
    stopped = scrolled(opened)
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")
    assert scrolled(opened) > stopped
    opened.keyboard.press("PageUp")
    top = opened.evaluate(f"Math.min(...{WORDS}.map(one => Math.abs(one.getBoundingClientRect().top - {LINE})))")
    assert top <= 3, "no turn begins at the mark"


def test_speed_size_and_mirror_are_changed_and_found_again(opened: Page) -> None:
    left = opened.inner_text("[data-reste-tout]")
    size = float(opened.evaluate("parseFloat(getComputedStyle(document.querySelector('[data-page]')).fontSize)"))
    for key in ("ArrowUp", "ArrowUp", "+", "m"):
        opened.keyboard.press(key)
    assert opened.inner_text("[data-vitesse]").split() == ["110", "%"]
    assert opened.inner_text("[data-reste-tout]") < left, "who reads faster has less left"
    opened.reload()
    assert opened.inner_text("[data-vitesse]").split() == ["110", "%"]
    page = opened.locator("[data-page]")
    assert float(page.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) == pytest.approx(1.1 * size, abs=1)
    assert page.evaluate("one => new DOMMatrix(getComputedStyle(one).transform).a") == -1


def test_a_reader_waits_for_the_words_of_the_others(visit: Open, folder: Path) -> None:
    page = visit((folder / ONE_READER).as_uri())
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('[data-libelle=lecture]').textContent === 'Lire'")
    assert abs(page.evaluate(f"{WORDS}[0].getBoundingClientRect().top - {LINE}")) <= 3
    assert "le café est bon" in page.inner_text(".chute")


def _address(page: str, folder: Path, good: str, by: str) -> str:
    return (folder / page).as_uri() if by == "file" else f"{good}{page}"


@pytest.fixture
def follows(visit: Open, folder: Path, good: str) -> Callable[[str], Page]:
    """Open the page that follows a script, at a turn further on."""

    def followed(by: str) -> Page:
        text = (folder / FOLLOWING).read_text("utf-8")
        (folder / STATE_FILE).write_text(prompter_state("7eb68845"), "utf-8")
        (folder / FOLLOWING).write_text(text, "utf-8")
        page = visit(_address(FOLLOWING, folder, good, by))
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        return page

    return followed


@pytest.mark.parametrize("by", ["file", "http"])
def test_a_script_that_changes_is_taken_up_where_somebody_reads(
    follows: Callable[[str], Page], folder: Path, by: str
) -> None:
    before = (folder / FOLLOWING).read_text("utf-8")
    page = follows(by)
    reading = page.evaluate(NEXT)
    where = page.inner_text("[data-ou]")
    try:
        (folder / FOLLOWING).write_text(changed_prompter(house_dress("la_capsule"), "Bonsoir à tous."), "utf-8")
        (folder / STATE_FILE).write_text(prompter_state("0ddba11c"), "utf-8")
        page.wait_for_selector("[data-version='0ddba11c']", state="attached")
        page.wait_for_function("document.querySelector('.outille')")
        assert page.locator("text=Bonsoir à tous.").count() == 1
        assert page.inner_text("[data-ou]") == where
        assert page.evaluate(NEXT) == reading
    finally:
        (folder / FOLLOWING).write_text(before, "utf-8")


def test_while_somebody_reads_the_text_stays_and_the_news_wait(follows: Callable[[str], Page], folder: Path) -> None:
    page = follows("file")
    page.keyboard.press("Space")
    (folder / STATE_FILE).write_text(prompter_state("0ddba11c"), "utf-8")
    page.wait_for_selector("[data-alerte]:not([hidden])")
    assert "sera repris à l’arrêt" in page.inner_text("[data-alerte]")
    assert page.inner_text("[data-libelle=lecture]") == "Arrêter"


def test_a_script_with_an_error_is_told_and_its_last_text_stays(
    follows: Callable[[str], Page], folder: Path, shot: Shot
) -> None:
    page = follows("file")
    words = page.inner_text("[data-page]")
    (folder / STATE_FILE).write_text(prompter_state("7eb68845", "Le script a une erreur : journal.yaml:3:1"), "utf-8")
    page.wait_for_selector("[data-alerte]:not([hidden])")
    assert "journal.yaml:3:1" in page.inner_text("[data-alerte]")
    assert page.inner_text("[data-page]") == words
    shot(page)
    (folder / STATE_FILE).write_text(prompter_state("7eb68845"), "utf-8")
    page.wait_for_selector("[data-alerte]", state="hidden")
