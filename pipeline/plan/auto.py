"""Staging choices for what the author left open: theme, lead-in, headlines, a quote to show, closer shots."""

import hashlib
import re
from collections.abc import Sequence

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
    city = context.script.workshop.city or "chez vous"
    text = context.phrase("lancement", number - 1, titre=item.title, ville=city)
    return (Line(speaker=context.presenter, text=text),)


def headlines(script: Script) -> tuple[str, ...]:
    """Return the first titles of the stories."""
    titles = [item.title for item in script.items if item.kind == "sujet"]
    return tuple(titles[:_MOST_HEADLINES])


def auto_shots(shot: Shot, picture: str, closer: str = "") -> tuple[Shot, ...]:
    """Cut a plain text into shots: its illustration, and the first sentence somebody is quoted in as a quote.

    Where the house knows a `closer` scene, a text that lasts is told over parts of the picture in turn.
    """
    base = shot.model_copy(update={"slots": {"illustration": picture}})
    if len(shot.lines) != 1:
        return (base,)
    line = shot.lines[0]
    sentences = _SENTENCE_END.split(line.text.strip())
    for index, sentence in enumerate(sentences):
        found = _QUOTE.search(sentence)
        if not found:
            continue
        said_by = _SAID_BY.match(sentence[found.end() :])
        quote = shot.model_copy(
            update={
                "scene": "citation",
                "slots": {
                    "phrase": found[1],
                    "auteur": said_by[1].strip() if said_by else "",
                    "illustration": picture,
                },
                "lines": (line.model_copy(update={"text": sentence}),),
                "place": "",
            }
        )
        before, after = sentences[:index], sentences[index + 1 :]
        shots = _told(base, before, closer) if before else ()
        if after:
            return (*shots, quote, *_told(base.model_copy(update={"place": ""}), after, closer, back=bool(closer)))
        return (*shots, quote)
    return _told(base, sentences, closer)


def _told(shot: Shot, sentences: Sequence[str], closer: str, *, back: bool = False) -> tuple[Shot, ...]:
    """Return shots that say these sentences, wide and close in turn; `back`: the wide one has been seen."""
    (line,) = shot.lines
    parts = _breaths(sentences) if closer else [" ".join(sentences)]
    shots = []
    for rank, text in enumerate(parts, int(back)):
        said = shot.model_copy(update={"lines": (line.model_copy(update={"text": text}),)})
        part = _PARTS[rank % len(_PARTS)]
        if part:
            slots = {**shot.slots, **part}
            said = said.model_copy(update={"scene": closer, "slots": slots, "place": "", "transition": "coupe"})
        shots.append(said)
    return tuple(shots)


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
