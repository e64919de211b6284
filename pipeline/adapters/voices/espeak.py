"""The last resort: espeak-ng, offline on every system, formant synthesis that sounds like a machine."""

import importlib.util
import json
import math
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from pipeline.adapters.voices import espeak_child
from pipeline.adapters.voices.guards import speaker, utterable, way_out
from pipeline.errors import VoiceError
from pipeline.french.system import why
from pipeline.model.marks import DigitalSource
from pipeline.ports import EngineFacts, Samples, Spoken, SpokenWord, VoiceSetting

_RATE = 22_050
_WORDS_A_MINUTE = 175
"""What espeak-ng calls normal; it takes 80 to 450."""
_OCTAVE_UP, _OCTAVE_DOWN = 65, 88
"""Steps of its pitch setting an octave, by the median pitch measured on a French text."""
_KILLED = 9
"""The signal by which a system that is short of memory ends a process (signal(7))."""
_PATIENCE = 60
"""Seconds for one sentence, which takes some hundredths."""


class EspeakVoice:
    """Speaks one sentence a call, each in a process of its own: espeak-ng remembers what it said before."""

    name = "espeak"
    facts = EngineFacts(
        rate=_RATE,
        languages=("fr",),
        speakers=("fr", *(f"fr+f{number}" for number in range(1, 6)), *(f"fr+m{number}" for number in range(1, 9))),
        timings="words",
        deterministic=True,
        online=False,
        licence="GPL-3.0",
        source=DigitalSource.ALGORITHMIC,
    )

    def __init__(self) -> None:
        self.version = f"espeak {version('espeakng-loader')}-3" if not self.unavailable() else "espeak"

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        if importlib.util.find_spec("espeakng_loader") is None:
            return "le paquet espeakng-loader n'est pas installé ; tapez « jt voices install --moteur espeak »"
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; the size factor plays it at another rate, pace and pitch make up for it."""
        utterable(text)
        voice = speaker(self.name, setting, self.facts)
        import espeakng_loader  # noqa: PLC0415 - optional: loaded when it speaks

        from pipeline.adapters.voices.phonemes import in_french  # noqa: PLC0415 - as above

        spelled = in_french(text)

        asked = {
            "library": espeakng_loader.get_library_path(),
            "data": espeakng_loader.get_data_path(),
            "voice": voice,
            "rate": min(450, max(80, round(_WORDS_A_MINUTE * setting.pace / setting.size))),
            "pitch": _pitch(setting.pitch),
            "text": spelled,
        }
        rate, words, pcm = _answered(asked)
        samples: Samples = np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32_768)
        if not samples.size or float(np.abs(samples).max()) < 0.01:
            raise VoiceError(
                f"espeak ne sait pas dire « {text} » ; récrivez la phrase avec des mots, ou essayez {way_out()}"
            )
        return Spoken(samples, round(rate * setting.size), _marks(text, spelled, words))


def _pitch(factor: float) -> int:
    """Return espeak-ng's own figure for a pitch factor, 50 for 1; held between 0 and 100, about 0.7 to 1.7."""
    octave = _OCTAVE_UP if factor > 1 else _OCTAVE_DOWN
    return min(100, max(0, round(50 + octave * math.log2(max(factor, 0.01)))))


def _answered(asked: dict[str, object]) -> tuple[int, Sequence[tuple[int, int]], bytes]:
    """Run the child; raises VoiceError with what it says, or with the last line it wrote when it crashed."""
    command = [sys.executable, "-I", "-S", str(Path(espeak_child.__file__))]
    try:
        run = subprocess.run(  # noqa: S603 - our own program, the text goes through standard input
            command, input=json.dumps(asked).encode(), capture_output=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        if isinstance(error, subprocess.CalledProcessError) and error.returncode == -_KILLED:
            raise MemoryError("the system ended espeak") from error
        raise VoiceError(f"espeak s'est arrêté ({_problem(error)}) ; essayez {way_out()}") from error
    head, _, pcm = run.stdout.partition(b"\n")
    header = json.loads(head)
    if "error" in header:
        raise VoiceError(f"espeak ne démarre pas ({header['error']}) ; réinstallez espeakng-loader")
    return header["rate"], header["words"], pcm


def _problem(error: OSError | subprocess.SubprocessError) -> str:
    """Say what became of the child: the last line it wrote, else how it ended."""
    lines = (getattr(error, "stderr", b"") or b"").decode("utf-8", "replace").split("\n")
    said = next((line for line in reversed(lines) if line.strip()), "")
    match error:
        case OSError():
            return why(error)
        case subprocess.TimeoutExpired():
            return f"pas de réponse en {_PATIENCE} s"
        case subprocess.CalledProcessError(returncode=code) if code < 0 and not said:
            return f"signal {-code}"
        case _:
            return said or "sans un mot"


def _marks(text: str, spelled: str, words: Sequence[tuple[int, int]]) -> tuple[SpokenWord, ...]:
    """Give each written word the first sample espeak-ng told for it; words it runs together have one mark.

    `spelled` is the same text, word for word, as espeak-ng was given it: it counts the letters of that one.
    """
    starts: dict[int, int] = {}
    for position, sample in words:
        starts.setdefault(position - 1, sample)
    marks: list[SpokenWord] = []
    for written, word in zip(text.split(), re.finditer(r"\S+", spelled), strict=True):
        told = [sample for position, sample in starts.items() if word.start() <= position < word.end()]
        if told and (not marks or min(told) >= marks[-1].start):
            marks.append(SpokenWord(written, min(told)))
    return tuple(marks)
