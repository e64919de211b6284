"""A recorded voice becomes a take: sentences found where they are said, sound cleaned, nothing lost."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from pipeline.errors import Mark, VoiceError
from pipeline.model.rundown import PlannedLine, Tape
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples
from pipeline.speak.hand_marks import mark_findings
from pipeline.speak.levels import VOICE_LOUDNESS, loudness
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.recordings import recorded
from pipeline.speak.silences import listen
from pipeline.speak.takes import Recording
from tests.fakes.plans import line
from tests.fakes.recordings import recording

_SENTENCES = (
    "Ici, on paie en heures.",
    "Deux mille heures, dit-on, ont changé de mains depuis janvier.",
    "Odile sourit.",
)
_TEXT = " ".join(_SENTENCES)
_LINE = line("l", _TEXT, mark=Mark("essai.yaml", 3, 5))
_CLOSE = SAMPLE_RATE // 10
"""100 ms: what a viewer does not notice of a subtitle."""


def _made(planned: PlannedLine, sound: Samples) -> Recording:
    made = recorded(planned, sound, Lexicon())
    assert made is not None
    return made


def _gaps(made: Recording) -> list[int]:
    return [two.start - one.start for one, two in pairwise(made.sentences)]


class TestSentences:
    @pytest.mark.parametrize(
        ("silences", "noise"),
        [
            ((0.5, 0.4, 0.5, 0.5), 0.0),
            ((1.5, 0.6, 0.3, 0.2), 0.0),
            ((0.0, 0.35, 0.35, 0.0), 0.0),
            ((0.7, 0.5, 0.4, 0.7), 0.001),
            ((0.7, 0.5, 0.4, 0.7), 0.003),
        ],
    )
    def test_begin_where_they_are_said(self, silences: tuple[float, ...], noise: float) -> None:
        sound, starts = recording(_SENTENCES, silences, noise=noise)
        made = _made(_LINE, sound)
        assert [mark.text for mark in made.sentences] == list(_SENTENCES)
        assert made.sentences[0].start < _CLOSE
        for found, (one, two) in zip(_gaps(made), pairwise(starts), strict=True):
            assert abs(found - (two - one)) < _CLOSE

    def test_are_told_by_their_length_when_a_pause_inside_one_is_longer(self) -> None:
        parts = ("Deux mille heures", "ont changé de mains depuis le mois de janvier.", "Odile sourit.")
        sound, starts = recording(parts, (0.3, 0.5, 0.35, 0.3))
        made = _made(line("l", f"{parts[0]} {parts[1]} {parts[2]}"), sound)
        assert abs(_gaps(made)[0] - (starts[2] - starts[0])) < _CLOSE

    def test_that_run_together_are_cut_near_their_share(self) -> None:
        sentences = ("Ici on paie en heures.", "Deux mille heures ont changé de mains.", "Odile sourit.")
        sound, starts = recording(sentences, (0.3, 0.0, 0.0, 0.3))
        made = _made(line("l", " ".join(sentences)), sound)
        for found, (one, two) in zip(_gaps(made), pairwise(starts), strict=True):
            assert abs(found - (two - one)) < 0.6 * SAMPLE_RATE

    def test_marks_are_in_order_inside_the_take(self) -> None:
        made = _made(_LINE, recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5))[0])
        edges = [edge for mark in made.sentences for edge in (mark.start, mark.end)]
        assert edges == sorted(edges)
        assert edges[0] == 0
        assert edges[-1] <= made.sound.size
        for mark in made.sentences:
            assert len(mark.words) == len(mark.text.split())
            assert not mark.measured
            assert all(mark.start <= word <= mark.end for word in mark.words)

    def test_of_a_very_short_sound_are_still_all_there(self) -> None:
        made = _made(_LINE, recording(("Oui.",), (0.1, 0.1))[0])
        assert len(made.sentences) == 3


class TestByHand:
    def _with(self, *cues: float, **tape: float) -> PlannedLine:
        return replace(_LINE, tape=Tape(cues=cues, **tape))  # type: ignore[arg-type]  # mypy cannot see into **

    def test_marks_are_obeyed(self) -> None:
        sound, starts = recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5))
        moved = [starts[1] / SAMPLE_RATE + 0.7, starts[2] / SAMPLE_RATE]
        made = _made(self._with(*moved), sound)
        assert made.sentences[1].start - made.sentences[0].start == pytest.approx(
            moved[0] * SAMPLE_RATE - starts[0], abs=0.03 * SAMPLE_RATE
        )

    def test_a_first_mark_leaves_out_what_comes_before(self) -> None:
        sound, starts = recording(("Euh.", *_SENTENCES), (0.3, 0.4, 0.4, 0.5, 0.5))
        made = _made(self._with(*(start / SAMPLE_RATE for start in starts[1:])), sound)
        assert made.sound.size < sound.size - starts[1] + 0.1 * SAMPLE_RATE

    @pytest.mark.parametrize("cues", [(1.0,), (1.0, 2.0, 3.0, 4.0)])
    def test_too_few_or_too_many_are_told_with_the_line(self, cues: tuple[float, ...]) -> None:
        with pytest.raises(VoiceError, match=r"essai\.yaml:3:5 : « reperes » .* 3 phrases ; il en faut 2 ou 3"):
            recorded(self._with(*cues), recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5))[0], Lexicon())

    def test_marks_that_go_back_are_told(self) -> None:
        with pytest.raises(VoiceError, match=r"essai\.yaml:3:5 : « reperes » doit aller en croissant"):
            recorded(self._with(3.0, 1.0), recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5))[0], Lexicon())

    @pytest.mark.parametrize("start", [0.0, 1.0])
    def test_marks_beyond_the_end_are_told(self, start: float) -> None:
        line = self._with(1.5, 200.0, start=start)
        with pytest.raises(VoiceError, match=r"essai\.yaml:3:5 : « reperes » va jusqu'à 200,0 s, mais .* finit à"):
            recorded(line, recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5))[0], Lexicon())

    @pytest.mark.parametrize(
        ("cues", "said"), [((1.0,), "1 instant pour 3 phrases"), ((3.0, 1.0), "en croissant"), ((1.0, 3.0), None)]
    )
    def test_are_told_without_the_sound_as_well(self, cues: tuple[float, ...], said: str | None) -> None:
        line = replace(self._with(*cues), recording="media/a.wav")
        found = mark_findings([line, replace(line, recording="")], Lexicon())
        assert [finding.mark for finding in found] == [Mark("essai.yaml", 3, 5)] * (said is not None)
        assert all(said in finding.message for finding in found if said)


class TestSilence:
    def test_is_cut_at_both_ends_to_the_constant_of_every_voice(self) -> None:
        short = _made(_LINE, recording(_SENTENCES, (0.1, 0.4, 0.5, 0.1))[0])
        long = _made(_LINE, recording(_SENTENCES, (2.5, 0.4, 0.5, 3.0))[0])
        assert abs(short.sound.size - long.sound.size) < 0.03 * SAMPLE_RATE
        assert short.sound[0] == 0 == short.sound[-1]

    def test_between_sentences_never_lasts_nine_tenths_of_a_second(self) -> None:
        made = _made(_LINE, recording(_SENTENCES, (0.5, 2.5, 4.0, 0.5))[0])
        assert max(end - first for first, end in listen(made.sound).silences) < 90
        assert len(made.sentences) == 3

    def test_of_somebody_seen_is_kept_to_the_sample(self) -> None:
        sound, starts = recording(_SENTENCES, (0.8, 1.6, 0.5, 0.9))
        made = _made(replace(_LINE, tape=Tape(in_sync=True)), sound)
        assert made.sound.size == sound.size
        for mark, start in zip(made.sentences, starts, strict=True):
            assert abs(mark.start - start) < _CLOSE

    @pytest.mark.parametrize("sound", [np.zeros(SAMPLE_RATE, np.float32), np.zeros(0, np.float32)])
    def test_alone_is_no_take(self, sound: Samples) -> None:
        assert recorded(_LINE, sound, Lexicon()) is None


class TestCleaning:
    def test_brings_any_level_to_that_of_the_voices(self) -> None:
        for level in (0.02, 0.3, 1.5):
            made = _made(_LINE, recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5), level=level)[0])
            assert loudness(made.sound) == pytest.approx(VOICE_LOUDNESS, abs=0.4)

    def test_takes_the_rumble_away(self) -> None:
        sound, _ = recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5))
        rumble = 0.02 * np.sin(2 * np.pi * 30 * np.arange(sound.size) / SAMPLE_RATE).astype(np.float32)
        clean, rough = (
            _made(replace(_LINE, tape=Tape(clean=clean, in_sync=True)), sound + rumble).sound for clean in (True, False)
        )

        def share(made: Samples) -> float:
            power = np.abs(np.fft.rfft(made)) ** 2
            hertz = np.fft.rfftfreq(made.size, 1 / SAMPLE_RATE)
            return float(power[(hertz > 25) & (hertz < 35)].sum() / power.sum())

        assert share(clean) < share(rough) / 20

    def test_lowers_the_hiss_between_words_and_not_the_words(self) -> None:
        sound, starts = recording(_SENTENCES, (1.0, 0.6, 0.6, 1.0), noise=0.002)
        made = {
            clean: _made(replace(_LINE, tape=Tape(clean=clean, in_sync=True)), sound).sound for clean in (True, False)
        }

        def ratio(one: Samples) -> float:
            hiss = np.sqrt(np.mean(one[starts[0] - 30_000 : starts[0] - 8_000] ** 2))
            return float(np.sqrt(np.mean(one[starts[1] : starts[1] + 48_000] ** 2)) / hiss)

        assert ratio(made[True]) > 3 * ratio(made[False])

    def test_that_is_refused_leaves_level_and_sound_alone(self) -> None:
        sound, _ = recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5), level=0.2)
        made = _made(replace(_LINE, tape=Tape(clean=False, in_sync=True)), sound).sound
        assert np.array_equal(made[1000:-1000], sound[1000:-1000])

    def test_gives_the_same_bytes_twice(self) -> None:
        sound, _ = recording(_SENTENCES, (0.5, 0.4, 0.5, 0.5), noise=0.001)
        one, two = (_made(_LINE, sound) for _ in range(2))
        assert one.sound.tobytes() == two.sound.tobytes()
        assert one.sentences == two.sentences
