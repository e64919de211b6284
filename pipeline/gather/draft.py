"""A newscast as notes tell it: stories and what is shown and said in them, each with the readings it comes from."""

from dataclasses import dataclass, replace
from enum import Enum

from pipeline.gather.naming import Character
from pipeline.gather.values import NoteReading


class Form(Enum):
    """How an element of a story is shown and said."""

    TEXT = "text"
    SOUNDBITE = "soundbite"
    QUOTE = "quote"
    POINTS = "points"
    NUMBER = "number"
    TIMELINE = "timeline"
    MAP = "map"
    PICTURE = "picture"
    VOX_POP = "vox_pop"
    REMARK = "remark"
    """Nothing but a comment of the script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftElement:
    """One thing that is shown and said, or a comment; `number` tells it from all others of its draft.

    `text` is what is said, `who` the id of who says it. `title`, `entries`, `value`, `unit`, `source` and `file` fill
    what the form shows. `proposed` marks what the notes do not ask for: everything it says is theirs all the same.
    `remarks` are comments that stand above it. `town`, with its department, is a
    map that is proposed before it.
    """

    number: int
    form: Form
    text: str = ""
    who: str = ""
    title: str = ""
    entries: tuple[tuple[str, str], ...] = ()
    value: str = ""
    unit: str = ""
    source: str = ""
    file: str = ""
    place: str = ""
    town: tuple[str, str] = ("", "")
    remarks: tuple[str, ...] = ()
    proposed: bool = False
    readings: tuple[NoteReading, ...] = ()

    def plainer(self) -> "DraftElement":
        """Return what says the same with less: a card becomes its text, a text becomes a comment."""
        shown = [self.title, self.value, self.unit, *(" : ".join(filter(None, entry)) for entry in self.entries)]
        if self.form in {Form.TEXT, Form.REMARK} or not self.text:
            told = " ".join(filter(None, (*shown, self.text)))
            remarks = (*self.remarks, *([told] if told else []))
            return DraftElement(number=self.number, form=Form.REMARK, remarks=remarks, readings=self.readings)
        lost = [words for words in shown if words and words not in self.text]
        remarks = (*self.remarks, *lost, *([f"fichier : {self.file}"] if self.file else []))
        kept = replace(self, form=Form.TEXT, title="", entries=(), value="", unit="", source="", file="")
        return replace(kept, remarks=remarks, who="" if self.form is not Form.SOUNDBITE else self.who)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStory:
    """One story: `title` is never empty, `id` is made from it and told from the others'."""

    id: str
    title: str
    kicker: str = ""
    theme: str = ""
    reporter: str = ""
    lead_in: tuple[DraftElement, ...] = ()
    elements: tuple[DraftElement, ...] = ()
    tag: tuple[DraftElement, ...] = ()
    remarks: tuple[str, ...] = ()
    readings: tuple[NoteReading, ...] = ()
    lead_in_proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The whole newscast; `remarks` and `ending` are what notes say that belongs to no story, before and after them."""

    title: str
    title_proposed: bool = False
    town: str = ""
    department: str = ""
    date: str = ""
    people: tuple[Character, ...] = ()
    presenter: str = ""
    opening: tuple[DraftElement, ...] = ()
    headlines: tuple[str, ...] = ()
    headlines_proposed: bool = False
    stories: tuple[DraftStory, ...] = ()
    closing: tuple[DraftElement, ...] = ()
    remarks: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    heads: tuple[NoteReading, ...] = ()
    """The readings of its title, town, date, people and headlines."""

    def plainer(self, numbers: frozenset[int]) -> "Draft":
        """Return the same draft where the elements of these numbers say the same with less."""

        def mended(elements: tuple[DraftElement, ...]) -> tuple[DraftElement, ...]:
            return tuple(one.plainer() if one.number in numbers else one for one in elements)

        stories = tuple(
            replace(story, lead_in=mended(story.lead_in), elements=mended(story.elements), tag=mended(story.tag))
            for story in self.stories
        )
        return replace(self, opening=mended(self.opening), stories=stories, closing=mended(self.closing))
