"""`python -m benchmarks.scale [MEASURES…]`: take over what `benchmarks.scale.measure` printed; renew docs/scale.md.

Tables on paper follow the measures at once; those of the simulation are those of the last `python -m
benchmarks.scale.nights`.
"""

import sys
from pathlib import Path

from benchmarks.scale.pages import main

main(map(Path, sys.argv[1:]))
