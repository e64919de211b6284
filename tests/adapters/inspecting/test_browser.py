"""Where no browser is, nobody claims to have looked."""

from pathlib import Path

import pytest

from pipeline.adapters.inspecting import browser
from pipeline.control.measured import PageBarriers


def test_without_the_extra_or_a_browser_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find_spec", lambda _name: None)
    assert browser.barriers(tmp_path / "index.html") == PageBarriers(unseen="l'extra « browser » n'est pas installé")
