"""A programme beside its interpreter: where both stand, and which stretch of which film is seen when.

An interpreter is filmed in front of the film without one, so that second 0 of both is the same. When the script has
changed since, what was signed for an item stays with that item.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import Code, Finding, Level, Mark, SceneError
from pipeline.model.layers import FootageLayer
from pipeline.model.picture import Box
from pipeline.model.rundown import PlannedItem, Rundown
from pipeline.model.scene import Scene
from pipeline.model.signing import FADE, Interpretation, SignedSpan, Signing, even
from pipeline.model.time import Span, seconds
from pipeline.model.timeline import TimedShot
from pipeline.plan.context import PlanContext
from pipeline.plan.motion import ShotClock
from pipeline.plan.stage import Stage

PROGRAMME, INTERPRETER = "{journal}", "{interprete}"
"""What the two films of the scene are called in it: the newscast itself, and whoever signs it."""

_INTERPRETED, DRAFT = "interprete", "brouillon"
"""What the scene is told: whether somebody was filmed, or is only to be imagined; whether the film is a draft."""

_SIGNED_IN = 0.8
"""Width by height of what is kept of a film, at least: both arms of somebody framed down to mid-thigh."""

NOTICED = 12
"""Frames by which two lengths may differ before anybody is told: half a second."""

Watched = Mapping[str, Span]
"""Where each item was in the film that an interpreter watched."""


def place_of(scene: Scene, film: str, *, draft: bool = False) -> Box:
    """Return the box of one of the two films of the scene; raises SceneError when it does not show it.

    A film may have a place of its own in drafts (`si: brouillon`), where their mark needs room.
    """
    left_out = f"!{DRAFT}" if draft else DRAFT
    for layer in scene.layers:
        if isinstance(layer, FootageLayer) and layer.file == film and layer.only_if != left_out:
            return layer.box
    told = f"la scène « {scene.id} » ne montre pas {film}"
    raise SceneError(f'{told} ; lui donner un calque « type: video, fichier: "{film}" »')


def signing(context: PlanContext, rundown: Rundown, shots: Sequence[TimedShot]) -> Signing | None:
    """Return the programme's place and its interpreters, None where the version has none."""
    scene = context.signing
    if scene is None:
        return None
    drawn = tuple(layer for layer in scene.layers if not isinstance(layer, FootageLayer))
    stage = Stage(context, context.house.default_theme)
    values = {_INTERPRETED: "" if context.posed and not _filmed(rundown) else "oui", DRAFT: "oui" * context.draft}
    beneath = stage.layers(scene.model_copy(update={"layers": drawn}), values, ShotClock(1, ())) if drawn else ()
    box = place_of(scene, INTERPRETER, draft=context.draft)
    return Signing(
        programme=place_of(scene, PROGRAMME, draft=context.draft),
        beneath=beneath,
        passages=tuple(_passages(rundown, item_spans(shots), box)),
    )


def marks_drafts(scene: Scene | None) -> bool:
    """Tell whether the scene itself says that a film is a draft: then the programme need not."""
    return scene is not None and any(
        layer.only_if == DRAFT for layer in scene.layers if not isinstance(layer, FootageLayer)
    )


def _filmed(rundown: Rundown) -> bool:
    """Tell whether there is a film of any interpreter."""
    films = (rundown.signed, *(item.signed for item in rundown.items))
    return any(film is not None and film.file is not None for film in films)


def item_spans(shots: Sequence[TimedShot]) -> dict[str, Span]:
    """Return where each item is, from its first shot to its last."""
    spans: dict[str, Span] = {}
    for shot in shots:
        start = spans[shot.item].start if shot.item in spans else shot.span.start
        spans[shot.item] = Span(start, shot.span.end)
    return spans


@dataclass(frozen=True, slots=True)
class _Signed:
    """What is signed of an item: by which film, from which of its frames on, for how many frames."""

    film: Interpretation
    first: int
    frames: int


def _signed(item: PlannedItem, rundown: Rundown, watched: Watched) -> _Signed | None:
    """Return what is signed of an item; None when nothing is, or when the film cannot be used."""
    if item.signed is not None:
        return _Signed(item.signed, 0, item.signed.frames) if item.signed.frames else None
    film, where = rundown.signed, watched.get(item.id)
    if film is None or where is None or where.start >= film.frames:
        return None
    return _Signed(film, where.start, min(where.length, film.frames - where.start))


def _passages(rundown: Rundown, spans: Watched, box: Box) -> Iterator[SignedSpan]:
    """Yield who is seen when; what goes on without a cut, in the programme and in the film, is one passage."""
    watched = _watched(rundown, spans)
    last: SignedSpan | None = None
    for item in rundown.items:
        told = _signed(item, rundown, watched)
        span = spans.get(item.id)
        if told is None or span is None or told.film.file is None:
            continue
        seen = Span(span.start, span.start + min(span.length, told.frames))
        if last is not None and _goes_on(last, seen, told):
            last = replace(last, span=Span(last.span.start, seen.end))
            continue
        if last is not None:
            yield last
        where = fitted(box, told.film.aspect)
        last = SignedSpan(span=seen, file=told.film.file, first=told.first, box=where, comes=FADE, goes=FADE)
    if last is not None:
        yield last


def _goes_on(last: SignedSpan, seen: Span, told: _Signed) -> bool:
    return last.file == told.film.file and last.span.end == seen.start and last.first + last.span.length == told.first


def _watched(rundown: Rundown, spans: Watched) -> Watched:
    """Return where the items were in the film that the interpreter of the whole newscast watched."""
    return dict(rundown.signed.began) if rundown.signed and rundown.signed.began else spans


def fitted(box: Box, aspect: float) -> Box:
    """Return where a film stands in the box of the interpreter: at its foot, on its right, as large as there is room.

    A film that is wider than high loses its sides, where nobody signs; none loses its top or its foot.

    >>> fitted((1280, 0, 640, 1080), 16 / 9), fitted((1280, 0, 640, 1080), 9 / 16)
    ((1280, 280, 640, 800), (1312, 0, 608, 1080))
    """
    x, y, width, height = box
    shown = min(aspect, max(_SIGNED_IN, width / height))
    wide = even(min(width, height * shown))
    tall = min(height, even(wide / shown))
    return (x + width - wide, y + height - tall, wide, tall)


def sign_findings(
    rundown: Rundown, spans: Watched, noticed: int = NOTICED, *, about: bool = False
) -> Iterator[Finding]:
    """Yield what no longer fits: films that are too short or too long, items that nobody signs.

    `noticed` is by how many frames lengths may differ; `about` says that they are estimated.
    """
    told = _Told(rundown, "environ " if about else "", noticed)
    film = rundown.signed
    if film is not None and film.frames and not film.began:
        end = max((span.end for span in spans.values()), default=0)
        yield from told.length(film, "le journal", end)
    elif film is not None and film.frames:
        yield from told.moved(film, spans)
    for item in rundown.items:
        span = spans.get(item.id)
        if item.signed is not None and item.signed.frames and span is not None:
            yield from told.length(item.signed, f"« {item.title} »", span.length)
    yield from told.silent()


@dataclass(frozen=True, slots=True)
class _Told:
    """Says what does not fit."""

    rundown: Rundown
    about: str
    noticed: int

    def length(self, film: Interpretation, what: str, frames: int) -> Iterator[Finding]:
        """Tell a film that is shorter or longer than what it signs."""
        apart = film.frames - frames
        if abs(apart) <= self.noticed:
            return
        lasts = f"l'interprète est filmé pendant {_said(film.frames)}, et {what} dure {self.about}{_said(frames)}"
        if apart < 0:
            message = f"{lasts} : {what} finit {self.about}{_said(-apart)} sans interprète"
            advice = "filmer la fin, ou déposer un film entier ; sa place reste vide jusque-là"
            yield self._finding(film, message, advice, Code("lsf-court"))
        else:
            message = f"{lasts} : les {self.about}{_said(apart)} de trop à la fin ne sont pas montrées"
            advice = f"si l'interprète signe jusqu'au bout, {what} a changé depuis : le filmer de nouveau"
            yield self._finding(film, message, advice, Code("lsf-long"), Level.NOTE)

    def moved(self, film: Interpretation, spans: Watched) -> Iterator[Finding]:
        """Tell items that have changed since they were signed."""
        watched = dict(film.began)
        for item in self.rundown.items:
            span, was = spans.get(item.id), watched.get(item.id)
            if span is None or item.signed is not None or not _speaks(item):
                continue
            if was is None:
                message = f"« {item.title} » n'était pas dans le film que l'interprète a regardé"
                advice = "le filmer à part, et le nommer sous cet élément avec « lsf: »"
                yield self._finding(film, message, advice, Code("lsf-absent"))
                continue
            signed = max(0, min(was.end, film.frames) - was.start)
            apart = span.length - signed
            if apart > self.noticed:
                message = f"« {item.title} » dure {_said(apart)} de plus que son interprétation"
                advice = "l'interprète s'en va avant la fin : filmer de nouveau cet élément, avec « lsf: » sous lui"
                yield self._finding(film, message, advice, Code("lsf-court"))
            elif -apart > self.noticed:
                message = f"« {item.title} » dure {_said(-apart)} de moins que son interprétation"
                advice = "les derniers signes manquent : filmer de nouveau cet élément, avec « lsf: » sous lui"
                yield self._finding(film, message, advice, Code("lsf-coupe"))

    def silent(self) -> Iterator[Finding]:
        """Tell the items that nobody signs, where others are signed one by one."""
        signed = [item.signed for item in self.rundown.items if item.signed is not None]
        if self.rundown.signed is not None or not signed:
            return
        left = [item.title for item in self.rundown.items if item.signed is None and _speaks(item)]
        if left:
            message = f"sans interprète : {', '.join(f'« {title} »' for title in left)}"
            advice = "nommer leur film sous eux avec « lsf: », ou un seul film pour tout le journal"
            yield self._finding(signed[0], message, advice, Code("lsf-absent"))

    def _finding(
        self, film: Interpretation, message: str, advice: str, code: Code, level: Level = Level.WARNING
    ) -> Finding:
        return Finding(film.mark or Mark(self.rundown.script), message, advice, level, code=code)


def _speaks(item: PlannedItem) -> bool:
    return any(shot.lines for shot in item.shots)


def _said(frames: int) -> str:
    """Return a length in French: seconds with a decimal, or minutes and seconds."""
    return f"{seconds(frames):.1f} s".replace(".", ",")
