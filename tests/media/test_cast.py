"""Who speaks with whom is told apart by ear: the cast's measured pitches, and the scripts that ask for them."""

from itertools import combinations
from pathlib import Path

import pytest

from pipeline.adapters.voices.timbres import recipe
from pipeline.adapters.yaml.files import read_plain

ROOT = Path(__file__).parents[2]
CAST = read_plain(ROOT / "media" / "voix.yaml")
SCRIPTS = sorted((ROOT / "scripts").glob("*.yaml"))
APART = 1.2
"""The issue's figure: a fifth in median pitch."""

_ASKING = ("presentat", "reporter")


def _hertz(voice: str) -> float:
    return float(CAST[voice]["kokoro"]["hertz"])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_whoever_asks_is_a_fifth_apart_from_whoever_answers(script: Path) -> None:
    people = read_plain(script)["intervenants"].values()
    voices = sorted({person["voix"] for person in people})
    asking = [voice for voice in voices if voice.startswith(_ASKING)]
    assert asking, "a newscast has a presenter"
    for one in asking:
        for other in set(voices) - {one}:
            low, high = sorted((_hertz(one), _hertz(other)))
            assert high / low >= APART, (one, other)


def test_no_two_voices_are_mixed_alike() -> None:
    def parts(voice: str) -> dict[str, float]:
        mixed = recipe(CAST[voice]["kokoro"]["voix"])
        return {name: share / sum(mixed.values()) for name, share in mixed.items()}

    for one, other in combinations(CAST, 2):
        low, high = sorted((_hertz(one), _hertz(other)))
        mine, theirs = parts(one), parts(other)
        common = sum(min(mine.get(name, 0), theirs.get(name, 0)) for name in mine)
        assert high / low >= APART or common <= 0.7, (one, other, common)
