"""`python -m release.supply`: renew the record and the page from what is installed here; say everything that is wrong.

What is not installed here keeps what the record says of it. Uses no network.
"""

import sys

from release.errors import ReleaseError
from release.supply.distributions import RECORD, ROOT, installed, pinned, record_text, recorded
from release.supply.inventory import faults, inventory, needed
from release.supply.media import works
from release.supply.page import PAGE, page


def main() -> int:
    """Write both files; return 0 when all is well, 1 with everything that has to be mended."""
    try:
        found = inventory({**recorded(), **installed(pinned())})
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
    sys.exit(main())
