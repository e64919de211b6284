"""Install the wheel in an environment of its own and use it as a new user would, far from any checkout.

Run by `make test-wheel`, with the wheel to try and the bill of materials that tells what it brings:
`python tests/base/installed.py dist/jt2050-….whl constraints.txt sbom.json`.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

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


_SYSTEM = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}
_LIST = """
from importlib.metadata import distributions
for each in distributions():
    print(each.metadata["Name"].lower().replace("_", "-") + "@" + each.version)
"""


def main(wheel: Path, constraints: Path, bill: Path) -> None:
    """Install, use, and look at what is left; raises StepError with what was printed."""
    with tempfile.TemporaryDirectory(prefix="jt-installe-") as home:
        folder = Path(home)
        environment = folder / "env"
        venv.create(environment, with_pip=True)
        scripts = environment / ("Scripts" if os.name == "nt" else "bin")
        pip = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
        choice = ("--only-binary", ":all:", "--no-binary", "docopt", "--constraint", str(constraints))
        _run((str(scripts / "python"), *pip, *choice, str(wheel)), folder, dict(os.environ))
        _compare(str(scripts / "python"), json.loads(bill.read_text("utf-8")))
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


def _compare(python: str, bill: dict[str, Any]) -> None:
    """Hold what was installed against the bill of materials, on this system."""
    told = set()
    for part in bill["components"]:
        only = {each["value"] for each in part.get("properties", [])}
        if part.get("purl", "").startswith("pkg:pypi/") and (not only or _SYSTEM[sys.platform] in only):
            told.add(part["purl"].removeprefix("pkg:pypi/"))
    done = subprocess.run((python, "-c", _LIST), capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    found = {line for line in done.stdout.split() if line.partition("@")[0] not in {"pip", "setuptools", "jt2050"}}
    if found != told:
        raise StepError(f"installed and not in the bill: {found - told}; in the bill and not installed: {told - found}")


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
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve())
