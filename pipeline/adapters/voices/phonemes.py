"""French words become phonemes with espeak-ng: word by word, clause by clause, with the marks between clauses."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipeline.adapters.voices.french_spelling import respelled
from pipeline.adapters.voices.guards import way_out
from pipeline.errors import VoiceError

_SYNCHRONOUS, _DO_NOT_EXIT = 2, 0x8000
_UTF8, _IPA = 1, 2
"""Figures of espeak-ng's `speak_lib.h`."""
_LANGUAGE = re.compile(r"\([a-z-]+\)")
"""espeak-ng names the language when a word of another one comes, and when French comes back."""
_PAUSES = re.compile(r"[,;:.!?…—–]+(?=[^\w]*$)")
_ING = re.compile(r"ings?\W*\Z")
_DASHES = str.maketrans({"’": "'", "ʼ": "'", "–": "—"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, its phonemes (those of the words said with it included), and the mark that follows it."""

    text: str
    phonemes: str
    mark: str = ""


def phonemes(text: str) -> tuple[Word, ...]:
    """Return the words of a text, in order; a word that is said with the one before has no phonemes of its own."""
    words: list[Word] = []
    clause: list[str] = []
    for written in text.split():
        if not any(sign.isalnum() for sign in written):
            mark = _mark(f" {written}")
            if mark and clause:
                words += _clause(clause, mark)
                clause = []
            continue
        clause.append(written)
        if mark := _mark(written):
            words += _clause(clause, mark)
            clause = []
    return (*words, *_clause(clause, ""))


def _mark(written: str) -> str:
    """Return the one mark that a word ends with: the strongest, « … » for several dots."""
    found = _PAUSES.search(written.translate(_DASHES).replace("...", "…"))
    if found is None:
        return ""
    return min(found.group(), key="?!….:;,—".index)


def _clause(written: Sequence[str], mark: str) -> list[Word]:
    """Say words together, so that liaisons are heard, and share the phonemes out; the mark goes to the last."""
    if not written:
        return []
    plain = [_plain(word) for word in written]
    groups = _said(" ".join(plain))
    ends = list(range(1, len(plain) + 1))
    if len(groups) != len(plain):
        ends = _ends(plain, len(groups))
    starts = [0, *ends[:-1]]
    said = [" ".join(groups[start:end]) for start, end in zip(starts, ends, strict=True)]
    said = [_ended(word, sounds) for word, sounds in zip(written, said, strict=True)]
    marks = [""] * (len(plain) - 1) + [mark]
    return [Word(*parts) for parts in zip(written, said, marks, strict=True)]


def _plain(word: str) -> str:
    """Return a word without signs at its ends, spelled as espeak-ng reads it best."""
    return in_french(re.sub(r"^\W+|[^\w']+$", "", word.translate(_DASHES)))


def in_french(text: str) -> str:
    """Return a text, word for word, spelled so that espeak-ng takes none of it for English."""
    return respelled(text, _foreign)


def _ended(written: str, sounds: str) -> str:
    """Let « parking » end as it is said; French spelling has no letters for it."""
    return f"{sounds[:-1]}ŋ" if _ING.search(written) and sounds.endswith("n") else sounds


def _ends(words: Sequence[str], total: int) -> list[int]:
    """Tell after how many groups each word ends, by saying more and more of the words."""
    ends = [min(total, len(_said(" ".join(words[: count + 1])))) for count in range(len(words) - 1)]
    return [max(ends[: at + 1]) for at in range(len(ends))] + [total]


@lru_cache(maxsize=4096)
def _foreign(word: str) -> bool:
    """Tell whether espeak-ng takes a word for one of another language."""
    return bool(_LANGUAGE.search(_ipa(word)))


def _said(text: str) -> list[str]:
    """Return groups of IPA, one for each word or words run together."""
    return _LANGUAGE.sub("", _ipa(text)).split()


def _ipa(text: str) -> str:
    """Return what espeak-ng says of a text, the languages it went through included."""
    espeak = _library()
    espeak.espeak_SetVoiceByName(b"fr")
    buffer = ctypes.create_string_buffer(text.encode() + b"\0" * 4)
    at = ctypes.c_void_p(ctypes.addressof(buffer))
    pieces: list[str] = []
    while at.value:
        pieces.append((espeak.espeak_TextToPhonemes(ctypes.byref(at), _UTF8, _IPA) or b"").decode())
    return " ".join(pieces)


@cache
def _library() -> Any:
    """Return espeak-ng, ready to read French; raises VoiceError. One a process: the library is made so."""
    import espeakng_loader  # noqa: PLC0415 - optional: loaded when it speaks

    espeak = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path()
    if espeak.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), _DO_NOT_EXIT) <= 0:
        raise VoiceError(
            f"espeak ne démarre pas (données introuvables dans {data}) ; réinstallez espeakng-loader, ou {way_out()}"
        )
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    espeak.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    return espeak
