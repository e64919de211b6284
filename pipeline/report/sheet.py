"""The rundown as rows: one a shot, gathered by item, with what was planned and what it came to."""

from collections.abc import Iterator, Mapping

from pipeline.french.typography import NO_BREAK, typeset
from pipeline.model.part import PARTS, STORY, Part
from pipeline.model.rundown import PlannedItem, PlannedShot, Rundown
from pipeline.model.sheet import ItemRows, Row, Sheet
from pipeline.model.time import FRAME_RATE, Span, frame_of, frames
from pipeline.model.timeline import TimedShot, Timeline

ON_AIR = "20:00:00"
"""When a French evening newscast begins."""

_STORY = "Sujet"
_TYPES: Mapping[Part, str] = {
    Part.OPENING: "Générique",
    Part.HEADLINES: "Titres",
    Part.STUDIO: "Plateau",
    Part.READER: "Brève",
    Part.BUMPER: "Virgule",
    Part.CREDITS: "Générique de fin",
    Part.CLOSING: "Fin",
    Part.TITLE_CARD: "Carton",
    Part.ILLUSTRATION: "Illustration",
    Part.CLOSE_UP: "Gros plan",
    Part.NUMBER: "Grand nombre",
    Part.QUOTE: "Citation",
    Part.FOOTAGE: "Vidéo",
    Part.PICTURE: "Image",
    Part.PORTRAIT: "Figure",
    Part.POINTS: "Points",
}
"""How the trade calls what plays a part; any other scene has the name its designer gave it."""

_BUSES = {"music": "musique", "effects": "effet", "nat_sound": "ambiance"}
_TRANSITIONS = {"fondu": "fondu", "balayage": "balayage", "glisse": "glissé", "virgule": "virgule"}


def sheet(rundown: Rundown, timeline: Timeline, begins: str = ON_AIR) -> Sheet:
    """Return the sheet of a newscast; `begins` is when it goes on air (`hh:mm:ss`, `20:00` or `20h00`).

    A shot that the timeline does not have is left out. Raises ValueError when `begins` is no time of day.
    """
    return Sheet(
        title=rundown.title,
        city=rundown.city,
        script=rundown.script,
        begins=_of_day(begins),
        length=timeline.length,
        groups=tuple(_groups(rundown, timeline)),
    )


def _of_day(written: str) -> int:
    """Return frames since midnight."""
    hour, minute, *second = (int(part) for part in written.replace("h", ":").split(":"))
    return frames((hour * 60 + minute) * 60 + sum(second))


def _groups(rundown: Rundown, timeline: Timeline) -> Iterator[ItemRows]:
    timed = {shot.id: shot for shot in timeline.shots}
    names = {voice.speaker: voice.shown_name for voice in timeline.voices}
    for number, item in enumerate(rundown.items, 1):
        pairs = [(shot, timed[shot.id]) for shot in item.shots if shot.id in timed]
        rows = tuple(_row(f"{number}.{rank}", shot, at, timeline, names) for rank, (shot, at) in enumerate(pairs, 1))
        if rows:
            yield ItemRows(
                number=number,
                slug=item.id,
                title=typeset(item.title),
                kind=item_type(item.kind),
                rows=rows,
                lead_in=_lead_in(item),
                intended=None if item.intended is None else frames(item.intended),
                notes=typeset(item.notes),
            )


def _lead_in(item: PlannedItem) -> str:
    """Return what the studio says before a story."""
    first = item.shots[0]
    if item.kind != STORY or first.part is not Part.STUDIO:
        return ""
    return typeset(" ".join(line.text for line in first.lines))


def item_type(kind: str) -> str:
    """Return how the trade calls an item of a kind."""
    if kind == STORY:
        return _STORY
    return _TYPES[PARTS[kind]] if kind in PARTS else _plain(kind)


def shot_type(shot: PlannedShot) -> str:
    """Return how the trade calls what a shot shows."""
    known = _TYPES.get(shot.part) if shot.part else None
    return known or shot.look or _plain(shot.scene)


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _row(
    number: str,
    shot: PlannedShot,
    timed: TimedShot,
    timeline: Timeline,
    names: Mapping[str, str],
) -> Row:
    speakers = dict.fromkeys(names.get(line.speaker, line.speaker) for line in shot.lines)
    return Row(
        number=number,
        kind=shot_type(shot),
        source=shot.source or (shot.footage.path if shot.footage else ""),
        speakers=", ".join(speakers),
        picture=typeset(timed.label),
        sound=", ".join(_sounds(shot, timed.span, timeline)),
        thirds=tuple(typeset(f"{third.name}, {third.role}" if third.role else third.name) for third in shot.thirds),
        planned=timed.planned or (frames(shot.duration) if shot.duration is not None else None),
        length=timed.span.length,
        elapsed=timed.span.end,
        start=timed.span.start,
        notes=tuple(_notes(shot, timed)),
    )


def _sounds(shot: PlannedShot, span: Span, timeline: Timeline) -> Iterator[str]:
    if shot.lines:
        on_camera = any(line.on_camera for line in shot.lines)
        yield "voix" if on_camera else "voix off"
    heard = {
        "tapis" if sound.loop else _BUSES.get(sound.bus, sound.bus)
        for sound in timeline.sounds
        if Span(frame_of(sound.start), max(frame_of(sound.start), frame_of(sound.end))).overlaps(span)
    }
    yield from sorted(heard)


def _notes(shot: PlannedShot, timed: TimedShot) -> Iterator[str]:
    if timed.transition in _TRANSITIONS:
        yield f"{_TRANSITIONS[timed.transition]} {_seconds(timed.transition_frames)}{NO_BREAK}s"
    if shot.archive:
        yield "archives" if shot.archive.lower() in {"oui", "true"} else f"archives {shot.archive}"
    if shot.place:
        yield typeset(shot.place)
    if any(line.recording for line in shot.lines):
        yield "voix enregistrée"


def _seconds(length: int) -> str:
    return f"{float(length / FRAME_RATE):.2f}".replace(".", ",")
