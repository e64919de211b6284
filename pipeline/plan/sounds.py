"""Music and effects placed on the timeline: stings, bumpers, the bed under speech, the closing music."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import pairwise

from pipeline.model.keys import key_of
from pipeline.model.media import in_project
from pipeline.model.part import WORDS, Part
from pipeline.model.rundown import PlannedItem, Rundown
from pipeline.model.scene import House
from pipeline.model.time import SAMPLE_RATE, STRIDE, sample_at
from pipeline.model.timeline import OwnPiece, SoundEvent, TimedShot, Timeline
from pipeline.plan.context import PlanContext
from pipeline.plan.films import FILM_SOUNDS

_NO_BED = frozenset({"aucun", "non", "sans", ""})
_BED_ASIDE = frozenset({WORDS[Part.OPENING], WORDS[Part.CREDITS]})
"""Kinds of items that have music of their own."""

_CLOSING = "cloture"
"""The closing music: it plays over and over until the end, however long the credits are."""
_BED = "nappe"
"""The bed of a channel's own, in the place of whichever one of the house is asked for."""

_LEVEL, _BED_LEVEL = -20.0, -26.0
"""LUFS of a piece of one's own where the house has none in its place: what the library's own are made at."""

_VOICE_LEVEL = -20.0
"""LUFS of what somebody says in a clip: those of every voice (`pipeline.speak.levels`)."""

_MUSIC = "music"
_LIKE = {FILM_SOUNDS[Part.CLOSING]: _CLOSING}
"""A role that no house has a piece for → the one whose level it takes."""

_PASSING = SAMPLE_RATE // 2
"""Samples before a cut between two items, and after it, in which the bed passes from the one's to the other's."""

_BAR = 8 * STRIDE
"""Samples from one place of the bed to the next where an item may begin."""

_PLACES = 64
"""How many there are: a piece that is shorter comes round."""

_FADE = SAMPLE_RATE // 2
_SHORT_FADE = SAMPLE_RATE // 50


def place_sounds(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> tuple[SoundEvent, ...]:
    """Return every music and effect event, in the order of their start."""
    events = [*_effects(context, rundown, shots), *_bed(context, rundown, shots), *_nat_sound(context, rundown, shots)]
    return tuple(sorted(events, key=lambda event: (event.start, event.bus, event.path)))


def _event(
    context: PlanContext, role: str, bus: str, start: int, end: int, *, loop: bool = False, fade: int = _FADE
) -> Iterator[SoundEvent]:
    sound = context.house.sound
    house = _LIKE.get(role, role)
    whole = any(film.file == sound.own.get(role) for film in context.house.films.values())
    own = sound.own.get(_BED if bus == _MUSIC and loop and role != _CLOSING else role)
    path = own or sound.files.get(role)
    if path is None:
        return
    event = SoundEvent(
        path=path,
        digest=context.library.asset(path).digest,
        bus=bus,
        start=start,
        end=end,
        gain=sound.gains.get(house, 0.0),
        loop=loop,
        offset=0,
        fade_in=_SHORT_FADE if not loop else fade,
        fade_out=_SHORT_FADE if whole else fade,
    )
    yield event if own is None else _own(context, event, house, whole=whole)


def _own(context: PlanContext, event: SoundEvent, role: str, *, whole: bool) -> OwnPiece:
    """Return an event of a piece of the channel's own, which comes to where the house's stands."""
    said = {field.name: getattr(event, field.name) for field in fields(event)}
    like = context.house.sound.files.get(role)
    asset = context.library.asset(like) if like and context.library.exists(like) else None
    level = _BED_LEVEL if event.loop and role != _CLOSING else _LEVEL
    return OwnPiece(**said, like=asset, lufs=level, whole=whole)


def house_pieces(house: House, timeline: Timeline) -> frozenset[str]:
    """Return the house's own pieces that are really heard in a newscast, by file: what its credits have to name."""
    ours = frozenset(house.sound.files.values())
    return frozenset(
        sound.path
        for sound in timeline.sounds
        if sound.path in ours and not isinstance(sound, OwnPiece) and sound.start < sound.end
    )


def _effects(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> Iterator[SoundEvent]:
    planned = rundown.shots
    for rank, (shot, plan) in enumerate(zip(shots, planned, strict=True)):
        role = context.scenes[plan.scene].sound
        start, end = sample_at(shot.span.start), sample_at(shot.span.end)
        if role == _CLOSING:
            end = sample_at(shots[_closed(context, rundown, rank)].span.end)
            for event in _event(context, role, "music", start, end, loop=True):
                yield replace(event, fade_in=_SHORT_FADE)
        elif role:
            yield from _event(context, role, "effects" if role in {"virgule", "titres"} else "music", start, end)


def _closed(context: PlanContext, rundown: Rundown, rank: int) -> int:
    """Return the last shot the closing music plays under: those without a word or a sound that follow the credits."""
    last = rank
    for plan in rundown.shots[rank + 1 :]:
        if plan.lines or context.scenes[plan.scene].sound:
            break
        last += 1
    return last


def _under_closing(context: PlanContext, rundown: Rundown) -> frozenset[int]:
    """Return the ranks of the shots the closing music plays under."""
    if _CLOSING not in context.house.sound.files | context.house.sound.own:
        return frozenset()
    begun = [rank for rank, plan in enumerate(rundown.shots) if context.scenes[plan.scene].sound == _CLOSING]
    return frozenset(under for rank in begun for under in range(rank, _closed(context, rundown, rank) + 1))


def _under_films(context: PlanContext, rundown: Rundown) -> frozenset[int]:
    """Return the ranks of the shots that a film of the channel's fills with its own sound."""
    heard = frozenset(film.file for film in context.house.films.values() if film.sounds)
    roles = frozenset(role for role, file in context.house.sound.own.items() if file in heard)
    return frozenset(rank for rank, plan in enumerate(rundown.shots) if context.scenes[plan.scene].sound in roles)


def _bed(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> Iterator[SoundEvent]:
    """Run the bed under every stretch of items that has no music of its own."""
    if rundown.bed.lower() in _NO_BED:
        return
    stretch: list[TimedShot] = []
    kinds = {item.id: item.kind for item in rundown.items}
    closing = _under_closing(context, rundown) | _under_films(context, rundown)
    for rank, shot in enumerate((*shots, None)):
        if shot is not None and kinds[shot.item] not in _BED_ASIDE and rank not in closing:
            stretch.append(shot)
            continue
        yield from _under(context, rundown, stretch)
        stretch = []


def _under(context: PlanContext, rundown: Rundown, stretch: Sequence[TimedShot]) -> Iterator[SoundEvent]:
    """Run the bed under items that follow one another: each has its own place in it, wherever the item stands.

    What is edited in one then leaves the music under the others as it was. From one to the next it passes around the
    cut, and loses no power there.
    """
    items = {item.id: item for item in rundown.items}
    begins = [rank for rank, shot in enumerate(stretch) if not rank or stretch[rank - 1].item != shot.item]
    for first, end in pairwise([*begins, len(stretch)]):
        came, goes = (_PASSING if first else 0), (_PASSING if end < len(stretch) else 0)
        begun = sample_at(stretch[first].span.start) - came
        over = sample_at(stretch[end - 1].span.end) + goes
        place = _place_in_bed(items[stretch[first].item])
        for event in _event(context, rundown.bed, _MUSIC, begun, over, loop=True, fade=2 * _PASSING):
            yield replace(event, offset=place - came, crossed=True)


def _place_in_bed(item: PlannedItem) -> int:
    """Return the sample of the bed that an item begins with: it depends on nothing but what the item is called."""
    return (1 + int(key_of("tapis", item.kind, item.title)[:8], 16) % _PLACES) * _BAR


def _nat_sound(context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...]) -> Iterator[SoundEvent]:
    """Keep a video's own sound under the voice (`ambiance`), in full (`plein`), or not at all (`coupe`)."""
    for shot, plan in zip(shots, rundown.shots, strict=True):
        footage = plan.footage
        if footage is None or footage.sound == "coupe" or not context.library.exists(in_project(footage.path)):
            continue
        if any(line.tape.in_sync for line in plan.lines):
            continue  # it is heard as a voice
        asset = context.library.asset(in_project(footage.path))
        gain = context.house.sound.gains.get("ambiance", -12.0) if footage.sound == "ambiance" else 0.0
        start = sample_at(shot.span.start)
        end = sample_at(shot.span.end)
        if footage.end is not None:
            end = min(end, start + int((footage.end - footage.start) * SAMPLE_RATE))
        offset = int(footage.start * SAMPLE_RATE)
        event = SoundEvent(
            path=asset.path, digest=asset.digest, bus="nat_sound", start=start, end=end, gain=gain, loop=False,
            offset=offset, fade_in=_SHORT_FADE, fade_out=_SHORT_FADE, ducked=footage.sound == "ambiance",
        )  # fmt: skip
        yield event if event.ducked else _said(event)


def _said(event: SoundEvent) -> OwnPiece:
    """Return the sound of a clip that is heard in full: at the loudness of a voice, what lies under voices under it."""
    kept = {field.name: getattr(event, field.name) for field in fields(event)}
    span = (event.offset, event.offset + event.end - event.start)
    return OwnPiece(**kept, lufs=_VOICE_LEVEL, whole=True, span=span, spoken=True)
