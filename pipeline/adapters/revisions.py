"""What files were at a revision: a part of a git checkout, written out elsewhere; the checkout itself is left alone."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import UserError
from pipeline.french.system import why

_LONGEST = 600.0
"""Seconds that git may take: a clone that fetches what it lacks from afar."""

_OWN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git sets for a hook that runs us, and that would send us to another checkout."""


def checkout_of(folder: Path) -> Path:
    """Return the top of the git checkout that a folder lies in; raises UserError when it lies in none."""
    told = _git(folder, "rev-parse", "--show-toplevel")
    if told.returncode:
        raise UserError(
            f"--modifies-depuis compare avec une révision de git, et {folder} n'est dans aucun dépôt git que git "
            f"accepte de lire{_said(told)}"
        )
    return Path(os.fsdecode(told.stdout.removesuffix(b"\n"))).resolve()


@contextmanager
def as_it_was(top: Path, revision: str, folders: Iterable[Path]) -> Iterator[Path]:
    """Give a folder with what these folders of a checkout held at a revision, each at its place below the top.

    Raises UserError for a revision that git does not know.
    """
    known = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if known.returncode:
        raise UserError(
            f"--modifies-depuis {revision} : git ne connaît pas cette révision dans {top} ; donnez une branche, une "
            "étiquette ou un commit ; dans une copie partielle, commencez par « git fetch --unshallow »"
        )
    commit = known.stdout.decode("ascii").strip()
    wanted = [folder.relative_to(top).as_posix() for folder in folders]
    with tempfile.TemporaryDirectory(prefix="jt-revision-") as place:
        index = {"GIT_INDEX_FILE": str(Path(place, "index"))}
        _must(_git(top, "read-tree", commit, more=index))
        names = _must(_git(top, "ls-files", "-z", "--cached", "--", *wanted, more=index))
        tree = Path(place, "arbre")
        tree.mkdir()
        _must(_git(top, "checkout-index", "-z", "--stdin", f"--prefix={tree}/", more=index, given=names))
        yield tree


def _git(
    folder: Path, *words: str, more: Mapping[str, str] | None = None, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; raises UserError when that cannot be done at all."""
    around = {name: value for name, value in os.environ.items() if name not in _OWN} | dict(more or {})
    command = ("git", "-C", str(folder), *words)
    try:
        return subprocess.run(  # noqa: S603 - git, as it stands on the path; what is typed is never an option of it
            command, input=given, capture_output=True, check=False, timeout=_LONGEST, env=around
        )
    except FileNotFoundError as error:
        raise UserError("--modifies-depuis demande git, qui n'est pas installé ici") from error
    except OSError as error:
        raise UserError(f"git ne peut pas être lancé ({why(error)})") from error
    except subprocess.TimeoutExpired as error:
        raise UserError(f"git n'a pas répondu en {_LONGEST / 60:.0f} minutes") from error


def _must(told: subprocess.CompletedProcess[bytes]) -> bytes:
    if told.returncode:
        raise UserError(f"git n'a pas pu donner les fichiers de cette révision{_said(told)}")
    return told.stdout


def _said(told: subprocess.CompletedProcess[bytes]) -> str:
    """Return what git said of it, in its own words, when it said something."""
    lines = told.stderr.decode("utf-8", "replace").split("\n")
    first = next((line for line in lines if line.strip()), "")
    return f" ; git dit : {first}" if first else ""
