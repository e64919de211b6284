"""Staging choices for what the author left open: theme, picture, lead-in, headlines, a quote to show."""

import hashlib
import re

from pipeline.model.script import THEMES, Item, Line, Script, Shot
from pipeline.plan.context import PlanContext

_QUOTE = re.compile(r"[«“\"]\s*([^»”\"]{8,140}?)\s*[»”\"]")
_SAID_BY = re.compile(
    r"^\s*,?\s*\w+(?:-t-(?:il|elle|on))?\s+([A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)*(?:,\s[^.,]{1,40})?)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[«A-ZÀ-Ý0-9])")
_MOST_HEADLINES = 5


def theme_for(item: Item, context: PlanContext) -> str:
    """Choose a theme for a story that has none: from its id, so that it never changes when others move."""
    known = [theme for theme in THEMES if theme in context.house.themes]
    return known[int(hashlib.sha256(item.id.encode()).hexdigest(), 16) % len(known)]


def picture_for(item: Item, context: PlanContext) -> str:
    """Return the story's illustration: the one it names, the one of its own id, or one whose words it uses."""
    for shot in item.shots:
        named = shot.slots.get("illustration")
        if isinstance(named, str) and named:
            return named
    if context.library.exists(f"media/illustrations/{item.id}.svg"):
        return item.id
    title = _tokens(item.title)
    text = _tokens(" ".join(line.text for shot in item.shots for line in shot.lines))
    choices = context.house.pictures
    # A word of the title says more about a story than one of its text.
    scores = [3 * len(title.intersection(choice.words)) + len(text.intersection(choice.words)) for choice in choices]
    best = max(scores, default=0)
    if best:
        return choices[scores.index(best)].file
    if not choices:
        return ""
    return choices[int(hashlib.sha256(item.id.encode()).hexdigest(), 16) % len(choices)].file


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"[\wà-ÿ]+", text.lower()))


def lead_in(item: Item, context: PlanContext, number: int) -> tuple[Line, ...]:
    """Return what the presenter says before a story without a written lead-in."""
    city = context.script.workshop.city or "chez vous"
    text = context.phrase("lancement", number - 1, titre=item.title, ville=city)
    return (Line(speaker=context.presenter, text=text),)


def headlines(script: Script) -> tuple[str, ...]:
    """Return the first titles of the stories."""
    titles = [item.title for item in script.items if item.kind == "sujet"]
    return tuple(titles[:_MOST_HEADLINES])


def auto_shots(shot: Shot, picture: str) -> tuple[Shot, ...]:
    """Cut a plain text into shots: its illustration, and the first sentence somebody is quoted in as a quote."""
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
        before, after = " ".join(sentences[:index]), " ".join(sentences[index + 1 :])
        shots = [_saying(base, line, before)] if before else []
        shots.append(quote)
        if after:
            shots.append(_saying(base.model_copy(update={"place": ""}), line, after))
        return tuple(shots)
    return (base,)


def _saying(shot: Shot, line: Line, text: str) -> Shot:
    return shot.model_copy(update={"lines": (line.model_copy(update={"text": text}),)})
