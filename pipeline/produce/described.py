"""The described film, and what the film itself can offer of it: which lines are said, where, and as what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.errors import Finding
from pipeline.french.describing import DISCLOSED
from pipeline.model.description import DescriptionCue
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.model.take import Take
from pipeline.model.time import SAMPLE_RATE, seconds
from pipeline.model.timeline import Timeline
from pipeline.model.version import DESCRIBED, PLAIN, Version
from pipeline.plan.context import PlanContext
from pipeline.plan.describing import (
    Described,
    ToldOrNot,
    described,
    fit_findings,
    held,
    place,
    with_descriptions,
)
from pipeline.plan.estimate import estimate
from pipeline.plan.excerpt import excerpt
from pipeline.plan.timeline import Planned, lay_out, plan_timeline
from pipeline.produce.untold import Untold, begun, untold

_ROUNDS = 6
"""Times a newscast is planned anew at most: a shot that is held moves what comes after it, and that is all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """What is told of a film: its lines, none where nothing is to be told."""

    wanted: tuple[Described, ...] = ()

    @property
    def lines(self) -> tuple[PlannedLine, ...]:
        """The lines to speak, in order."""
        return tuple(one.line for one in self.wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrated:
    """A film planned with what is told of it.

    `track` is the plain film with its descriptions, to be heard instead of its sound, when every one that was written
    fits its silences; `lacking` are those that fit none.
    """

    planned: Planned
    track: Timeline | None = None
    placed: Timeline | None = None
    lacking: tuple[Described, ...] = ()
    findings: tuple[Finding, ...] = ()

    def cues(self, start: int | None, end: int | None) -> tuple[DescriptionCue, ...]:
        """Return what is told of frames `start` to `end`, in order."""
        if self.placed is None:
            return ()
        timeline = excerpt(self.placed, start, end)
        return tuple(sorted(_cues(timeline, self.lacking), key=lambda cue: (cue.start_ms, cue.end_ms)))


def narration(
    context: PlanContext, rundown: Rundown, version: Version = DESCRIBED, *, published: bool = False
) -> Narration:
    """Return what is to be told of a newscast: what its author wrote, and what shots show that no script has.

    The first of it says what the picture says all along: that the story is fiction, and its voices are synthetic.
    Of the film itself something is told only when it is `published` and its author has described something.
    """
    if version == DESCRIBED or (version == PLAIN and published and begun(rundown)):
        return _told(context, rundown, untold(context, rundown))
    return Narration()


def plan_version(
    context: PlanContext, rundown: Rundown, version: Version, told: Narration, takes: Mapping[str, Take]
) -> Narrated:
    """Lay a version of a film out, longer where that is needed for what is told of it."""
    if version == DESCRIBED:
        return narrated(context, rundown, told, takes)
    return beside(plan_timeline(context, rundown, takes), told, takes)


def _told(context: PlanContext, rundown: Rundown, shown: Iterable[Untold]) -> Narration:
    return Narration(wanted=tuple(_wanted(context, rundown, shown)))


def _wanted(context: PlanContext, rundown: Rundown, shown: Iterable[Untold]) -> Iterator[Described]:
    voice = context.agency.describer
    automatic = {one.shot: one.sentence for one in shown if one.automatic}
    for rank, shot in enumerate(rundown.shots):
        if rank == 0:
            yield described(shot, DISCLOSED, voice, "mention")
        text = shot.description or automatic.get(shot.id, "")
        if text:
            yield described(shot, text, voice)


def narrated(context: PlanContext, rundown: Rundown, told: Narration, takes: Mapping[str, Take]) -> Narrated:
    """Plan the described film: shots are held, where they may be, for what no silence has room for."""
    rundown, found = _with_room(context, rundown, told, takes)
    planned = plan_timeline(context, rundown, takes)
    timeline = with_descriptions(planned.timeline, found.placed)
    return Narrated(
        planned=replace(planned, timeline=timeline),
        placed=timeline,
        lacking=tuple(one for one, _ in found.lacking),
        findings=tuple(fit_findings(rundown, found.lacking)),
    )


def _with_room(
    context: PlanContext, rundown: Rundown, told: Narration, takes: Mapping[str, Take]
) -> tuple[Rundown, ToldOrNot]:
    """Return a newscast in which shots are held for what is told of them, and where all of that has its place."""
    timeline = lay_out(context, rundown, takes).timeline
    for _ in range(_ROUNDS):
        found = place(timeline, told.wanted, takes)
        longer = held(rundown, timeline, found, takes) if found.lacking else rundown
        if longer is rundown:
            break
        rundown, timeline = longer, lay_out(context, longer, takes).timeline
    return rundown, found


def unfit(context: PlanContext, rundown: Rundown, shown: Iterable[Untold]) -> tuple[Finding, ...]:
    """Return what would fit no silence of the described film, lines taken to be as long as their words.

    `shown` is what its shots show and nobody says.
    """
    told = _told(context, rundown, shown)
    takes = {line.id: estimate(line) for line in (*rundown.lines, *told.lines)}
    longer, found = _with_room(context, rundown, told, takes)
    return tuple(fit_findings(longer, found.lacking, estimated=True))


def beside(planned: Planned, told: Narration, takes: Mapping[str, Take]) -> Narrated:
    """Return the film itself, its descriptions another sound track when all that was written fits its silences."""
    if not told.wanted:
        return Narrated(planned=planned)
    found = place(planned.timeline, told.wanted, takes)
    timeline = with_descriptions(planned.timeline, found.placed)
    lacking = tuple(one for one, _ in found.lacking)
    track = None if any(one.written for one in lacking) else timeline
    return Narrated(planned=planned, track=track, placed=timeline, lacking=lacking)


def _cues(timeline: Timeline, lacking: Iterable[Described]) -> Iterator[DescriptionCue]:
    for event in timeline.descriptions:
        text = " ".join(mark.text for mark in event.take.sentences)
        if text:
            yield DescriptionCue(_ms(event.start), _ms(event.end), text)
    shots = {shot.id: shot for shot in timeline.shots}
    for one in lacking:
        shot = shots.get(one.shot)
        if shot is not None and not shot.offset:
            start, end = (round(seconds(frame) * 1000) for frame in (shot.span.start, shot.span.end))
            yield DescriptionCue(start, end, one.line.text, spoken=False)


def _ms(sample: int) -> int:
    return max(0, round(sample * 1000 / SAMPLE_RATE))
