"""A card that holds still for ten seconds, against encoding its frames one by one."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
from av.video.frame import VideoFrame

from benchmarks import asked, ffmpeg
from benchmarks.arithmetic import ratios, spread, table
from benchmarks.errors import BenchError
from benchmarks.plan import composed, laid
from benchmarks.project import ROOT, Project, copied
from benchmarks.settings import Options
from pipeline.model.programme import BENCH_VIDEO, PRESETS
from pipeline.plan.rundown import plan_rundown
from pipeline.ports import Pixels, Progress
from pipeline.produce.run import Request, produce
from pipeline.service.newsroom import DEFAULT_ENGINE, Newsroom
from pipeline.service.source import Source

_SCRIPT = ROOT / "benchmarks" / "held.yaml"
_FROM, _TO = 750, 1000
"""The ten seconds: everything has arrived and come to rest well before."""


@dataclass(slots=True)
class _TimedExecutor(Executor):
    """Does each task at once and adds up how long they take: the picture work alone."""

    spent: float = 0.0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the task, timed."""
        begun = time.perf_counter()
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        self.spent += time.perf_counter() - begun
        return future


@dataclass(slots=True)
class _TimedExecutors:
    """Opens the timed executor whatever is asked."""

    executor: _TimedExecutor = field(default_factory=_TimedExecutor)

    @contextmanager
    def open(self, jobs: int) -> Iterator[Executor]:
        """Open it."""
        del jobs
        yield self.executor


class _Silent:
    """Says nothing."""

    def stage(self, name: str, total: int) -> None:
        """Hear of a stage."""

    def advance(self, steps: int = 1) -> None:
        """Hear of a step."""

    def note(self, text: str) -> None:
        """Hear of a note."""

    def ready(self, name: str, key: str, frames: int, *, reused: bool) -> None:
        """Tell nobody."""

    def watchable(self, title: str, film: Path) -> None:
        """Tell nobody."""

    def go_on(self) -> None:
        """Go on."""


def section(options: Options) -> str:
    """Run the rounds and return the table."""
    cv2.setNumThreads(1)
    held: list[float] = []
    single: list[float] = []
    with copied() as project:
        script = project.add(_SCRIPT)
        newsroom = project.newsroom
        frame = _still(newsroom, script)
        film = _render(project, newsroom, script)[1]  # draws the layers, which both sides then have
        parameters = _spelled(film, project.root)
        for _ in range(options.rounds):
            held.append(_render(project, newsroom, script)[0])
            single.append(_one_by_one(frame, project.root / "single.mp4", parameters))
        size = f"{film.stat().st_size / 1e3:.0f} and {(project.root / 'single.mp4').stat().st_size / 1e3:.0f} kB"
    return "\n\n".join(
        (
            "## A held card",
            (
                "Ten seconds (250 frames) of a card at rest, preset bench, one process, one x264 thread on both "
                "sides; "
                f"{options.rounds} rounds. Held: the picture work of a render, composing and checks included, layers "
                f"already drawn. One by one: the composed frame given 250 times to the same encoder. Files: {size}."
            ),
            table(asked.HEADS, [asked.HELD.row(ratios(held, single))]),
            table(("way", "seconds"), [("held", spread(held, 2)), ("one by one", spread(single, 2))]),
        )
    )


def _still(newsroom: Newsroom, script: Path) -> Pixels:
    """Return the held picture; raises BenchError when the card moves after all."""
    plan = laid(newsroom, script, "bench")
    values = list(plan.frames)[_FROM:_TO]
    if len(values) != _TO - _FROM or any(value != values[0] for value in values):
        raise BenchError("the held card does not hold still")
    planes = next(made for number, made in enumerate(composed(plan, newsroom)) if number == _FROM)
    return planes.copy()


def _render(project: Project, newsroom: Newsroom, script: Path) -> tuple[float, Path]:
    """Render the excerpt afresh in this process; return the seconds of picture work and the film."""
    scenes = newsroom.scenes()
    checked = newsroom.check(Source(script).read(), Source(script).id, scenes, PRESETS["bench"])
    if checked.script is None:
        raise BenchError("\n".join(map(str, checked.findings)))
    context = newsroom.plan_context(checked.script, scenes, PRESETS["bench"])
    silent: Progress = _Silent()
    executors = _TimedExecutors()
    tools = newsroom.tools(newsroom.performance(checked.script, DEFAULT_ENGINE, offline=True), silent)
    aside = project.root / "held"
    aside.mkdir(exist_ok=True)
    request = Request(
        context=context,
        rundown=plan_rundown(context),
        preset=PRESETS["bench"],
        jobs=1,
        folder=aside,
        use_cache=False,
        start=_FROM,
        end=_TO,
        whole=False,
    )
    programme = produce(request, replace(tools, executors=executors), aside)
    return executors.executor.spent, programme.film


def _spelled(film: Path, folder: Path) -> dict[str, str]:
    """Return the options that encode as the film says it was encoded."""
    probe = folder / "probe.mp4"
    crf = ffmpeg.x264_says(film)["crf"]
    told = ("-c:v", "libx264", "-preset", BENCH_VIDEO.speed, "-crf", crf, "-pix_fmt", "yuv420p")
    ffmpeg.run("-y", "-f", "lavfi", "-i", "color=s=1920x1080:r=25:d=0.2", *told, str(probe))
    own = ffmpeg.parameters(ffmpeg.x264_says(film), ffmpeg.x264_says(probe))
    return {"preset": BENCH_VIDEO.speed, "crf": crf, "x264-params": own}


def _one_by_one(planes: Pixels, path: Path, options: dict[str, str]) -> float:
    """Encode the picture 250 times over, one thread; return the seconds it took."""
    begun = time.perf_counter()
    with av.open(str(path), "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=Fraction(25), options=options)
        stream.width, stream.height = planes.shape[1], planes.shape[0] * 2 // 3
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = 1
        for number in range(_TO - _FROM):
            picture = VideoFrame.from_ndarray(planes, format="yuv420p")
            picture.pts = number
            picture.time_base = Fraction(1, 25)
            out.mux(stream.encode(picture))
        out.mux(stream.encode())
    return time.perf_counter() - begun
