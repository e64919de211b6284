"""What two films share is made once, whoever asks first; what the first one fails to make the other makes itself."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from pipeline.adapters.executors.local import InlineExecutor
from pipeline.produce.kept_speech import SENTENCES
from pipeline.produce.parallel_speech import Announcer, parallel_speech
from pipeline.produce.under_way import UnderWay, Workforce
from pipeline.speak.takes import utterances
from tests.fakes.progress import Recorder
from tests.produce.test_parallel_speech import _LINES, ChoirVoice, Pool, _studio


def test_a_piece_is_lent_until_its_film_lets_go_of_it() -> None:
    under_way = UnderWay()
    with under_way.hands(InlineExecutor()) as first:
        future = first.submit("images", ("a", "b"), abs, -1)
        with under_way.hands(InlineExecutor()) as second:
            assert second.lent("images", ("a", "b", "c")) == {"a": future, "b": future}
            assert second.lent("son", ("a",)) == {}
            second.submit("images", ("c",), abs, -2)
        assert first.lent("images", ("a", "c")) == {}, "its own is not lent to it, the other's is gone"
    with under_way.hands(InlineExecutor()) as third:
        assert third.lent("images", ("a", "b")) == {}


class Elsewhere(InlineExecutor):
    """Answers whatever it is asked with one future."""

    def __init__(self, answer: "Future[Any]") -> None:
        self.answer = answer

    def submit(self, _: Callable[..., Any], /, *_given: Any, **_named: Any) -> "Future[Any]":
        return self.answer


def _spoken(folder: Path, elsewhere: "Future[Any]") -> list[str]:
    """Return what a film's own voice says while another film says one of its sentences."""
    under_way, voice = UnderWay(), ChoirVoice()
    studio = _studio(folder, voice)
    asked = {line.text: utterances(line, studio.performance)[0] for line in _LINES[:3]}
    booth = Announcer(studio.performance.voice, studio.resample)
    with under_way.hands(Elsewhere(elsewhere)) as other:
        other.submit(SENTENCES, (min(asked),), abs)
        with parallel_speech(asked, booth, Recorder(), Workforce(Pool(), 2, under_way)) as say:
            for key, each in asked.items():
                say(key, each)
    return sorted(voice.said)


def test_a_sentence_that_another_film_says_is_taken_from_it(tmp_path: Path) -> None:
    elsewhere: Future[Any] = Future()
    elsewhere.set_result(("the sentence", 0.1))
    assert len(_spoken(tmp_path, elsewhere)) == 2


def test_a_sentence_that_another_film_fails_to_say_is_said(tmp_path: Path) -> None:
    failed: Future[Any] = Future()
    failed.set_exception(OSError("gone"))
    given_up: Future[Any] = Future()
    given_up.cancel()
    given_up.set_running_or_notify_cancel()
    assert len(_spoken(tmp_path / "a", failed)) == 3
    assert len(_spoken(tmp_path / "b", given_up)) == 3
