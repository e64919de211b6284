"""A number that climbs from zero to its value, as a run of texts that each last a few frames."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.picture import TextSpec
from pipeline.model.time import Span

COUNT_FRAMES = 24
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.]\d{3})*(?:[.,]\d+)?")


def counted(spec: TextSpec, span: Span) -> Iterator[tuple[TextSpec, Span]]:
    """Yield each text and when it is on: the first number climbs, easing out, for about a second, then holds."""
    text = spec.text
    found = _NUMBER.search(text)
    if not found:
        yield spec, span
        return
    raw = re.sub(r"[ \u00a0\u202f]", "", found[0])
    decimals = len(raw.partition(",")[2])
    goal = float(raw.replace(",", "."))
    spaced = goal >= 10_000 or " " in found[0]
    shown, start = "", span.start
    for step in range(0, COUNT_FRAMES, 2):
        share = 1 - (1 - (step + 1) / COUNT_FRAMES) ** 3
        value = text[: found.start()] + _written(goal * share, decimals, spaced=spaced) + text[found.end() :]
        if shown and value != shown:
            yield replace(spec, text=shown), Span(start, span.start + step)
            start = span.start + step
        shown = value
    yield replace(spec, text=shown), Span(start, span.start + COUNT_FRAMES)
    yield spec, Span(span.start + COUNT_FRAMES, span.end)


def _written(value: float, decimals: int, *, spaced: bool) -> str:
    text = f"{value:.{decimals}f}".replace(".", ",")
    return re.sub(r"(?<=\d)(?=(?:\d{3})+(?:,|$))", " ", text) if spaced else text
