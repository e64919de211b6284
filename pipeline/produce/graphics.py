"""Lower-thirds and titles alone, with alpha, for a graphics desk: a file an element, or one for the programme."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from pipeline.handoff.naming import Names
from pipeline.handoff.tiers import Tier
from pipeline.model.part import Part
from pipeline.model.picture import TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.produce.cutouts import CutoutForm, CutoutJob, Element, blank_job, cutout_job, elements
from pipeline.produce.element_work import PLACES, ElementWork, shot_stems
from pipeline.produce.losses import lost_on_the_way
from pipeline.produce.run import Request, Tools
from pipeline.produce.speaking import speak

GRAPHICS = (Tier.TITLES, Tier.THIRDS)
"""The tracks that a graphics desk is given."""

GraphicsForm = Literal["mov", "png"]
GraphicsCut = Literal["element", "programme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphicsWish:
    """What is wanted: films or numbered pictures, a file an element or as long as the programme, colours over black."""

    form: GraphicsForm = "mov"
    by: GraphicsCut = "element"
    premultiplied: bool = False

    @property
    def made(self) -> CutoutForm:
        """The form in which elements are made."""
        if self.form == "png":
            return "frames"
        return "premultiplied" if self.premultiplied else "film"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphicsTools:
    """What graphics need from outside: `cut` makes a file of an element, `alpha` is the version of what encodes it.

    `join` writes films one after the other, each so many times over.
    """

    cut: Callable[[CutoutJob], float]
    alpha: str
    join: Callable[[Path, Sequence[tuple[Path, int]], Fraction], int]


@dataclass(frozen=True, slots=True)
class Graphic:
    """An element as it was written: its file or folder, its track, when it is seen, the words in it."""

    path: str
    tier: Tier
    span: Span
    words: str


def graphics(
    request: Request, tools: Tools, by: GraphicsTools, wish: GraphicsWish, aside: Path
) -> tuple[Timeline, tuple[Graphic, ...]]:
    """Write the lower-thirds and titles of a newscast into a folder; return its timeline and what was written."""
    lines = request.rundown.lines
    tools.progress.stage("voix", len(lines))
    takes = speak(lines, tools.studio, tools.progress, tools.crew(request.jobs))
    timeline = burned(plan_timeline(request.context, request.rundown, takes).timeline, request.context)
    wipe = request.context.scenes.playing(Part.WIPE)
    fmt = request.preset.format
    found = tuple(each for each in elements(timeline.shots, fmt, wipe.id if wipe else "") if each.tier in GRAPHICS)
    jobs = tuple(cutout_job(each, fmt, wish.made, by.alpha) for each in found)
    blank = blank_job(fmt, wish.made, by.alpha)
    ElementWork(tools, by.cut, request.jobs).make((), (*jobs, blank))
    desk = _Desk(tools=tools, by=by, wish=wish, rate=fmt.rate, aside=aside, names=Names())
    stems = shot_stems(timeline.shots)
    if wish.by == "element":
        return timeline, tuple(desk.alone(each, job, stems) for each, job in zip(found, jobs, strict=True))
    return timeline, tuple(desk.through(tier, found, (*jobs, blank), timeline.length) for tier in GRAPHICS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Lays elements out as files."""

    tools: Tools
    by: GraphicsTools
    wish: GraphicsWish
    rate: Fraction
    aside: Path
    names: Names

    def alone(self, element: Element, job: CutoutJob, stems: dict[str, str]) -> Graphic:
        """Write an element by itself."""
        place = PLACES[element.tier]
        suffix = ".mov" if self.wish.form == "mov" else ""
        path = self.names.free(place.folder, f"{stems[element.shot.id]}-{place.ending}", suffix)
        self._write(path, ((self._kept(job), 1),))
        return Graphic(path, element.tier, element.span, _words(element))

    def through(self, tier: Tier, found: Sequence[Element], jobs: Sequence[CutoutJob], length: int) -> Graphic:
        """Write all elements of a track as one, with nothing between them."""
        *made, blank = jobs
        parts: list[tuple[Path, int]] = []
        at = 0
        shown = [(each, job) for each, job in zip(found, made, strict=True) if each.tier is tier]
        for element, job in sorted(shown, key=lambda pair: pair[0].span):
            if element.span.start > at:
                parts.append((self._kept(blank), element.span.start - at))
            parts.append((self._kept(job), 1))
            at = element.span.end
        if at < length:
            parts.append((self._kept(blank), length - at))
        path = f"{PLACES[tier].folder}{'.mov' if self.wish.form == 'mov' else ''}"
        self._write(path, parts)
        return Graphic(path, tier, Span(0, length), "")

    def _write(self, path: str, parts: Sequence[tuple[Path, int]]) -> None:
        home = self.aside / path
        home.parent.mkdir(parents=True, exist_ok=True)
        if self.wish.form == "mov":
            self.by.join(home, parts, self.rate)
            return
        home.mkdir()
        number = 0
        for suite, times in parts:
            number = _unpacked(suite, times, home, number)

    def _kept(self, job: CutoutJob) -> Path:
        kept = self.tools.store.find(job.kind, job.key)
        if kept is None:
            raise lost_on_the_way("calque")
        return kept


def _unpacked(suite: Path, times: int, home: Path, number: int) -> int:
    """Write a suite of pictures so many times over, one a frame, numbered on from `number`; return the next number."""
    with zipfile.ZipFile(suite) as packed:
        for name in packed.namelist() * times:
            frames = int(name.partition("x")[2].removesuffix(".png"))
            first = home / f"{number:06d}.png"
            first.write_bytes(packed.read(name))
            for further in range(1, frames):
                shutil.copyfile(first, home / f"{number + further:06d}.png")
            number += frames
    return number


def _words(element: Element) -> str:
    """Return the words of an element, each text once, in the order in which they are painted."""
    texts = (layer.spec.text for layer in element.layers if isinstance(layer.spec, TextSpec))
    return " / ".join(dict.fromkeys(" ".join(text.split()) for text in texts))


def cue_sheet(found: Sequence[Graphic], rate: Fraction) -> str:
    """Return what was written as a table, with timecodes (SMPTE ST 12-1, no drop frames): when each goes on and off."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerow(("fichier", "piste", "entrée", "sortie", "durée (images)", "texte"))
    for each in sorted(found, key=lambda graphic: (graphic.span, graphic.path)):
        times = (_timecode(each.span.start, rate), _timecode(each.span.end, rate))
        table.writerow((each.path, PLACES[each.tier].name, *times, each.span.length, each.words))
    return out.getvalue()


def _timecode(frame: int, rate: Fraction) -> str:
    seconds, frames = divmod(frame, int(rate))
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"
