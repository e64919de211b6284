"""What was heard as sentences and as captions."""

from itertools import pairwise

from pipeline.caption.recognised import heard_captions, heard_sentences
from pipeline.model.heard import RecognisedWord
from pipeline.model.time import SAMPLE_RATE
from tests.fakes.recognisers import heard


def test_a_sentence_ends_at_its_full_stop_or_before_a_silence() -> None:
    words = (*heard("Bonsoir à tous. Voici"), *heard("le journal", 5 * SAMPLE_RATE))
    assert [mark.text for mark in heard_sentences(words)] == ["Bonsoir à tous.", "Voici", "le journal"]
    assert heard_sentences(words)[0].words == tuple(word.start for word in words[:3])


def test_captions_hold_every_word_when_it_is_said() -> None:
    text = "Les voisins de la rue des Vergers se relaient depuis hier soir pour vider les caves. Merci à tous."
    cues = heard_captions(heard(text), 20 * SAMPLE_RATE).cues
    assert " ".join(line for cue in cues for line in cue.lines) == text
    assert cues[0].start_ms == 0
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(cues))
    assert all(len(line) <= 37 for cue in cues for line in cue.lines)


def test_nothing_heard_gives_no_caption() -> None:
    none: tuple[RecognisedWord, ...] = ()
    assert not heard_captions(none, SAMPLE_RATE).cues
