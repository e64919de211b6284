"""What is read aloud, in order, with what a reader is to know of it: one source for every form of prompter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.french.pauses import Parted
from pipeline.model.rundown import PlannedItem, PlannedLine, PlannedShot, Rundown
from pipeline.report.sheet import item_type, shot_type

CueKind = Literal["place", "unspoken", "outcue", "speaker", "pause", "words"]
"""A place to be in; a shot without words; another's last words; who speaks from here; a silence; words to say."""

_OUTCUE_WORDS = 5


@dataclass(frozen=True, slots=True)
class ReaderView:
    """Who is called how, by id; `only` whose words are in full (empty: everybody's); `unnamed` who is not told of.

    The words of the unnamed are left out, as of shots that are not theirs to play.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    only: str = ""
    unnamed: frozenset[str] = frozenset()

    def name(self, speaker: str) -> str:
        """Return how somebody is called."""
        return self.names.get(speaker, speaker)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptedPiece:
    """A piece of a prompter: its text as written, whose it is (an id) and the line it is of, seconds for a silence."""

    kind: CueKind
    text: str = ""
    speaker: str = ""
    line: PlannedLine | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PromptedItem:
    """An item with its number in the rundown, from 1, and its pieces."""

    number: int
    item: PlannedItem
    pieces: tuple[PromptedPiece, ...]

    @property
    def heading(self) -> str:
        """What it is, as the trade calls it; `title` says which."""
        return item_type(self.item.kind)

    @property
    def title(self) -> str:
        """Its own title, empty when that says no more than its heading."""
        same = self.item.title.casefold() in {"", self.heading.casefold(), self.item.kind}
        return "" if same else self.item.title


def prompted(rundown: Rundown, view: ReaderView) -> Iterator[PromptedItem]:
    """Yield every item with what is read in it, those without words included."""
    for number, item in enumerate(rundown.items, 1):
        yield PromptedItem(number, item, tuple(_pieces(item, view)))


def _pieces(item: PlannedItem, view: ReaderView) -> Iterator[PromptedPiece]:
    before = ""
    for shot in item.shots:
        if shot.place:
            yield PromptedPiece(kind="place", text=shot.place)
        lines = [line for line in shot.lines if line.text.strip()]
        if all(line.speaker in view.unnamed for line in lines):
            yield PromptedPiece(kind="unspoken", text=shot_type(shot))
        for line in lines:
            if line.speaker in view.unnamed:
                before = ""
                continue
            if view.only and line.speaker != view.only:
                yield PromptedPiece(kind="outcue", text=_outcue(line.text), speaker=line.speaker, line=line)
                before = ""
                continue
            if line.speaker != before:
                seen = _seen(shot, on_camera=line.on_camera)
                yield PromptedPiece(kind="speaker", text=seen, speaker=line.speaker, line=line)
            before = line.speaker
            yield from _said(line)


def _said(line: PlannedLine) -> Iterator[PromptedPiece]:
    for rest, piece in Parted(line.text, line.rests).pieces:
        if rest:
            yield PromptedPiece(kind="pause", speaker=line.speaker, line=line, seconds=rest)
        if piece.strip():
            yield PromptedPiece(kind="words", text=" ".join(piece.split()), speaker=line.speaker, line=line)


def _outcue(text: str) -> str:
    return " ".join(text.split()[-_OUTCUE_WORDS:])


def _seen(shot: PlannedShot, *, on_camera: bool) -> str:
    shown = shot_type(shot).lower()
    return shown if on_camera else f"off sur {shown}"
