"""What is measured: offsets of speech, stretches spliced from pieces, transitions."""

import numpy as np
import pytest

from pipeline.control.hearing import SoundMeter, sounds_together
from pipeline.control.lag import lag
from pipeline.control.samples import sample
from pipeline.control.seeing import Grid, PictureMeter, rows_of, spliced


@pytest.mark.parametrize("late", [-400, -80, 0, 120, 2_000])
def test_the_offset_of_captions_is_found_to_within_a_frame(late: int) -> None:
    film = sample()
    assert film.sound is not None
    found = lag(film.sound, [cue.start_ms + late for cue in film.beside.captions[0].cues])
    assert found is not None
    assert abs(found + late) <= 40


def test_of_too_few_captions_no_offset_is_told() -> None:
    film = sample()
    assert film.sound is not None
    assert lag(film.sound, [1_000, 2_000]) is None


def _grids(count: int) -> list[Grid]:
    """Return pictures that jump from dark to light every third frame."""
    neutral = np.full((20, 30), 128, np.uint8)
    return [
        Grid(np.full((20, 30), 200 if number // 3 % 2 else 40, np.uint8), neutral, neutral) for number in range(count)
    ]


def test_a_film_seen_in_pieces_is_the_film_seen_at_once() -> None:
    grids = _grids(30)
    whole = PictureMeter()
    pieces = [PictureMeter() for _ in range(3)]
    for number, grid in enumerate(grids):
        whole.see(grid)
        pieces[number // 10].see(grid)
    at_once = rows_of(whole.watched().series)
    together = rows_of(spliced([piece.watched() for piece in pieces]))
    assert np.allclose(at_once[:5], together[:5])  # a transition may be one of the other way where a piece begins


def test_a_sound_heard_in_blocks_is_the_sound_heard_at_once() -> None:
    sound = np.random.default_rng(7).normal(0, 0.1, (2, 9_600)).astype(np.float32)
    one, other = SoundMeter(), SoundMeter()
    one.hear(sound)
    for start in range(0, 9_600, 700):
        other.hear(sound[:, start : start + 700])
    assert np.allclose(one.series().squares, other.series().squares)
    assert len(sounds_together([one.series(), other.series()])) == 2 * len(one.series())
