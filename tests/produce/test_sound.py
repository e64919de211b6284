"""A programme's sound: at its loudness, under its ceiling once decoded, the same bytes again, files read once."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.codecs import AacEncoder
from pipeline.adapters.meter import Ebur128Meter
from pipeline.adapters.store import FolderStore
from pipeline.model.programme import PRESETS
from pipeline.model.time import SAMPLE_RATE, sample_at
from pipeline.model.timeline import SoundEvent, Timeline
from pipeline.ports import Samples
from pipeline.produce.sound import SoundDesk, sound_of
from tests.fakes.plans import paper_context, timed

_FRAMES = 10 * 25
_EXTENSIONS = {"son": ".m4a", "mesures": ".json"}


class _Shelf:
    """Reads sound files that are made up, and counts how often each is read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def sound(self, path: Path) -> Samples:
        """Return three seconds of speech-like noise, with peaks no limiter would let through."""
        self.read.append(path.name)
        random = np.random.default_rng(len(path.name))
        count = 3 * SAMPLE_RATE
        sound = random.normal(0, 0.05, (count, 2)) * np.abs(np.sin(np.arange(count) / 6000))[:, None]
        sound[::9600] += 0.9
        result: Samples = sound.astype(np.float32)
        return result


def _timeline() -> Timeline:
    end = sample_at(_FRAMES)
    stings = tuple(
        SoundEvent(f"{number % 6}{'x' * (number % 6)}.ogg", "0", "effects", at, at + 30_000, -6.0, fade_out=4000)
        for number, at in enumerate(range(0, end, 40_000))
    )
    bed = SoundEvent("tapis.ogg", "0", "music", 0, end, 0.0, loop=True, fade_in=48_000, fade_out=48_000)
    return Timeline("essai", "Essai", (timed("a", 0, _FRAMES),), (), (bed, *stings), (), 0)


def _made(folder: Path, preset: str) -> tuple[bytes, float, float, _Shelf]:
    shelf = _Shelf()
    store = FolderStore(folder, _EXTENSIONS)
    desk = SoundDesk(store, shelf, AacEncoder(), Ebur128Meter())  # type: ignore[arg-type]  # it reads sound alone
    path, heard = sound_of(paper_context(), _timeline(), PRESETS[preset], desk)
    return path.read_bytes(), heard.integrated, heard.true_peak, shelf


@pytest.mark.parametrize("preset", ["draft", "web", "broadcast"])
def test_decoded_it_is_at_its_loudness_and_under_its_ceiling(preset: str, tmp_path: Path) -> None:
    _, integrated, true_peak, _ = _made(tmp_path, preset)
    target = PRESETS[preset].loudness
    assert integrated == pytest.approx(target.target, abs=target.tolerance)
    assert true_peak <= target.ceiling


def test_made_again_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    assert _made(tmp_path / "a", "web")[:3] == _made(tmp_path / "b", "web")[:3]


def test_each_file_is_decoded_once_for_all_passes(tmp_path: Path) -> None:
    shelf = _made(tmp_path, "web")[3]
    assert sorted(shelf.read) == sorted({sound.path for sound in _timeline().sounds})
