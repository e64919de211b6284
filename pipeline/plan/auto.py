"""Staging choices for what the author left open: theme, lead-in, headlines, a quote to show, closer shots."""

import hashlib
import re
from collections.abc import Sequence

from pipeline.french.figures import figure_in
from pipeline.french.pauses import parted
from pipeline.model.part import STORY
from pipeline.model.script import THEMES, Item, Line, Script, Shot
from pipeline.plan.context import PlanContext

_QUOTE = re.compile(r"[«“\"]\s*([^»”\"]{8,140}?)\s*[»”\"]")
_SAID_BY = re.compile(
    r"^\s*,?\s*\w+(?:-t-(?:il|elle|on))?\s+([A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)*(?:,\s[^.,]{1,40})?)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[«A-ZÀ-Ý0-9])")
_MOST_HEADLINES = 5

_MOST_WORDS = 22
"""Words said over one picture: nine seconds at 150 words a minute."""

_LEAST_WORDS = 7
"""Words below which a picture would be gone before it is seen."""

_PARTS: tuple[dict[str, str], ...] = ({}, {"cote": "gauche"}, {"cote": "droite"}, {"cote": "centre", "cadre": "serre"})
"""What is shown in turn: the whole picture, then parts of it, each nearer or elsewhere."""


def theme_for(item: Item, context: PlanContext) -> str:
    """Choose a theme for a story that has none: from its id, so that it never changes when others move."""
    known = [theme for theme in THEMES if theme in context.house.themes]
    return known[int(hashlib.sha256(item.id.encode()).hexdigest(), 16) % len(known)]


def lead_in(item: Item, context: PlanContext, number: int) -> tuple[Line, ...]:
    """Return what the presenter says before a story without a written lead-in."""
    text = context.phrase("lancement", number - 1, titre=item.title, ville=context.script.workshop.city)
    return (Line(speaker=context.presenter, text=text),)


def headlines(script: Script) -> tuple[str, ...]:
    """Return the first titles of the stories."""
    titles = [item.title for item in script.items if item.kind == STORY]
    return tuple(titles[:_MOST_HEADLINES])


def auto_shots(shot: Shot, picture: str, *, closer: str = "", number: str = "", quote: str = "") -> tuple[Shot, ...]:
    """Cut a plain text into shots: its illustration, the first sentence somebody is quoted in, the first figure.

    Where the house knows a `closer` scene, a text that lasts is told over parts of the picture in turn, none of them
    twice in a row; where it knows a `number` scene, what the text counts is shown there once the picture has been seen;
    where it knows a `quote` scene, what somebody is quoted saying.
    """
    base = shot.model_copy(update={"slots": {"illustration": picture}})
    if len(shot.lines) != 1:
        return (base,)
    told = _Telling(base, closer)
    kinds = {quote, number} - {""}
    for sentence in _SENTENCE_END.split(shot.lines[0].text.strip()):
        special = _special(parted(sentence).text, picture, (quote, number), kinds, begun=told.begun)
        if special is None:
            told.say(sentence)
            continue
        scene, slots = special
        kinds.discard(scene)
        told.show(scene, slots, sentence)
    return told.shots()


def _special(
    sentence: str, picture: str, scenes: tuple[str, str], kinds: set[str], *, begun: bool
) -> tuple[str, dict[str, str]] | None:
    """Return the scene, one of `kinds`, that a sentence is worth, and its slots; None when it is told as it comes.

    `scenes` shows what is quoted, then what is counted.
    """
    quote, number = scenes
    quoted = _QUOTE.search(sentence)
    if quoted:
        if quote not in kinds:
            return None
        said_by = _SAID_BY.match(sentence[quoted.end() :])
        author = said_by[1].strip() if said_by else ""
        return quote, {"phrase": quoted[1], "auteur": author, "illustration": picture}
    figure = figure_in(sentence) if begun and number in kinds else None
    if figure is None:
        return None
    return number, {"valeur": figure[0], "unite": figure[1], "source": "fiction", "illustration": picture}


class _Telling:
    """Lays the shots of a plain text: what is told over the picture, wide and close in turn, and what has its own."""

    def __init__(self, base: Shot, closer: str) -> None:
        self._base = base
        self._closer = closer
        self._waiting: list[str] = []
        self._shots: list[Shot] = []
        self._rank = 0

    @property
    def begun(self) -> bool:
        """Whether the picture has been told over."""
        return bool(self._waiting or self._shots)

    def say(self, sentence: str) -> None:
        """Tell a sentence over the picture."""
        self._waiting.append(sentence)

    def show(self, scene: str, slots: dict[str, str], sentence: str) -> None:
        """Say a sentence over a scene of its own."""
        self._tell()
        self._shots.append(self._said(sentence, scene=scene, slots=slots, place=""))
        if self._closer:
            self._rank = max(self._rank, 1)  # the picture has been seen in the scene itself

    def shots(self) -> tuple[Shot, ...]:
        """Return every shot, in order."""
        self._tell()
        return tuple(self._shots)

    def _tell(self) -> None:
        """Lay what waits: wide first, then nearer or elsewhere each time."""
        if not self._waiting:
            return
        for text in _breaths(self._waiting) if self._closer else [" ".join(self._waiting)]:
            part = _PARTS[self._rank % len(_PARTS)]
            place = "" if self._shots else self._base.place
            if part:
                slots = {**self._base.slots, **part}
                self._shots.append(self._said(text, scene=self._closer, slots=slots, place="", transition="coupe"))
            else:
                self._shots.append(self._said(text, place=place))
            if self._closer:
                self._rank += 1
        self._waiting = []

    def _said(self, text: str, **changed: object) -> Shot:
        (line,) = self._base.lines
        return self._base.model_copy(update={"lines": (line.model_copy(update={"text": text}),), **changed})


def _breaths(sentences: Sequence[str]) -> list[str]:
    """Group sentences so that each group is said in the time one picture stays interesting, none left alone."""
    groups: list[list[str]] = [[]]
    for sentence in sentences:
        if groups[-1] and _words([*groups[-1], sentence]) > _MOST_WORDS:
            groups.append([])
        groups[-1].append(sentence)
    if len(groups) > 1 and _words(groups[-1]) < _LEAST_WORDS:
        last = groups.pop()
        groups[-1] += last
    return [" ".join(group) for group in groups]


def _words(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)
