"""What is said in a recording, in a file beside it that a person can read and correct: `malo.wav.mots.yaml`.

It goes with the recording from machine to machine, so that captions are the same where nothing can be heard. It says
of which recording it is (SHA-256) and how the machine wrote it, so that what somebody corrected is never written over.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from pathlib import Path, PurePosixPath

from pipeline.adapters.whole import write_whole
from pipeline.adapters.yaml.files import read_marked
from pipeline.errors import Code, Mark, ScriptError
from pipeline.model.heard import Recognised, RecognisedWord, RecordedWords, Wordless, WordlessStretch
from pipeline.model.marked import ListNode, MapNode, Node, TextNode
from pipeline.model.picture import Asset
from pipeline.model.take import SentenceMark
from pipeline.model.time import SAMPLE_RATE

SUFFIX = ".mots.yaml"

_HEAD = """\
# Ce qui se dit dans {name}, écrit par une machine : relisez, corrigez « texte », puis écrivez « relu: oui ».
# Les sous-titres et la transcription suivent ce fichier ; gardez-le avec l'enregistrement.
"""
_DIGITS = 16
"""Hexadecimal digits of a SHA-256 that tell one recording from any other that somebody has."""
_DOUBT = 0.8
"""Confidence under which a word is one to be heard again: it is told in hundredths, the others are sure."""
_AGAIN = "l'effacer : il est écrit de nouveau au prochain rendu, là où la reconnaissance de la parole est installée"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsFile:
    """A file as it is read: of which recording (first digits of its SHA-256), and whether somebody changed it."""

    told: RecordedWords
    recording: str
    corrected: bool

    def of(self, digest: str) -> bool:
        """Tell whether it goes with a recording."""
        return self.recording == digest[:_DIGITS]


def words_name(recording: str) -> str:
    """Return the name of the file that goes with a recording.

    >>> words_name("media/atelier/voix/malo.wav")
    'media/atelier/voix/malo.wav.mots.yaml'
    """
    return f"{recording}{SUFFIX}"


def read_words(path: Path) -> WordsFile:
    """Read a file of words; raises ScriptError with what is wrong and where."""
    tree = read_marked(path)
    if not isinstance(tree, MapNode):
        raise _wrong(Mark(path.as_posix()), "ce fichier de mots n'a pas la forme attendue")
    phrases = _listed(tree, "phrases")
    reviewed = tree.text("relu").lower() in {"oui", "true"}
    words = tuple(word for phrase in phrases for word in _phrase(phrase))
    if reviewed:
        words = tuple(replace(word, confidence=1.0) for word in words)
    wordless = tuple(_stretch(one) for one in _listed(tree, "sans_parole"))
    told = RecordedWords(
        words=words,
        wordless=wordless,
        length=_sample(tree, "duree"),
        file=path.as_posix(),
        reviewed=reviewed,
    )
    return WordsFile(
        told=told,
        recording=tree.text("empreinte").strip(),
        corrected=told.reviewed or tree.text("ecrit").strip() != _trace(_plain(phrases)),
    )


def write_words(
    path: Path, recording: Asset, engine: str, heard: Recognised, sentences: Sequence[SentenceMark]
) -> None:
    """Write what was heard, words grouped in sentences; raises UserError when that cannot be done."""
    rows: list[str] = []
    plain: list[list[str]] = []
    waiting = list(heard.words)
    for sentence in sentences:
        said, waiting = waiting[: len(sentence.words)], waiting[len(sentence.words) :]
        plain.append([sentence.text, _seconds(sentence.start), _seconds(sentence.end)])
        rows += [
            f"- texte: {_quoted(sentence.text)}",
            f"  de: {_seconds(sentence.start)}",
            f"  a: {_seconds(sentence.end)}",
            f"  instants: [{', '.join(_seconds(word.start) for word in said)}]",
        ]
        doubts: dict[str, int] = {}
        for word in said:
            if word.confidence < _DOUBT:
                doubts[word.text] = min(doubts.get(word.text, 100), round(word.confidence * 100))
        if doubts:
            told = ", ".join(f"{_quoted(word)}: {sure}" for word, sure in doubts.items())
            rows.append(f"  douteux: {{{told}}}")
    stretches = [
        f"- {{de: {_seconds(one.start)}, a: {_seconds(one.end)}, quoi: {_quoted(one.why.value)}}}"
        for one in heard.wordless
    ]
    text = "\n".join(
        [
            f"{_HEAD.format(name=PurePosixPath(recording.path).name)}empreinte: {_quoted(recording.digest[:_DIGITS])}",
            f"machine: {_quoted(engine)}",
            f"ecrit: {_quoted(_trace(plain))}",
            f"duree: {_seconds(heard.length)}",
            "relu: non",
            "phrases:" if rows else "phrases: []",
            *rows,
            *(["sans_parole:", *stretches] if stretches else []),
            "",
        ]
    )
    write_whole(path, text, "le dossier de l'enregistrement doit accepter ce fichier")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _seconds(sample: int) -> str:
    return f"{sample / SAMPLE_RATE:.2f}"


def _trace(phrases: Sequence[Sequence[str]]) -> str:
    """Return what tells phrases from any others."""
    return hashlib.sha256(json.dumps(phrases, ensure_ascii=False).encode()).hexdigest()[:_DIGITS]


def _plain(phrases: Iterable[Node]) -> list[list[str]]:
    maps = [phrase for phrase in phrases if isinstance(phrase, MapNode)]
    return [[one.text("texte"), one.text("de"), one.text("a")] for one in maps]


def _listed(tree: MapNode, key: str) -> tuple[Node, ...]:
    node = tree.get(key)
    return node.items if isinstance(node, ListNode) else ()


def _phrase(node: Node) -> list[RecognisedWord]:
    """Return the words of a phrase; where there are not as many as instants, they share its time by letters."""
    if not isinstance(node, MapNode):
        raise _wrong(node.mark, "une phrase a « texte », « de » et « a »")
    said = node.text("texte").split()
    start, end = _sample(node, "de"), _sample(node, "a")
    if end < start:
        raise _wrong(node.mark, "cette phrase finit (« a ») avant de commencer (« de »)")
    told = [_read(one) for one in _listed(node, "instants")]
    if len(told) != len(said) or told != sorted(told):
        letters = [0, *accumulate(len(word) for word in said)]
        told = [start + (end - start) * before // max(1, letters[-1]) for before in letters[:-1]]
    doubts = node.get("douteux")
    doubted = {entry.key: _sure(entry.value) for entry in doubts.entries} if isinstance(doubts, MapNode) else {}
    ends = [*told[1:], max(end, told[-1]) if told else end]
    return [
        RecognisedWord(word, begun, max(begun, over), doubted.get(word, 1.0))
        for word, begun, over in zip(said, told, ends, strict=True)
    ]


def _sure(node: Node) -> float:
    """Return a confidence told in hundredths."""
    told = _text(node).strip()
    if not told.isdecimal() or int(told) > 100:
        raise _wrong(node.mark, f"« {told} » n'est pas une certitude, de 0 à 100")
    return int(told) / 100


def _stretch(node: Node) -> WordlessStretch:
    if not isinstance(node, MapNode):
        raise _wrong(node.mark, "un passage sans parole a « de », « a » et « quoi »")
    told = node.text("quoi").strip()
    why = next((why for why in Wordless if why.value == told), Wordless.NO_SPEECH)
    return WordlessStretch(_sample(node, "de"), _sample(node, "a"), why)


def _sample(node: MapNode, key: str) -> int:
    value = node.get(key)
    if value is None:
        raise _wrong(node.mark, f"il manque « {key} » : un instant en secondes")
    return _read(value)


def _read(node: Node) -> int:
    """Return the sample of an instant in seconds."""
    try:
        told = Fraction(_text(node).strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        told = Fraction(-1)
    if told < 0:
        raise _wrong(node.mark, f"« {_text(node)} » n'est pas un instant en secondes")
    return round(told * SAMPLE_RATE)


def _text(node: Node) -> str:
    return node.text if isinstance(node, TextNode) else ""


def _wrong(mark: Mark, message: str) -> ScriptError:
    return ScriptError.of(mark, message, f"corriger ce fichier, ou {_AGAIN}", code=Code("mots-illisibles"))
