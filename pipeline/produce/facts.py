"""What a render has to say of itself, gathered for the report."""

from collections.abc import Mapping

from pipeline.errors import Finding
from pipeline.model.rundown import Rundown
from pipeline.model.time import SAMPLE_RATE, seconds
from pipeline.model.timeline import Timeline
from pipeline.model.traffic import Traffic
from pipeline.produce.run import Programme, Request
from pipeline.report.facts import (
    ChunkFact,
    FilmedFact,
    ItemFact,
    LoudnessFact,
    OutputFact,
    PictureFact,
    ReportFacts,
    SegmentsFact,
    SoundFact,
    VoiceFact,
    WorkFact,
)


def report_facts(
    request: Request,
    programme: Programme,
    inputs: Mapping[str, str],
    findings: tuple[Finding, ...],
    outputs: Mapping[str, tuple[str, int]],
    version: str,
    traffic: Traffic,
) -> ReportFacts:
    """Gather every fact; `outputs` maps a file name to its SHA-256 and its size in bytes."""
    probe, sound, target = programme.probe, programme.sound.measured, request.preset.loudness
    within = abs(sound.integrated - target.target) <= target.tolerance and sound.true_peak <= target.ceiling
    return ReportFacts(
        script=programme.timeline.script,
        preset=request.preset.name,
        created_with=version,
        inputs=inputs,
        stages={name: round(spent, 3) for name, spent in programme.stages.items()},
        work={name: WorkFact(spent.wall, spent.cpu) for name, spent in programme.work.items()},
        segments=SegmentsFact(programme.sound.made, programme.sound.reused),
        traffic=traffic,
        chunks=tuple(ChunkFact(chunk.id, chunk.frames, chunk.reused, chunk.reasons) for chunk in programme.chunks),
        durations=_items(request, programme),
        filmed=filmed_of(request.rundown, programme.timeline),
        loudness=LoudnessFact(
            integrated=sound.integrated,
            range=sound.loudness_range,
            true_peak=sound.true_peak,
            target=target.target,
            ceiling=target.ceiling,
            ok=within,
        ),
        voices=_voices(programme),
        findings=findings,
        picture=PictureFact(probe.width, probe.height, float(probe.rate), probe.frames, probe.video_seconds),
        sound=SoundFact(
            probe.audio_rate,
            probe.channels,
            probe.audio_seconds,
            round((probe.audio_seconds - probe.video_seconds) * 1000, 1),
        ),
        plan=programme.plan,
        marks=programme.marks,
        unsigned=outputs[programme.film.name][0],
        outputs={name: OutputFact(digest, size) for name, (digest, size) in outputs.items()},
    )


def filmed_of(rundown: Rundown, timeline: Timeline) -> FilmedFact:
    """Return how much of a newscast, as it is laid in time, is filmed."""
    shots = {shot.id: shot for shot in rundown.shots}
    spans = {shot.id: shot.span.length for shot in timeline.shots if shot.id in shots}
    filmed = [shot for shot in spans if shots[shot].footage is not None]
    could = [shot for shot in spans if any(line.on_camera for line in shots[shot].lines)]
    length = sum(spans[shot] for shot in filmed)
    share = length / timeline.length if timeline.length else 0.0
    return FilmedFact(len(filmed), len({*filmed, *could}), round(seconds(length), 3), round(share, 4))


def _items(request: Request, programme: Programme) -> tuple[ItemFact, ...]:
    facts: list[ItemFact] = []
    for item in request.rundown.items:
        shots = [shot for shot in programme.timeline.shots if shot.item == item.id]
        if not shots:
            continue
        planned = [shot.planned for shot in shots if shot.planned]
        facts.append(
            ItemFact(
                item.id,
                item.title,
                seconds(sum(planned)) if len(planned) == len(shots) else None,
                seconds(sum(shot.span.length for shot in shots)),
            )
        )
    return tuple(facts)


def _voices(programme: Programme) -> tuple[VoiceFact, ...]:
    by_speaker: dict[tuple[str, str, str], list[tuple[bool, float]]] = {}
    for event in (*programme.timeline.voices, *programme.timeline.descriptions):
        take = event.take
        by_speaker.setdefault((event.speaker, take.voice, take.engine), []).append(
            (take.reused, take.samples / SAMPLE_RATE)
        )
    return tuple(
        VoiceFact(
            speaker=speaker,
            voice=voice,
            engine=engine,
            takes=len(takes),
            reused=sum(reused for reused, _ in takes),
            seconds=sum(s for _, s in takes),
        )
        for (speaker, voice, engine), takes in by_speaker.items()
    )
