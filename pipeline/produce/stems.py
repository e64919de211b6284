"""The buses of a finished programme, each for itself, for whoever edits on: they add up to the mix."""

from collections.abc import Iterator, Mapping

from pipeline.mix.ducking import Ducking
from pipeline.mix.score import edges_of, score_of
from pipeline.mix.segments import segments
from pipeline.mix.stems import FILES, STEMS, stems
from pipeline.model.programme import Loudness
from pipeline.model.scene import SoundIdentity
from pipeline.model.timeline import Timeline
from pipeline.ports import Samples
from pipeline.produce.segment import SoundDesk

MIX = "mixage.wav"
"""The sum of all."""


def stem_blocks(
    timeline: Timeline, style: SoundIdentity, target: Loudness, gain: float, desk: SoundDesk
) -> Iterator[Mapping[str, Samples]]:
    """Yield the programme in stretches of some seconds: by file name, samples of shape (n, 2), and their sum."""
    score = score_of(timeline, Ducking(style.duck, style.attack, style.release))
    for segment in segments(score, edges_of(timeline)):
        parts = stems(segment, gain, target, desk.shelf.voice, desk.shelf.file)
        named = {FILES[stem]: sound for stem, sound in parts.items()}
        yield named | {MIX: sum(parts.values(), start=0 * parts[STEMS[0]])}
