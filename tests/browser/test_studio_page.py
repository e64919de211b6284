"""The studio as it is used: written in, added to, put in order by keys, undone; nothing that axe refuses."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE, Open
from tests.browser.judged import violations
from tests.fakes.projects import CONTRACT, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
TOUR, GALLERY = "[data-aide]", "[data-galerie]"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "jt.yaml").write_text("", "utf-8")
    path = tmp_path / "scripts" / "journal.yaml"
    path.parent.mkdir()
    path.write_text(CONTRACT, "utf-8")
    return path


@pytest.fixture
def address(script: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "pipeline", "studio", str(script), "--sans-navigateur", "--jobs", "1",
               "--voix", "pico", "--cache", str(script.parent / "cache")]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.kill()
    process.wait()


def until(page: Page, told: str) -> None:
    """Wait for a page to become so: its own rules forbid that a test has it wait for what a text says."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(told):
        assert time.monotonic() < end, f"never: {told}"
        page.wait_for_timeout(50)


def toured(page: Page) -> Page:
    page.wait_for_selector(f"{TOUR}[open]")
    page.locator(f"{TOUR} button").click()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(address: str, visit: Open, scheme: str) -> None:
    page = visit(address, color_scheme=scheme)
    page.wait_for_selector(f"{TOUR}[open]")
    assert violations(page) == []
    toured(page)
    page.locator("#personnes > summary").click()
    page.locator("details[data-cle^=plus]").first.locator("summary").click()
    assert violations(page) == []
    page.locator('[data-faire="ajouter-plan"]').first.click()
    page.wait_for_selector(f"{GALLERY}[open] [data-choisir]")
    assert violations(page) == []


def test_a_shot_is_chosen_written_and_put_in_order_by_keys_then_undone(address: str, visit: Open, script: Path) -> None:
    page = toured(visit(address))
    add = page.locator('[data-faire="ajouter-plan"]').first
    add.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{GALLERY}[open] [data-choisir]")
    page.locator('[data-choisir="chiffre"]').press("Enter")
    until(page, "document.activeElement.value === 'À écrire.'")
    page.keyboard.type("Dix bancs.")
    until(page, "document.querySelector('[data-etat]').textContent === 'Enregistré'")
    assert "Dix bancs." in script.read_text("utf-8")
    page.keyboard.press("Alt+ArrowUp")
    until(page, "document.querySelector('[data-annonce]').textContent.startsWith('Plan 1 sur 2')")
    assert page.evaluate("document.activeElement.value") == "Dix bancs."
    undo = "document.querySelector('[data-faire=annuler]')"
    end = time.monotonic() + PATIENCE / 1000
    while script.read_text("utf-8") != CONTRACT and time.monotonic() < end:
        page.evaluate(f"{undo}.click()")
        page.wait_for_timeout(300)
    assert script.read_text("utf-8") == CONTRACT
