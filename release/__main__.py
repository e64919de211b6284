"""`python -m release`: build the wheel and the source archive into dist/, check them, write the notes beside them.

Beside them go the inventory, the bill of materials and the digests of all of it. The same commit gives the same bytes,
in whatever folder, at whatever time. Needs a clean checkout; uses no network but the package index, for what builds.
Nothing is published and nothing tagged.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline import __version__
from release.archives import difference, sdist_faults, wheel_faults
from release.errors import ReleaseError
from release.moment import moment
from release.notes import dated, notes
from release.supply.bill import FILE, bill
from release.supply.inventory import faults, inventory
from release.supply.media import works
from release.supply.page import PAGE, page

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
NOTES, SUMS = "NOTES.md", "SHA256SUMS"


def main() -> int:
    """Make the release; return 0 when all is well, 1 with everything that has to be mended."""
    try:
        made = _made()
    except ReleaseError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    for path in made:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size} bytes")
    if not dated((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__):
        print(f"release: to hand this out, give {__version__} its section and its day in CHANGELOG.md", file=sys.stderr)
    return 0


def _made() -> list[Path]:
    said = notes((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__)
    changed = _git("status", "--porcelain")
    if changed:
        raise ReleaseError(f"not committed yet:\n{changed}")
    tracked = _git("ls-files").splitlines()
    with tempfile.TemporaryDirectory(prefix="jt-release-") as folder:
        aside = Path(folder)
        _build(aside / "dist")
        _build(aside / "straight", "--wheel")
        (sdist,), (wheel,) = (aside / "dist").glob("*.tar.gz"), (aside / "dist").glob("*.whl")
        (straight,) = (aside / "straight").glob("*.whl")
        wrong = [
            *wheel_faults(wheel, tracked, __version__),
            *sdist_faults(sdist, tracked),
            *difference(straight, wheel),
        ]
        if wrong:
            raise ReleaseError("\n".join(("the archives are not what they should be:", *wrong)))
        for name, text in {NOTES: said, **_supply()}.items():
            (aside / "dist" / name).write_text(text, "utf-8", newline="\n")
        handed = sorted((aside / "dist").iterdir())
        sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in handed]
        (aside / "dist" / SUMS).write_text("".join(sums), "utf-8", newline="\n")
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(aside / "dist", DIST)
    return sorted(DIST.iterdir())


def _supply() -> dict[str, str]:
    """Return what tells of the supply chain, by the name of its file; raises ReleaseError with all that is wrong."""
    found, media = inventory(), tuple(works())
    text = page(found, media)
    wrong = list(faults(found, media))
    if text != (ROOT / PAGE).read_text("utf-8"):
        wrong.append(f"{PAGE} is old: python -m release.supply")
    if wrong:
        raise ReleaseError("\n".join(("what the product is made of is not in order:", *wrong)))
    return {Path(PAGE).name: text, FILE: bill(found, media, moment())}


def _build(folder: Path, *options: str) -> None:
    """Build into a folder: the source archive and, from it, the wheel, unless told otherwise."""
    command = (sys.executable, "-m", "build", *options, "--outdir", str(folder), str(ROOT))
    # pip splits what the environment tells it at spaces, which a folder may have: an address has none.
    pinned = {
        "PIP_CONSTRAINT": (ROOT / "constraints.txt").as_uri(),
        "SOURCE_DATE_EPOCH": f"{moment().timestamp():.0f}",
    }
    done = subprocess.run(command, env=os.environ | pinned, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise ReleaseError(f"nothing could be built\n{done.stdout}{done.stderr}")


def _git(*words: str) -> str:
    command = ("git", "-c", "core.quotePath=off", *words)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise ReleaseError(f"a release is made in a git checkout: {done.stderr.strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
