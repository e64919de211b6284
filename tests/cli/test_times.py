"""Times as people type them."""

import pytest

from pipeline.cli.times import frame_from
from pipeline.errors import UserError


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("0", 0),
        ("12", 300),
        ("12s", 300),
        (" 12 ", 300),
        ("12,5", 313),
        ("12.5", 313),
        ("0,04", 1),
        ("0,01", 0),
        ("1:23", 2075),
        ("01:23,4", 2085),
        ("100:00", 150_000),
        ("1:02:03", 93_075),
        ("1:02:03,2", 93_080),
    ],
)
def test_a_time_is_read_as_a_frame(text: str, frame: int) -> None:
    assert frame_from(text) == frame


@pytest.mark.parametrize("text", ["", "midi", "-1", "1:", ":30", "1:2:3:4", "12,5,5", "1,5:20", "1e3", "nan", "12 s 5"])
def test_nonsense_is_told_with_an_example(text: str) -> None:
    with pytest.raises(UserError, match=r"^temps illisible : « .* » ; écrivez par exemple 12,5 ou 1:23$"):
        frame_from(text)
