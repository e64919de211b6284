"""Pictures in words: what a shot's own description says, else what is known of the picture it shows, told once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pipeline.caption.onscreen import UnsaidTexts
from pipeline.model.part import Part
from pipeline.model.picture import TextSpec
from pipeline.model.rundown import PlannedShot
from pipeline.model.timeline import TimedShot, Timeline

_BEHIND = frozenset({Part.OPENING, Part.HEADLINES, Part.STUDIO, Part.TITLE_CARD, Part.NUMBER, Part.QUOTE, Part.POINTS})
"""Parts whose scenes show a picture small or behind words: it is told of where it is seen whole, when it is."""


_FRAMES = frozenset({
    "à", "l", "d", "de", "du", "des", "en", "et", "le", "la", "les", "un", "une", "au", "aux", "écran", "liste",
    "frise", "source", "direct", "archives", "images", "micro", "trottoir", "signé", "titres",
})  # fmt: skip
"""Words that descriptions set around what is read on screen, and that the transcript says by its kind."""

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zà-ÿ]|«)")


def depicted(
    timeline: Timeline, shots: Mapping[str, PlannedShot], sentence: Callable[[str], str]
) -> Iterator[UnsaidTexts]:
    """Yield what is seen in words; `sentence` returns what is known of a picture by the name in a slot, or nothing.

    Of a shot's own description, what only reads the screen aloud is left out, since the transcript has those words;
    a picture that has been told is not told again, in other words either.
    """
    whole = {told for plan in shots.values() if plan.part not in _BEHIND for told in _pictures(plan.slots, sentence)}
    named = (text for plan in shots.values() for third in plan.thirds for text in (third.name, third.role))
    speakers = _words((*named, *(voice.shown_name for voice in timeline.voices)))
    done: set[str] = set()
    for shot in timeline.shots:
        plan = shots.get(shot.id)
        if plan is None:
            continue
        behind = plan.part in _BEHIND
        known = [told for told in _pictures(plan.slots, sentence) if not (behind and told in whole)]
        new = [told for told in dict.fromkeys(known) if told not in done]
        own = _beyond(plan.description, speakers.union(_words(_read(shot, plan))))
        told = new if not own else [] if own in done or (known and not new) else [own]
        done.update(known, told)
        yield from (UnsaidTexts(shot.span.start, (text,), "picture") for text in told)


def _beyond(description: str, read: frozenset[str]) -> str:
    """Return the sentences of a description that say more than what is read in the picture."""
    told = (
        part
        for part in _SENTENCE.split(" ".join(description.split()))
        if not (read | _FRAMES).issuperset(_words((part,)))
    )
    return " ".join(told)


def _read(shot: TimedShot, plan: PlannedShot) -> Iterator[str]:
    """Yield what is read in a shot, and what its script gives it to be read."""
    yield from (layer.spec.text for layer in shot.layers if isinstance(layer.spec, TextSpec))
    yield from (plan.place, plan.source, plan.archive, *(text for one in plan.thirds for text in (one.name, one.role)))
    yield from _texts(plan.slots)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, tuple | list):
        yield from (text for part in value for text in _texts(part))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def _pictures(slots: Mapping[str, Any], sentence: Callable[[str], str]) -> Iterator[str]:
    for value in slots.values():
        if isinstance(value, str):
            if told := sentence(value):
                yield told
        elif isinstance(value, tuple | list):
            for entry in value:
                yield from _pictures(entry if isinstance(entry, Mapping) else {"": entry}, sentence)
