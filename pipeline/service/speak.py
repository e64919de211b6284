"""A text said aloud as in a newscast, without any script."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.codecs.wav import write_wav
from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.engines import built
from pipeline.errors import VoiceError
from pipeline.french.pauses import parted, undirected
from pipeline.french.signs import legible
from pipeline.french.wording import meant
from pipeline.model.rundown import PlannedLine
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples
from pipeline.service.newsroom import Newsroom
from pipeline.speak.takes import record


@dataclass(frozen=True, slots=True)
class SaidText:
    """What was said: mono PCM at 48 kHz (float32, full scale ±1), who said it, with which engine, how many words."""

    sound: Samples
    voice: str
    engine: str
    words: int

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.sound.size / SAMPLE_RATE

    @property
    def pace(self) -> float:
        """Words a minute."""
        return self.words * 60 / self.seconds


def say(newsroom: Newsroom, text: str, voice: str, engine: str = "") -> SaidText:
    """Say a text in a voice of the cast, with the best engine unless one is named; raises VoiceError with a way out."""
    _known(newsroom, voice)
    written = parted(legible(undirected(text)[0]).text)
    line = PlannedLine(
        id="essai",
        speaker="",
        voice=voice,
        text=written.text,
        recording="",
        on_camera=False,
        mark=None,
        rests=written.rests,
    )
    performance = newsroom.speaking(engine, {}, offline=False)
    sound = record(line, performance, resample).sound
    words = sum(any(sign.isalnum() for sign in word) for word in line.text.split())
    return SaidText(sound, voice, performance.voice.name, words)


def write(said: SaidText, path: Path) -> None:
    """Write what was said as WAV: 48 kHz, mono, 16 bits; raises UserError when it cannot be written."""
    write_wav(path, said.sound)


def _known(newsroom: Newsroom, name: str) -> None:
    """Pass over a voice of the cast; raises VoiceError naming the nearest one and all there are."""
    cast = newsroom.cast()
    if name in cast:
        return
    if name in built(newsroom.library):
        raise VoiceError(
            f"« {name} » est un moteur, pas une voix ; tapez --moteur {name}, et --voix {next(iter(cast))}"
        )
    raise VoiceError(f"voix inconnue : « {name} » ; {meant(name, cast)}choisissez parmi {', '.join(cast)}")
