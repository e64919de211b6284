"""The mix taken apart: voice, music, nat-sound and effects, each as it is heard in the finished programme."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pipeline.mix.buses import Buses, FileSource, VoiceSource
from pipeline.mix.loudness import HEADROOM, held
from pipeline.mix.score import Score
from pipeline.mix.segments import Segment
from pipeline.model.programme import Loudness
from pipeline.ports import Samples

VOICE = "voice"
STEMS = (VOICE, "music", "nat_sound", "effects")
"""The buses, in the order an editor lays them out."""
FILES = dict(zip(STEMS, ("voix.wav", "musique.wav", "ambiance.wav", "effets.wav"), strict=True))
"""What each bus is called on disk."""


def stems(
    segment: Segment, gain: float, target: Loudness, voices: VoiceSource, files: FileSource
) -> Mapping[str, Samples]:
    """Return a segment's own samples bus by bus, shape (n, 2), with the programme's gain and its limiter.

    All of them are held down together by what the limiter does to their sum: added, they are the mix.
    """
    scale = np.float32(10 ** (gain / 20))
    parts = {
        stem: scale * np.concatenate(list(Buses(_only(segment.score, stem), voices, files).blocks())) for stem in STEMS
    }
    mix: Samples = np.sum(list(parts.values()), axis=0, dtype=np.float32)
    down = held(mix, 10 ** ((target.ceiling - HEADROOM) / 20))[segment.kept, np.newaxis]
    return {stem: part[segment.kept] * down for stem, part in parts.items()}


def _only(score: Score, stem: str) -> Score:
    """Return what is heard on one bus; speech still lowers what it lowers in the mix."""
    sounds = tuple(sound for sound in score.sounds if sound.bus == stem)
    return replace(score, voices=score.voices if stem == VOICE else (), sounds=sounds)
