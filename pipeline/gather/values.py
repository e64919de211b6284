"""What notes are while they are understood: lines as somebody wrote them, and what each piece of a line is."""

from dataclasses import dataclass
from enum import Enum

from pipeline.gather.fields import NoteField
from pipeline.gather.head_words import HeadWords
from pipeline.model.notes import NotePicture, NotePlace


class LineKind(Enum):
    """What a line of the notes is set as."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    PICTURE = "picture"
    MARGIN = "margin"
    """A comment beside the text, a header or a footer: about the notes, not of the newscast."""
    END = "end"
    """The end of a document: what follows was written by somebody else."""


class NoteRole(Enum):
    """What a piece of the notes is for a newscast; the value names it in French on pages."""

    TITLE = "titre du journal"
    TOWN = "ville de l’atelier"
    DATE = "date de l’atelier"
    STORY = "titre d’un sujet"
    KICKER = "surtitre"
    THEME = "thème"
    LEAD_IN = "lancement"
    TAG = "pied du sujet"
    DESK = "plateau"
    HEADLINE = "titre d’ouverture"
    SECTION = "intertitre"
    PERSON = "personne"
    PRESENTER = "présentation"
    REPORTER = "reportage"
    NARRATION = "commentaire"
    TURN = "parole"
    QUOTE = "citation"
    POINT = "liste"
    INTRODUCTION = "annonce d’une liste"
    FIGURE = "chiffre"
    MILESTONE = "date d’une frise"
    SPOT = "lieu"
    QUESTION = "question posée"
    PICTURE = "photo"
    CAPTION = "légende"
    DIRECTION = "indication"
    ASIDE = "remarque"
    BREAK = "fin d’un document"


class Section(Enum):
    """What a part of the notes is about, until another one begins."""

    BEFORE = "before"
    PEOPLE = "people"
    HEADLINES = "headlines"
    STORY = "story"
    LEAD_IN = "lead_in"
    TAG = "tag"
    OPENING = "opening"
    CLOSING = "closing"
    QUESTION = "question"
    ASIDES = "asides"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A line of the notes; `number` counts over all documents.

    `label` is what its table or form says it to be, `said_by` who says it there; `opens_story` that another story
    begins with its row. `level` and `marker` are those of its block, `looks` whether a heading is one by its look only.
    """

    number: int
    text: str
    place: NotePlace
    kind: LineKind
    level: int = 0
    marker: str = ""
    looks: bool = False
    bold: bool = False
    italic: bool = False
    struck: bool = False
    picture: NotePicture | None = None
    label: NoteField | None = None
    said_by: str = ""
    opens_story: bool = False
    tabular: bool = False
    """It stands in a table."""
    lead: str = ""
    """The words that it begins with and that are set apart from the others, in bold or before a tab."""
    lead_by: str = ""
    head: HeadWords | None = None
    """Who speaks, as its document marks it; what they say stands from `words_at` on."""
    words_at: int = 0
    below_rule: bool = False
    """A rule stands right above it."""
    names_only: bool = False
    """It names a column, or says again what is known: nothing comes of it but a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReading:
    """What a piece of a line is: its words without what labels them, from and up to which sign of the line.

    `who` is somebody as the notes name them, `about` what is said of them. `whole` is the sentence that the words were
    taken out of, when they are no sentence of their own: it stands as a comment beside what they became.
    """

    role: NoteRole
    line: NoteLine
    text: str
    start: int = 0
    end: int = -1
    who: str = ""
    about: str = ""
    whole: str = ""
    note: str = ""
    """The label under which it stood, where that is worth keeping beside it."""
    section: Section | None = None
    """What begins with it, None when it begins nothing."""

    @property
    def span(self) -> tuple[int, int]:
        """Return from and up to which sign of the line it stands."""
        return self.start, len(self.line.text) if self.end < 0 else self.end
