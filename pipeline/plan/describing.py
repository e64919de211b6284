"""What is shown is told where nobody speaks: in a silence beside it, or in one that its shot is held for.

Nothing is ever said over a word. A description is heard with its shot, or at most two seconds before or after it; what
fits no silence is for its author to shorten.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.pauses import parted
from pipeline.model.rundown import PlannedLine, PlannedShot, Rundown
from pipeline.model.take import Take
from pipeline.model.time import SAMPLE_RATE, frames, frames_covering, sample_at, samples, seconds
from pipeline.model.timeline import OwnPiece, TimedShot, Timeline, VoiceEvent

DESCRIBER = "audiodescription"
"""The id of who describes: nobody of the newscast."""

BREATH = samples(0.2)
"""Samples between a description and what is said before and after it (0.2 s): house choice."""

NEAR = samples(2.0)
"""Samples from its shot at which a description may still be heard (2 s): what it tells is there, or nearly."""

_AFTER_CUT = samples(0.2)
"""Samples after the cut at which a description is best begun (0.2 s): house choice."""

_STING = 0.5
"""What a second over a sting costs, against a second away from the shot: stings are let be where that is possible."""

_WORD = 0.4
"""Seconds of a spoken word at 150 words a minute."""


@dataclass(frozen=True, slots=True)
class Described:
    """A shot and the line that describes it; `written` by its author, or told by itself."""

    shot: str
    line: PlannedLine
    written: bool = True


@dataclass(frozen=True, slots=True)
class ToldAt:
    """A description with the sample of the programme at which it begins."""

    described: Described
    take: Take
    start: int

    @property
    def end(self) -> int:
        """First sample after it."""
        return self.start + self.take.samples


@dataclass(frozen=True, slots=True)
class ToldOrNot:
    """What found its place, and what did not with the samples that lack."""

    placed: tuple[ToldAt, ...]
    lacking: tuple[tuple[Described, int], ...]


def described(shot: PlannedShot, text: str, voice: str, name: str = DESCRIBER) -> Described:
    """Return a shot with a line that describes it, in a voice of the cast; `name` tells lines of one shot apart."""
    return Described(
        shot.id,
        PlannedLine(
            id=f"{shot.id}/{name}",
            speaker=DESCRIBER,
            voice=voice,
            text=parted(text).text,
            recording="",
            on_camera=False,
            mark=shot.mark,
        ),
        written=bool(shot.description) and name == DESCRIBER,
    )


def place(timeline: Timeline, wanted: Sequence[Described], takes: Mapping[str, Take]) -> ToldOrNot:
    """Find a silence for each description, as near its shot as there is one, in the order of the shots."""
    shots = {shot.id: shot for shot in timeline.shots}
    speech, stings = _speech(timeline), _stings(timeline)
    whole = sample_at(timeline.length)
    placed: list[ToldAt] = []
    lacking: list[tuple[Described, int]] = []
    free = 0
    for one in wanted:
        shot, take = shots.get(one.shot), takes[one.line.id]
        if shot is None or not take.samples:
            continue
        begin, end = sample_at(shot.span.start), sample_at(shot.span.end)
        reach = (max(free, begin - NEAR - take.samples), min(whole, end + NEAR + take.samples))
        gaps = tuple(_gaps(speech, *reach))
        starts = [
            (_cost(start, take.samples, (begin, end), stings), start)
            for gap in gaps
            for start in _starts(gap, take.samples, (begin, end), stings)
        ]
        if starts:
            start = min(starts)[1]
            placed.append(ToldAt(one, take, start))
            free = start + take.samples + BREATH
        else:
            longest = max((last - first for first, last in gaps), default=0)
            lacking.append((one, take.samples - longest))
    return ToldOrNot(tuple(placed), tuple(lacking))


def held(rundown: Rundown, timeline: Timeline, found: ToldOrNot, takes: Mapping[str, Take]) -> Rundown:
    """Return the rundown in which shots are held for what they lack the silence to tell, where they may be.

    A shot of a written length, or one whose film would stand still, is left as it is: the one that follows may wait.
    """
    timed = {shot.id: shot for shot in timeline.shots}
    longer: dict[str, int] = {}
    speech = _speech(timeline)
    plans = {shot.id: shot for shot in rundown.shots}
    follows = {one.id: two.id for one, two in pairwise(rundown.shots)}
    ranks = {shot.id: rank for rank, shot in enumerate(timeline.shots)}
    for one, lack in found.lacking:
        shot, plan = timed[one.shot], plans[one.shot]
        told = max((each.end for each in found.placed if ranks[each.described.shot] <= ranks[one.shot]), default=0)
        wanted = max(_hold(shot, takes[one.line.id].samples, speech, told), frames_covering(lack))
        own = longer.get(one.shot, 0)
        if own + wanted <= _room(plan, shot):
            longer[one.shot] = own + wanted
        elif after := follows.get(one.shot):  # what is told begins as soon as the shot's words are over
            wanted = longer.get(after, 0) + max(1, frames_covering(lack))
            if wanted <= _room(plans[after], timed[after]):
                longer[after] = wanted
    items = (
        replace(
            item,
            shots=tuple(
                replace(shot, hold=shot.hold + longer[shot.id]) if shot.id in longer else shot for shot in item.shots
            ),
        )
        for item in rundown.items
    )
    return replace(rundown, items=tuple(items)) if longer else rundown


def with_descriptions(timeline: Timeline, placed: Sequence[ToldAt]) -> Timeline:
    """Return the timeline in which descriptions are heard."""
    items = {shot.id: shot.item for shot in timeline.shots}
    events = tuple(
        VoiceEvent(
            take=one.take,
            start=one.start,
            speaker=DESCRIBER,
            shown_name="",
            role=DESCRIBER,
            item=items[one.described.shot],
        )
        for one in placed
    )
    return replace(timeline, descriptions=events)


def fit_findings(
    rundown: Rundown, lacking: Sequence[tuple[Described, int]], *, estimated: bool = False
) -> Iterator[Finding]:
    """Yield what fits no silence: how many seconds lack, and what there is to shorten."""
    plans = {shot.id: shot for shot in rundown.shots}
    about = "environ " if estimated else ""
    for one, lack in lacking:
        plan = plans[one.shot]
        missing = max(0.1, lack / SAMPLE_RATE)
        words = max(1, round(missing / _WORD + 0.5))
        count = f"{words} mots" if words > 1 else "un mot"
        shorter = f"raccourcir la description d'environ {count}"
        yield Finding(
            plan.mark or Mark(rundown.script),
            f"la description de ce plan ne tient pas : il manque {about}{_comma(missing)} s de silence",
            f"{_way_out(plan)}{shorter}",
            Level.WARNING,
            code=Code("description-sans-place"),
        )


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _way_out(plan: PlannedShot) -> str:
    if plan.duration is not None:
        return "ôter ou allonger « duree », ou "
    if plan.footage is not None:
        return "choisir un extrait plus long, ou "
    return ""


def _speech(timeline: Timeline) -> tuple[tuple[int, int], ...]:
    """Return every span in which somebody speaks, in order, joined where they touch."""
    spans = [(voice.start, voice.end) for voice in timeline.voices]
    spans += [(clip.start, clip.end) for clip in timeline.sounds if isinstance(clip, OwnPiece) and clip.spoken]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _stings(timeline: Timeline) -> tuple[tuple[int, int], ...]:
    return tuple((sound.start, sound.end) for sound in timeline.sounds if sound.bus == "effects" and not sound.loop)


def _gaps(speech: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the silences between two samples, less a breath beside each word."""
    around = bisect_left(speech, (first, first))
    near = [span for span in speech[max(0, around - 1) :] if span[0] < last + BREATH]
    edges = [(first, first - BREATH), *near, (last + BREATH, last + BREATH)]
    for (_, before), (after, _) in pairwise(edges):
        start, end = max(first, before + BREATH), min(last, after - BREATH)
        if start < end:
            yield start, end


def _starts(
    gap: tuple[int, int], length: int, shot: tuple[int, int], stings: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """Yield where in a silence a description may begin: right after the cut, or as soon as a sting is over."""
    earliest, latest = max(gap[0], shot[0] - NEAR - length), min(gap[1] - length, shot[1] + NEAR)
    if earliest > latest:
        return
    wanted = [shot[0] + _AFTER_CUT, *(end for _, end in stings if earliest < end <= latest)]
    yield from sorted({min(max(start, earliest), latest) for start in wanted})


def _cost(start: int, length: int, shot: tuple[int, int], stings: Sequence[tuple[int, int]]) -> float:
    """Return how far a place is from the best one, in samples: outside its shot, late in it, over a sting."""
    end = start + length
    outside = max(0, shot[0] - start) + max(0, end - shot[1])
    late = max(0, start - shot[0]) / 10
    over = sum(max(0, min(end, two) - max(start, one)) for one, two in stings)
    return outside + late + _STING * over


def _hold(shot: TimedShot, length: int, speech: Sequence[tuple[int, int]], told: int) -> int:
    """Return the frames for which a shot is to be held so that so many samples fit before its first word.

    Something else is told until sample `told`.
    """
    begin, end = sample_at(shot.span.start), sample_at(shot.span.end)
    before = max((two for one, two in speech if one < begin), default=-BREATH)
    after = min((one for one, _ in speech if one >= begin), default=end + BREATH)
    waits = told + BREATH if told <= after else 0  # once there is room, what was told after the first word is before it
    first = max(begin + _AFTER_CUT, before + BREATH, waits)
    return max(1, frames_covering(length - (min(after, end + BREATH) - BREATH - first)))


def _room(plan: PlannedShot, shot: TimedShot) -> int:
    """Return for how many frames more a shot may last."""
    if plan.duration is not None or any(line.tape.in_sync for line in plan.lines):
        return 0
    if plan.footage is not None:
        moving = plan.footage.moving
        return 0 if moving is None else max(0, frames(moving - seconds(shot.span.length)))
    return _ANY


_ANY = frames(60)
"""Frames for which a shot may be held: no description is a minute long."""
