"""The page of a film, `index.html`: its player, its chapters, its transcript, in one file that needs the film alone.

Captions, chapters and descriptions are in the page, since a browser reads no file beside a page that is opened from a
folder; the tracks that the page names too are for browsers that run no scripts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.french.telling import HEARD_AS, SHOWN_AS
from pipeline.model.picture import GRIDS, Shape
from pipeline.model.scene import UNSIGNED, Imprint
from pipeline.model.transcript import HeardSound, ShownTexts, SpokenLine, Transcript, TranscriptChapter
from pipeline.pages.colours import caption_colours
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered
from pipeline.pages.wording import fragment

LEGEND: Mapping[str, str] = {
    "on_screen": "à l’image",
    "off_screen": "hors champ",
    "voice_over": "commentaire",
    "music": "musique",
    "sound": "bruits",
}
"""What the colour of a caption tells, by its role, for those who choose colours."""

KEYS = (
    (("Espace", "K"), "lecture, pause"),
    (("←", "→"), "5 secondes en arrière, en avant"),
    (("J", "L"), "10 secondes en arrière, en avant"),
    (("Page ↑", "Page ↓"), "chapitre précédent, suivant"),
    (("Début", "Fin"), "début, fin du film"),
    (("↑", "↓"), "volume"),
    (("M",), "muet"),
    (("S",), "sous-titres"),
    (("D",), "description"),
    (("T",), "transcription"),
    (("<", ">"), "vitesse"),
    (("F",), "plein écran"),
)
"""The keys of the player and what each does, as the page says them; `player.js` does it."""

Button = Literal["", "description", "signes"]
"""The button by which a version of a film is offered among the player's own, if any."""


@dataclass(frozen=True, slots=True)
class FilmSource:
    """A file of the film, relative to the page, and its media type with codecs; the best comes first."""

    href: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FilmTrack:
    """A file of captions or chapters beside the page, for browsers that run no scripts."""

    kind: Literal["captions", "chapters", "descriptions"]
    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmVersion:
    """Another film of the same newscast: its page, whether it is this one, whether its times are the same."""

    label: str
    href: str
    here: bool = False
    in_step: bool = True
    button: Button = ""


@dataclass(frozen=True, slots=True)
class FilmFile:
    """What can be taken away."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCue:
    """A caption as the page draws it: milliseconds, lines, who speaks as a role, its upper edge in percent or None.

    `across` is how far from the left it stands and how wide it may be, in percent; None for the whole picture.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    role: str
    top: int | None = None
    across: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDescription:
    """What is said of the picture, in milliseconds; the film waits for one that `pause`s, since no silence takes it."""

    start: int
    end: int
    text: str
    pause: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPage:
    """What the page of a film shows, `date` in words; what is empty is not offered.

    `marks` are sentences that the film says of itself beside being a fiction, when they are known.
    `caption_colours` gives a CSS colour for the role of a caption. `burned` says that captions stand in the picture
    already: the player then shows its own only when it is asked.
    """

    transcript: Transcript
    dress: Dress
    sources: tuple[FilmSource, ...] = ()
    tracks: tuple[FilmTrack, ...] = ()
    captions: tuple[PageCue, ...] = ()
    descriptions: tuple[PageDescription, ...] = ()
    versions: tuple[FilmVersion, ...] = ()
    downloads: tuple[FilmFile, ...] = ()
    marks: tuple[str, ...] = ()
    poster: str = ""
    summary: str = ""
    date: str = ""
    imprint: Imprint = UNSIGNED
    shape: Shape = "horizontal"
    caption_colours: Mapping[str, str] = field(default_factory=dict)
    burned: bool = False

    @property
    def width(self) -> int:
        """The width of the picture, in pixels of its grid."""
        return GRIDS[self.shape][0]

    @property
    def height(self) -> int:
        """The height of the picture, in pixels of its grid."""
        return GRIDS[self.shape][1]

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """What the colours of its captions tell."""
        used = {cue.role for cue in self.captions}
        return tuple((role, label) for role, label in LEGEND.items() if role in used)

    @property
    def keys(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The keys that do something in its player."""
        lacking = {"sous-titres": self.captions, "description": self.descriptions}
        return tuple((keys, does) for keys, does in KEYS if lacking.get(does, True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """What is said, shown or heard at one time; `target` is the link's end that stands here."""

    kind: str
    start: float
    texts: tuple[str, ...]
    target: str
    label: str = ""
    name: str = ""
    role: str = ""


def film_page(page: FilmPage) -> str:
    """Return the page as HTML 5, in French; raises SceneError when its palette lacks a colour."""
    return rendered(
        "film.html",
        page=page,
        dress=page.dress.rules() + caption_colours(page.caption_colours),
        data=_data(page),
        parts=_passages,
        language=page.imprint.language,
    )


def _data(page: FilmPage) -> dict[str, object]:
    """Return what the player needs to know, as JSON says it."""
    return {
        "length": page.transcript.length,
        "burned": page.burned,
        "chapters": [{"start": part.start, "title": part.title} for part in page.transcript.chapters],
        "captions": [
            {
                "start": cue.start,
                "end": cue.end,
                "lines": cue.lines,
                "role": cue.role,
                "top": cue.top,
                "across": cue.across,
            }
            for cue in page.captions
        ],
        "descriptions": [
            {"start": one.start, "end": one.end, "text": one.text, "pause": one.pause} for one in page.descriptions
        ],
    }


def _passages(chapter: TranscriptChapter) -> Iterator[_Passage]:
    """Yield a chapter in order; everything that has a time of its own is where a link to that time leads.

    A role is told once in a chapter, a name once for what is said at a stretch.
    """
    taken = {fragment(chapter.start)}
    met: set[str] = set()
    before = ""
    for entry in chapter.in_order():
        at = fragment(entry.start)
        target = "" if at in taken else at
        taken.add(at)
        match entry:
            case SpokenLine():
                role = "" if entry.name in met else entry.role
                name = "" if entry.name == before else entry.name
                met.add(entry.name)
                before = entry.name
                yield _Passage(
                    kind="replique", start=entry.start, texts=(entry.text,), target=target, name=name, role=role
                )
                continue
            case ShownTexts():
                yield _Passage(
                    kind="ecran", start=entry.start, texts=entry.texts, target=target, label=SHOWN_AS[entry.kind]
                )
            case HeardSound():
                yield _Passage(kind="son", start=entry.start, texts=(entry.text,), target=target, label=HEARD_AS)
        before = ""
