"""Figures and times as a French reader expects them on a page."""

import pytest

from pipeline.pages.wording import bare, decimal, fragment, lasting, length, minutes


@pytest.mark.parametrize(("value", "told"), [(4.5, "4,5"), (3.0, "3"), (0.126, "0,13"), (-6.0, "-6")])
def test_decimals(value: float, told: str) -> None:
    assert decimal(value) == told


@pytest.mark.parametrize(("frames", "told"), [(1, "1 image (0,04 s)"), (12, "12 images (0,48 s)")])
def test_frames_are_told_in_seconds_too(frames: int, told: str) -> None:
    assert lasting(frames) == told


@pytest.mark.parametrize(
    ("at", "target", "shown", "said"), [(0.0, "0", "0:00", "0 s"), (483.96, "483.96", "8:03", "8 min 03 s")]
)
def test_a_moment_is_linked_shown_and_said(at: float, target: str, shown: str, said: str) -> None:
    assert (fragment(at), minutes(at), length(at).replace("\u00a0", " ")) == (target, shown, said)


def test_css_wants_a_point() -> None:
    assert (bare(48.0), bare(1.25)) == ("48", "1.25")
