"""A film's page opened in a browser, where there is one, and judged by axe-core as WCAG 2.2 asks."""

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.control.measured import Barrier, PageBarriers

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
_CONDITIONS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
)
"""By day on a desk, by night on the narrowest screen that WCAG 1.4.10 asks for."""

_PATIENCE = 30_000
"""Milliseconds that a page may take to open."""


def barriers(page: Path) -> PageBarriers:
    """Return what axe-core finds in a page, or why nobody looked: no browser here, or one that does not open."""
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        return PageBarriers(unseen="l'extra « browser » n'est pas installé")
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        return PageBarriers(unseen="pas de Chromium ni de Chrome sur cette machine")
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - an extra, loaded where it is used
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - likewise

    met: dict[str, Barrier] = {}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=list(_ARGUMENTS))
            for condition in _CONDITIONS:
                opened = browser.new_page(**condition)
                opened.goto(page.resolve().as_uri(), timeout=_PATIENCE)
                for one in Axe().run(opened).response["violations"]:
                    nodes = [str(node["target"][0]) for node in one["nodes"]]
                    law = any(str(tag).startswith("wcag") for tag in one["tags"])
                    rule = str(one["id"])
                    met.setdefault(rule, Barrier(rule=rule, count=len(nodes), first=nodes[0], law=law))
                opened.close()
            browser.close()
    except Error:
        return PageBarriers(unseen="le navigateur de cette machine ne l'a pas ouverte")
    return PageBarriers(found=tuple(met.values()), looked=True)
