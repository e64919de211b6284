"""Over every voice: sentences become PCM, whatever fails ends in a French sentence with a way out."""

import dataclasses
import multiprocessing
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.adapters.footage import resample
from pipeline.adapters.meter import Ebur128Meter
from pipeline.adapters.store import FolderStore
from pipeline.adapters.voices.enregistre import RecordedVoice
from pipeline.adapters.voices.espeak import EspeakVoice
from pipeline.adapters.voices.gtts_voice import Clock, GttsVoice, Patience
from pipeline.adapters.voices.kokoro import FILE as TIMBRES
from pipeline.adapters.voices.kokoro import KokoroVoice
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.adapters.voices.timbres import recipe
from pipeline.adapters.yaml_files import read_plain
from pipeline.errors import VoiceError
from pipeline.model.take import Take
from pipeline.ports import Samples, Voice, VoiceSetting
from pipeline.produce.speaking import Studio, load_take, speak
from pipeline.speak.levels import VOICE_LOUDNESS
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import spoken as normalised
from pipeline.speak.sentences import sentences
from pipeline.speak.takes import Performance
from tests.fakes import online
from tests.fakes.footage import GreyFootage
from tests.fakes.libraries import PaperLibrary
from tests.fakes.online import Answer, Service, StoppedClock, mp3
from tests.fakes.plans import line
from tests.fakes.progress import Recorder
from tests.fakes.recordings import recording
from tests.fakes.voices import ToneVoice

ROOT = Path(__file__).parents[2]
_BONSOIR = "Bonsoir à tous."
_PLAIN = VoiceSetting("")
_OTHER = {
    "kokoro": VoiceSetting("50 ff_siwis + 50 im_nicola", pace=0.8),
    "pico": VoiceSetting("fr-FR", pace=0.8, pitch=0.7),
    "espeak": VoiceSetting("fr+f2", pace=0.8, pitch=1.2),
    "gtts": VoiceSetting("fr", size=0.9),
    "diapason": VoiceSetting("fr", pace=0.8),
}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with online.google(monkeypatch) as made:
        yield made


def _gtts(clock: StoppedClock | None = None, patience: Patience | None = None) -> GttsVoice:
    clock = clock or StoppedClock()
    return GttsVoice(Clock(clock.now, clock.sleep, lambda: 0.5), patience)


@pytest.fixture(scope="module")
def kokoro(neural_model: Path) -> KokoroVoice:
    """The neural voice with its own model; left out where it is not installed, since it is heavy."""
    found = KokoroVoice(ROOT / TIMBRES, neural_model)
    if problem := found.unavailable():
        pytest.skip(problem)
    return found


_ONE_WORKER = pytest.mark.xdist_group("kokoro")
"""So that its model is loaded once."""


@pytest.fixture(params=[pytest.param("kokoro", marks=_ONE_WORKER), "pico", "espeak", "gtts", "diapason"])
def voice(request: pytest.FixtureRequest) -> Voice:
    if request.param == "gtts":
        request.getfixturevalue("service").answers = [mp3(4.0)]
        return _gtts()
    if request.param == "kokoro":
        neural: Voice = request.getfixturevalue("kokoro")
        return neural
    made: dict[str, type[Voice]] = {"pico": PicoVoice, "espeak": EspeakVoice, "diapason": ToneVoice}
    found = made[request.param]()
    if problem := found.unavailable():
        pytest.skip(problem)
    return found


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
        voice.say("Autre chose, entre-temps.", _OTHER[voice.name])
        two = voice.say(_BONSOIR, _PLAIN)
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
        text = "Ici, on paie en heures, et deux mille heures ont changé de mains depuis janvier. "
        times = 3 if voice.name == "kokoro" else 12  # which takes about as long as it speaks
        text *= times
        short = voice.say(_BONSOIR, _PLAIN)
        long = voice.say(text, _PLAIN)
        share = times / 12
        assert long.samples.size > 10 * share * short.samples.size or long.samples.size / long.rate > 30 * share

    def test_says_numbers_once_they_are_words(self, voice: Voice) -> None:
        words = normalised("Le 12 mars 2050, à 14h30 : 3,5 % de 1 200 €.", Lexicon())
        assert not any(sign.isdigit() for sign in words)
        assert voice.say(words, _PLAIN).samples.size / voice.facts.rate > 2

    @pytest.mark.parametrize("text", ["", " \n", "…", "« ! » — ?", "..."])
    def test_a_text_that_cannot_be_said_is_told(self, voice: Voice, text: str) -> None:
        if voice.name == "diapason":
            pytest.skip("a tone says anything")
        with pytest.raises(VoiceError, match="crivez"):
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
        text = "Bonsoir à tous, voici le journal."
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
class TestKokoro:
    def test_word_marks_fall_on_the_words(self, kokoro: KokoroVoice) -> None:
        spoken = kokoro.say("Bonsoir à tous, voici le journal.", VoiceSetting("", 0.85))
        starts = {word.text: word.start for word in spoken.words}
        pause = spoken.samples[starts["voici"] - 2_400 : starts["voici"] - 600]
        assert np.abs(pause).max() < 0.2 * np.abs(spoken.samples).max()
        assert spoken.words[0].start < 0.1 * spoken.rate
        assert 0.2 * spoken.rate < spoken.samples.size - spoken.words[-1].start < spoken.rate

    def test_a_slower_pace_is_longer_and_a_smaller_size_keeps_it(self, kokoro: KokoroVoice) -> None:
        lengths = [_seconds(kokoro, VoiceSetting("", pace, 1, size)) for pace, size in ((1, 1), (0.7, 1), (1, 0.9))]
        assert lengths[1] > 1.25 * lengths[0]
        assert lengths[2] == pytest.approx(lengths[0], rel=0.15)

    def test_other_processes_say_the_same(self, kokoro: KokoroVoice) -> None:
        setting = _OTHER["kokoro"]
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            there = pool.submit(kokoro.say, _BONSOIR, setting).result()
        here = kokoro.say(_BONSOIR, setting)
        assert there.samples.tobytes() == here.samples.tobytes()
        assert there.words == here.words

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

    def test_a_damaged_model_is_told(self, kokoro: KokoroVoice, monkeypatch: pytest.MonkeyPatch) -> None:
        del kokoro
        monkeypatch.setattr("pipeline.adapters.voices.kokoro_model.SIZE", 5)
        damaged = KokoroVoice(ROOT / TIMBRES, ROOT / "LICENSE")
        with pytest.raises(VoiceError, match=r"abîmé.*jt voices install"):
            damaged.say(_BONSOIR, _PLAIN)


class TestKokoroThatIsAbsent:
    def test_without_its_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
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
    spoken = voice.say("Bonsoir à tous, voici le journal.", setting)
    return spoken.samples.size / spoken.rate


_TEXT = "Bonsoir à tous. Voici le journal, à 20h30. Deux mille heures ont changé de mains depuis janvier."


class TestEveryTake:
    """What the newscast hears of a line, whoever says it: an engine, or somebody whose voice was recorded."""

    @pytest.fixture(params=["pico", "espeak", "gtts", "diapason", "enregistre"])
    def studio(self, request: pytest.FixtureRequest, tmp_path: Path) -> Studio:
        voice: Voice = RecordedVoice()
        if request.param == "gtts":
            request.getfixturevalue("service").answers = [mp3(4.0)]
            voice = _gtts()
        elif request.param != "enregistre":
            made: dict[str, type[Voice]] = {"pico": PicoVoice, "espeak": EspeakVoice, "diapason": ToneVoice}
            voice = made[request.param]()
        if problem := voice.unavailable():
            pytest.skip(problem)
        sound, _ = recording(sentences(_TEXT), (0.8, 0.4, 0.5, 0.7), noise=0.0005)
        footage = GreyFootage(np.stack([sound, sound], 1))
        performance = Performance(voice, {"presentatrice_1": _PLAIN}, Lexicon())
        return Studio(performance, FolderStore(tmp_path), PaperLibrary(), footage, resample)

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
            _, anew = self._take(dataclasses.replace(studio, store=FolderStore(tmp_path / "ailleurs")))
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

    def test_letters_it_does_not_know_are_told(self) -> None:
        with pytest.raises(VoiceError, match="récrivez la phrase"):
            PicoVoice().say("日本語", _PLAIN)

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "--voix gtts" in PicoVoice().unavailable()


class TestEspeak:
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
        with pytest.raises(VoiceError, match=r"/nulle/part.*réinstallez espeakng-loader.*--voix pico"):
            espeak.say(_BONSOIR, _PLAIN)

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "pip install espeakng-loader" in EspeakVoice().unavailable()
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


_QUICK = Patience(0.3, 0.2)
"""For answers that never come."""


class TestGtts:
    def _fails(self, service: Service, *answers: Answer, patience: Patience | None = None) -> tuple[str, StoppedClock]:
        service.answers = list(answers)
        clock = StoppedClock()
        with pytest.raises(VoiceError) as caught:
            _gtts(clock, patience).say(_BONSOIR, _PLAIN)
        told = str(caught.value)
        assert "gTTS" in told
        assert told.count("--voix pico") == 1
        return told, clock

    def test_asks_for_french_with_time_outs(self, service: Service) -> None:
        _gtts().say(_BONSOIR, VoiceSetting("ca"))
        assert service.texts == [_BONSOIR]
        assert service.hosts == ["translate.google.ca"]
        assert service.timeouts == [(5, 20)]

    @pytest.mark.parametrize(
        ("answer", "told"),
        [
            (429, "erreur 429"),
            (403, "erreur 403"),
            (503, "erreur 503"),
            (b"", "son vide"),
            (b"<html>Sorry</html>" * 20, "son illisible"),
            (online.WORDLESS, "sans aucun son"),
            (online.GARBLED, "illisible"),
            (online.CUT, "coupée"),
            (online.SILENT, "à temps"),
            (online.DRIPPING, "à temps"),
        ],
    )
    def test_what_fails_is_tried_three_times_more_then_told(self, service: Service, answer: Answer, told: str) -> None:
        never = answer in {online.SILENT, online.DRIPPING}
        said, clock = self._fails(service, answer, patience=_QUICK if never else None)
        assert told in said
        assert len(service.texts) == 4
        assert clock.waits == [1.0, 4.0, 10.0]

    @pytest.mark.parametrize("answer", [429, 403, 503, b"", online.CUT, online.GARBLED])
    def test_what_comes_back_is_heard(self, service: Service, answer: Answer) -> None:
        service.answers = [answer, answer, mp3()]
        assert _gtts().say(_BONSOIR, _PLAIN).samples.size > 20_000
        assert len(service.texts) == 3

    def test_waits_are_spread(self, service: Service) -> None:
        service.answers = [503]
        for chance, wanted in ((0.0, [0.8, 3.2, 8.0]), (1.0, [1.2, 4.8, 12.0])):
            clock = StoppedClock()
            with pytest.raises(VoiceError):
                GttsVoice(Clock(clock.now, clock.sleep, lambda chance=chance: chance)).say(_BONSOIR, _PLAIN)  # type: ignore[misc]  # mypy types no default of a lambda
            assert clock.waits == pytest.approx(wanted)

    @pytest.mark.usefixtures("service")
    def test_requests_are_half_a_second_apart(self) -> None:
        clock = StoppedClock()
        voice = _gtts(clock)
        for _ in range(3):
            voice.say(_BONSOIR, _PLAIN)
        assert clock.waits == [0.5, 0.5]

    def test_a_refusal_that_will_not_pass_is_told_at_once(self, service: Service) -> None:
        said, clock = self._fails(service, 404)
        assert "erreur 404" in said
        assert (len(service.texts), clock.waits) == (1, [])

    def test_no_internet_is_told_at_once(self, service: Service) -> None:
        service.resolves = False
        said, clock = self._fails(service, 404)
        assert "pas d'internet" in said
        assert (len(service.hosts), clock.waits) == (1, [])

    def test_a_long_sentence_goes_in_short_parts_apart_from_one_another(self, service: Service) -> None:
        service.answers = [mp3(4.0)]
        clock = StoppedClock()
        text = (
            "Rue des Lilas, une maison donne l'heure à ses voisins, et trente habitants s'y relaient chaque soir " * 2
        )
        sound = _gtts(clock).say(text.strip(), _PLAIN)
        assert " ".join(service.texts).split() == text.split()
        assert all(len(part) <= 100 for part in service.texts)
        assert len(service.texts) == len(service.hosts) == 3
        assert sound.samples.size / sound.rate == pytest.approx(12, abs=0.5)
        assert clock.waits == [0.5, 0.5]

    def test_a_truncated_sound_is_not_taken_for_the_whole(self, service: Service) -> None:
        text = "Ici, on paie en heures, et deux mille heures ont changé de mains."
        service.answers = [mp3(0.5), mp3(4.0)]
        assert _gtts().say(text, _PLAIN).samples.size > 90_000
        assert len(service.texts) == 2
        service.answers = [mp3(0.5)]
        with pytest.raises(VoiceError, match=r"son tronqué.*--voix pico"):
            _gtts().say(text, _PLAIN)

    def test_a_sound_cut_in_the_middle_is_told(self, service: Service) -> None:
        whole = mp3(4.0)
        said, _ = self._fails(service, whole[: len(whole) // 8 + 7])
        assert "son illisible" in said or "son tronqué" in said

    @pytest.mark.parametrize("answer", [b"", mp3(0.05), 503, online.CUT])
    def test_a_line_that_fails_leaves_nothing_in_the_cache(
        self, service: Service, answer: Answer, tmp_path: Path
    ) -> None:
        service.answers = [mp3(), answer]
        performance = Performance(_gtts(), {"presentatrice_1": _PLAIN}, Lexicon())
        studio = Studio(performance, FolderStore(tmp_path), PaperLibrary(), GreyFootage(None), resample)
        with pytest.raises(VoiceError, match="--voix pico"):
            speak([line("1", f"{_BONSOIR} Voici le journal.")], studio, Recorder())
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
        service.answers = [mp3()]
        takes = speak([line("1", f"{_BONSOIR} Voici le journal.")], studio, Recorder())
        assert takes["1"].samples > 90_000

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "--voix pico" in GttsVoice().unavailable()
