"""Over every voice: sentences become PCM, whatever fails ends in a French sentence with a way out."""

import io
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import av
import numpy as np
import pytest
import requests

from pipeline.adapters.footage import resample
from pipeline.adapters.voices import gtts_voice
from pipeline.adapters.voices.gtts_voice import GttsVoice
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.errors import VoiceError
from pipeline.ports import Voice, VoiceSetting
from tests.fakes.voices import ToneVoice

_FRENCH = {"pico": VoiceSetting("fr-FR"), "gtts": VoiceSetting("fr"), "diapason": VoiceSetting("fr")}


def _mp3(seconds: float = 1.0) -> bytes:
    """Return a tone as MP3, as the online voice would send it."""
    data = io.BytesIO()
    with av.open(data, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=24_000, layout="mono")
        tone = 0.5 * np.sin(np.arange(int(24_000 * seconds)) / 15)
        frame = av.AudioFrame.from_ndarray((tone * 32_767).astype(np.int16)[None, :], format="s16", layout="mono")
        frame.sample_rate = 24_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return data.getvalue()


class _FakeGtts(ModuleType):
    """A `gtts` module that answers what it is told, one answer a call, the last one for ever."""

    class gTTSError(Exception):  # noqa: N801 - the real name
        """The real module's own error."""

    def __init__(self) -> None:
        super().__init__("gtts")
        self.__spec__ = ModuleSpec("gtts", None)
        self.answers: list[bytes | Exception] = [_mp3()]
        self.calls: list[dict[str, Any]] = []
        outer = self

        class FakeTTS:
            def __init__(self, text: str, **told: Any) -> None:
                outer.calls.append({"text": text, **told})

            def write_to_fp(self, target: io.BytesIO) -> None:
                answer = outer.answers[min(len(outer.calls), len(outer.answers)) - 1]
                if isinstance(answer, Exception):
                    raise answer
                target.write(answer)

        self.gTTS = FakeTTS


@pytest.fixture
def online(monkeypatch: pytest.MonkeyPatch) -> _FakeGtts:
    fake = _FakeGtts()
    monkeypatch.setitem(sys.modules, "gtts", fake)
    monkeypatch.setattr(gtts_voice, "_WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(gtts_voice, "_APART", 0.0)
    return fake


@pytest.fixture(params=["pico", "gtts", "diapason"])
def voice(request: pytest.FixtureRequest, online: _FakeGtts) -> Voice:
    del online
    made: dict[str, type[Voice]] = {"pico": PicoVoice, "gtts": GttsVoice, "diapason": ToneVoice}
    return made[request.param]()


class TestEveryVoice:
    def test_says_a_sentence_as_mono_samples(self, voice: Voice) -> None:
        spoken = voice.say("Bonsoir à tous.", _FRENCH[voice.name])
        assert spoken.samples.dtype == np.float32
        assert spoken.samples.ndim == 1
        assert spoken.rate > 0
        assert 0.2 < spoken.samples.size / spoken.rate < 5
        assert 0.05 < np.abs(spoken.samples).max() <= 2

    def test_says_the_same_twice(self, voice: Voice) -> None:
        one, two = (voice.say("Bonsoir à tous.", _FRENCH[voice.name]) for _ in range(2))
        assert one.rate == two.rate
        assert np.array_equal(one.samples, two.samples)

    def test_comes_to_48_khz(self, voice: Voice) -> None:
        spoken = voice.say("Bonsoir à tous.", _FRENCH[voice.name])
        sound = resample(spoken)
        assert sound.dtype == np.float32
        assert sound.size / 48_000 == pytest.approx(spoken.samples.size / spoken.rate, abs=0.01)

    def test_has_a_name_a_version_and_is_available(self, voice: Voice) -> None:
        assert voice.name
        assert voice.version.startswith(voice.name)
        assert voice.unavailable() == ""


class TestPico:
    def test_a_faster_pace_is_shorter(self) -> None:
        voice = PicoVoice()
        lengths = [voice.say("Bonsoir à tous.", VoiceSetting("fr-FR", pace)).samples.size for pace in (0.8, 1.0, 1.3)]
        assert lengths[0] > lengths[1] > lengths[2]

    def test_size_keeps_the_pace(self) -> None:
        voice = PicoVoice()
        one, two = (voice.say("Bonsoir à tous.", VoiceSetting("fr-FR", 1, 1, size)) for size in (1.0, 0.85))
        assert one.samples.size / one.rate == pytest.approx(two.samples.size / two.rate, rel=0.06)

    def test_what_it_cannot_say_is_told(self) -> None:
        with pytest.raises(VoiceError, match="récrivez la phrase"):
            PicoVoice().say("…", _FRENCH["pico"])

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "--voix gtts" in PicoVoice().unavailable()


class TestGtts:
    def _fails(self, online: _FakeGtts, *answers: bytes | Exception) -> str:
        online.answers = list(answers)
        with pytest.raises(VoiceError) as caught:
            GttsVoice().say("Bonsoir.", _FRENCH["gtts"])
        assert "--voix pico" in str(caught.value)
        assert "gTTS" in str(caught.value)
        assert str(caught.value).count("--voix pico") == 1
        return str(caught.value)

    def test_asks_for_french_with_a_time_out(self, online: _FakeGtts) -> None:
        GttsVoice().say("Bonsoir.", VoiceSetting("ca"))
        (call,) = online.calls
        assert (call["text"], call["lang"], call["tld"]) == ("Bonsoir.", "fr", "ca")
        assert call["timeout"]

    def test_tries_again_and_succeeds(self, online: _FakeGtts) -> None:
        online.answers = [online.gTTSError("429 (Too Many Requests)"), requests.ConnectionError("coupé"), _mp3()]
        assert GttsVoice().say("Bonsoir.", _FRENCH["gtts"]).samples.size
        assert len(online.calls) == 3

    def test_too_many_requests_again_and_again(self, online: _FakeGtts) -> None:
        said = self._fails(online, online.gTTSError("429 (Too Many Requests) from TTS API"))
        assert "429" in said
        assert 3 <= len(online.calls) <= 4

    def test_an_empty_sound(self, online: _FakeGtts) -> None:
        assert "son vide" in self._fails(online, b"")

    @pytest.mark.parametrize("data", [b"<html>Sorry</html>" * 20, _mp3()[:80]])
    def test_a_sound_that_is_none(self, online: _FakeGtts, data: bytes) -> None:
        said = self._fails(online, data)
        assert "son illisible" in said or "son vide" in said

    def test_no_network_is_told_at_once(self, online: _FakeGtts) -> None:
        error = requests.ConnectionError("Failed to resolve 'translate.google.com' (Name or service not known)")
        self._fails(online, error)
        assert len(online.calls) == 1

    def test_a_truncated_sound_is_not_taken_for_the_whole(self, online: _FakeGtts) -> None:
        text = "Ici, on paie en heures, et deux mille heures ont changé de mains."
        online.answers = [_mp3(0.5), _mp3(4.0)]
        assert GttsVoice().say(text, _FRENCH["gtts"]).samples.size > 90_000
        assert len(online.calls) == 2
        online.answers = [_mp3(0.5)]
        with pytest.raises(VoiceError, match=r"son tronqué.*--voix pico"):
            GttsVoice().say(text, _FRENCH["gtts"])

    def test_a_sound_cut_in_the_middle_is_told(self, online: _FakeGtts) -> None:
        whole = _mp3(4.0)
        assert "son illisible" in self._fails(online, whole[: len(whole) // 8 + 7])

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "--voix pico" in GttsVoice().unavailable()
