"""Install the wheel in an environment of its own and use it as a new user would, far from any checkout.

Run by `make test-wheel`, with the wheel to try: `python tests/base/installed.py dist/jt2050-….whl constraints.txt`.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

_STEPS = (
    ("--version",),
    ("nouveau", "mon-atelier", "--ville", "Saint-Brieuc", "--editeur", "CCAS de Saint-Brieuc"),
    ("check", "mon-atelier/scripts/journal.yaml"),
    ("still", "mon-atelier/scripts/journal.yaml", "--at", "0:05", "-o", "image.png"),
    ("render", "mon-atelier/scripts/journal.yaml", "--preset", "draft", "--voix", "pico"),
    ("guide", "voix"),
    ("explain", "cle-inconnue"),
)
"""What a new user types, in order."""


class StepError(Exception):
    """A step that did not do what it says."""


def main(wheel: Path, constraints: Path) -> None:
    """Install, use, and look at what is left; raises StepError with what was printed."""
    with tempfile.TemporaryDirectory(prefix="jt-installe-") as home:
        folder = Path(home)
        environment = folder / "env"
        venv.create(environment, with_pip=True)
        scripts = environment / ("Scripts" if os.name == "nt" else "bin")
        pip = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
        choice = ("--only-binary", ":all:", "--no-binary", "docopt", "--constraint", str(constraints))
        _run((str(scripts / "python"), *pip, *choice, str(wheel)), folder, dict(os.environ))
        library = next(environment.rglob("bibliotheque"))
        _lock(library)
        before = _seen(library)
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        bare = kept | {"JT_CACHE": str(folder / "cache"), "JT_MODELES": str(folder / "modeles")}
        work = folder / "ailleurs"
        work.mkdir()
        for step in _STEPS:
            sys.stdout.write(f"jt {' '.join(step)}\n")
            _run((str(scripts / "jt"), *step), work, bare)
        film = work / "mon-atelier" / "output" / "journal" / "journal.mp4"
        if not film.is_file() or film.stat().st_size < 100_000:
            raise StepError(f"no film at {film}")
        if _seen(library) != before:
            raise StepError("the library was written to")
    sys.stdout.write("1 passed, 0 failed\n")


def _run(command: tuple[str, ...], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if done.returncode:
        raise StepError(f"{' '.join(command)} left with {done.returncode}\n{done.stdout}{done.stderr}")


def _lock(folder: Path) -> None:
    """Let nobody write in a folder (root still can: what is there is compared afterwards, too)."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)


def _seen(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    return {str(path): (status.st_size, status.st_mtime_ns) for path, status in found.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
