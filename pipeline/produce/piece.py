"""A piece of a programme, playable by itself as soon as its own pictures and sound are made; nothing goes with it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.assemble.chunks import cut_for
from pipeline.assemble.schedule import Work, batches
from pipeline.model.time import Span, sample_at
from pipeline.model.timeline import Timeline
from pipeline.plan.excerpt import excerpt
from pipeline.produce.captioning import captions_of, inks_kept
from pipeline.produce.joining import Pieced, mux_plan
from pipeline.produce.losses import lost_on_the_way
from pipeline.produce.marks import marks_of, media_type
from pipeline.produce.picture import KIND, ChunkJob, changes, chunk_jobs
from pipeline.produce.run import Request, Tools
from pipeline.produce.sound import Mixdown
from pipeline.produce.waiting import awaited
from pipeline.report.credentials import TOOL
from pipeline.report.xmp import xmp_packet

_SOUND = "son.m4a"


def make_piece(timeline: Timeline, span: Span, request: Request, tools: Tools, film: Path) -> None:
    """Write frames of a programme as a film of its own; its chunks are those of the programme, and are kept.

    The sound is written beside it meanwhile. Raises what making pictures and sound raises.
    """
    piece = excerpt(timeline, span.start, span.end)
    coding, fmt = request.preset.video, request.preset.format
    chunks = cut_for(piece.shots, coding.grid, changes(piece.shots, fmt, piece.signing))
    jobs = chunk_jobs(piece.shots, chunks, fmt, coding, tools.encoder_version(coding), piece.signing)
    sound_file = film.with_name(f"{film.stem}-{_SOUND}")
    try:
        _make(_Heard(timeline, span, piece), jobs, request, tools, sound_file)
        pieces = Pieced(
            chunks=tuple(_made(job, tools) for job in jobs),
            frames=tuple(job.length for job in jobs),
            sound=sound_file,
            described=None,
        )
        marks = marks_of(request.context, piece, tools.studio.performance.voice.facts.source, request.made)
        captions = captions_of(
            piece, request.rundown, request.context, fmt, inks_kept(tools.store, request.rundown.script)
        )
        plan = mux_plan(pieces, piece, captions, marks, request.context, request.preset, request.version)
        tools.muxer.mux(film, plan, fmt)
        if not marks.without:
            tools.marker.embed(film, xmp_packet(marks, media_type(film), TOOL))
    finally:
        with suppress(OSError):
            sound_file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is heard: some frames of a programme, `alone` as a programme of its own."""

    programme: Timeline
    span: Span
    alone: Timeline

    @property
    def samples(self) -> tuple[int, int]:
        """The samples of the programme that are heard."""
        return sample_at(self.span.start), sample_at(self.span.end)


def _make(heard: _Heard, jobs: tuple[ChunkJob, ...], request: Request, tools: Tools, sound_file: Path) -> None:
    """Have the missing pictures and sound made.

    The sound is the programme's own, at its gain, which finds it made; by itself while nobody knows the programme's.
    """
    missing = [job for job in jobs if tools.store.find(KIND, job.key) is None]
    style = request.context.house.sound
    whole = Mixdown(heard.programme, style, request.preset, tools.desk)
    shared = whole.knows_around(heard.samples)
    mixdown = whole if shared else Mixdown(heard.alone, style, request.preset, tools.desk)
    work = [Work(len(job.shown.lengths), frozenset(job.layers), job.shown.mixing) for job in missing]
    with tools.crew(request.jobs).hands(len(missing) + mixdown.lacking) as hands:
        drawn = []
        for ranks in batches(work, request.jobs):
            tools.progress.go_on()
            together = tuple(missing[rank] for rank in ranks)
            drawn.append(hands.submit(KIND, (job.key for job in together), tools.work, together))
        if shared:
            mixdown.write_passage(sound_file, heard.samples, hands, tools.sound_work, tools.progress)
        else:
            mixdown.write(sound_file, hands, tools.sound_work, tools.progress)
        for future in drawn:
            awaited(future, tools.progress)


def _made(job: ChunkJob, tools: Tools) -> Path:
    found = tools.store.find(KIND, job.key)
    if found is None:
        raise lost_on_the_way(job.id)
    return found
