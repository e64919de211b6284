"""What a film says of itself, gathered from what is in it: only what is true of this film is said."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from pipeline.french.dates import french_date
from pipeline.french.marks import described, disclosure
from pipeline.model.marks import SOURCE_TAG, DigitalSource, FilmMarks, SealedFilm, ShownLabel, Signatory, SyntheticVoice
from pipeline.model.part import Part
from pipeline.model.picture import FootageSpec, PhotoSpec, TextSpec
from pipeline.model.take import RECORDED
from pipeline.model.timeline import Timeline
from pipeline.plan.context import PlanContext

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TYPES: Mapping[str, str] = {
    ".mp4": "video/mp4", ".mov": "video/quicktime", ".mxf": "application/mxf",
    ".jpg": "image/jpeg", ".png": "image/png",
}  # fmt: skip
_GENRE = "Journal télévisé de fiction"


class Marker(Protocol):
    """Writes what a film says of itself into its file."""

    def embed(self, film: Path, packet: bytes) -> None:
        """Add an XMP packet to a film, where its container has a place for one; nothing that is there moves."""

    def unsealed(self, film: Path) -> str:
        """Return the SHA-256 of a film as it is without a signature."""


class Sealer(Protocol):
    """Signs finished films with a manifest that says what they are."""

    signatory: Signatory

    def seal(self, film: Path, manifest: Mapping[str, object]) -> SealedFilm:
        """Sign a film, whole or not at all: in its place, or in a file beside it where its kind has no place for that.

        Raises UserError when that cannot be done.
        """


def marks_of(context: PlanContext, timeline: Timeline, spoken_by: DigitalSource, made: str) -> FilmMarks:
    """Return what a film says of itself; `spoken_by` is what the engine that speaks in it makes voices from.

    `made` is the day of its making, empty when nobody says.
    """
    script, imprint = context.script, context.house.imprint
    engines = dict.fromkeys(event.take.engine for event in timeline.voices)
    workshop = script.workshop.date.strip()
    veil = context.veil
    return FilmMarks(
        title=veil.over(timeline.title),
        city=script.workshop.city,
        channel=imprint.channel or context.house.channel,
        publisher=imprint.publisher,
        licence=imprint.licence,
        language=imprint.language,
        made=made,
        workshop=workshop if _DATE.fullmatch(workshop) else "",
        fiction_date=french_date(script.fiction_date),
        voices=tuple(SyntheticVoice(engine, spoken_by) for engine in engines if engine != RECORDED),
        recorded=RECORDED in engines,
        footage=_shows(timeline, FootageSpec),
        photos=_shows(timeline, PhotoSpec),
        labels=_labels(context, timeline),
        without=context.house.marking.without,
    )


def tags(marks: FilmMarks) -> dict[str, str]:
    """Return what the film's container says of it, by the names that FFmpeg gives to tags."""
    told = {
        "title": marks.title,
        "artist": marks.author,
        "copyright": marks.licence,
        "date": marks.date,
        "comment": disclosure(marks),
        "description": described(marks),
        "genre": _GENRE,
        "network": marks.channel,
        SOURCE_TAG: "" if marks.without else marks.source.uri,
    }
    return {name: value for name, value in told.items() if value}


def media_type(film: Path) -> str:
    """Return the media type of a film or a picture, by the end of its name."""
    return _TYPES[film.suffix.lower()]


def _labels(context: PlanContext, timeline: Timeline) -> tuple[ShownLabel, ...]:
    """Return the labels that are shown, one that stays over a cut told once."""
    scene = context.scenes.playing(Part.VOICE_DISCLOSURE)
    shown: list[ShownLabel] = []
    for shot in timeline.shots:
        for layer in shot.layers:
            if scene is None or layer.scene != scene.id or not isinstance(layer.spec, TextSpec):
                continue
            start, end = (shot.span.start - shot.offset + at for at in (layer.span.start, layer.span.end))
            start, end = max(start, shot.span.start), min(end, shot.span.end)
            if shown and shown[-1].end == start:
                shown[-1] = ShownLabel(shown[-1].text, shown[-1].start, end)
            elif start < end:
                shown.append(ShownLabel(layer.spec.text, start, end))
    return tuple(shown)


def _shows(timeline: Timeline, kind: type[PhotoSpec | FootageSpec]) -> bool:
    return any(isinstance(layer.spec, kind) for shot in timeline.shots for layer in shot.layers)
