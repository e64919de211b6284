"""The plain texts that go with a film: its transcript, its chapters for video sites, what is pasted with it."""

from pipeline.caption.pairs import entries_of
from pipeline.french.dates import french_date
from pipeline.french.marks import disclosure
from pipeline.french.typography import typeset
from pipeline.model.part import STORY, Part
from pipeline.model.version import DESCRIBED, SIGNED
from pipeline.produce.film_page import told
from pipeline.produce.publication import Publication
from pipeline.report.share import SharedFilm, share_text
from pipeline.report.transcription import transcription
from pipeline.report.video_chapters import shown_by_sites, video_chapters


def transcription_text(publication: Publication) -> str:
    """Return `transcription.txt`."""
    date = french_date(publication.request.context.script.fiction_date)
    return transcription(told(publication), date, (disclosure(publication.programme.marks),))


def chapters_text(publication: Publication) -> str:
    """Return `chapitres.txt`."""
    return video_chapters(publication.timeline.chapters)


def to_paste(publication: Publication) -> str:
    """Return `partage.txt`."""
    context, rundown = publication.request.context, publication.request.rundown
    stories = [item for item in rundown.items if item.kind == STORY]
    people = {voice.shown_name for voice in publication.timeline.voices}
    rolled = [entry for shot in rundown.shots if shot.part is Part.CREDITS for entry in entries_of(shot.slots)]
    return share_text(
        SharedFilm(
            title=typeset(rundown.title),
            city=rundown.city,
            date=french_date(context.script.fiction_date),
            stories=tuple(typeset(item.title) for item in stories),
            themes=tuple(dict.fromkeys(context.house.themes[item.theme].label for item in stories if item.themed)),
            chapters=chapters_text(publication) if shown_by_sites(publication.timeline.chapters) else "",
            synthetic_voices=any(not line.recording for line in rundown.lines),
            marks=(disclosure(publication.programme.marks),),
            offers=_offers(publication),
            credits=tuple((typeset(role), typeset(name)) for role, name, *_ in rolled if name not in people),
            imprint=context.house.imprint,
        )
    )


_VERSIONS = {DESCRIBED: "version audiodécrite", SIGNED: "version en langue des signes française"}


def _offers(publication: Publication) -> tuple[str, ...]:
    """Return what a film has for whoever does not hear or see all of it, in words that are public."""
    request = publication.request
    captioned = ("sous-titres pour sourds et malentendants",) if publication.captions.cues else ()
    versions = dict.fromkeys((request.version, *request.beside))
    return (*captioned, *(_VERSIONS[one] for one in versions if one in _VERSIONS), "transcription complète")
