"""A sound is heard passage by passage, and what was heard is kept: the same recording is never heard twice."""

import json
from collections.abc import Callable, Iterator, Sequence

from pipeline.model.heard import Recognised, RecognisedWord, Wordless, WordlessStretch
from pipeline.model.keys import key_of
from pipeline.model.picture import Asset
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Recogniser, Samples, Store
from pipeline.speak.passages import passages

KIND = "ecoute"
"""What was heard, in the store."""


def hear_sound(
    blocks: Iterator[Samples],
    recogniser: Recogniser,
    hints: Sequence[str] = (),
    tell: Callable[[float], None] = lambda _: None,
) -> Recognised:
    """Return what is said in sound that comes in stretches of shape (n,) or (n, 2); memory holds about a minute."""
    words: list[RecognisedWord] = []
    wordless: list[WordlessStretch] = []
    length = _Length()
    for passage in passages(length.counted(blocks), recogniser.longest):
        tell(passage.start / SAMPLE_RATE)
        heard = recogniser.hear(passage.sound, hints).shifted(passage.start)
        words += heard.words
        wordless += heard.wordless
    if not words and not wordless and length.samples:
        wordless.append(WordlessStretch(0, length.samples, Wordless.SILENT))
    return Recognised(tuple(words), tuple(wordless), length.samples)


class _Length:
    """Counts the samples that go by."""

    def __init__(self) -> None:
        self.samples = 0

    def counted(self, blocks: Iterator[Samples]) -> Iterator[Samples]:
        for block in blocks:
            self.samples += len(block)
            yield block


def heard_key(recording: Asset, recogniser: Recogniser, hints: Sequence[str]) -> str:
    """Return the key of what is heard in a recording: its bytes, who hears, what they expect."""
    return key_of("entendu", recording.digest, recogniser.version, tuple(hints))


def kept_hearing(store: Store, key: str) -> Recognised | None:
    """Return what was heard before; None when nobody has listened."""
    return store.read(KIND, key, _unpacked)


def keep_hearing(store: Store, key: str, heard: Recognised) -> None:
    """Keep what was heard."""
    told = {
        "words": [[word.text, word.start, word.end, word.confidence] for word in heard.words],
        "wordless": [[one.start, one.end, one.why.name, one.language] for one in heard.wordless],
        "length": heard.length,
    }
    store.keep(KIND, key, json.dumps(told, ensure_ascii=False).encode())


def _unpacked(data: bytes) -> Recognised:
    told = json.loads(data)
    return Recognised(
        tuple(RecognisedWord(*word) for word in told["words"]),
        tuple(WordlessStretch(start, end, Wordless[why], language) for start, end, why, language in told["wordless"]),
        told["length"],
    )
