"""A shooting plan as a value: what is to be filmed, where and of whom, how it is framed, which slate it begins with."""

from dataclasses import dataclass

from pipeline.model.picture import Box
from pipeline.model.prompting import ScriptState
from pipeline.model.slate import Slate


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """Guides over a picture of 16:9, as shares of its width and height (left, top, width, height).

    `kept` is what a vertical film shows of it, `covered` what is laid over it in either, `named` those of them that
    hold a name, `clear` where a face is seen in both.
    """

    kept: Box
    covered: tuple[Box, ...]
    named: tuple[Box, ...]
    clear: Box


@dataclass(frozen=True, slots=True)
class WordsToSay:
    """What somebody says in a shot; the name is empty when it is whoever the shot is of."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateSheet:
    """A slate with what people read on it: number in the rundown (« 4.7 »), words to say, what the shot is.

    `codes` are its codes as rows of `1` and `0`: the first leaves the take to be said, the others are of takes 1 to n.
    """

    slate: Slate
    number: str
    spoken: str
    file: str
    title: str
    people: str
    codes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotToFilm:
    """A shot that can be filmed: its slate, what it is, seconds that it lasts, its drawn still (an address).

    `where` is its place and moment as the picture says it, empty for none.
    """

    sheet: SlateSheet
    kind: str
    seconds: float
    still: str
    where: str
    framing: Framing
    words: tuple[WordsToSay, ...]
    description: str


@dataclass(frozen=True, slots=True)
class ShotsOfPerson:
    """What is filmed of somebody in one place, in the order of the rundown."""

    people: str
    role: str
    shots: tuple[ShotToFilm, ...]


@dataclass(frozen=True, slots=True)
class ShootingPlace:
    """A place to go to, with whoever is filmed there."""

    name: str
    people: tuple[ShotsOfPerson, ...]

    @property
    def shots(self) -> tuple[ShotToFilm, ...]:
        """Everything that is filmed there."""
        return tuple(shot for person in self.people for shot in person.shots)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """Somebody to film: where their consent stands, in French (`given` says that nothing is to be signed), for what.

    `minor` asks for a guardian's signature; `guardians` are those who are named.
    """

    name: str
    role: str
    told: str
    given: bool
    minor: bool
    guardians: str
    media: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootingPlan:
    """The plan of a shoot; `pictures` are shots without anybody, that may be filmed or stay drawn.

    `filmed` counts the shots that show a film already, `refused` those that stay drawn since somebody refused.
    """

    title: str
    script: str
    state: ScriptState
    places: tuple[ShootingPlace, ...]
    pictures: tuple[ShotToFilm, ...]
    consents: tuple[ConsentLine, ...]
    filmed: int
    refused: int

    @property
    def shots(self) -> tuple[ShotToFilm, ...]:
        """Every shot of somebody, place after place."""
        return tuple(shot for place in self.places for shot in place.shots)

    @property
    def sheets(self) -> tuple[SlateSheet, ...]:
        """Every slate, in the order of the rundown."""
        found = (shot.sheet for shot in (*self.shots, *self.pictures))
        return tuple(sorted(found, key=lambda sheet: tuple(int(part) for part in sheet.number.split("."))))
