"""What `jt controle` finds in a film's page with the browser of the machine."""

import shutil
from pathlib import Path

import pytest

from pipeline.adapters.inspecting.browser import CHROMIUM, barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("barriers")]

GOOD = (
    '<!DOCTYPE html><html lang="fr"><title>Film</title><main><h1>Film</h1>'
    '<img src="data:," alt="Une place"></main></html>'
)


@pytest.fixture(autouse=True)
def _browser() -> None:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test-browser")
    if not any(map(shutil.which, CHROMIUM)):
        pytest.skip("no Chromium here: make test-browser installs Debian's, as root")


def test_a_sound_page_has_no_barrier(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(GOOD, encoding="utf-8")
    assert barriers(page).looked
    assert barriers(page).found == ()


def test_a_picture_without_words_and_a_page_without_language_are_named(tmp_path: Path) -> None:
    page = tmp_path / "à voir.html"
    page.write_text(GOOD.replace(' alt="Une place"', "").replace(' lang="fr"', ""), encoding="utf-8")
    found = {barrier.rule: barrier for barrier in barriers(page).found}
    assert {"image-alt", "html-has-lang"} <= set(found)
    assert found["image-alt"].law
    assert (found["image-alt"].count, found["image-alt"].first) == (1, "img")
