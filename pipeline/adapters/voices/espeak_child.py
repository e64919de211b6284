"""A program of its own that says one sentence with espeak-ng; run by file name, it imports nothing of ours.

espeak-ng keeps state from one sentence to the next, even when it is initialised anew: in a fresh process the same
words are the same samples. Reads JSON on standard input: `library`, `data` (paths), `voice`, `rate` (words a
minute), `pitch` (0 to 100), `text`. Writes one line of JSON, then mono PCM of 16 bits: either `rate` and `words`
(position in the text from 1, sample), or `error`. Figures come from espeak-ng's `speak_lib.h`.
"""

import ctypes
import json
import sys
from typing import Any

_SYNCHRONOUS, _DO_NOT_EXIT = 2, 0x8000
_RATE, _PITCH = 1, 3
_UTF8, _BY_CHARACTER = 1, 1
_NO_MORE, _WORD = 0, 1
_SEED = 1


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


def spoken(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the header and the PCM of one sentence."""
    espeak = ctypes.CDLL(asked["library"])
    rate = espeak.espeak_Initialize(_SYNCHRONOUS, 0, asked["data"].encode(), _DO_NOT_EXIT)
    if rate <= 0:
        return {"error": f"données introuvables dans {asked['data']}"}, b""
    pieces: list[bytes] = []
    words: list[tuple[int, int]] = []

    def heard(samples: int | None, count: int, events: Any) -> int:
        if samples and count > 0:
            pieces.append(ctypes.string_at(samples, count * 2))
        at = 0
        while events[at].type != _NO_MORE:
            if events[at].type == _WORD:
                words.append((events[at].text_position, events[at].sample))
            at += 1
        return 0

    kept = _Heard(heard)
    espeak.espeak_SetSynthCallback(kept)
    if hasattr(espeak, "espeak_ng_SetRandSeed"):
        espeak.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
    if espeak.espeak_SetVoiceByName(asked["voice"].encode()):
        return {"error": f"voix {asked['voice']} introuvable"}, b""
    espeak.espeak_SetParameter(_RATE, asked["rate"], 0)
    espeak.espeak_SetParameter(_PITCH, asked["pitch"], 0)
    text = asked["text"].encode()
    size, nothing = ctypes.c_size_t(len(text) + 1), ctypes.c_void_p(None)
    if espeak.espeak_Synth(text, size, 0, _BY_CHARACTER, 0, _UTF8, nothing, nothing):
        return {"error": "synthèse refusée"}, b""
    espeak.espeak_Synchronize()
    return {"rate": rate, "words": words}, b"".join(pieces)


def main() -> None:
    """Answer the one question on standard input."""
    header, pcm = spoken(json.loads(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + pcm)


if __name__ == "__main__":
    main()
