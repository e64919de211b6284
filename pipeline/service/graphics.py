"""Give a graphics desk the lower-thirds and titles of a newscast alone, with alpha, and when each goes on and off."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline import __version__
from pipeline.adapters.codecs.alpha_film import ProResAlphaEncoder
from pipeline.adapters.codecs.silent import join_repeated
from pipeline.errors import Finding, UserError
from pipeline.french.system import in_words, writing_to
from pipeline.model.task import Task, picture_engine_named
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.graphics import Graphic, GraphicsTools, GraphicsWish, cue_sheet, graphics
from pipeline.service.besides import request_besides
from pipeline.service.delivering import Destination, delivered, workshop
from pipeline.service.events import Cancellation, Hear, Teller, unheard
from pipeline.service.handed_report import HandedFacts, write_handed_report
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.render import told_performance
from pipeline.service.source import Source
from pipeline.wiring.worker import CutoutWorker

GRAPHICS_FOLDER = "calques"
"""How the folder of graphics ends, beside the film's; and what asks for them."""

CUE_SHEET = "calques.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphicsDone:
    """What was written: the folder, its files and bytes, how long the programme is, what was found."""

    folder: Path
    written: tuple[Graphic, ...]
    frames: int
    findings: tuple[Finding, ...]
    files: int
    size: int


def graphics_wish(form: str, by: str, alpha: str) -> GraphicsWish:
    """Return what is wanted, as it is asked for in French; raises UserError with what there is."""
    forms: dict[str, Literal["mov", "png"]] = {"mov": "mov", "png": "png"}
    cuts: dict[str, Literal["element", "programme"]] = {"element": "element", "programme": "programme"}
    alphas = {"droit": False, "premultiplie": True}
    for option, told, known in (("--forme", form, forms), ("--par", by, cuts), ("--alpha", alpha, alphas)):
        if told not in known:
            raise UserError(f"{option} {told} : inconnu ; choisissez parmi {', '.join(known)}")
    if forms[form] == "png" and alphas[alpha]:
        raise UserError(
            "--forme png : une image PNG a toujours l'alpha droit ; ôtez --alpha, ou choisissez --forme mov"
        )
    return GraphicsWish(form=forms[form], by=cuts[by], premultiplied=alphas[alpha])


def export_graphics(
    newsroom: Newsroom, task: Task, wish: GraphicsWish, hear: Hear = unheard, cancellation: Cancellation | None = None
) -> GraphicsDone:
    """Write the lower-thirds and titles of a newscast and put their folder in its place.

    Raises ScriptError with every finding, other UserErrors for what cannot be used, Cancelled when it is no longer
    wanted; leaves what was there as it was unless everything succeeds.
    """
    with in_words():
        return _exported(newsroom, task, wish, Teller(hear, cancellation))


def _exported(newsroom: Newsroom, task: Task, wish: GraphicsWish, teller: Teller) -> GraphicsDone:
    prepared = prepare(newsroom, Source(task.path, name=task.name, values=task.values), task.preset)
    teller.found(*prepared.findings)
    script = prepared.context.script.id
    request = request_besides(newsroom, prepared, task, GRAPHICS_FOLDER)
    performance = told_performance(newsroom, prepared, request.rundown, task, teller)
    tools = newsroom.tools(performance, teller, picture_engine_named(task.pictures))
    newsroom.store.sweep()
    to = Destination(folder=request.folder, script=script, apart=False, past=None)
    by = GraphicsTools(cut=CutoutWorker(newsroom.settings), alpha=ProResAlphaEncoder.version, join=join_repeated)
    with (
        newsroom.store.in_use(),
        writing_to(request.folder, "choisissez un autre dossier avec --out"),
        workshop(newsroom, to, teller.note) as work,
        clip_faults(request.rundown),
    ):
        timeline, written = graphics(request, tools, by, wish, work.tree)
        sheet = cue_sheet(written, task.preset.format.rate)
        (work.tree / CUE_SHEET).write_text(f"\ufeff{sheet}", "utf-8", newline="\n")  # so that spreadsheets read accents
        facts = HandedFacts(script=script, preset=task.preset.name, version=__version__, frames=timeline.length)
        sizes = write_handed_report(facts, prepared.context.veil, work.tree)
        replaced = delivered(newsroom, to, CUE_SHEET, work, teller)
    found: Sequence[Finding] = (*prepared.findings, *replaced)
    teller.found(*found)
    teller.finished(str(request.folder))
    return GraphicsDone(
        folder=request.folder,
        written=written,
        frames=timeline.length,
        findings=tuple(found),
        files=len(sizes),
        size=sum(sizes.values()),
    )
