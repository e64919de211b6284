"""Music that a viewer hears and a deaf viewer should know of: the opening and closing titles."""

from collections.abc import Iterator, Sequence

from pipeline.caption.reading import GAP, LONGEST, MUSIC_ALONE
from pipeline.caption.values import MUSIC_ROLE, Cue, frame, milliseconds
from pipeline.model.time import Span, frame_of, sample_at
from pipeline.model.timeline import SoundEvent, TimedShot, Timeline

_OPENING = "♪ Musique du générique ♪"
_CLOSING = "♪ Musique du générique de fin ♪"


def music_cues(timeline: Timeline, spoken: Sequence[Cue]) -> Iterator[Cue]:
    """Yield a cue for each piece of music that is no bed and is heard alone for at least 1.5 s."""
    busy = [Span(frame(cue.start_ms) - GAP, frame(cue.end_ms) + GAP) for cue in spoken]
    for sound in sorted(timeline.sounds, key=lambda event: event.start):
        if sound.bus != "music" or sound.loop:
            continue
        alone = _first_alone(_frames(sound, timeline), busy)
        if alone is None:
            continue
        busy.append(Span(alone.start - GAP, alone.end + GAP))
        text = _OPENING if alone.start < timeline.length // 2 else _CLOSING
        item = _item(timeline.shots, alone.start)
        yield Cue(
            start_ms=milliseconds(alone.start),
            end_ms=milliseconds(alone.end),
            lines=(text,),
            role=MUSIC_ROLE,
            speaker="",
            item=item,
        )


def _frames(sound: SoundEvent, timeline: Timeline) -> Span:
    whole = Span(frame_of(sound.start), max(frame_of(sound.start), frame_of(sound.end)))
    return whole.clipped(Span(0, timeline.length)) if sound.start < sample_at(timeline.length) else Span(0, 0)


def _first_alone(heard: Span, busy: Sequence[Span]) -> Span | None:
    at = heard.start
    for taken in sorted(busy):
        if taken.end <= at:
            continue
        if min(taken.start, heard.end) - at >= MUSIC_ALONE:
            break
        at = max(at, taken.end)
    nearest = min((taken.start for taken in busy if taken.start >= at), default=heard.end)
    end = min(nearest, heard.end, at + LONGEST)
    return Span(at, end) if end - at >= MUSIC_ALONE else None


def _item(shots: Sequence[TimedShot], at: int) -> str:
    return next((shot.item for shot in shots if shot.span.start <= at < shot.span.end), "")
