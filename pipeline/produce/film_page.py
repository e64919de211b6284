"""The page of a film, made from all that is known of the film."""

from collections.abc import Iterator, Mapping

from pipeline.caption.forms import FORMS
from pipeline.caption.transcript import TranscriptSources, transcript
from pipeline.caption.webvtt import COLOURS
from pipeline.french.dates import french_date
from pipeline.french.marks import disclosure
from pipeline.french.typography import typeset
from pipeline.model.description import DescriptionCue
from pipeline.model.programme import Preset
from pipeline.model.scene import House
from pipeline.model.transcript import Transcript
from pipeline.model.version import DESCRIBED, PLAIN, SIGNED, Version, av1_name, of_version
from pipeline.pages.colours import CAPTION_COLOURS
from pipeline.pages.dress import FACES, Dress
from pipeline.pages.film import (
    Button,
    FilmFile,
    FilmPage,
    FilmSource,
    FilmTrack,
    FilmVersion,
    PageCue,
    PageDescription,
    film_page,
)
from pipeline.plan.pictured import sentence_of
from pipeline.ports import Library
from pipeline.produce.publication import Publication
from pipeline.produce.run import Request

DESCRIPTIONS = "descriptions.vtt"
"""What is told of the picture, as a track for players."""

PAGE = "index.html"
"""The page of a film, in its folder."""

LABELS: Mapping[Version, str] = {
    PLAIN: "Le film",
    DESCRIBED: "Audiodescription",
    SIGNED: "Langue des signes",
}
"""What each version of a film is called to those who choose one."""

BUTTONS: Mapping[Version, Button] = {PLAIN: "", DESCRIBED: "description", SIGNED: "signes"}
"""By which button of the player each one is offered."""

_PLAYED = frozenset({".mp4", ".webm"})
"""Containers that browsers play: of a master there is a page to read, and no player that would do nothing."""


_AV1 = 'video/mp4; codecs="av01.0.08M.08"'
"""AV1, main profile, level 4.0, 8 bits: 1080p25. Source: AV1 Codec ISO Media File Format Binding, 5."""


def index(publication: Publication) -> str:
    """Return `index.html`."""
    request = publication.request
    house, film = request.context.house, publication.programme.film.name
    descriptions = tuple(_descriptions(publication))
    return film_page(
        FilmPage(
            transcript=told(publication),
            dress=dress(house, request.context.library),
            sources=_sources(film, request.preset) if publication.programme.film.suffix in _PLAYED else (),
            tracks=tuple(_tracks(publication)),
            captions=_cues(publication),
            burned=request.context.script.burned_captions,
            descriptions=descriptions,
            versions=tuple(_versions(request, described=bool(descriptions))),
            downloads=tuple(_downloads(publication)),
            marks=(disclosure(publication.programme.marks),),
            poster="poster.jpg",
            date=french_date(request.context.script.fiction_date),
            imprint=house.imprint,
            shape=request.preset.format.shape,
            caption_colours={
                role: house.palette.get(CAPTION_COLOURS[role], charter) for role, charter in COLOURS.items()
            },
        )
    )


def _sources(film: str, preset: Preset) -> tuple[FilmSource, ...]:
    """Return the files of a film, the one that weighs least first: a player takes the first that it can read."""
    plain = FilmSource(film)
    return (plain,) if preset.beside is None else (FilmSource(av1_name(film), _AV1), plain)


def told(publication: Publication) -> Transcript:
    """Return the transcript of a film."""
    context, timeline = publication.request.context, publication.timeline
    sources = TranscriptSources(
        roles={voice.speaker: context.speaker(voice.speaker).role for voice in timeline.voices},
        parts={name: scene.part for name, scene in context.scenes.items()},
        sentence=lambda name: sentence_of(name, context.pictured),
        cues=publication.captions.cues,
    )
    return transcript(timeline, publication.request.rundown, sources)


def dress(house: House, library: Library) -> Dress:
    """Return how pages wear a house."""
    return Dress(house.palette, {role: library.read(house.faces[role]) for role in FACES if role in house.faces})


def _cues(publication: Publication) -> tuple[PageCue, ...]:
    return tuple(
        PageCue(start=cue.start_ms, end=cue.end_ms, lines=cue.lines, role=cue.role, top=cue.top, across=cue.across)
        for cue in publication.captions.cues
    )


def told_beside(publication: Publication) -> tuple[DescriptionCue, ...]:
    """Return what is told of the picture beside a film; a described film tells it itself."""
    return publication.programme.described if publication.request.version != DESCRIBED else ()


def _descriptions(publication: Publication) -> Iterator[PageDescription]:
    for cue in told_beside(publication):
        yield PageDescription(start=cue.start_ms, end=cue.end_ms, text=typeset(cue.text), pause=not cue.spoken)


def _tracks(publication: Publication) -> Iterator[FilmTrack]:
    if "vtt" in publication.request.preset.captions:
        yield FilmTrack("captions", "Français, sourds et malentendants", FORMS["vtt"].file)
    yield FilmTrack("chapters", "Chapitres", "chapters.vtt")
    if told_beside(publication):
        yield FilmTrack("descriptions", "Audiodescription", DESCRIPTIONS)


def _versions(request: Request, *, described: bool) -> Iterator[FilmVersion]:
    """Yield the versions of a film, each with its page; one whose descriptions are in this page has no button."""
    folder = request.folder.absolute().name
    plain = folder.removesuffix(f"-{request.version}") if request.version != PLAIN else folder
    if len(request.beside) < 2:
        return
    for version in request.beside:
        here = version == request.version
        yield FilmVersion(
            label=LABELS[version],
            href=PAGE if here else f"../{of_version(plain, version)}/{PAGE}",
            here=here,
            in_step=DESCRIBED not in {version, request.version},
            button="" if described and version == DESCRIBED else BUTTONS[version],
        )


def _downloads(publication: Publication) -> Iterator[FilmFile]:
    yield FilmFile("Le film", publication.programme.film.name)
    for form in publication.request.preset.captions:
        yield FilmFile(f"Les sous-titres ({FORMS[form].label})", FORMS[form].file)
    yield FilmFile("Les chapitres (WebVTT)", "chapters.vtt")
    yield FilmFile("La transcription (texte)", "transcription.txt")
