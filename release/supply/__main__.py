"""`python -m release.supply [WHEEL…]`: renew the record and the page from what is installed here; say what is wrong.

What is not installed here keeps what the record says of it, or is read from wheels that are given (`pip download
--no-deps`, with `--platform win_amd64 --only-binary :all:` for what only Windows needs). Uses no network.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from release.errors import ReleaseError
from release.supply.distributions import RECORD, ROOT, installed, pinned, record_text, recorded, told_by
from release.supply.inventory import faults, inventory, needed
from release.supply.media import works
from release.supply.page import PAGE, page


def main(wheels: Iterable[Path]) -> int:
    """Write both files; return 0 when all is well, 1 with everything that has to be mended."""
    try:
        pins = pinned()
        found = inventory({**recorded(), **told_by(wheels, pins), **installed(pins)})
    except ReleaseError as error:
        print(f"supply: {error}", file=sys.stderr)
        return 1
    media = tuple(works())
    RECORD.write_text(record_text(needed(found).values()), "utf-8", newline="\n")
    (ROOT / PAGE).write_text(page(found, media), "utf-8", newline="\n")
    wrong = list(faults(found, media))
    sys.stderr.write("".join(f"supply: {one}\n" for one in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(map(Path, sys.argv[1:])))
