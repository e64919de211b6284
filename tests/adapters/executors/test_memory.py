"""Freed memory goes back to the system when there is much of it, and only then."""

import multiprocessing
import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.executors.memory import give_back

glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library keeps memory its own way")


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


def _given_back() -> int:
    """Return the bytes given back once 192 MB were freed between things that are kept."""
    kept, freed = [], []
    for _ in range(2_000):  # below the size at which glibc asks the system for each array
        freed.append(np.ones(12_000))
        kept.append(np.ones(1_000))  # too large for the holes that loading left, where it would lie between nothing
    del freed
    before = _resident()
    assert give_back(0)
    assert all(array.sum() == 1_000 for array in kept)
    return before - _resident()


@glibc
def test_what_lies_between_small_things_is_given_back() -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:  # whose memory has no other holes
        assert pool.submit(_given_back).result() > 100e6


def test_a_process_that_holds_little_is_left_alone() -> None:
    assert not give_back(1 << 50)


def test_elsewhere_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not give_back(0)
