r"""Nothing of the notes is lost: each sentence is looked for in the script, word by word; what is not there is told.

>>> holds("texte: >\n  On danse\n  ce soir.", "On danse ce soir."), holds("# rien", "On danse.")
(True, False)
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.french.letters import ascii_of
from pipeline.gather.sentences import apart
from pipeline.gather.story_kinds import bare_head
from pipeline.gather.values import LineKind, NoteLine
from pipeline.model.civil import words_of

_COMMENT = re.compile(r"^\s*#+ ?", re.MULTILINE)
_HEAD = re.compile(r"^[^:]{1,70}:\s+")
_MARKER = re.compile(r"\W{0,2}\w{1,3}\W{0,2}")
"""What numbers a line, or ticks it: no sentence."""

_TITLE = 2
"""Letters of « Mr », which a name may be told without, at the most."""

_WORDS = re.compile(r"[^\W_]+")


def words_told(text: str) -> str:
    """Return the words of a text, in order, folded, a space around each."""
    return f" {' '.join(_WORDS.findall(ascii_of(text)))} "


def holds(script: str, sentence: str) -> bool:
    """Tell whether a script holds every word of a sentence, in order and side by side, as text or as a comment."""
    return words_told(sentence) in words_told(_COMMENT.sub("", script))


class _Told:
    """The words of a script, in order, in which many runs of words are looked for."""

    def __init__(self, words: list[str]) -> None:
        self._said = words
        self.words = frozenset(words)
        self._at: dict[tuple[str, str], list[int]] = {}
        for at, pair in enumerate(pairwise(words)):
            self._at.setdefault(pair, []).append(at)

    def __contains__(self, text: str) -> bool:
        """Tell whether the words of a text stand side by side, looked for where the rarest two of them do."""
        words = text.split()
        if len(words) < 2:
            return all(word in self.words for word in words)
        places = [(self._at.get(pair, []), rank) for rank, pair in enumerate(pairwise(words))]
        found, rank = min(places, key=lambda place: len(place[0]))
        return any(self._said[at - rank : at - rank + len(words)] == words for at in found if at >= rank)


def missing(script: str, lines: Sequence[NoteLine]) -> Iterator[tuple[NoteLine, str]]:
    """Yield the sentences of the notes that a script holds nowhere, with their lines.

    What labels a sentence (« Nom : », « Lieu : ») may stand elsewhere, or be said by its place in the script.
    """
    told = _Told(words_told(_COMMENT.sub("", script)).split())
    for line in lines:
        if line.kind is LineKind.END:
            continue
        text = line.text.replace("\n", " ")
        if words_told(text) in told:
            continue
        if line.head is not None:
            yield from _untold_head(line, told.words)
            text = text[line.words_at :]
        for sentence in apart(text):
            words = words_told(sentence)
            bare = [words_told(_HEAD.sub("", sentence, count=1)), words_told(bare_head(sentence))]
            if _MARKER.fullmatch(sentence.strip()) or not words.strip() or words in told:
                continue
            if not any(part.strip() and part in told for part in bare):
                yield line, sentence


def _untold_head(line: NoteLine, known: frozenset[str]) -> Iterator[tuple[NoteLine, str]]:
    """Yield the head of somebody's words when not all of what it says of them stands in a script."""
    head = line.head
    if head is None:
        return
    words = words_told(" ".join(words_of(f"{head.who} {head.about} {head.aside}"))).split()
    if not all(word in known for word in words if len(word) > _TITLE):
        yield line, line.text[: line.words_at].strip()
