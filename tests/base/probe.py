"""What the environment of `make jt` lacks, found by using it: `python -E tests/base/probe.py PROJECT`.

Run by the Python of that environment (`make test-base` builds one), with nothing but the standard library. It checks
and plans every script, draws the sample of every scene and overlay, and renders two seconds with the embedded voice,
each with the command as it is typed. Says everything that fails, at the end; exit code 1 when anything did.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_STRANGERS = ("pytest", "mypy", "hypothesis", "edge_tts", "onnxruntime", "piper")
"""Of the development extras: with one of these here, finding nothing proves nothing."""

_FILM = ("--to", "2", "--preset", "draft", "--voix", "pico")


def main(project: Path) -> int:
    """Try everything that ships; return 0 when nothing failed, 1 otherwise, 2 when this is another environment."""
    strangers = [name for name in _STRANGERS if importlib.util.find_spec(name)]
    if strangers:
        sys.stderr.write(f"not the base environment: {', '.join(strangers)} is installed in {sys.prefix}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="jt-base-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        told = list(pool.map(lambda words: _run(project, words), _commands(project, Path(folder))))
        empty = [path.name for path in Path(folder).glob("*.png") if not path.stat().st_size]
    failed = [one for one in told if one] + [f"{name} is empty" for name in empty]
    sys.stderr.write("".join(f"{one}\n" for one in failed))
    sys.stdout.write(f"base environment: {len(told)} commands, {len(failed)} failed\n")
    return 1 if failed else 0


def _commands(project: Path, folder: Path) -> list[list[str]]:
    scripts = sorted((project / "scripts").glob("*.yaml"))
    scenes = sorted(path.parent.name for path in (project / "scenes").glob("*/sample.yaml"))
    if not scripts or not scenes:
        raise SystemExit(f"no scripts or no scenes in {project}")
    checks = [["check", str(path)] for path in scripts]
    stills = [["still", "--scene", name, "-o", str(folder / f"{name}.png")] for name in scenes]
    films = [["render", str(scripts[0]), *_FILM, "--out", str(folder / "film")]]
    if sys.platform == "darwin":  # where the base has no voice
        films.clear()
    return [*films, *checks, *stills]


def _run(project: Path, words: list[str]) -> str:
    """Return what a command said when it failed, an empty string otherwise."""
    command = [sys.executable, "-E", "-m", "pipeline", *words]
    done = subprocess.run(command, cwd=project, capture_output=True, check=False)  # noqa: S603 - our own command
    if done.returncode == 0:
        return ""
    said = (done.stderr or done.stdout).decode("utf-8", "replace").rstrip()
    return f"jt {' '.join(words)}: exit {done.returncode}\n{said}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
