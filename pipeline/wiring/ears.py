"""What a process does that listens: it knows nothing of scripts, pictures or voices."""

from pathlib import Path

from pipeline.adapters.rushes.sound import sound_blocks
from pipeline.model.heard import Recognised
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Recogniser
from pipeline.produce.listening import hear_sound


def hear_recording(recogniser: Recogniser, path: Path, hints: tuple[str, ...]) -> Recognised:
    """Return what is said in a file; raises MediaError when it cannot be read, HearingError."""
    return hear_sound(sound_blocks(path, SAMPLE_RATE), recogniser, hints)
