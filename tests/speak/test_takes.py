"""A line becomes one take: its sentences in order, trimmed, levelled, marked to the sample."""

from itertools import pairwise

import numpy as np
import pytest

from pipeline.errors import Mark, VoiceError
from pipeline.model.time import SAMPLE_RATE, samples
from pipeline.ports import VoiceSetting
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance, record, said, trimmed
from tests.fakes.plans import line
from tests.fakes.voices import ToneVoice, tripled

_TEXT = "La place est pleine. On danse ! Personne ne part avant minuit…"


def _performance(voice: ToneVoice, lexicon: dict[str, str] | None = None) -> Performance:
    return Performance(voice, {"presentatrice_1": VoiceSetting("fr")}, Lexicon.from_mapping(lexicon or {}))


def test_says_each_sentence_once_and_marks_it_as_written() -> None:
    voice = ToneVoice()
    made = record(line("l", _TEXT), _performance(voice), tripled)
    assert len(voice.said) == 3
    assert [mark.text for mark in made.sentences] == [
        "La place est pleine.",
        "On danse !",
        "Personne ne part avant minuit…",
    ]


def test_marks_are_in_order_a_breath_apart_and_cover_the_take() -> None:
    made = record(line("l", _TEXT), _performance(ToneVoice()), tripled)
    marks = made.sentences
    assert marks[0].start == 0
    assert marks[-1].end == made.sound.size
    assert all(two.start - one.end == samples(0.26) for one, two in pairwise(marks))
    for one, two in pairwise(marks):
        assert not made.sound[one.end : two.start].any()
    assert all(np.abs(made.sound[mark.start : mark.end]).max() > 0.05 for mark in marks)


def test_a_second_take_is_the_same_to_the_sample() -> None:
    one, two = (record(line("l", _TEXT), _performance(ToneVoice()), tripled) for _ in range(2))
    assert np.array_equal(one.sound, two.sound)
    assert one.sentences == two.sentences


def test_the_lexicon_is_what_is_said_and_not_what_is_shown() -> None:
    voice = ToneVoice()
    made = record(line("l", "Le CIAS ouvre."), _performance(voice, {"CIAS": "cé i a esse"}), tripled)
    assert "cé i a esse" in voice.said[0]
    assert made.sentences[0].text == "Le CIAS ouvre."


def test_a_sentence_of_signs_joins_the_one_before() -> None:
    pairs = said(line("l", "Bonsoir. 🎉"), Lexicon())
    assert len(pairs) == 1
    assert "🎉" in pairs[0][0]
    assert "🎉" not in pairs[0][1]


@pytest.mark.parametrize("text", ["A", "À !", "Un.", "84"])
def test_the_shortest_texts_are_said(text: str) -> None:
    made = record(line("l", text), _performance(ToneVoice()), tripled)
    assert made.sound.size > 0
    assert len(made.sentences) == 1


@pytest.mark.parametrize("text", ["…", "🎉", "« »", "!"])
def test_nothing_to_say_is_told_with_its_place(text: str) -> None:
    with pytest.raises(VoiceError, match=r"essai\.yaml:3:5 : rien à dire"):
        record(line("l", text, mark=Mark("essai.yaml", 3, 5)), _performance(ToneVoice()), tripled)


@pytest.mark.parametrize(
    ("text", "told"), [("…", "rien à dire dans « … » ;"), ("", "rien à dire : le texte est vide ;")]
)
def test_nothing_to_say_of_a_line_without_a_place_is_told(text: str, told: str) -> None:
    with pytest.raises(VoiceError, match=f"^{told}"):
        record(line("l", text), _performance(ToneVoice()), tripled)


def test_a_voice_that_fails_is_told_with_its_place_and_its_way_out() -> None:
    voice = ToneVoice(refused="danse")
    with pytest.raises(VoiceError, match=r"essai\.yaml:3:5 : .*--voix pico"):
        record(line("l", _TEXT, mark=Mark("essai.yaml", 3, 5)), _performance(voice), tripled)


def test_an_unknown_cast_voice_is_the_first_one() -> None:
    plain = VoiceSetting("fr")
    performance = Performance(ToneVoice(), {"une": plain, "deux": VoiceSetting("fr", 2.0)}, Lexicon())
    assert performance.setting("inconnue") == plain


class TestTrimmed:
    def test_keeps_twenty_milliseconds_around_what_is_heard(self) -> None:
        sound = np.zeros(3 * SAMPLE_RATE, np.float32)
        sound[SAMPLE_RATE : 2 * SAMPLE_RATE] = 0.5
        piece = trimmed(sound)
        assert abs(piece.size - (SAMPLE_RATE + 2 * samples(0.02))) <= 1
        assert piece[0] == 0
        assert piece[-1] == 0

    def test_of_silence_nothing_is_left(self) -> None:
        assert trimmed(np.zeros(1000, np.float32)).size == 0
        assert trimmed(np.zeros(0, np.float32)).size == 0

    def test_leaves_its_argument_alone(self) -> None:
        sound = np.full(4800, 0.5, np.float32)
        trimmed(sound)
        assert (sound == 0.5).all()
