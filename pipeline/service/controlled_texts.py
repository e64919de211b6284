"""The texts of a film as they are seen in it: chunks are copied, so that those of an old one are known already."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import av

from pipeline.adapters.inspecting.texts import TextMoment, moments_of, seen_at
from pipeline.control.measured import DecodedText, PictureFacts
from pipeline.model.film_plan import FilmPlan
from pipeline.model.keys import key_of
from pipeline.produce.ledger import Ledger

_VERSION = 1, tuple(av.library_versions[name] for name in ("libavcodec", "libswscale"))
"""The first number is raised when the same text would be seen otherwise in the same chunk."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A picture to look at, and the key of what is seen in it."""

    key: str
    moment: TextMoment


def known_texts(
    film: Path, plan: FilmPlan, facts: PictureFacts, chunks: Sequence[tuple[str, int]], ledger: Ledger
) -> tuple[DecodedText, ...]:
    """Return the texts of a plan as they are seen in a film joined from chunks (the key and the frames of each).

    What was seen in a chunk is looked up; the others are decoded. The ledger is kept.
    """
    looks = list(_looks(moments_of(plan, facts), chunks))
    known = {look.key: ledger.known(look.key, _contrasts) for look in looks}
    fresh = {
        (seen.planned, seen.frame): seen.contrast
        for seen in seen_at(film, [look.moment for look in looks if known[look.key] is None], facts.rate)
    }
    found: list[DecodedText] = []
    for look in looks:
        number, texts = look.moment
        told = known[look.key] or [fresh[text, number] for text in texts if (text, number) in fresh]
        found += [DecodedText(text, number, contrast) for text, contrast in zip(texts, told, strict=False)]
        if known[look.key] is None and len(told) == len(texts):
            ledger.note(look.key, told)
    ledger.save()
    return tuple(found)


def _looks(moments: Sequence[TextMoment], chunks: Sequence[tuple[str, int]]) -> Iterator[_Look]:
    """Yield the pictures to look at, each known by its chunk, its number there, and what is looked for."""
    ends = list(accumulate(length for _, length in chunks))
    for number, texts in moments:
        rank = bisect_right(ends, number)
        chunk, length = chunks[rank]
        sought = [(text.box, text.colour, text.share) for text in texts]
        yield _Look(key_of("contraste", chunk, number - ends[rank] + length, sought, _VERSION), (number, texts))


def _contrasts(told: Any) -> list[float]:
    return [float(contrast) for contrast in told]
