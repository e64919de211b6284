"""Lines spoken in processes: the same takes as without, each line said once, a failure told of its line."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.executors.local import InlineExecutor
from pipeline.errors import Mark, VoiceError
from pipeline.ports import VoiceSetting
from pipeline.produce.kept_speech import load_take
from pipeline.produce.speaking import Studio, all_said, speak
from pipeline.produce.under_way import Workforce
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance
from tests.fakes.footage import GreyFootage
from tests.fakes.libraries import PaperLibrary
from tests.fakes.plans import line
from tests.fakes.progress import Recorder
from tests.fakes.voices import ToneVoice, tripled

_LINES = tuple(line(str(rank), text) for rank, text in enumerate(("Un.", "Deux mots.", "Trois.", "Un."), 1))


class Pool:
    """Opens an executor that works at once; remembers how many workers were asked for."""

    def __init__(self) -> None:
        self.opened: list[int] = []

    @contextmanager
    def open(self, jobs: int) -> Iterator[Executor]:
        self.opened.append(jobs)
        yield InlineExecutor()


class ChoirVoice(ToneVoice):
    """A tone that says it speaks sooner in several processes."""

    facts = replace(ToneVoice.facts, parallel=True)


def _studio(root: Path, voice: ToneVoice) -> Studio:
    performance = Performance(voice, {"presentatrice_1": VoiceSetting("fr")}, Lexicon.from_mapping({}))
    return Studio(performance, FolderStore(root), PaperLibrary(), GreyFootage(None), tripled)


def test_takes_are_the_same_as_without(tmp_path: Path) -> None:
    pool, progress = Pool(), Recorder()
    alone = _studio(tmp_path / "a", ToneVoice())
    together = _studio(tmp_path / "b", ChoirVoice())
    one = speak(_LINES, alone, Recorder())
    two = speak(_LINES, together, progress, Workforce(pool, 2))
    assert pool.opened == [2]
    assert progress.steps == len(_LINES)
    assert list(one) == list(two)
    for name, take in one.items():
        assert two[name].sound == take.sound
        assert load_take(together.store, take.sound).tobytes() == load_take(alone.store, take.sound).tobytes()


def test_a_line_that_comes_twice_is_said_once_and_nothing_is_said_again(tmp_path: Path) -> None:
    pool, voice = Pool(), ChoirVoice()
    studio = _studio(tmp_path, voice)
    assert not all_said(_LINES, studio.performance, studio.store)
    speak(_LINES, studio, Recorder(), Workforce(pool, 2))
    assert sorted(voice.said) == ["Deux mots.", "Trois.", "Un."]
    assert all_said(_LINES, studio.performance, studio.store)
    assert all(take.reused for take in speak(_LINES, studio, Recorder(), Workforce(pool, 2)).values())
    assert pool.opened == [2]


@pytest.mark.parametrize(("voice", "jobs", "count"), [(ToneVoice(), 4, 4), (ChoirVoice(), 1, 4), (ChoirVoice(), 4, 2)])
def test_no_process_is_started_for_little(tmp_path: Path, voice: ToneVoice, jobs: int, count: int) -> None:
    pool = Pool()
    speak(_LINES[:count], _studio(tmp_path, voice), Recorder(), Workforce(pool, jobs))
    assert pool.opened == []


def test_what_cannot_be_said_is_told_with_its_line(tmp_path: Path) -> None:
    lines = (*_LINES, line("5", "Quatre.", mark=Mark("essai.yaml", 7, 3)))
    with pytest.raises(VoiceError, match=r"^essai\.yaml:7:3 : .*Quatre"):
        speak(lines, _studio(tmp_path, ChoirVoice(refused="Quatre")), Recorder(), Workforce(Pool(), 2))


def test_a_recorded_line_needs_no_engine(tmp_path: Path) -> None:
    studio = _studio(tmp_path, ChoirVoice())
    assert all_said([replace(_LINES[0], recording="voix.wav")], studio.performance, studio.store)
