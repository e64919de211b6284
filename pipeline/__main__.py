"""Run the command line: `python -m pipeline`, or `jt` once installed.

The command line is imported when it is run and not before: a rendering process imports this module again, as the
main module of the command that started it, and has no use for a command line.
"""

import gc
import os

_COLLECTED = 50_000
"""Objects after which Python looks for those that hold one another and nothing else does: loading makes hundreds of
thousands that stay, which it would look through every 700 of them."""


def main() -> None:
    """Run the command line; an interruption is heard before anything that takes long to load."""
    from pipeline.cli.leaving import leave_at_once  # noqa: PLC0415 - see above

    leave_at_once()
    gc.set_threshold(_COLLECTED)
    from pipeline.cli.streams import reopened  # noqa: PLC0415 - see above

    reopened()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads gain nothing here, and ask for room that may lack
    from pipeline.cli.interruption import Outcome  # noqa: PLC0415 - see above

    outcome = Outcome().surely()
    from pipeline.cli.app import main as run  # noqa: PLC0415 - see above

    run(outcome)


if __name__ == "__main__":
    main()
