"""Rundown and takes become a timeline: the measured length of each spoken line sets the cuts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.part import STORY, Part
from pipeline.model.picture import StagedLayer
from pipeline.model.rundown import Footage, PlannedItem, PlannedShot, Rundown
from pipeline.model.scene import Scene
from pipeline.model.scenes import Scenes
from pipeline.model.take import Take
from pipeline.model.time import STRIDE_FRAMES, Span, frames, frames_covering, sample_at, seconds
from pipeline.model.timeline import Chapter, TimedShot, Timeline, VoiceEvent
from pipeline.plan.chapters import merged
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import ESTIMATED
from pipeline.plan.labels import LaidShot, labelled
from pipeline.plan.motion import ShotClock
from pipeline.plan.overlays import Overlays, ShotTake, Ticker, shown_beside
from pipeline.plan.pulse import ShotVoice
from pipeline.plan.reading import reading_frames
from pipeline.plan.signing import signing
from pipeline.plan.sounds import place_sounds
from pipeline.plan.stage import Stage
from pipeline.plan.telling import told_sounds
from pipeline.plan.ticker import Pager, first_line
from pipeline.plan.values import shot_values

_WIPED = "virgule"
"""The transition over which the layers of a scene of the house lie while it brings a shot."""

TRANSITION_FRAMES = {"fondu": 12, "balayage": 14, "glisse": 14, _WIPED: 20}
"""How long each transition takes; a cut takes none."""

_POSTER = frozenset({Part.OPENING, Part.TITLE_CARD})
"""What makes a poster: it says what the newscast, or its story, is called."""

_LINE_GAP = 6
FROZEN = Code("image-figee")
"""What tells that the last picture of a film is held."""

_HELD = 1.0
"""Seconds for which the last picture of a film may be held: more looks like a fault."""

_LONGEST_REST = 9
"""Frames of picture after the last word of a shot: with what comes before the next word, under the 0.9 s of silence
that a story may have unless it is written."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A timeline, and what the author should know about it."""

    timeline: Timeline
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A shot's length in frames and where its lines begin, counted from its start; for how many of them it is held.

    `wanted` is the length that is written, None where none is.
    """

    length: int
    starts: tuple[int, ...]
    wanted: int | None
    held: int = 0


def plan_timeline(context: PlanContext, rundown: Rundown, takes: Mapping[str, Take]) -> Planned:
    """Lay every shot end to end, stage its layers, place voices, sounds and chapters."""
    return _planned(context, rundown, takes, pictures=True)


def lay_out(context: PlanContext, rundown: Rundown, takes: Mapping[str, Take]) -> Planned:
    """Lay every shot end to end with its voices and sounds, and stage nothing: for whoever asks when, and not what.

    Staging is nearly all that planning costs.
    """
    return _planned(context, rundown, takes, pictures=False)


def _planned(context: PlanContext, rundown: Rundown, takes: Mapping[str, Take], *, pictures: bool) -> Planned:
    planner = _Planner(context, rundown, takes, pictures=pictures)
    for item in rundown.items:
        planner.add(item)
    return planner.done()


class _Planner:
    """Holds the frame reached so far while shots are laid one after the other, with their `pictures` or without."""

    def __init__(
        self, context: PlanContext, rundown: Rundown, takes: Mapping[str, Take], *, pictures: bool = True
    ) -> None:
        self._context = context
        self._pictures = pictures
        self._rundown = rundown
        self._takes = takes
        self._at = self._held = 0
        self._voices: list[VoiceEvent] = []
        self._chapters: list[Chapter] = []
        self._findings: list[Finding] = []
        self._laid: list[LaidShot] = []
        self._heard: int | None = None

    def add(self, item: PlannedItem) -> None:
        """Lay an item's shots."""
        begin = self._at
        texts = self._rundown.ticker
        ticker = Ticker(texts, self._context.script.ticker_scrolls, Pager(texts, first_line(item.id)))
        for shot, fitted in zip(item.shots, self._fitted(item), strict=True):
            self._shot(item, shot, begin, ticker, fitted)
        if item.chapter:
            self._chapters.append(Chapter(item.chapter, item.id, Span(begin, self._at)))

    def done(self) -> Planned:
        """Return the whole timeline."""
        chapters = merged(self._chapters)
        laid = self._laid
        shots = (
            labelled(self._context, laid, chapters, self._heard)
            if self._pictures
            else tuple(each.timed for each in laid)
        )
        sounds = place_sounds(self._context, self._rundown, shots)
        timeline = Timeline(
            script=self._rundown.script,
            title=self._rundown.title,
            shots=shots,
            voices=tuple(self._voices),
            sounds=sounds,
            told=told_sounds(self._context, self._rundown, shots, sounds),
            chapters=chapters,
            poster=_poster(shots, self._context.scenes),
            signing=signing(self._context, self._rundown, shots),
        )
        return Planned(timeline, tuple(self._findings))

    def _fitted(self, item: PlannedItem) -> tuple[_Fitted, ...]:
        """Return how long each shot of an item lasts: together, a whole number of strides, if another item follows."""
        fitted: list[_Fitted] = []
        into = 0
        for shot in item.shots:
            one = self._alone(item, shot, into)
            if one.wanted is not None and one.wanted < one.length:
                self._too_short(shot, one)
            fitted.append(one)
            into += one.length
        if fitted and (item.followed or item.id != self._rundown.items[-1].id):
            rank = patient(item.shots)
            fitted[rank] = replace(fitted[rank], length=fitted[rank].length + -into % STRIDE_FRAMES)
        return tuple(fitted)

    def _alone(self, item: PlannedItem, shot: PlannedShot, into: int) -> _Fitted:
        """Return how long a shot lasts that begins so many frames into its item."""
        scene = self._context.scenes[shot.scene]
        takes = [self._takes[line.id] for line in shot.lines]
        fitted = fit(shot, scene, takes, flowing=item.kind == STORY)
        held = fitted.length - fit(replace(shot, hold=0), scene, takes, flowing=item.kind == STORY).length
        if takes or shot.duration is not None or shot.footage is not None:
            return replace(fitted, held=held)
        # What nobody says is there to be read.
        values = shot_values(self._context, item, shot)
        shown = Stage(self._context, shot.theme).layers(scene, values, ShotClock(fitted.length, (), into, ()))
        read = reading_frames(shown)
        longest = max(fitted.length, read)
        return replace(fitted, length=longest, held=longest - max(fitted.length - held, read))

    def _shot(self, item: PlannedItem, shot: PlannedShot, item_start: int, ticker: Ticker, fitted: _Fitted) -> None:
        context = self._context
        scene = context.scenes[shot.scene]
        takes = [self._takes[line.id] for line in shot.lines]
        stage = Stage(context, shot.theme)
        values = shot_values(context, item, shot)
        if shot.footage is not None and shot.footage.moving:
            estimated = any(take.engine == ESTIMATED for take in takes)
            self._frozen(shot, shot.footage, seconds(fitted.length), estimated=estimated)
        spoken = tuple(ShotTake(take, start) for take, start in zip(takes, fitted.starts, strict=True))
        clock = ShotClock(
            fitted.length,
            tuple(
                (line.speaker, Span(start, min(fitted.length, start + frames_covering(take.samples) + _LINE_GAP)))
                for line, take, start in zip(shot.lines, takes, fitted.starts, strict=True)
            ),
            self._at - item_start,
            tuple(
                ShotVoice(line.speaker, start, take)
                for line, take, start in zip(shot.lines, takes, fitted.starts, strict=True)
            ),
        )
        asked = context.house.brought_by(shot.transition)
        transition = asked if self._laid and asked in TRANSITION_FRAMES else "coupe"
        length = min(TRANSITION_FRAMES.get(transition, 0), fitted.length // 2)
        layers: tuple[StagedLayer, ...] = ()
        if self._pictures:
            overlays = Overlays(context, stage, ticker, self._at - self._held, fitted.held)
            layers = (*stage.layers(scene, values, clock), *overlays.layers(shot, clock, spoken))
            if transition == _WIPED and (wipe := context.scenes.playing(Part.WIPE)):
                layers += stage.layers(wipe, {}, clock, Span(0, length))
        timed = TimedShot(
            id=shot.id,
            label=shot.label,
            item=item.id,
            scene=shot.scene,
            span=Span(self._at, self._at + fitted.length),
            layers=layers,
            transition=transition,
            transition_frames=length,
            planned=fitted.wanted or 0,
        )
        if self._heard is None and any(not line.recording for line in shot.lines):
            self._heard = self._at
        self._laid.append(LaidShot(timed, shown_beside(scene, shot), clock, stage))
        self._speak(item, shot, spoken)
        self._at += fitted.length
        self._held += fitted.held

    def _speak(self, item: PlannedItem, shot: PlannedShot, spoken: tuple[ShotTake, ...]) -> None:
        for line, part in zip(shot.lines, spoken, strict=True):
            who = self._context.speaker(line.speaker)
            role = "on_screen" if line.on_camera else _off_role(line.speaker, self._context)
            self._voices.append(
                VoiceEvent(
                    take=part.take,
                    start=sample_at(self._at + part.start),
                    speaker=line.speaker,
                    shown_name=who.shown,
                    role=role,
                    item=item.id,
                )
            )

    def _too_short(self, shot: PlannedShot, fitted: _Fitted) -> None:
        self._findings.append(
            Finding(
                shot.mark or Mark(self._rundown.script),
                f"le plan dure {_comma(seconds(fitted.wanted or 0))} s mais il faut {_comma(seconds(fitted.length))} s "
                "pour dire son texte",
                "allongez « duree », raccourcissez le texte, ou ôtez « duree » ; le plan a été prolongé",
                Level.WARNING,
                code=Code("duree-prolongee"),
            )
        )

    def _frozen(self, shot: PlannedShot, film: Footage, lasts: float, *, estimated: bool) -> None:
        """Tell that the last picture of a film is held for longer than anybody would not notice."""
        moving = film.moving or 0.0
        if lasts - moving <= _HELD:
            return
        about = "environ " if estimated else ""
        self._findings.append(
            Finding(
                shot.mark or Mark(self._rundown.script),
                f"le plan dure {about}{_comma(lasts)} s et il n'y a que {_comma(moving)} s de vidéo à montrer : "
                f"sa dernière image reste immobile {about}{_comma(lasts - moving)} s",
                "choisir un extrait plus long, raccourcir « duree » ou le texte, ou partager le texte entre deux plans",
                Level.WARNING,
                code=FROZEN,
            )
        )


def _off_role(speaker: str, context: PlanContext) -> str:
    """Tell a report's commentary from somebody heard off screen."""
    known = context.script.speakers.get(speaker)
    return "voice_over" if known is None or known.role.lower().startswith("report") else "off_screen"


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def fit(shot: PlannedShot, scene: Scene, takes: list[Take], *, flowing: bool = False) -> _Fitted:
    """Return how long a shot lasts and when each of its lines starts.

    Lines follow one another a quarter of a second apart; the shot lasts what is said plus the scene's lead and
    tail, at least the scene's shortest, or the written duration when the words fit into it. Somebody seen saying it
    is heard from the first frame and shown as long as the film was recorded. In a `flowing` story nobody waits: the
    scene's shortest leaves a third of a second of picture after the last word, at most.
    """
    if any(line.tape.in_sync for line in shot.lines):
        return _Fitted(max(1, *(frames_covering(take.samples) for take in takes)), tuple(0 for _ in takes), None)
    starts: list[int] = []
    at = frames(scene.lead) + shot.hold
    for take in takes:
        starts.append(at)
        at += frames_covering(take.samples) + _LINE_GAP
    needed = at - _LINE_GAP + frames(scene.tail) if takes else 0
    wanted = frames(shot.duration) if shot.duration is not None else None
    if wanted is not None:
        return _Fitted(max(wanted, needed, 1), tuple(starts), wanted)
    if not takes:
        length = scene.length or scene.shortest
        if shot.footage and shot.footage.moving:
            moving = shot.footage.moving
            length = moving if shot.footage.end is not None else min(length, moving)
        return _Fitted(max(1, frames(length)) + shot.hold, (), None)
    length = max(needed, frames(scene.shortest) + shot.hold)
    if flowing:
        length = min(length, needed + max(0, _LONGEST_REST - frames(scene.tail)))
    return _Fitted(length, tuple(starts), None)


def patient(shots: Sequence[PlannedShot]) -> int:
    """Return which shot of an item can best last a few frames more: one that says nothing, else the last.

    A shot of a written length keeps it, and a film its last picture, where there is another.
    """
    free = [rank for rank, shot in enumerate(shots) if shot.duration is None and shot.footage is None]
    return next((rank for rank in free if not shots[rank].lines), free[-1] if free else len(shots) - 1)


def _poster(shots: tuple[TimedShot, ...], scenes: Scenes) -> int:
    """Return the frame that makes the poster: the opening titles once everything is in place."""
    for shot in shots:
        if scenes.part_of(shot.scene) in _POSTER:
            return shot.span.start + shot.span.length * 3 // 4
    return shots[0].span.length // 2 if shots else 0
