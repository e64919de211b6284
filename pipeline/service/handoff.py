"""Hand a newscast over to editing software: a folder with every element on its own, and the projects that lay them out.

The film is made first, from what the cache has of it; it lies in the folder as the reference that everything is held
against. The folder takes its place whole, or not at all; what is not ours in it stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.adapters.codecs.alpha_film import ProResAlphaEncoder
from pipeline.adapters.codecs.silent import join_silent
from pipeline.adapters.codecs.wav import silent, write_parts, write_stems
from pipeline.adapters.rushes.editable import editable
from pipeline.caption.srt import srt
from pipeline.caption.webvtt import webvtt
from pipeline.errors import Finding, UserError
from pipeline.french.system import in_words, writing_to
from pipeline.handoff.values import EditTimeline
from pipeline.model.task import Task, picture_engine_named
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.handed_sound import SoundTools
from pipeline.produce.handing import REFERENCE, HandedOver, HandTools, hand_over
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.run import Programme, Request, Tools, produce
from pipeline.service.besides import request_besides
from pipeline.service.delivering import Destination, delivered, workshop
from pipeline.service.events import Cancellation, Hear, Teller, unheard
from pipeline.service.handed_report import HandedFacts, write_handed_report
from pipeline.service.looking import reviewed
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.render import told_performance
from pipeline.service.source import Source
from pipeline.wiring.worker import CutoutWorker

FOLDER_ENDING = "montage"
"""How the folder of a hand-off ends, beside the film's."""

CAPTIONS_IN = "sous-titres"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOffDone:
    """What a hand-off brought: its folder, the project files in it, what was found, videos that were conformed.

    `files` and `size` are how many files there are and how many bytes they take; `frames` how long the programme is.
    """

    folder: Path
    projects: tuple[Path, ...]
    frames: int
    findings: tuple[Finding, ...]
    conformed: tuple[str, ...]
    files: int
    size: int


def _otio(timeline: EditTimeline) -> str:
    from pipeline.handoff.otio import otio_text  # noqa: PLC0415 - the library is heavy

    return otio_text(timeline)


def _fcpxml(timeline: EditTimeline) -> str:
    from pipeline.handoff.fcpxml import fcpxml_text  # noqa: PLC0415 - loaded when asked for

    return fcpxml_text(timeline)


def _kdenlive(timeline: EditTimeline) -> str:
    from pipeline.handoff.kdenlive import kdenlive_text  # noqa: PLC0415 - loaded when asked for

    return kdenlive_text(timeline)


TARGETS: Mapping[str, Callable[[EditTimeline], str]] = {"otio": _otio, "fcpxml": _fcpxml, "kdenlive": _kdenlive}
"""What can be written, by the suffix of its file."""


def targets_named(names: Sequence[str]) -> tuple[str, ...]:
    """Return the targets that are asked for, all of them when none is; raises UserError with those that exist."""
    for name in names:
        if name not in TARGETS:
            raise UserError(
                f"--vers {name} : je ne sais pas écrire cela ; choisissez parmi {', '.join(TARGETS)}, calques"
            )
    return tuple(dict.fromkeys(names)) or tuple(TARGETS)


def hand_off(
    newsroom: Newsroom,
    task: Task,
    targets: Sequence[str],
    hear: Hear = unheard,
    cancellation: Cancellation | None = None,
) -> HandOffDone:
    """Take a newscast apart and put the folder in its place, with a project for each target.

    Raises ScriptError with every finding, other UserErrors for what cannot be used, Cancelled when it is no longer
    wanted; leaves what was there as it was unless everything succeeds.
    """
    with in_words():
        return _handed(newsroom, task, targets, Teller(hear, cancellation))


def _handed(newsroom: Newsroom, task: Task, targets: Sequence[str], teller: Teller) -> HandOffDone:
    source = Source(task.path, name=task.name, values=task.values)
    prepared = prepare(newsroom, source, task.preset)
    teller.found(*prepared.findings)
    script = prepared.context.script.id
    request = request_besides(newsroom, prepared, task, FOLDER_ENDING)
    if request.rundown.signed or any(item.signed for item in request.rundown.items):
        teller.note(
            "l'interprète n'est pas dans ce montage : posez son film par-dessus, ou prenez la version « lsf » rendue"
        )
    performance = told_performance(newsroom, prepared, request.rundown, task, teller)
    tools = newsroom.tools(performance, teller, picture_engine_named(task.pictures))
    newsroom.store.sweep()
    to = Destination(folder=request.folder, script=script, apart=False, past=None)
    with (
        newsroom.store.in_use(),
        writing_to(request.folder, "choisissez un autre dossier avec --out"),
        workshop(newsroom, to, teller.note) as work,
        clip_faults(request.rundown),
    ):
        programme, handed, found = _taken_apart(newsroom, request, tools, prepared.findings, work.tree)
        projects = _projects(handed, targets, script, work.tree)
        size = _reported(request, handed, found, work.tree)
        found = (*found, *delivered(newsroom, to, projects[0], work, teller))
    teller.found(*found)
    teller.finished(str(request.folder))
    return HandOffDone(
        folder=request.folder,
        projects=tuple(request.folder / each for each in projects),
        frames=programme.timeline.length,
        findings=found,
        conformed=tuple(
            request.context.veil.over(f"{each.file} ({each.shot}) : {each.why}") for each in handed.conformed
        ),
        files=len(size),
        size=sum(size.values()),
    )


def _taken_apart(
    newsroom: Newsroom, request: Request, tools: Tools, known: tuple[Finding, ...], tree: Path
) -> tuple[Programme, HandedOver, tuple[Finding, ...]]:
    """Make the film and all its elements; return them with everything that was found."""
    reference = tree / REFERENCE
    reference.mkdir()
    programme = produce(request, tools, reference)
    layers = LayerCache(newsroom.library, newsroom.footage, newsroom.clips)
    captions = programme.captions
    seen = (
        *known,
        *reviewed(newsroom, request, programme.timeline, layers, tree),
        *programme.findings,
        *captions.findings,
    )
    found = tuple(dict.fromkeys(seen))
    by = HandTools(
        cut=CutoutWorker(newsroom.settings),
        alpha=ProResAlphaEncoder.version,
        original=editable,
        join=join_silent,
        sounds=SoundTools(write_stems, write_parts, silent),
        where=newsroom.library.path,
    )
    handed = hand_over(request, programme, tools, by, found, tree)
    folder = tree / CAPTIONS_IN
    folder.mkdir()
    for suffix, text in (("vtt", webvtt(captions)), ("srt", srt(captions))):
        (folder / f"{request.context.script.id}.{suffix}").write_text(text, "utf-8", newline="\n")
    return programme, handed, found


def _projects(handed: HandedOver, targets: Sequence[str], script: str, tree: Path) -> tuple[str, ...]:
    """Write a project for each target and return the names of their files."""
    names = tuple(f"{script}.{target}" for target in targets)
    for name, target in zip(names, targets, strict=True):
        (tree / name).write_text(TARGETS[target](handed.timeline), "utf-8", newline="\n")
    return names


def _reported(request: Request, handed: HandedOver, findings: Sequence[Finding], tree: Path) -> dict[str, int]:
    """Write what the folder holds and how it came to be; return the bytes of every file by its name."""
    tracks = [
        {
            "name": track.name,
            "kind": "sound" if track.sound else "picture",
            "clips": len(track.clips),
            "shown": track.shown,
        }
        for track in handed.timeline.tracks
    ]
    facts = HandedFacts(
        script=request.context.script.id,
        preset=request.preset.name,
        version=__version__,
        frames=handed.timeline.length,
        more={
            "tracks": tracks,
            "conformed": [{"file": each.file, "shot": each.shot, "why": each.why} for each in handed.conformed],
            "findings": [str(finding) for finding in findings],
        },
    )
    return write_handed_report(facts, request.context.veil, tree)
