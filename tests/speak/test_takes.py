"""A line becomes one take: its sentences in order, trimmed, levelled, marked to the sample."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from pipeline.errors import Mark, VoiceError
from pipeline.french.pauses import parted
from pipeline.model.rundown import PlannedLine
from pipeline.model.time import SAMPLE_RATE, samples
from pipeline.plan.estimate import estimate
from pipeline.ports import VoiceSetting
from pipeline.produce.speaking import take_key
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance, record, trimmed
from pipeline.speak.worded import rests, said
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


def _paused(text: str) -> PlannedLine:
    written = parted(text)
    return replace(line("l", written.text), rests=written.rests)


def test_a_written_pause_is_silence_of_that_length_and_no_word() -> None:
    voice = ToneVoice()
    made = record(_paused("Il vient. [pause 2s] Nous chercher."), _performance(voice), tripled)
    first, second = made.sentences
    assert len(voice.said) == 2
    assert (first.text, second.text) == ("Il vient.", "Nous chercher.")
    assert second.start - first.end == samples(2)
    assert not made.sound[first.end : second.start].any()


def test_pauses_before_the_first_word_inside_a_sentence_and_after_the_last_are_kept() -> None:
    made = record(
        _paused("[pause 1 s] Il vient (pause) nous chercher. [pause 3 s]"), _performance(ToneVoice()), tripled
    )
    first, second = made.sentences
    assert (first.text, second.text) == ("Il vient", "nous chercher.")
    assert (first.start, second.start - first.end, made.sound.size - second.end) == tuple(map(samples, (1, 1, 3)))


def test_an_estimate_waits_as_long_as_the_voice_will() -> None:
    plain, paused = estimate(line("l", "Un. Deux.")), estimate(_paused("[pause 1 s] Un. [pause 2 s] Deux. [pause 3 s]"))
    assert [mark.text for mark in paused.sentences] == [mark.text for mark in plain.sentences]
    assert paused.sentences[0].start == samples(1)
    assert paused.sentences[1].start - paused.sentences[0].end == samples(2)
    assert paused.samples - paused.sentences[1].end == samples(3)


def test_a_recorded_voice_keeps_its_own_silences() -> None:
    recorded = replace(_paused("Il vient [pause 2 s] nous chercher."), recording="media/voix.wav")
    assert not rests(recorded, Lexicon())
    assert [written for written, _ in said(recorded, Lexicon())] == ["Il vient nous chercher."]


def test_a_pause_is_part_of_a_take_and_none_changes_nothing() -> None:
    performance = _performance(ToneVoice())
    keys = [take_key(_paused(f"Un. [pause {length} s] Deux."), performance, None) for length in (1, 2)]
    assert len({*keys, take_key(line("l", "Un. Deux."), performance, None)}) == 3
