"""Nobody waits inside a story: between two words never nine tenths of a second, but for title cards and their sting."""

from pathlib import Path

import numpy as np

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.model.time import SAMPLE_RATE, sample_at
from pipeline.plan.rundown import only
from pipeline.plan.timeline import plan_timeline
from pipeline.ports import VoiceSetting
from pipeline.produce.kept_speech import load_take
from pipeline.produce.speaking import Studio, speak
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.silences import FRAME, levels
from pipeline.speak.takes import Performance
from tests.fakes.progress import Recorder
from tests.fakes.projects import ROOT, context_of, rundown_of

_SILENT = -50.0
"""dBFS of a frame of 10 ms in which no word is heard, voices being at −20 LUFS."""


def test_a_real_script_is_never_silent_for_nine_tenths_of_a_second(tmp_path: Path) -> None:
    text = (ROOT / "scripts" / "paris.yaml").read_text("utf-8")
    whole = rundown_of(text, tmp_path, preset="draft")
    stories = [item.id for item in whole.items if item.kind == "sujet"]
    plan = only(whole, frozenset(stories[:2]))
    store = FolderStore(tmp_path / "cache")
    performance = Performance(PicoVoice(), {"presentatrice_1": VoiceSetting("fr-FR", 0.8)}, Lexicon())
    studio = Studio(performance, store, FolderLibrary(ROOT), AvFootage(store), resample)
    timeline = plan_timeline(
        context_of(text, tmp_path, preset="draft"), plan, speak(plan.lines, studio, Recorder())
    ).timeline
    voices = np.zeros(sample_at(timeline.length), np.float32)
    for voice in timeline.voices:
        sound = load_take(store, voice.take.sound)
        voices[voice.start : voice.start + sound.size] += sound
    heard = levels(voices) > _SILENT
    for event in timeline.sounds:
        if event.bus in {"effects", "nat_sound"}:
            heard[event.start // FRAME : event.end // FRAME] = True
    assert heard.mean() > 0.5
    for story in stories[:2]:
        spans = [shot.span for shot in timeline.shots if shot.item == story]
        inside = heard[sample_at(spans[0].start) // FRAME : sample_at(spans[-1].end) // FRAME]
        edges = np.flatnonzero(np.diff(np.concatenate([[True], inside, [True]]).astype(np.int8)))
        silences = (edges[1::2] - edges[::2]) * FRAME / SAMPLE_RATE
        assert silences.max(initial=0) <= 0.9
