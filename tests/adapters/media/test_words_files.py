"""The file of words beside a recording: what was heard comes back of it, corrections are followed and never lost."""

from pathlib import Path

import pytest

from pipeline.adapters.media.words_files import WordsFile, read_words, write_words
from pipeline.caption.recognised import heard_sentences
from pipeline.errors import ScriptError
from pipeline.model.heard import Recognised, Wordless, WordlessStretch
from pipeline.model.picture import Asset
from pipeline.model.time import SAMPLE_RATE
from tests.fakes.recognisers import heard

_RECORDING = Asset("media/essai/malo.wav", "ab" * 32)
_HEARD = Recognised(
    heard("Bonsoir, « à tous ». Il y a 3 chaises.", SAMPLE_RATE),
    (WordlessStretch(9 * SAMPLE_RATE, 10 * SAMPLE_RATE, Wordless.NO_SPEECH),),
    12 * SAMPLE_RATE,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "malo.wav.mots.yaml"
    write_words(path, _RECORDING, "papier", _HEARD, heard_sentences(_HEARD.words))
    return path


def _edited(file: Path, old: str, new: str) -> WordsFile:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return read_words(file)


def test_what_was_heard_comes_back(file: Path) -> None:
    read = read_words(file)
    assert [word.text for word in read.told.words] == [word.text for word in _HEARD.words]
    close = [
        abs(one.start - two.start) <= SAMPLE_RATE // 100 for one, two in zip(read.told.words, _HEARD.words, strict=True)
    ]
    assert all(close)
    assert read.told.wordless == _HEARD.wordless
    assert read.told.length == _HEARD.length
    assert (read.corrected, read.told.reviewed) == (False, False)
    assert read.of(_RECORDING.digest)
    assert not read.of("cd" * 32)


def test_a_correction_is_read_with_its_time_and_known_as_one(file: Path) -> None:
    read = _edited(file, "Il y a 3 chaises.", "Il y a trois chaises bleues.")
    assert read.corrected
    told = [word for word in read.told.words if word.text in {"Il", "bleues."}]
    assert SAMPLE_RATE < told[0].start < told[1].start < told[1].end <= 6 * SAMPLE_RATE


def test_what_was_read_over_is_sure(file: Path) -> None:
    read = _edited(file, "relu: non", "relu: oui")
    assert read.told.reviewed
    assert read.corrected
    assert all(word.confidence == 1 for word in read.told.words)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("de: 1.00", "de: bientôt", 10, "instant"),
        ("a: 3.45", "a: 0.5", 9, "avant de commencer"),
        ("duree", "dure", 1, "duree"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(file: Path, old: str, new: str, line: int, told: str) -> None:
    with pytest.raises(ScriptError, match=told) as raised:
        _edited(file, old, new)
    assert raised.value.findings[0].code == "mots-illisibles"
    assert abs(raised.value.findings[0].mark.line - line) <= 2
