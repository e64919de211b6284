"""Over every voice: sentences become PCM, whatever fails ends in a French sentence with a way out."""

import dataclasses
import multiprocessing
import os
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices import kokoro as kokoro_voice
from pipeline.adapters.voices import piper_files
from pipeline.adapters.voices.edge_voice import EdgeVoice
from pipeline.adapters.voices.engines import TIMBRES
from pipeline.adapters.voices.enregistre import RecordedVoice
from pipeline.adapters.voices.espeak import EspeakVoice
from pipeline.adapters.voices.gtts_voice import GttsVoice
from pipeline.adapters.voices.kokoro import KokoroVoice
from pipeline.adapters.voices.online import Clock
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.adapters.voices.piper_voice import PiperVoice
from pipeline.adapters.voices.timbres import recipe
from pipeline.adapters.yaml.files import read_plain
from pipeline.errors import VoiceError
from pipeline.model.take import Take
from pipeline.ports import Samples, Spoken, Voice, VoiceSetting
from pipeline.produce.kept_speech import load_take
from pipeline.produce.speaking import Studio, speak
from pipeline.speak.levels import VOICE_LOUDNESS
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import spoken as normalised
from pipeline.speak.sentences import sentences
from pipeline.speak.takes import Performance
from tests.fakes import edge, online, piper_model
from tests.fakes.edge import EdgeService
from tests.fakes.footage import GreyFootage
from tests.fakes.libraries import PaperLibrary
from tests.fakes.online import Service, StoppedClock, mp3
from tests.fakes.plans import line
from tests.fakes.progress import Recorder
from tests.fakes.recordings import recording
from tests.fakes.voices import ToneVoice

ROOT = Path(__file__).parents[2]
_BONSOIR = "Bonsoir à tous."
_PAUSED = "Bonsoir à tous, voici le journal."
_HOURS = "Ici, on paie en heures, et deux mille heures ont changé de mains depuis janvier. "
_NUMBERS = normalised("Le 12 mars 2050, à 14h30 : 3,5 % de 1 200 €.", Lexicon())
_LONG_BREATH = "Les voisins de la rue des Vergers se relaient depuis hier soir pour vider les caves et porter la soupe"
_PLAIN = VoiceSetting("")
_OTHER = {
    "kokoro": VoiceSetting("50 ff_siwis + 50 im_nicola", pace=0.8),
    "pico": VoiceSetting("fr-FR", pace=0.8, pitch=0.7),
    "espeak": VoiceSetting("fr+f2", pace=0.8, pitch=1.2),
    "gtts": VoiceSetting("fr", size=0.9),
    "edge": VoiceSetting("fr-FR-HenriNeural", size=0.9),
    "piper": VoiceSetting("fr_FR-essai-medium", pace=0.8),
    "diapason": VoiceSetting("fr", pace=0.8),
}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with online.google(monkeypatch) as made:
        yield made


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeService]:
    with edge.microsoft(monkeypatch) as made:
        yield made


@pytest.fixture
def piper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PiperVoice:
    """Piper itself, with a voice of some kilobytes."""
    monkeypatch.setenv("JT_MODELES", str(tmp_path / "modeles"))
    piper_model.ready()
    found = PiperVoice()
    if problem := found.unavailable():
        pytest.skip(problem)
    return found


def _edge(clock: StoppedClock | None = None) -> EdgeVoice:
    clock = clock or StoppedClock()
    return EdgeVoice(Clock(clock.now, clock.sleep, lambda: 0.5))


def _gtts(clock: StoppedClock | None = None) -> GttsVoice:
    clock = clock or StoppedClock()
    return GttsVoice(Clock(clock.now, clock.sleep, lambda: 0.5))


class Remembering(KokoroVoice):
    """The neural voice, which takes about as long as it speaks: what it said once serves every test."""

    def __init__(self, timbres: Path, model: Path) -> None:
        super().__init__(timbres, model)
        self.anew = KokoroVoice(timbres, model)
        self._said: dict[tuple[str, VoiceSetting], Spoken] = {}

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Return what was said of this text with this setting, said now if it never was."""
        if (text, setting) not in self._said:
            spoken = self._said[text, setting] = self.anew.say(text, setting)
            spoken.samples.setflags(write=False)
        return self._said[text, setting]


@pytest.fixture(scope="module")
def kokoro(neural_model: Path) -> Remembering:
    """The neural voice with its own model; left out where it is not installed, since it is heavy."""
    found = Remembering(ROOT / TIMBRES, neural_model)
    if problem := found.unavailable():
        pytest.skip(problem)
    return found


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[ProcessPoolExecutor]:
    """Another process, which loads the model once for all that is asked of it."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield pool


def _anew(voice: Voice) -> Voice:
    """Return a voice that says everything again, even what was said before."""
    return voice.anew if isinstance(voice, Remembering) else voice


_ONE_WORKER = pytest.mark.xdist_group("kokoro")
"""So that its model is loaded once."""


def _engine(name: str, request: pytest.FixtureRequest) -> Voice:
    """Return an engine that can speak here: the online ones ask services of this machine."""
    if name == "gtts":
        request.getfixturevalue("service").answers = [mp3(4.0)]
        return _gtts()
    if name == "edge":
        request.getfixturevalue("microsoft")
        return _edge()
    if name in {"kokoro", "piper"}:
        neural: Voice = request.getfixturevalue(name)
        return neural
    made: dict[str, type[Voice]] = {
        "pico": PicoVoice,
        "espeak": EspeakVoice,
        "diapason": ToneVoice,
        "enregistre": RecordedVoice,
    }
    found = made[name]()
    if problem := found.unavailable():
        pytest.skip(problem)
    return found


_ENGINES = [
    pytest.param("kokoro", marks=[_ONE_WORKER, pytest.mark.slow]),
    "pico",
    "piper",
    "espeak",
    "edge",
    "gtts",
    "diapason",
]


@pytest.fixture(params=_ENGINES)
def voice(request: pytest.FixtureRequest) -> Voice:
    return _engine(request.param, request)


@pytest.fixture
def espeak() -> EspeakVoice:
    found = EspeakVoice()
    if problem := found.unavailable():
        pytest.skip(problem)
    return found


class TestEveryVoice:
    def test_says_a_sentence_that_is_heard_and_not_clipped(self, voice: Voice) -> None:
        spoken = voice.say(_BONSOIR, _PLAIN)
        assert spoken.samples.dtype == np.float32
        assert spoken.samples.ndim == 1
        assert spoken.rate == voice.facts.rate
        assert 0.2 < spoken.samples.size / spoken.rate < 5
        assert 0.05 < np.abs(spoken.samples).max() <= 2
        assert np.sqrt(np.mean(spoken.samples**2)) > 0.02
        assert np.mean(np.abs(spoken.samples) >= 1) < 0.001

    def test_says_the_same_twice_when_it_promises_to(self, voice: Voice) -> None:
        if not voice.facts.deterministic:
            pytest.skip("it promises nothing")
        one = voice.say(_BONSOIR, _PLAIN)
        _anew(voice).say("Autre chose, entre-temps.", _OTHER[voice.name])
        two = _anew(voice).say(_BONSOIR, _PLAIN)
        assert one.rate == two.rate
        assert one.samples.tobytes() == two.samples.tobytes()
        assert one.words == two.words

    def test_comes_to_48_khz(self, voice: Voice) -> None:
        spoken = voice.say(_BONSOIR, _PLAIN)
        sound = resample(spoken)
        assert sound.dtype == np.float32
        assert sound.size / 48_000 == pytest.approx(spoken.samples.size / spoken.rate, abs=0.01)

    def test_settings_change_the_sound(self, voice: Voice) -> None:
        one, two = voice.say(_BONSOIR, _PLAIN), voice.say(_BONSOIR, _OTHER[voice.name])
        assert one.rate != two.rate or not np.array_equal(one.samples, two.samples)

    def test_says_a_long_text(self, voice: Voice) -> None:
        times = 2 if voice.name == "kokoro" else 12  # which takes about as long as it speaks: what is said anyway
        text = _NUMBERS if voice.name == "kokoro" else _HOURS * times
        short = voice.say(_BONSOIR, _PLAIN)
        long = voice.say(text, _PLAIN)
        share = times / 12
        assert long.samples.size > 10 * share * short.samples.size or long.samples.size / long.rate > 30 * share

    def test_says_numbers_once_they_are_words(self, voice: Voice) -> None:
        assert not any(sign.isdigit() for sign in _NUMBERS)
        assert voice.say(_NUMBERS, _PLAIN).samples.size / voice.facts.rate > 2

    @pytest.mark.parametrize("text", ["", " \n", "…", "« ! » — ?", "..."])
    def test_a_text_that_cannot_be_said_is_told(self, voice: Voice, text: str) -> None:
        if voice.name == "diapason":
            pytest.skip("a tone says anything")
        with pytest.raises(VoiceError, match="crivez"):
            voice.say(text, _PLAIN)

    @pytest.mark.parametrize("text", ["Voici 日本語.", "« мир »", "مرحبا"])
    def test_letters_it_does_not_know_are_told_instead_of_left_out(self, voice: Voice, text: str) -> None:
        if voice.name == "diapason":
            pytest.skip("a tone says anything")
        with pytest.raises(VoiceError, match=r"ne lisent que l'alphabet latin.*« lexique »"):
            voice.say(text, _PLAIN)

    def test_a_voice_it_does_not_have_is_told_with_those_it_has(self, voice: Voice) -> None:
        if voice.name == "diapason":
            pytest.skip("a tone has no voice")
        with pytest.raises(VoiceError) as caught:
            voice.say(_BONSOIR, VoiceSetting("fr-Fr"))
        for name in ("fr-Fr", "media/voix.yaml", *voice.facts.speakers):
            assert name in str(caught.value)

    def test_states_its_facts(self, voice: Voice) -> None:
        facts = voice.facts
        assert voice.name
        assert voice.version.startswith(voice.name)
        assert voice.unavailable() == ""
        assert "fr" in facts.languages
        assert facts.speakers
        assert facts.licence
        with pytest.raises(dataclasses.FrozenInstanceError):
            facts.rate = 1  # type: ignore[misc]  # what is tested

    def test_marks_words_when_it_says_so(self, voice: Voice) -> None:
        text = _PAUSED
        spoken = voice.say(text, _PLAIN)
        if voice.facts.timings in {"none", "sentences"}:
            assert not spoken.words
            return
        assert [word.text for word in spoken.words] == text.split()
        starts = [word.start for word in spoken.words]
        assert starts == sorted(set(starts))
        assert starts[0] >= 0
        assert starts[-1] < spoken.samples.size

    def test_every_setting_of_the_cast_is_a_voice_it_has(self, voice: Voice) -> None:
        for name, engines in read_plain(ROOT / "media" / "voix.yaml").items():
            if voice.name in engines:
                told = engines[voice.name]["voix"]
                assert set(recipe(told) if voice.name == "kokoro" else [told]) <= set(voice.facts.speakers), name


@_ONE_WORKER
def _resident(voice: KokoroVoice, *texts: str) -> list[int]:
    """Say each text; return the bytes of memory this process holds after each."""
    held = []
    for text in texts:
        voice.say(text, _PLAIN)
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        held.append(pages * os.sysconf("SC_PAGE_SIZE"))
    return held


@pytest.mark.slow
class TestKokoro:
    def test_word_marks_fall_on_the_words(self, kokoro: KokoroVoice) -> None:
        spoken = kokoro.say(_PAUSED, _PLAIN)
        starts = {word.text: word.start for word in spoken.words}
        pause = spoken.samples[starts["voici"] - 2_400 : starts["voici"] - 600]
        assert np.abs(pause).max() < 0.2 * np.abs(spoken.samples).max()
        assert spoken.words[0].start < 0.1 * spoken.rate
        assert 0.2 * spoken.rate < spoken.samples.size - spoken.words[-1].start < spoken.rate

    def test_a_slower_pace_is_longer_and_a_smaller_size_keeps_it(self, kokoro: KokoroVoice) -> None:
        lengths = [_seconds(kokoro, VoiceSetting("", pace, 1, size)) for pace, size in ((1, 1), (0.7, 1), (1, 0.9))]
        assert lengths[1] > 1.25 * lengths[0]
        assert lengths[2] == pytest.approx(lengths[0], rel=0.15)

    def test_other_processes_say_the_same(self, kokoro: Remembering, elsewhere: ProcessPoolExecutor) -> None:
        setting = _OTHER["kokoro"]
        there = elsewhere.submit(kokoro.anew.say, _BONSOIR, setting).result()
        here = kokoro.say(_BONSOIR, setting)
        assert there.samples.tobytes() == here.samples.tobytes()
        assert there.words == here.words

    @pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
    def test_a_long_sentence_leaves_no_memory_behind(self, kokoro: Remembering, elsewhere: ProcessPoolExecutor) -> None:
        before, after = elsewhere.submit(_resident, kokoro.anew, "Bonsoir.", _LONG_BREATH).result()
        assert after - before < 60e6

    @pytest.mark.parametrize(
        ("setting", "told"),
        [
            (VoiceSetting("", 1, 0.8), "ne règle pas la hauteur"),
            (VoiceSetting("", 3), "ne parle pas à l'allure 3"),
            (VoiceSetting("50 ff_siwis + 0 if_sara"), "écrivez des parts"),
        ],
    )
    def test_a_setting_it_has_not_is_told(self, kokoro: KokoroVoice, setting: VoiceSetting, told: str) -> None:
        with pytest.raises(VoiceError, match=told):
            kokoro.say(_BONSOIR, setting)

    def test_the_model_as_published_says_the_same(
        self, kokoro: Remembering, neural_model: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nobody hears which of the two spoke, on any processor."""
        monkeypatch.setattr(kokoro_voice, "quickened", lambda model: model)
        published = kokoro_voice._session.__wrapped__(neural_model)
        monkeypatch.setattr(kokoro_voice, "_session", lambda _: published)
        plain, ours = kokoro.anew.say(_BONSOIR, _PLAIN), kokoro.say(_BONSOIR, _PLAIN)
        assert plain.samples.tobytes() == ours.samples.tobytes()
        assert plain.words == ours.words

    def test_a_damaged_model_is_told(self, kokoro: KokoroVoice, monkeypatch: pytest.MonkeyPatch) -> None:
        del kokoro
        monkeypatch.setattr("pipeline.adapters.voices.kokoro_model.SIZE", 5)
        damaged = KokoroVoice(ROOT / TIMBRES, ROOT / "LICENSE")
        with pytest.raises(VoiceError, match=r"abîmé.*jt voices install"):
            damaged.say(_BONSOIR, _PLAIN)


class TestKokoroThatIsAbsent:
    def test_without_its_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: name if name == "py_nanotts" else None)
        problem = KokoroVoice(ROOT / TIMBRES).unavailable()
        for words in ("onnxruntime et espeakng-loader", "jt voices install", "--voix pico"):
            assert words in problem

    def test_without_its_model_or_its_timbres(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
        assert "92 Mo" in KokoroVoice(ROOT / TIMBRES, tmp_path / "x.onnx").unavailable()
        monkeypatch.setattr("pipeline.adapters.voices.kokoro_model.SIZE", 0)
        (tmp_path / "x.onnx").touch()
        absent = KokoroVoice(tmp_path / "absent.npz", tmp_path / "x.onnx")
        assert "absent.npz manque" in absent.unavailable()
        assert absent.version == "kokoro"


def _seconds(voice: Voice, setting: VoiceSetting) -> float:
    spoken = voice.say(_PAUSED, setting)
    return spoken.samples.size / spoken.rate


_TEXT = "Bonsoir à tous. Voici le journal, à 20h30. Deux mille heures ont changé de mains depuis janvier."


class TestEveryTake:
    """What the newscast hears of a line, whoever says it: an engine, or somebody whose voice was recorded."""

    @pytest.fixture(params=[*_ENGINES, "enregistre"])
    def studio(
        self, request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> Studio:
        voice = _engine(request.param, request)
        kept = tmp_path
        if voice.name == "kokoro":  # which takes about as long as it speaks: its takes serve all tests
            kept = tmp_path_factory.getbasetemp() / "prises"
        sound, _ = recording(sentences(_TEXT), (0.8, 0.4, 0.5, 0.7), noise=0.0005)
        footage = GreyFootage(np.stack([sound, sound], 1))
        performance = Performance(voice, {"presentatrice_1": _PLAIN}, Lexicon())
        return Studio(performance, FolderStore(kept), PaperLibrary(), footage, resample)

    def _take(self, studio: Studio) -> tuple[Take, Samples]:
        file = "voix.wav" if studio.performance.voice.name == "enregistre" else ""
        made = speak([line("1", _TEXT, recording=file)], studio, Recorder())["1"]
        return made, load_take(studio.store, made.sound)

    def test_has_the_loudness_of_all_the_others(self, studio: Studio) -> None:
        _, sound = self._take(studio)
        heard = Ebur128Meter().measure(iter([np.stack([sound, sound], 1)])).integrated
        assert heard == pytest.approx(VOICE_LOUDNESS, abs=0.5)
        assert np.abs(sound).max() <= 10 ** (-3 / 20) + 1e-4

    def test_marks_its_sentences_as_written_where_they_are_heard(self, studio: Studio) -> None:
        take, sound = self._take(studio)
        assert [mark.text for mark in take.sentences] == list(sentences(_TEXT))
        edges = [edge for mark in take.sentences for edge in (mark.start, mark.end)]
        assert edges == sorted(edges)
        assert edges[0] == 0
        assert edges[-1] == take.samples == sound.size
        assert all(np.abs(sound[mark.start : mark.end]).max() > 0.05 for mark in take.sentences)

    def test_begins_and_ends_with_its_speech_and_without_a_click(self, studio: Studio) -> None:
        _, sound = self._take(studio)
        for end in (sound, sound[::-1]):
            assert np.abs(end[:4800]).max() > 0.003
            assert np.abs(end[:10]).max() < 0.003

    def test_knows_every_word_and_says_how(self, studio: Studio) -> None:
        take, _ = self._take(studio)
        for mark in take.sentences:
            assert len(mark.words) == len(mark.text.split())
            assert list(mark.words) == sorted(mark.words)
            assert mark.start <= mark.words[0]
            assert mark.words[-1] <= mark.end
            assert mark.measured == (studio.performance.voice.facts.timings in {"words", "phonemes"})

    def test_is_kept_and_the_same_to_the_byte(self, studio: Studio, tmp_path: Path) -> None:
        take, sound = self._take(studio)
        again, same = self._take(studio)
        assert again.reused
        assert (again.sound, again.sentences, same.tobytes()) == (take.sound, take.sentences, sound.tobytes())
        if studio.performance.voice.facts.deterministic:
            performance = dataclasses.replace(studio.performance, voice=_anew(studio.performance.voice))
            elsewhere = dataclasses.replace(studio, performance=performance, store=FolderStore(tmp_path / "ailleurs"))
            _, anew = self._take(elsewhere)
            assert anew.tobytes() == sound.tobytes()


class TestRecorded:
    def test_a_line_that_nobody_recorded_is_told_with_a_way_out(self) -> None:
        with pytest.raises(VoiceError, match=r"Bonsoir à tous.*a-enregistrer.*--voix pico"):
            RecordedVoice().say(_BONSOIR, _PLAIN)

    def test_states_its_facts(self) -> None:
        voice = RecordedVoice()
        assert voice.unavailable() == ""
        assert voice.version.startswith(voice.name)
        assert (voice.facts.rate, voice.facts.deterministic, voice.facts.online) == (48_000, True, False)


class TestPico:
    def test_a_faster_pace_is_shorter(self) -> None:
        voice = PicoVoice()
        lengths = [voice.say(_BONSOIR, VoiceSetting("fr-FR", pace)).samples.size for pace in (0.8, 1.0, 1.3)]
        assert lengths[0] > lengths[1] > lengths[2]

    def test_size_keeps_the_pace(self) -> None:
        voice = PicoVoice()
        one, two = (voice.say(_BONSOIR, VoiceSetting("fr-FR", 1, 1, size)) for size in (1.0, 0.85))
        assert one.samples.size / one.rate == pytest.approx(two.samples.size / two.rate, rel=0.06)

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "--moteur espeak" in PicoVoice().unavailable()

    @pytest.mark.parametrize("name", ["en-GB", "de-DE"])
    def test_refuses_a_voice_that_is_not_french(self, name: str) -> None:
        with pytest.raises(VoiceError, match=f"pas de voix « {name} ».*fr-FR"):
            PicoVoice().say(_BONSOIR, VoiceSetting(name))


def _raising(fault: Exception) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise fault

    return fail


class TestEspeak:
    @pytest.mark.parametrize(
        ("fault", "told"),
        [
            (subprocess.CalledProcessError(-11, ["python", "/usr/x.py"], b"", b""), "signal 11"),
            (subprocess.CalledProcessError(1, ["python", "/usr/x.py"], b"", b"KeyError: 'data'\n"), "KeyError: 'data'"),
            (subprocess.TimeoutExpired(["python", "/usr/x.py"], 60), "pas de réponse en 60 s"),
            (OSError(24, "Too many open files"), "trop de fichiers sont ouverts"),
        ],
        ids=["crash", "error", "silence", "not started"],
    )
    def test_how_its_child_ended_is_told_in_french(
        self, espeak: EspeakVoice, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
    ) -> None:
        monkeypatch.setattr(subprocess, "run", _raising(fault))
        with pytest.raises(VoiceError, match="espeak s'est arrêté") as refused:
            espeak.say(_BONSOIR, VoiceSetting("fr"))
        assert told in str(refused.value)
        assert "/usr/x.py" not in str(refused.value)

    def test_a_child_that_the_system_ends_is_a_lack_of_memory(
        self, espeak: EspeakVoice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(subprocess, "run", _raising(subprocess.CalledProcessError(-9, ["python"])))
        with pytest.raises(MemoryError):
            espeak.say(_BONSOIR, VoiceSetting("fr"))

    def test_a_faster_pace_is_shorter(self, espeak: EspeakVoice) -> None:
        lengths = [espeak.say(_BONSOIR, VoiceSetting("fr", pace)).samples.size for pace in (0.8, 1.0, 1.3)]
        assert lengths[0] > lengths[1] > lengths[2]

    def test_a_higher_pitch_is_heard(self, espeak: EspeakVoice) -> None:
        low, high = (_pitch(espeak, VoiceSetting("fr", 1, pitch)) for pitch in (0.8, 1.4))
        assert high > 1.3 * low

    def test_size_keeps_the_pace(self, espeak: EspeakVoice) -> None:
        one, two = (espeak.say(_BONSOIR, VoiceSetting("fr", 1, 1, size)) for size in (1.0, 0.85))
        assert one.samples.size / one.rate == pytest.approx(two.samples.size / two.rate, rel=0.1)

    def test_a_crash_is_told(self, espeak: EspeakVoice, monkeypatch: pytest.MonkeyPatch) -> None:
        def crashes(*_: Any, **__: Any) -> Any:
            raise subprocess.CalledProcessError(-11, "espeak", stderr=b"")

        monkeypatch.setattr(subprocess, "run", crashes)
        with pytest.raises(VoiceError, match="--voix pico"):
            espeak.say(_BONSOIR, _PLAIN)

    def test_data_that_are_not_there_are_told(self, espeak: EspeakVoice, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("espeakng_loader.get_data_path", lambda: "/nulle/part")
        with pytest.raises(VoiceError, match=r"/nulle/part.*réinstallez espeakng-loader"):
            espeak.say(_BONSOIR, _PLAIN)

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "jt voices install --moteur espeak" in EspeakVoice().unavailable()
        assert EspeakVoice().version == "espeak"


def _pitch(voice: Voice, setting: VoiceSetting) -> float:
    """Return the pitch of a man's long vowel in Hz, by autocorrelation."""
    spoken = voice.say("Aaaaaah !", setting)
    size = spoken.rate // 10
    loudest = max(
        range(0, spoken.samples.size - size, size // 4), key=lambda at: _power(spoken.samples[at : at + size])
    )
    piece = spoken.samples[loudest : loudest + size]
    same = np.correlate(piece, piece, "full")[size - 1 :]
    first, last = spoken.rate // 200, spoken.rate // 60
    return spoken.rate / (first + int(same[first:last].argmax()))


def _power(piece: Any) -> float:
    return float(np.dot(piece, piece))


class TestPiper:
    def test_a_voice_of_two_people_is_two_voices(self, piper: PiperVoice) -> None:
        del piper
        piper_model.ready("fr_FR-deux-medium", "fr", "jessica", "pierre")
        both = PiperVoice()
        assert both.facts.speakers == ("fr_FR-deux-medium/jessica", "fr_FR-deux-medium/pierre", "fr_FR-essai-medium")
        one, two = (both.say(_BONSOIR, VoiceSetting(name)) for name in both.facts.speakers[:2])
        assert not np.array_equal(one.samples, two.samples)

    def test_a_slower_pace_is_longer_and_a_smaller_size_keeps_it(self, piper: PiperVoice) -> None:
        lengths = [_seconds(piper, VoiceSetting("", pace, 1, size)) for pace, size in ((1, 1), (0.7, 1), (1, 0.9))]
        assert lengths[1] > 1.25 * lengths[0]
        assert lengths[2] == pytest.approx(lengths[0], rel=0.15)

    def test_a_pitch_it_has_not_is_told(self, piper: PiperVoice) -> None:
        with pytest.raises(VoiceError, match="ne règle pas la hauteur"):
            piper.say(_BONSOIR, VoiceSetting("", pitch=0.8))

    @pytest.mark.parametrize("ending", [".onnx", ".onnx.json"])
    def test_a_file_that_is_no_longer_what_was_installed_is_told(self, piper: PiperVoice, ending: str) -> None:
        path = next(piper_files.folder().glob(f"*{ending}"))
        path.write_bytes(path.read_bytes() + b" ")
        with pytest.raises(VoiceError, match=r"autre empreinte SHA-256.*jt voices install --moteur piper"):
            piper.say(_BONSOIR, _PLAIN)

    def test_a_model_that_is_none_is_told(self, piper: PiperVoice) -> None:
        del piper
        path = piper_model.ready("fr_FR-faux-medium")
        path.write_bytes(b"rien")
        piper_files.beside(path, piper_files.PRINT).write_text(piper_files.fingerprints(path), "ascii")
        with pytest.raises(VoiceError, match=r"ne lit pas la voix fr_FR-faux-medium.*--voix pico"):
            PiperVoice().say(_BONSOIR, VoiceSetting("fr_FR-faux-medium"))

    def test_another_voice_or_another_file_is_another_version(self, piper: PiperVoice) -> None:
        piper_model.ready("fr_FR-deux-medium", "fr", "jessica", "pierre")
        assert PiperVoice().version != piper.version

    def test_is_told_when_it_is_not_there(self, piper: PiperVoice, monkeypatch: pytest.MonkeyPatch) -> None:
        del piper
        for path in piper_files.folder().iterdir():
            path.unlink()
        piper_model.ready("en_US-essai-low", "en-us")
        wanted = "jt voices install --moteur piper --depuis FICHIER.onnx"
        absent = PiperVoice()
        assert "aucune voix française" in absent.unavailable()
        assert wanted in absent.unavailable()
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert wanted in absent.unavailable()
        assert PiperVoice().version == "piper"
