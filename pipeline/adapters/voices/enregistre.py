"""The engine of recorded voices: it says nothing by itself, its lines are files that people made."""

from pipeline.adapters.voices.guards import utterable, way_out
from pipeline.errors import VoiceError
from pipeline.model.marks import DigitalSource
from pipeline.model.take import RECORDED
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import EngineFacts, Spoken, VoiceSetting


class RecordedVoice:
    """Chosen for a whole newscast, it refuses every line that nobody has recorded yet.

    Files are heard whatever the engine: a recorded voice always wins (`speak/recordings.py`).
    """

    name = RECORDED
    version = f"{RECORDED} 1"
    facts = EngineFacts(
        rate=SAMPLE_RATE,
        languages=("fr",),
        speakers=(),
        timings="sentences",
        deterministic=True,
        online=False,
        licence="celle de chaque voix",
        source=DigitalSource.CAPTURE,
    )

    def unavailable(self) -> str:
        """Return an empty string: files need nothing installed."""
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Raise VoiceError: these words have no recording."""
        del setting
        utterable(text)
        raise VoiceError(
            f"personne n'a encore enregistré « {text} » ; « jt voices a-enregistrer » donne le nom du fichier à "
            f"déposer, {way_out()} fait dire ce qui manque"
        )
