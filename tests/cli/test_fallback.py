"""A voice on the internet that fails in the middle of a newscast: an error, or one other voice for all of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.voices import online
from pipeline.adapters.voices.pico import PicoVoice
from tests.cli.conftest import PETIT
from tests.fakes.online import Service, google, mp3

Jt = Callable[..., Any]

pytestmark = pytest.mark.skipif(bool(PicoVoice().unavailable()), reason="the embedded voice is not installed here")


@pytest.fixture
def service(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Google's voice says one sentence, then is out of order; nobody waits between two tries."""
    (folder / "petit.yaml").write_text(PETIT.replace("à tous.", "à tous. Voici le journal."), "utf-8")
    monkeypatch.setattr(online, "WAITS", ())
    monkeypatch.setattr(online, "APART", 0.0)
    with google(monkeypatch) as made:
        made.answers = [mp3(3.0), 503]
        yield made


def test_without_a_fallback_it_is_an_error_and_no_film(jt: Jt, folder: Path, service: Service) -> None:
    told = jt("render", "petit.yaml", "--preset", "draft", "--voix", "gtts", "--jobs", "1", "--out", "film")
    assert told.code == 1
    assert "petit.yaml:" in told.err
    assert "la voix en ligne gTTS ne répond pas (le service est en panne, erreur 503" in told.err
    assert "--voix pico" in told.err
    assert "--secours pico" in told.err
    assert service.asked == 2
    assert not list((folder / "film").rglob("*.mp4"))


def test_with_one_the_whole_newscast_is_said_by_it_and_the_report_says_so(
    jt: Jt, folder: Path, service: Service
) -> None:
    words = ("render", "petit.yaml", "--preset", "draft", "--voix", "gtts", "--secours", "pico", "--out", "film")
    told = jt(*words, "--jobs", "1")
    assert told.code == 0, told.err
    assert "tout le journal est dit par pico : la voix en ligne gTTS ne répond pas" in told.err
    report = json.loads((folder / "film" / "report.json").read_text("utf-8"))
    assert {line["engine"] for line in report["voices"]} == {"pico"}
    assert any("tout le journal est dit par pico" in finding["message"] for finding in report["findings"])
    service.answers = [mp3(3.0)]
    again = jt(*words, "--jobs", "1")
    assert again.code == 0
    assert "secours" not in again.err, "the voice that was asked for is tried again"
    report = json.loads((folder / "film" / "report.json").read_text("utf-8"))
    assert {line["engine"] for line in report["voices"]} == {"gtts"}


@pytest.mark.parametrize(
    ("name", "told"),
    [("edge", "demande internet elle aussi ; essayez --secours pico"), ("picot", "vouliez-vous dire « pico » ?")],
)
def test_a_fallback_that_is_none_is_told_before_anything_is_asked(
    jt: Jt, service: Service, name: str, told: str
) -> None:
    said = jt("render", "petit.yaml", "--preset", "draft", "--voix", "gtts", "--secours", name)
    assert told in said.sentence()
    assert service.asked == 0
