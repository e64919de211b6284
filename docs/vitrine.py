# ruff: noqa: INP001 - a tool run by hand, in no package
"""Draw the silent loop that the README opens with: `python -m docs.vitrine`, from scripts/bordeaux.yaml.

Pieces of the newscast, frame by frame as the film has them, one frame in two, in an animated WebP.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image

from docs.showing import PICTURES, ROOT, Newscast, newscast
from pipeline.adapters.project import settings_for
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.time import FRAME_RATE
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source

SCRIPT = ROOT / "scripts" / "bordeaux.yaml"
LOOP = PICTURES / "vitrine.webp"
HEAVIEST = 1_000_000
"""Bytes: the first screen of the README comes at once."""

_SIZE = Format(640, 360)
_DRAWN = Format(1280, 720)
"""Drawn twice as large, then reduced: small letters keep their edges."""

_STEP = 2
_QUALITY = 72


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames of the first shot that shows a scene: from which one on, how many."""

    scene: str
    start: int
    length: int


PIECES = (
    Piece("generique", 14, 44),
    Piece("titres", 50, 28),
    Piece("plateau", 188, 8),
    Piece("carton", 0, 34),
    Piece("gros_plan", 12, 24),
    Piece("chiffre", 6, 36),
)
"""Opening, headlines, studio, the wipe to a title card, a report, a figure that counts up."""


def frames(shown: Newscast) -> Iterator[int]:
    """Yield the frames of the loop, in order."""
    for piece in PIECES:
        start = shown.shots(piece.scene)[0].span.start + piece.start
        yield from range(start, start + piece.length, _STEP)


def loop(shown: Newscast) -> bytes:
    """Return the loop as an animated WebP; a picture that stays is one picture that lasts."""
    size = (_SIZE.width, _SIZE.height)
    drawn = (shown.drawn(frame, _DRAWN).resize(size, Image.Resampling.LANCZOS).tobytes() for frame in frames(shown))
    held = [(Image.frombytes("RGB", size, pixels), len(list(same))) for pixels, same in groupby(drawn)]
    pictures, counts = zip(*held, strict=True)
    written = BytesIO()
    pictures[0].save(
        written,
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=[int(count * _STEP * 1000 / FRAME_RATE) for count in counts],
        loop=0,
        quality=_QUALITY,
        method=6,
    )
    return written.getvalue()


def main(target: Path = LOOP) -> None:
    """Draw the loop; raises ValueError when it is too heavy for a first screen."""
    shown = newscast(Newsroom(settings_for(SCRIPT)), Source(SCRIPT), PRESETS["web"])
    content = loop(shown)
    if len(content) > HEAVIEST:
        raise ValueError(f"{target.name} weighs {len(content)} bytes, more than {HEAVIEST}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


if __name__ == "__main__":
    main()
