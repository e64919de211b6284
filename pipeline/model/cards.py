"""A script as cards: what may be written, where it stands in the file; a card a story, a row a shot.

Nothing here says what is right: a field is filled with any text, and the check says what is wrong with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.errors import Mark
from pipeline.model.edits import Plain, Steps

FieldKind = str
"""What a field takes: `texte`, `long` (several lines), a slot's type, `choix`, `oui_non`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardField:
    """One value: its reference on the cards, its canonical key, what it is called in French, its text as written.

    `at` leads to the text in the file, None where none is written yet; `owner` to the mapping that takes it then,
    in a mapping of its own `under` a key where one is named.
    `most` is the number of signs it may have, None without a limit. `choices` are a word each with what it is called.
    Of `couples`, the text has a line an entry and a tab between its `parts` (what each is called, its limit in signs;
    `keys` are theirs in the file); `cells` lead to each of them, None where one has no place of its own.
    """

    ref: str
    key: str
    label: str
    text: str = ""
    at: Steps | None = None
    owner: Steps | None = None
    under: str = ""
    kind: FieldKind = "texte"
    most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    help: str = ""
    mark: Mark | None = None
    parts: tuple[tuple[str, int], ...] = ()
    keys: tuple[str, ...] = ()
    cells: tuple[tuple[Steps | None, ...], ...] = ()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The entries of `couples`, each with as many texts as there are parts."""
        width = len(self.parts)
        told = (line.split("\t")[:width] for line in self.text.splitlines())
        return tuple((*line, *[""] * (width - len(line))) for line in told)

    @property
    def writable(self) -> bool:
        """Tell whether it can be written here; what stands in a form of its own is written in the text."""
        return self.at is not None or self.owner is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """What somebody says: who (an id, empty for whoever speaks by default), the words."""

    speaker: str
    words: CardField
    who: CardField | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRow:
    """A shot as it is written: where, which scene and what that is called, what is said, every other value.

    `at` leads to its entry in a list of the file, None for a shot that nobody wrote. `mark` is the place that its plan
    bears. `fields` are the values of its scene, `more` those that any shot may have. `scene_keys` are the keys of its
    entry that ask for the scene or fill it.
    """

    ref: str
    at: Steps | None
    scene: str
    label: str
    lines: tuple[CardLine, ...]
    fields: tuple[CardField, ...]
    more: tuple[CardField, ...]
    mark: Mark
    scene_keys: tuple[str, ...] = ()

    def every_field(self) -> Iterator[CardField]:
        """Yield each of its values."""
        for line in self.lines:
            yield line.words
            if line.who is not None:
                yield line.who
        yield from (*self.fields, *self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """An entry of the rundown as it is written; `at` leads to it, `shots_at` to the list of its shots, None without."""

    ref: str
    id: str
    at: Steps | None
    shots_at: Steps | None
    kind: str
    label: str
    title: CardField | None
    heads: tuple[CardField, ...]
    lead_in: tuple[CardLine, ...]
    shots: tuple[ShotRow, ...]
    tag: tuple[CardLine, ...]
    mark: Mark

    def every_field(self) -> Iterator[CardField]:
        """Yield each of its values, those of its shots too."""
        if self.title is not None:
            yield self.title
        yield from self.heads
        for line in (*self.lead_in, *self.tag):
            yield line.words
            if line.who is not None:
                yield line.who
        for shot in self.shots:
            yield from shot.every_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """Somebody of the script: id, name as written, every value of theirs, the parts of their drawn face."""

    id: str
    name: str
    role: str
    at: Steps
    fields: tuple[CardField, ...]
    face: tuple[CardField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneOffer:
    """A scene that a script may ask for: its id, what it is called and what it is for, in French.

    `alone` tells that it stands in the rundown by itself, not within a story. `slots` is what a new shot of it needs
    at least, to be written over; `person` the slot that needs somebody, empty without; `main` the slot that a bare
    value fills; `takes` the type of each slot; `exchange` tells that each line of it names who says it. `lacks` is
    what a new shot has to be given first: it is then one of `instead`, empty where nothing lacks.
    """

    id: str
    label: str
    purpose: str
    alone: bool
    slots: Mapping[str, Plain]
    main: str
    takes: Mapping[str, str]
    person: str = ""
    exchange: bool = False
    lacks: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCards:
    """A whole script: what is told of the newscast, its people, its stories in order, the scenes it may ask for.

    `items_at` leads to the list of its stories. `fields` finds a value by its reference.
    """

    heads: tuple[CardField, ...]
    people: tuple[PersonCard, ...]
    stories: tuple[StoryCard, ...]
    items_at: Steps | None
    offers: tuple[SceneOffer, ...] = ()
    fields: Mapping[str, CardField] = field(default_factory=dict)

    def offer(self, scene: str) -> SceneOffer | None:
        """Return a scene that the script may ask for, by its id."""
        return next((one for one in self.offers if one.id == scene), None)


NO_CARDS = ScriptCards(heads=(), people=(), stories=(), items_at=None)
"""Of a script that cannot be read at all."""
