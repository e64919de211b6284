"""`jt render`: many scripts, one after the other; one that fails does not stop the rest."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.progress import progress
from pipeline.cli.times import frame_from
from pipeline.errors import JTError, Level, ScriptError, UserError
from pipeline.model.programme import Preset
from pipeline.model.time import clock
from pipeline.newsroom import Newsroom, Settings, find_root, preset_named
from pipeline.service import Rendered, Task, render_script

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks of every script."""

    preset: str
    only: tuple[str, ...]
    start: str
    end: str
    out: Path | None
    jobs: int
    engine: str
    offline: bool
    use_cache: bool


def render_all(scripts: list[Path], wish: Wish) -> int:
    """Render each script and print where its film is; return the worst exit code."""
    from pipeline.cli.app import EXIT_BUG, EXIT_USER, tell_bug, tell_findings

    root = find_root(Path.cwd())
    newsroom = Newsroom(Settings(root, root / "output"))
    preset = preset_named(wish.preset)
    worst = 0
    for path in scripts:
        try:
            _one(newsroom, path, preset, wish, many=len(scripts) > 1)
        except ScriptError as error:
            tell_findings(error)
            worst = max(worst, EXIT_USER)
        except UserError as error:
            print(f"jt : {error}", file=sys.stderr)
            worst = max(worst, EXIT_USER)
        except JTError as error:
            tell_bug(error)
            worst = max(worst, EXIT_BUG)
    return worst


def _one(newsroom: Newsroom, path: Path, preset: Preset, wish: Wish, *, many: bool) -> None:
    begun = time.monotonic()
    task = Task(
        path,
        preset,
        frozenset(wish.only),
        frame_from(wish.start) if wish.start else None,
        frame_from(wish.end) if wish.end else None,
        _folder(wish.out, path, many=many),
        wish.jobs or os.cpu_count() or 1,
        wish.engine,
        wish.offline,
        wish.use_cache,
    )
    with progress() as shown:
        done = render_script(newsroom, task, shown)
    _tell(done, time.monotonic() - begun)
    print(done.film)


def _folder(out: Path | None, path: Path, *, many: bool) -> Path | None:
    """Return the output folder asked for; several scripts get one folder each inside it."""
    if out is None:
        return None
    return out / path.stem if many else out


def _tell(done: Rendered, spent: float) -> None:
    for finding in done.findings[:_SHOWN]:
        print(finding, file=sys.stderr)
    if len(done.findings) > _SHOWN:
        print(f"… et {len(done.findings) - _SHOWN} autres remarques, dans report.json", file=sys.stderr)
    rendered = sum(chunk.frames for chunk in done.chunks if not chunk.reused)
    reused = sum(chunk.reused for chunk in done.chunks)
    parts = [
        f"{clock(done.frames)} de film en {spent:.0f} s",
        f"{len(done.chunks) - reused} morceaux rendus ({rendered} images), {reused} repris du cache",
        f"{done.loudness:.1f} LUFS".replace(".", ","),
    ]
    warnings = sum(finding.level is Level.WARNING for finding in done.findings)
    if warnings:
        parts.append(f"{warnings} avertissement{'s' if warnings > 1 else ''} (voir report.json)")
    print(" ; ".join(parts), file=sys.stderr)
