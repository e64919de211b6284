"""Every line is spoken once: what was said before comes from the store, the same to the sample."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.errors import Mark, MediaError, VoiceError
from pipeline.model.rundown import PlannedLine
from pipeline.ports import Samples, VoiceSetting
from pipeline.produce.kept_speech import load_take
from pipeline.produce.speaking import Studio, rehearse, speak, wait
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance
from tests.fakes.footage import GreyFootage
from tests.fakes.libraries import PaperLibrary
from tests.fakes.plans import line
from tests.fakes.progress import Recorder
from tests.fakes.voices import ToneVoice, tripled

_LINES = (line("1", "Bonsoir à tous."), line("2", "Le CIAS ouvre ce matin."), line("3", "À demain."))


def _studio(
    root: Path,
    voice: ToneVoice,
    *,
    lexicon: dict[str, str] | None = None,
    setting: VoiceSetting | None = None,
    sound: Samples | None = None,
    missing: Sequence[str] = (),
) -> Studio:
    performance = Performance(
        voice, {"presentatrice_1": setting or VoiceSetting("fr")}, Lexicon.from_mapping(lexicon or {})
    )
    return Studio(performance, FolderStore(root), PaperLibrary(*missing), GreyFootage(sound), tripled)


def _said(root: Path, lines: Sequence[PlannedLine] = _LINES, **told: Any) -> list[str]:
    version = told.pop("version", "diapason 1")
    voice = ToneVoice(str(version))
    speak(lines, _studio(root, voice, **told), Recorder())
    return voice.said


def test_the_first_run_says_every_line_and_counts_them(tmp_path: Path) -> None:
    progress = Recorder()
    takes = speak(_LINES, _studio(tmp_path, ToneVoice()), progress)
    assert list(takes) == ["1", "2", "3"]
    assert progress.steps == 3
    assert not any(take.reused for take in takes.values())


def test_the_second_run_says_nothing_and_gives_the_same_takes(tmp_path: Path) -> None:
    first = speak(_LINES, _studio(tmp_path, ToneVoice()), Recorder())
    voice = ToneVoice()
    second = speak(_LINES, _studio(tmp_path, voice), Recorder())
    assert voice.said == []
    assert all(take.reused for take in second.values())
    for name, take in first.items():
        again = second[name]
        assert (again.samples, again.sentences, again.sound) == (take.samples, take.sentences, take.sound)
        assert load_take(FolderStore(tmp_path), take.sound).size == take.samples


def test_a_change_in_the_lexicon_says_only_the_lines_concerned(tmp_path: Path) -> None:
    _said(tmp_path)
    assert len(_said(tmp_path, lexicon={"CIAS": "cé i a esse"})) == 1
    assert _said(tmp_path, lexicon={"CIAS": "cé i a esse", "Talence": "talance"}) == []


def test_the_same_words_twice_are_said_once(tmp_path: Path) -> None:
    assert _said(tmp_path, (line("a", "Bonsoir."), line("b", "Bonsoir."))) == ["Bonsoir."]
    assert _said(tmp_path, (line("un-autre-script", "Bonsoir."),)) == []


@pytest.mark.parametrize(
    "told",
    [
        {"version": "diapason 2"},
        {"setting": VoiceSetting("de")},
        {"setting": VoiceSetting("fr", pace=0.9)},
        {"setting": VoiceSetting("fr", pitch=0.9)},
        {"setting": VoiceSetting("fr", size=0.9)},
    ],
)
def test_another_voice_says_everything_again(told: dict[str, Any], tmp_path: Path) -> None:
    _said(tmp_path)
    assert len(_said(tmp_path, **told)) == 3


def test_the_written_words_are_in_the_key_for_they_are_the_subtitles(tmp_path: Path) -> None:
    _said(tmp_path, (line("1", "Bonsoir M. Paul."),), lexicon={"M.": "monsieur"})
    takes = speak(
        (line("1", "Bonsoir monsieur Paul."),), _studio(tmp_path, ToneVoice(), lexicon={"M.": "monsieur"}), Recorder()
    )
    assert takes["1"].sentences[0].text == "Bonsoir monsieur Paul."


def test_a_damaged_entry_is_made_again_and_noted(tmp_path: Path) -> None:
    _said(tmp_path)
    entry = min((tmp_path / "voix").rglob("*.bin"))
    entry.write_bytes(entry.read_bytes()[:-40])
    voice = ToneVoice()
    studio = _studio(tmp_path, voice)
    takes = speak(_LINES, studio, Recorder())
    assert voice.said == [], "its sentences are kept"
    assert isinstance(studio.store, FolderStore)
    assert len(studio.store.damaged) == 1
    assert sorted(take.reused for take in takes.values()) == [False, True, True]


def test_what_the_mix_hears_is_the_same_on_the_first_run_and_the_second(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    key = speak(_LINES[:1], _studio(tmp_path, ToneVoice()), Recorder())["1"].sound
    one = load_take(store, key)
    assert speak(_LINES[:1], _studio(tmp_path, ToneVoice()), Recorder())["1"].sound == key
    assert np.array_equal(one, load_take(store, key))
    assert one.dtype == np.float32
    assert 0.05 < np.abs(one).max() <= 1


def test_a_take_lost_while_rendering_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="relancez"):
        load_take(FolderStore(tmp_path), "0" * 32)


def test_a_line_that_fails_keeps_those_before_it(tmp_path: Path) -> None:
    studio = _studio(tmp_path, ToneVoice(refused="demain"))
    with pytest.raises(VoiceError, match="--voix pico"):
        speak(_LINES, studio, Recorder())
    assert len(_said(tmp_path)) == 1


_BEFORE = "La place est pleine. On danse ! Personne ne part avant minuit."
_AFTER = "La place est pleine. On chante ! Personne ne part avant minuit."


class TestSentences:
    def test_one_word_that_changes_costs_its_sentence(self, tmp_path: Path) -> None:
        assert len(_said(tmp_path, (line("1", _BEFORE),))) == 3
        assert _said(tmp_path, (line("1", _AFTER),)) == ["On chante !"]

    def test_swapped_or_parted_by_a_pause_they_are_not_said_again(self, tmp_path: Path) -> None:
        _said(tmp_path, (line("1", _BEFORE),))
        swapped = line("1", "On danse ! La place est pleine. Personne ne part avant minuit.")
        assert _said(tmp_path, (swapped, line("2", "On danse !"))) == []
        paused = replace(line("1", _BEFORE), rests=((len("La place est pleine."), 2.0),))
        assert _said(tmp_path, (paused,)) == []

    def test_those_that_stay_are_the_same_to_the_byte(self, tmp_path: Path) -> None:
        heard = []
        for text in (_BEFORE, _AFTER):
            studio = _studio(tmp_path, ToneVoice())
            take = speak((line("1", text),), studio, Recorder())["1"]
            sound = load_take(studio.store, take.sound)
            heard.append([sound[mark.start : mark.end].tobytes() for mark in take.sentences])
        before, after = heard
        assert [one == two for one, two in zip(before, after, strict=True)] == [True, False, True]

    def test_a_line_made_of_kept_ones_is_what_it_would_be_in_an_empty_store(self, tmp_path: Path) -> None:
        _said(tmp_path / "a", (line("1", _BEFORE),))
        warm, cold = (_studio(tmp_path / name, ToneVoice()) for name in "ab")
        takes = [speak((line("1", _AFTER),), studio, Recorder())["1"] for studio in (warm, cold)]
        assert takes[0].sound == takes[1].sound
        assert takes[0].sentences == takes[1].sentences
        sounds = [load_take(studio.store, takes[0].sound).tobytes() for studio in (warm, cold)]
        assert sounds[0] == sounds[1]

    def test_written_otherwise_and_said_alike_they_are_said_once_and_marked_as_written(self, tmp_path: Path) -> None:
        _said(tmp_path, (line("1", "Le CIAS ouvre."),), lexicon={"CIAS": "cé i a esse"})
        studio = _studio(tmp_path, voice := ToneVoice())
        take = speak((line("1", "Le cé i a esse ouvre."),), studio, Recorder())["1"]
        assert voice.said == []
        assert len(take.sentences[0].words) == len(["Le", "cé", "i", "a", "esse", "ouvre."])

    def test_one_that_is_damaged_is_said_again(self, tmp_path: Path) -> None:
        _said(tmp_path, (line("1", _BEFORE),))
        kept = sorted((tmp_path / "phrases").rglob("*.bin"))
        assert len(kept) == 3
        kept[0].write_bytes(kept[0].read_bytes()[:-40])
        shutil.rmtree(tmp_path / "voix")
        assert len(_said(tmp_path, (line("1", _BEFORE),))) == 1

    def test_the_wait_is_for_what_is_left_to_say(self, tmp_path: Path) -> None:
        studio = _studio(tmp_path, ToneVoice())
        assert wait((line("1", _BEFORE),), studio.performance, studio.store, 1) == (3, 0.0)
        speak((line("1", _BEFORE),), studio, Recorder())
        assert wait((line("1", _AFTER),), studio.performance, studio.store, 1) == (1, 0.0)


class TestRecordings:
    _LINE = line("1", "Bonsoir à tous. À demain.", recording="voix.wav", mark=Mark("essai.yaml", 4, 9))

    def test_are_heard_instead_of_the_voice(self, tmp_path: Path) -> None:
        voice = ToneVoice()
        tone = (0.3 * np.sin(np.arange(48_000) / 20)).astype(np.float32)
        sound = np.stack([tone, tone], axis=1)
        takes = speak([self._LINE], _studio(tmp_path, voice, sound=sound), Recorder())
        assert voice.said == []
        assert takes["1"].engine == "enregistre"
        assert [mark.text for mark in takes["1"].sentences] == ["Bonsoir à tous.", "À demain."]

    @pytest.mark.parametrize("sound", [None, np.zeros((48_000, 2), np.float32)])
    def test_without_any_sound_are_refused_with_their_place(self, sound: Samples | None, tmp_path: Path) -> None:
        with pytest.raises(MediaError, match=r"essai\.yaml:4:9 : .* aucun son"):
            speak([self._LINE], _studio(tmp_path, ToneVoice(), sound=sound), Recorder())

    def test_that_are_missing_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(MediaError, match=r"voix\.wav"):
            speak([self._LINE], _studio(tmp_path, ToneVoice(), missing=["voix.wav"]), Recorder())


class TestRehearsing:
    def test_estimates_what_was_never_said_and_says_nothing(self, tmp_path: Path) -> None:
        voice = ToneVoice()
        studio = _studio(tmp_path, voice)
        takes = rehearse(_LINES, studio.performance, studio.store, studio.library)
        assert voice.said == []
        assert {take.engine for take in takes.values()} == {"estimation"}
        assert all(take.samples > 0 for take in takes.values())

    def test_uses_what_was_said(self, tmp_path: Path) -> None:
        studio = _studio(tmp_path, ToneVoice())
        made = speak(_LINES[:1], studio, Recorder())
        takes = rehearse(_LINES, studio.performance, studio.store, studio.library)
        assert takes["1"].samples == made["1"].samples
        assert [take.reused for take in takes.values()] == [True, False, False]
