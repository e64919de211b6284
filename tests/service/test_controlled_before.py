"""A film that was controlled is not decoded again until it, or what lies beside it, is another."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.control.profiles import PROFILES
from pipeline.control.rules import CONTROLS
from pipeline.control.run import control
from pipeline.control.samples import sample
from pipeline.model.verdict import ControlVerdict
from pipeline.service import controlled_before
from pipeline.service.controlled_before import judged_before


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JT_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "film" / "journal.mp4"
    path.parent.mkdir()
    path.write_bytes(b"un film")
    return path


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Count the films that are decoded; each is found to be as loud as it should not be."""
    seen: list[Path] = []

    def look(film: Path, _profile: str = "") -> ControlVerdict:
        seen.append(film)
        broken = next(rule for rule in CONTROLS if rule.code == "silence").broken(sample())
        return control(replace(broken, plan=None), PROFILES["web"])

    monkeypatch.setattr(controlled_before, "judged", look)
    return seen


def test_what_has_not_changed_is_told_again_and_not_looked_at(film: Path, looks: list[Path]) -> None:
    first, known = judged_before(film)
    again, recalled = judged_before(film)
    assert (known, recalled, looks) == (False, True, [film])
    assert again == first
    assert first.faults
    assert first.blind


def test_whatever_changes_is_looked_at_again(film: Path, looks: list[Path]) -> None:
    judged_before(film)
    (film.parent / "journal.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nBonsoir.\n", "utf-8")
    assert judged_before(film)[1] is False
    film.write_bytes(b"un autre")
    assert judged_before(film)[1] is False
    assert judged_before(film, "antenne")[1] is False
    assert judged_before(film, "antenne", anew=True)[1] is False
    assert judged_before(film, "antenne")[1] is True
    assert len(looks) == 5


def test_a_cache_that_cannot_be_written_keeps_nobody_from_a_control(
    film: Path, looks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = film.parent.parent / "occupé"
    place.write_text("un fichier", "utf-8")
    monkeypatch.setenv("JT_CACHE", str(place))
    assert [judged_before(film)[1] for _ in range(2)] == [False, False]
    assert len(looks) == 2
