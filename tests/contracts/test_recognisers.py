"""Over every recogniser: words in order inside the sound, none out of silence, absence said with what to type."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.hearing.model_files import model_folder
from pipeline.adapters.hearing.whisper import WhisperRecogniser
from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.errors import HearingError
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Recogniser, Samples, VoiceSetting
from pipeline.speak.against import aligned
from pipeline.speak.lexicon import Lexicon
from tests.fakes.recognisers import PaperRecogniser

_MODEL = model_folder()  # before tests are given a folder without any
_SAID = "Les habitants de la rue votent ce soir pour un jardin."


def _whisper() -> Recogniser:
    made = WhisperRecogniser(_MODEL)
    if problem := made.unavailable():
        pytest.skip(problem)
    return made


EVERY = pytest.mark.parametrize(
    "make", [lambda: PaperRecogniser(_SAID), pytest.param(_whisper, marks=pytest.mark.slow)], ids=["papier", "whisper"]
)


def _speech() -> Samples:
    voice = PicoVoice()
    if problem := voice.unavailable():
        pytest.skip(problem)
    said = resample(voice.say(_SAID, VoiceSetting("")))
    quiet = np.zeros(SAMPLE_RATE, np.float32)
    return np.concatenate([quiet, said, np.zeros(3 * SAMPLE_RATE, np.float32)])


@EVERY
def test_words_lie_in_order_inside_the_sound_and_say_what_was_said(make: Callable[[], Recogniser]) -> None:
    sound = _speech()
    heard = make().hear(sound, ("Odile",))
    edges = [edge for word in heard.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert 0 <= edges[0] <= edges[-1] <= sound.size
    assert all(0 <= word.confidence <= 1 for word in heard.words)
    assert aligned(_SAID, heard.words, Lexicon()).completeness > 0.7
    assert heard.length == sound.size


@EVERY
def test_the_same_sound_gives_the_same_words(make: Callable[[], Recogniser]) -> None:
    sound = _speech()
    assert make().hear(sound) == make().hear(sound)


@EVERY
def test_no_sound_gives_no_words(make: Callable[[], Recogniser]) -> None:
    assert make().hear(np.zeros(0, np.float32)).words == ()


@pytest.mark.slow
def test_music_and_noise_give_no_words() -> None:
    recogniser = _whisper()
    time = np.arange(6 * SAMPLE_RATE) / SAMPLE_RATE
    chord = sum(0.1 * np.sin(2 * np.pi * hertz * time) for hertz in (220.0, 277.2, 329.6))
    noise = 0.05 * np.random.default_rng(1).standard_normal(time.size)
    for sound in (chord, noise):
        heard = recogniser.hear(np.asarray(sound, np.float32))
        assert not heard.words
        assert heard.wordless


def test_an_absent_one_says_what_to_type(tmp_path: Path) -> None:
    absent = WhisperRecogniser(tmp_path)
    assert "jt ecoute install" in absent.unavailable()
    with pytest.raises(HearingError, match="jt ecoute install"):
        absent.hear(np.zeros(SAMPLE_RATE, np.float32))
