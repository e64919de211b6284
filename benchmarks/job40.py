"""The 40 s job: JT 2050, MoviePy, a filter graph and x264 alone make the same film, alternately."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import asked, ffmpeg
from benchmarks.arithmetic import differing, ratios, spread, table
from benchmarks.artwork import Composed, export, keep_frames, keep_sound
from benchmarks.errors import BenchError
from benchmarks.film import Film, save
from benchmarks.measure import Cost, run
from benchmarks.plan import laid
from benchmarks.project import ROOT, Project, copied
from benchmarks.rivals import filter_graph, x264_alone
from benchmarks.settings import Options
from pipeline.model.programme import BENCH_VIDEO

_JOB = ROOT / "benchmarks" / "job40.yaml"
_FRAMES = 1000
OURS, ALONE, PLAIN, GRAPH, MOVIEPY = (
    "JT 2050",
    "x264 alone, our parameters",
    "x264 alone, plain `veryfast`",
    "ffmpeg filter graph",
    "MoviePy 2.2",
)


@dataclass(slots=True)
class _Tally:
    """What each engine cost, round by round, and its last film."""

    costs: dict[str, list[Cost]] = field(default_factory=dict)
    films: dict[str, Path] = field(default_factory=dict)

    def add(self, engine: str, cost: Cost, film: Path) -> None:
        """Note one run."""
        self.costs.setdefault(engine, []).append(cost)
        self.films[engine] = film

    def walls(self, engine: str) -> list[float]:
        """Return an engine's wall times."""
        return [cost.wall for cost in self.costs.get(engine, [])]


@dataclass(frozen=True, slots=True)
class _Bench:
    """Everything prepared once: the project, the artwork, the composed frames."""

    project: Project
    script: Path
    film: Film
    folder: Path
    frames: Composed


def section(options: Options) -> str:
    """Run the rounds and return the table in Markdown."""
    with _prepared() as bench:
        engines = _engines(bench)
        tally = _Tally()
        for rank in range(options.rounds):
            for name, once in engines.items():
                if name == MOVIEPY and rank >= options.slow_rounds:
                    continue
                cost, film = once()
                tally.add(name, cost, film)
        if options.keep is not None:
            _keep(tally, options.keep)
        return _told(bench, tally, options.rounds)


@contextmanager
def _prepared() -> Iterator[_Bench]:
    with copied() as project, tempfile.TemporaryDirectory(prefix="jt-bench-") as name:
        folder = Path(name)
        script = project.add(_JOB)
        project.speak(script)
        first = project.render(script, "bench", "--no-cache")
        newsroom = project.newsroom
        plan = laid(newsroom, script, "bench")
        if plan.timeline.length != _FRAMES:
            raise BenchError(f"the job has {plan.timeline.length} frames instead of {_FRAMES}")
        keep_sound(first.film, folder)
        film = export(plan, newsroom, folder, _parameters(first.film, folder))
        save(film, folder)
        frames = keep_frames(plan, newsroom, folder)
        try:
            yield _Bench(project, script, film, folder, frames)
        finally:
            Path(frames.options[-1]).unlink(missing_ok=True)


def _parameters(ours: Path, folder: Path) -> str:
    """Return what x264 must be told beside preset and crf to encode as our film says it was encoded.

    As many pictures lie between two as in ours: how many may, our films say for the headers' sake.
    """
    probe = folder / "probe.mp4"
    preset, crf = "veryfast", ffmpeg.x264_says(ours)["crf"]
    source = ("-f", "lavfi", "-i", "color=s=1920x1080:r=25:d=0.2")
    told = ("-c:v", "libx264", "-preset", preset, "-crf", crf, "-pix_fmt", "yuv420p")
    ffmpeg.run("-y", *source, *told, str(probe))
    wanted = ffmpeg.x264_says(ours) | {"bframes": str(BENCH_VIDEO.reorder)}
    return ffmpeg.parameters(wanted, ffmpeg.x264_says(probe))


def _engines(bench: _Bench) -> dict[str, Callable[[], tuple[Cost, Path]]]:
    film, folder = bench.film, bench.folder

    def ours() -> tuple[Cost, Path]:
        done = bench.project.render(bench.script, "bench", "--no-cache")
        return done.cost, done.film

    def rival(name: str, command: tuple[str, ...]) -> Callable[[], tuple[Cost, Path]]:
        return lambda: (run(command, ROOT)[0], folder / name)

    moviepy = (sys.executable, "-m", "benchmarks.rivals.moviepy_film", str(folder / "film.json"))
    alone = x264_alone.command
    return {
        OURS: ours,
        ALONE: rival("alone.mp4", alone(film, folder, bench.frames.options, folder / "alone.mp4", plain=False)),
        PLAIN: rival("plain.mp4", alone(film, folder, bench.frames.options, folder / "plain.mp4", plain=True)),
        GRAPH: rival("graph.mp4", filter_graph.command(film, folder, folder / "graph.mp4")),
        MOVIEPY: rival("moviepy.mp4", (*moviepy, str(folder / "moviepy.mp4"))),
    }


def _told(bench: _Bench, tally: _Tally, rounds: int) -> str:
    ours, alone, slow = tally.walls(OURS), tally.walls(ALONE), tally.walls(MOVIEPY)
    promises = [
        asked.X264.row(ratios(ours, alone)),
        asked.GRAPH.row(ratios(tally.walls(GRAPH), ours)),
        *([asked.MOVIEPY.row(ratios(slow, ours[: len(slow)]))] if slow else []),
        asked.MEMORY.row([cost.peak / 1e9 for cost in tally.costs[OURS]]),
    ]
    against_plain = spread(ratios(ours, tally.walls(PLAIN)), 2)
    return "\n\n".join(
        (
            "## The 40 s job",
            (
                f"`jt render benchmarks/job40.yaml --preset bench --no-cache`: {_FRAMES} frames, 1080p25; {rounds} "
                f"rounds (MoviePy: the first {len(slow)}), "
                "engines one after the other in each; ratios are taken round by round, then their median. JT 2050 is "
                "timed "
                "as a whole process: Python, check, plan, drawing, mixing, pictures, joining, verification, sidecars; "
                "voices are in the cache. The rivals are given drawn layers (PNG) and the mixed sound (WAV), so "
                "drawing "
                "and mixing are not in their time."
            ),
            table(asked.HEADS, promises),
            f"Against x264 alone with plain `veryfast`: {against_plain}.",
            _costs(bench, tally),
            _settings(bench, tally),
        )
    )


def _costs(bench: _Bench, tally: _Tally) -> str:
    vmaf = ffmpeg.has_vmaf()
    rows = []
    for name, costs in tally.costs.items():
        path = tally.films[name]
        ssim, score = ffmpeg.likeness(path, bench.frames.options, vmaf=vmaf)
        rows.append(
            (
                name,
                spread([cost.wall for cost in costs]),
                spread([cost.cpu for cost in costs]),
                f"{median(cost.peak for cost in costs) / 1e6:.0f}",
                f"{path.stat().st_size / 1e6:.1f}",
                f"{ssim:.4f}",
                "–" if score is None else f"{score:.1f}",
            )
        )
    heads = ("engine", "wall, s", "CPU, s", "peak memory, MB", "file, MB", "SSIM", "VMAF")
    note = f"SSIM and VMAF against the composed frames ({bench.frames.how})."
    return f"{table(heads, rows)}\n\n{note}"


def _settings(bench: _Bench, tally: _Tally) -> str:
    """Say the settings, and what x264 wrote into each film where it is not what it wrote into ours."""
    film = bench.film
    said = {name: ffmpeg.x264_says(path) for name, path in tally.films.items()}
    same = (
        f"1920x1080, 25 frames a second, yuv420p BT.709, x264 {film.preset} crf {film.crf}, AAC {film.audio_kbps} kb/s"
    )
    rows = [("all but plain", f"{same}, `{film.x264}`"), (PLAIN, same)]
    rows += [
        (f"{name}: x264 says otherwise than in ours", _differences(differing(words, said[OURS])))
        for name, words in said.items()
        if name != OURS
    ]
    wrong = ffmpeg.same_encoder(said[ALONE], said[OURS])
    if wrong:
        raise BenchError(f"x264 alone was not given our parameters: {wrong}")
    return table(("encoder", "setting"), rows)


def _differences(pairs: dict[str, tuple[str, str]]) -> str:
    return ", ".join(f"{name} {theirs} (ours {ours})" for name, (theirs, ours) in pairs.items()) or "nothing"


def _keep(tally: _Tally, folder: Path) -> None:
    """Copy the films out, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in tally.films.items():
        slug = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
        shutil.copy2(path, folder / f"{slug}.mp4")
