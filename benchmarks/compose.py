"""What composing costs: a real newscast's frames made without encoding them."""

import time
from dataclasses import dataclass

import cv2

from benchmarks import asked
from benchmarks.arithmetic import spread, table
from benchmarks.newscast import SCRIPT
from benchmarks.plan import Laid, Source, laid
from benchmarks.project import copied
from benchmarks.settings import Options
from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import LayerPlanes
from pipeline.model.picture import Frame, Placement
from pipeline.service.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class _Count:
    """CPU seconds of one pass: composing every frame, composing those unlike the one before, drawing layers."""

    frames: int
    distinct: int
    composing: float
    composing_distinct: float
    drawing: float


class _Drawing:
    """A layer source that counts the CPU time of drawing and converting apart."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.spent = 0.0

    def __call__(self, placement: Placement) -> LayerPlanes:
        """Return the layer, counting."""
        begun = time.process_time()
        try:
            return self._source(placement)
        finally:
            self.spent += time.process_time() - begun


def section(options: Options) -> str:
    """Run the rounds and return the table."""
    counts: list[_Count] = []
    with copied() as project:
        script = project.root / "scripts" / SCRIPT
        project.speak(script)
        newsroom = project.newsroom
        plan = laid(newsroom, script, options.preset)
        counts += [_pass(plan, newsroom) for _ in range(options.rounds)]
    return _told(counts, plan.fmt.height)


def _pass(plan: Laid, newsroom: Newsroom) -> _Count:
    """Compose the whole newscast once, on one thread as a rendering process does."""
    cv2.setNumThreads(1)
    drawing = _Drawing(plan.layers(newsroom))
    compositor = Compositor(plan.fmt, drawing)
    number = distinct = 0
    composing = apart = 0.0
    last: Frame | None = None
    for frame in plan.frames:
        begun, drawn = time.process_time(), drawing.spent
        compositor.compose(frame)
        spent = time.process_time() - begun - (drawing.spent - drawn)
        number += 1
        composing += spent
        if frame != last:
            distinct += 1
            apart += spent
        last = frame
    return _Count(number, distinct, composing, apart, drawing.spent)


def _told(counts: list[_Count], height: int) -> str:
    every = [1000 * count.composing / count.frames for count in counts]
    apart = [1000 * count.composing_distinct / count.distinct for count in counts]
    drawing = [count.drawing for count in counts]
    rows = [
        ("every frame", f"{counts[0].frames}", spread(every, 2)),
        ("frames unlike the one before", f"{counts[0].distinct}", spread(apart, 2)),
    ]
    return "\n\n".join(
        (
            "## Composing",
            (
                f"scripts/{SCRIPT} at {height}p, one thread, nothing encoded, {len(counts)} rounds. Drawing and "
                "converting "
                f"layers is counted apart: {spread(drawing)} s of CPU for the whole newscast."
            ),
            table(asked.HEADS, [asked.COMPOSE.row(every)]),
            table(("frames", "number", "CPU, ms a frame"), rows),
        )
    )
