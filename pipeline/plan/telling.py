"""Sounds in words, for whoever does not hear them: what each is called, and from when to when it is heard."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.model.media import SoundNote
from pipeline.model.rundown import Rundown
from pipeline.model.time import SAMPLE_RATE, Span, frame_of, frames_covering
from pipeline.model.timeline import OwnPiece, SoundEvent, TimedShot, ToldSound
from pipeline.plan.context import PlanContext
from pipeline.plan.pictured import sentence_of

_PARTS: Mapping[str, tuple[str, str]] = {
    "generique": ("Musique du générique", "Musique"),
    "titres": ("Jingle des titres", "Jingle"),
    "virgule": ("Virgule musicale", "Jingle"),
    "cloture": ("Musique du générique de fin", "Musique"),
    "fin": ("Musique de fin", "Musique"),
}
"""What a sound is called by the part it plays, whole and in one word."""

_BED = ("Musique de fond", "Musique")
_FILM = "Son de la vidéo"
_HEARD = "entendu"
"""The slot in which a script says what is heard of a film."""

_EFFECT = 3 * SAMPLE_RATE
"""Samples that an effect of a channel's own is taken to last: those of the house do."""

_UNKNOWN = SoundNote()


def told_sounds(
    context: PlanContext, rundown: Rundown, shots: tuple[TimedShot, ...], events: Iterable[SoundEvent]
) -> tuple[ToldSound, ...]:
    """Return what is to be told of the sounds of a newscast, in the order in which they begin.

    A description of the script or of the sound's manifest comes first, then what the part is called; several texts, the
    fullest first, leave whoever sets captions the choice of what can be read.
    """
    sound = context.house.sound
    roles = {file: role for named in (sound.files, sound.own) for role, file in named.items()}
    described = {
        shot.span.start: str(plan.slots.get(_HEARD) or "") for shot, plan in zip(shots, rundown.shots, strict=True)
    }
    silent = {shot.span.start for shot, plan in zip(shots, rundown.shots, strict=True) if not plan.lines}
    told: list[ToldSound] = []
    for event in events:
        role, note = roles.get(event.path, ""), _note(context, event.path)
        at = frame_of(event.start)
        if event.bus == "nat_sound":
            texts = _film(described.get(at, ""), full=isinstance(event, OwnPiece) and at in silent)
        else:
            texts = tuple(_called(note, _BED if _lies_under(event, role) else _PARTS.get(role, _BED)))
        if texts:
            span = Span(at, max(at, frames_covering(_end(event, note))))
            under = event.bus != "nat_sound" and _lies_under(event, role)
            _tell(told, ToldSound(span=span, music=event.bus != "nat_sound", texts=texts, bed=under))
    return tuple(told)


def _tell(told: list[ToldSound], sound: ToldSound) -> None:
    """Tell one more sound; a bed that goes on under the next item is one bed."""
    last = next((rank for rank in reversed(range(len(told))) if told[rank].bed), None)
    if sound.bed and last is not None and told[last].texts == sound.texts and told[last].span.overlaps(sound.span):
        told[last] = replace(told[last], span=Span(told[last].span.start, sound.span.end))
    else:
        told.append(sound)


def _note(context: PlanContext, path: str) -> SoundNote:
    """Return what is known of a sound; of a channel's own, what the manifest of its project says."""
    own = sentence_of(path, context.pictured).rstrip(". ")
    return context.sounds.get(path, SoundNote(own) if own else _UNKNOWN)


def _lies_under(event: SoundEvent, role: str) -> bool:
    """Tell a bed, over which people speak, from music that is there to be heard."""
    return event.loop and role not in _PARTS


def _called(note: SoundNote, part: tuple[str, str]) -> Iterator[str]:
    yield from dict.fromkeys(text for text in (note.description, *part) if text)


def _film(described: str, *, full: bool) -> tuple[str, ...]:
    """Return what to tell of a film's own sound: what the script says; that there is one, when it is all one hears."""
    return (described,) if described else (_FILM,) if full else ()


def _end(event: SoundEvent, note: SoundNote) -> int:
    """Return the sample at which nothing more is heard."""
    if event.loop:
        return event.end
    lasts = round(note.seconds * SAMPLE_RATE) if note.seconds else _EFFECT if event.bus == "effects" else 0
    return min(event.end, event.start + lasts) if lasts else event.end
