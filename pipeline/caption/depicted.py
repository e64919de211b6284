"""Pictures in words: what a shot's own description says, else what is known of the picture it shows, told once."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.caption.onscreen import UnsaidTexts
from pipeline.model.part import Part
from pipeline.model.rundown import PlannedShot
from pipeline.model.timeline import Timeline

_BEHIND = frozenset({Part.OPENING, Part.HEADLINES, Part.STUDIO, Part.TITLE_CARD, Part.NUMBER, Part.QUOTE, Part.POINTS})
"""Parts whose scenes show a picture small or behind words: it is told of where it is seen whole, when it is."""


def depicted(
    timeline: Timeline, shots: Mapping[str, PlannedShot], sentence: Callable[[str], str]
) -> Iterator[UnsaidTexts]:
    """Yield what is seen in words; `sentence` returns what is known of a picture by the name in a slot, or nothing."""
    whole = {told for plan in shots.values() if plan.part not in _BEHIND for told in _pictures(plan.slots, sentence)}
    done: set[str] = set()
    for shot in timeline.shots:
        plan = shots.get(shot.id)
        if plan is None:
            continue
        own = getattr(plan, "description", "")
        behind = plan.part in _BEHIND
        known = (told for told in _pictures(plan.slots, sentence) if not (behind and told in whole))
        for told in dict.fromkeys((own,) if own else known):
            if told not in done:
                done.add(told)
                yield UnsaidTexts(shot.span.start, (told,), "picture")


def _pictures(slots: Mapping[str, Any], sentence: Callable[[str], str]) -> Iterator[str]:
    for value in slots.values():
        if isinstance(value, str):
            if told := sentence(value):
                yield told
        elif isinstance(value, tuple | list):
            for entry in value:
                yield from _pictures(entry if isinstance(entry, Mapping) else {"": entry}, sentence)
