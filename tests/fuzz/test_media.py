"""Media gone wrong by the thousand: each is shown, heard or refused in words, soon and with little memory.

The fast suite tries a few; `make test-fuzz` tries `JT_FUZZ_MEDIA` of them, 5 000 unless told otherwise.
"""

import os
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.draw.photo import draw_photo
from pipeline.model.picture import Asset, FootageSpec, Format, PhotoSpec
from tests.fakes.stores import PlainStore
from tests.fuzz.limits import fallen
from tests.fuzz.media_mutants import mutant_file, quieted

FEW = 150
MANY = int(os.environ.get("JT_FUZZ_MEDIA", "5000"))
SHARDS = max(1, min(50, MANY // 250))
_BOX = (0.0, 0.0, 1920.0, 1080.0)
_FMT = Format(160, 90)


def handled(number: int) -> str:
    """Check a mutant as every kind of medium, then use it as what it passed for."""
    quieted()
    name, data = mutant_file(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        media = ProjectMedia(FolderLibrary(Path(folder) / "projet", beside=path.parent))
        verdicts = {kind: media.verdict(name, kind) for kind in ("image", "video", "sound")}
        for kind, verdict in verdicts.items():
            if verdict is not None:
                assert verdict.isprintable(), "not fit for a terminal"
                continue
            media.caution(name, kind)
            _used(path, kind)
        media.seconds(name)
        media.mute(name)
    return name


def _used(path: Path, kind: str) -> None:
    asset = Asset("a", "0")
    if kind == "image":
        draw_photo(PhotoSpec(asset, _BOX, "flou", 0), lambda _: path.read_bytes(), 1 / 12)
        return
    footage = AvFootage(PlainStore(path.parent / "cache"))
    if kind == "sound":
        footage.sound(path, longest=600.0)
        return
    footage.seconds(path)
    for start in (Fraction(0), Fraction(1, 5)):
        spec = FootageSpec(file=asset, box=_BOX, fit="flou", start=start, length=50)
        footage.film(path, spec, _FMT).planes(9)


def test_a_few_media_mutants_are_handled() -> None:
    assert fallen(handled, 1_000_000, FEW) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_media_mutant_is_handled(shard: int) -> None:
    each = MANY // SHARDS
    assert fallen(handled, shard * each, each) == []
