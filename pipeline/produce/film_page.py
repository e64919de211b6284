"""The page of a film, made from all that is known of the film."""

from pipeline.caption.forms import FORMS
from pipeline.caption.transcript import TranscriptSources, transcript
from pipeline.caption.values import Captions
from pipeline.caption.webvtt import COLOURS
from pipeline.french.dates import french_date
from pipeline.model.scene import House
from pipeline.model.transcript import Transcript
from pipeline.pages.dress import FACES, Dress
from pipeline.pages.film import FilmFile, FilmPage, FilmSource, FilmTrack, PageCue, film_page
from pipeline.plan.pictured import sentence_of
from pipeline.ports import Library
from pipeline.produce.publication import Publication

_HUES = {"on_screen": "sous_titre_blanc", "off_screen": "sous_titre_jaune", "voice_over": "sous_titre_cyan",
         "music": "sous_titre_magenta", "sound": "sous_titre_rouge", "foreign": "sous_titre_vert"}  # fmt: skip
"""The colour of the house's palette for each role, where it has one; the charter's own elsewhere."""

_TRACKS = (
    FilmTrack("captions", "Français, sourds et malentendants", "captions.vtt"),
    FilmTrack("chapters", "Chapitres", "chapters.vtt"),
)


def index(publication: Publication) -> str:
    """Return `index.html`."""
    request = publication.request
    house, film = request.context.house, publication.programme.film.name
    return film_page(
        FilmPage(
            transcript=told(publication),
            dress=dress(house, request.context.library),
            sources=(FilmSource(film),),
            tracks=_TRACKS,
            captions=_cues(publication.captions),
            downloads=(
                FilmFile("Le film", film),
                *(
                    FilmFile(f"Les sous-titres ({FORMS[form].label})", FORMS[form].file)
                    for form in request.preset.captions
                ),
                FilmFile("Les chapitres (VTT)", "chapters.vtt"),
            ),
            poster="poster.jpg",
            date=french_date(request.context.script.fiction_date),
            imprint=house.imprint,
            shape=request.preset.format.shape,
            caption_colours={role: house.palette.get(_HUES[role], charter) for role, charter in COLOURS.items()},
        )
    )


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


def _cues(captions: Captions) -> tuple[PageCue, ...]:
    return tuple(
        PageCue(start=cue.start_ms, end=cue.end_ms, lines=cue.lines, role=cue.role, top=cue.top)
        for cue in captions.cues
    )
