"""The sounds of both houses: as long and as loud as their manifest says, their motif in tune, speech left its room."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.adapters.yaml.files import read_plain
from pipeline.model.time import SAMPLE_RATE

SOUNDS = Path(__file__).parents[2] / "media" / "sounds"
HOUSES = ("", "le_kiosque/")
PIECES: dict[str, dict[str, Any]] = {
    f"{house}{name}": piece
    for house in HOUSES
    for name, piece in read_plain(SOUNDS / house / "manifest.yaml")["sons"].items()
}
BEDS = [f"{house}tapis" for house in HOUSES]
_STEP = 0.01
"""The largest step between two samples where a loop joins: −40 dBFS."""
_LOW, _TOP = (60, 1000), (1000, 4000)
"""Hertz: where a bed may be heard, and where words are told apart."""


@lru_cache
def _decoded(name: str) -> npt.NDArray[np.float64]:
    return Ebur128Meter().decoded(_file(name)).astype(np.float64)


def _file(name: str) -> Path:
    return (SOUNDS / name).with_name(PIECES[name]["fichier"])


def _power(sound: npt.NDArray[np.float64], low: float, high: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    pitch = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    return float(spectrum[(pitch >= low) & (pitch < high)].sum())


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_is_what_its_manifest_says(name: str) -> None:
    told = PIECES[name]
    assert len(_decoded(name)) == int(told["echantillons"]) == round(float(told["duree"]) * SAMPLE_RATE)
    measured = Ebur128Meter().measure_file(_file(name))
    assert measured.integrated == pytest.approx(float(told["sonie_lufs"]), abs=0.2)
    assert measured.true_peak == pytest.approx(float(told["crete_dbtp"]), abs=0.3)


@pytest.mark.parametrize("name", sorted(set(PIECES) - set(BEDS)))
def test_a_piece_that_ends_begins_without_a_click_and_dies_away(name: str) -> None:
    sound = np.abs(_decoded(name))
    assert sound[0].max() < _STEP
    assert sound[-480:].max() < _STEP


@pytest.mark.parametrize("bed", BEDS)
def test_the_bed_loops_without_a_click(bed: str) -> None:
    sound = _decoded(bed)
    assert np.abs(sound[0] - sound[-1]).max() < _STEP
    around = np.concatenate([sound[-2400:], sound[:2400]])
    jumps = np.abs(np.diff(around, n=2, axis=0)).max(axis=1)
    assert jumps[2390:2410].max() < 3 * float(np.percentile(jumps, 95))


@pytest.mark.parametrize("bed", BEDS)
def test_the_bed_leaves_speech_the_octaves_in_which_words_are_told_apart(bed: str) -> None:
    sound = _decoded(bed)
    assert 10 * np.log10(_power(sound, *_TOP) / _power(sound, *_LOW)) < -20


@pytest.mark.parametrize("name", PIECES)
def test_a_single_loudspeaker_loses_little_of_a_piece(name: str) -> None:
    sound = _decoded(name)
    lost = 10 * np.log10((sound.mean(axis=1) ** 2).mean() / (sound**2).mean())
    assert lost > -3


_FIRST = ((440.0, 587.33, 659.26, 880.0, 739.99), (0.0, 0.5, 1.0, 1.5, 2.5))
_SECOND = ((392.0, 493.88, 587.33, 659.26, 587.33), (0.0, 1.0, 2.0, 3.0, 5.0))


@pytest.mark.parametrize(
    ("name", "at", "beat", "motif"),
    [
        ("generique", 0.5, 0.5, _FIRST),
        ("cloture", 0.0, 0.6, _FIRST),
        ("le_kiosque/generique", 1.44, 0.48, _SECOND),
        ("le_kiosque/cloture", 0.0, 0.48, _SECOND),
    ],
)
def test_the_five_notes_of_the_house_are_heard(
    name: str, at: float, beat: float, motif: tuple[tuple[float, ...], tuple[float, ...]]
) -> None:
    sound = _decoded(name).mean(axis=1)
    for note, begins in zip(*motif, strict=True):
        start = round((at + begins * beat) * SAMPLE_RATE)
        before, after = (_tone(sound[max(0, place) : max(0, place) + 7200], note) for place in (start - 7200, start))
        assert after > 1.5 * before or start < 7200


def _tone(sound: npt.NDArray[np.float64], pitch: float) -> float:
    turns = np.exp(-2j * np.pi * pitch * np.arange(sound.size) / SAMPLE_RATE)
    return float(np.abs((sound * np.hanning(sound.size) * turns).sum()))
