"""Timbres: small, mixed the same everywhere, and a mixture that cannot be read says how to write one."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.voices.timbres import NAMES, ROWS, WIDTH, Timbres, loaded, pack, recipe
from pipeline.adapters.yaml.files import read_plain
from pipeline.errors import VoiceError

ROOT = Path(__file__).parents[3]
FILE = ROOT / "media" / "timbres" / "kokoro.npz"


@pytest.fixture(scope="module")
def held() -> Timbres:
    return loaded(FILE)


def test_the_file_is_small_and_holds_every_timbre_and_phoneme(held: Timbres) -> None:
    assert FILE.stat().st_size < 5_000_000
    assert set(held.styles) == set(NAMES)
    assert all(np.isfinite(style).all() and style.shape == (ROWS, WIDTH) for style in held.styles.values())
    assert held.numbers[" "] == 16
    assert set("abdefiklmnopstuvyzøœɑɔəɛɡɥɲʁʃʒˈˌ̃.,;:?!…—") <= set(held.numbers)


def test_a_timbre_alone_is_itself(held: Timbres) -> None:
    assert np.array_equal(held.mixed("ff_siwis"), held.styles["ff_siwis"])
    assert np.array_equal(held.mixed(""), held.styles["ff_siwis"])


def test_parts_count_by_their_ratio_and_their_order_does_not(held: Timbres) -> None:
    half = held.mixed("50 ff_siwis + 50 if_sara")
    assert np.allclose(half, (held.styles["ff_siwis"] + held.styles["if_sara"]) / 2, atol=1e-6)
    assert held.mixed("if_sara + ff_siwis").tobytes() == half.tobytes()
    assert held.mixed("1,5 if_sara + 1.5 ff_siwis").tobytes() == half.tobytes()
    assert not np.array_equal(held.mixed("30 ff_siwis + 70 if_sara"), half)


@pytest.mark.parametrize("mixture", ["50 ff_siwi", "ff_siwis + ", "fr-FR", "50"])
def test_a_timbre_there_is_not_is_told_with_those_there_are(mixture: str) -> None:
    with pytest.raises(VoiceError) as caught:
        recipe(mixture)
    assert all(name in str(caught.value) for name in (*NAMES, "media/voix.yaml"))


@pytest.mark.parametrize("share", ["-1", "0", "moitié", "inf", "nan", "50 if_sara", "if_sara,"])
def test_a_part_that_is_no_number_is_told_with_an_example(share: str) -> None:
    with pytest.raises(VoiceError, match="écrivez des parts, comme « 50 ff_siwis"):
        recipe(f"{share} ff_siwis")


def test_sixteen_bits_give_the_same_bytes_each_time(tmp_path: Path, held: Timbres) -> None:
    for name in ("a", "b"):
        pack(held.styles, held.numbers, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    again = loaded(tmp_path / "a")
    assert again.numbers == held.numbers
    assert all(np.array_equal(again.styles[name], held.styles[name]) for name in NAMES)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"words"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.npz").write_bytes(data)
    with pytest.raises(VoiceError, match=r"ne se lit pas .*--voix pico"):
        loaded(tmp_path / "x.npz")


def test_nobody_in_the_cast_has_the_voice_of_another() -> None:
    cast = read_plain(ROOT / "media" / "voix.yaml")
    mixtures = {name: frozenset(recipe(engines["kokoro"]["voix"]).items()) for name, engines in cast.items()}
    assert len(mixtures) >= 8
    assert len(set(mixtures.values())) == len(mixtures)
