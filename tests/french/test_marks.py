"""What a film says of its pictures names what is in it, and nothing else."""

from dataclasses import replace

import pytest

from pipeline.french.marks import pictures_said
from pipeline.model.marks import DigitalSource
from tests.fakes.marks import TOLD


@pytest.mark.parametrize(
    ("photos", "footage", "said"),
    [
        (False, False, "Images dessinées."),
        (True, False, "Images dessinées, photos fournies."),
        (False, True, "Images dessinées, vidéos fournies."),
        (True, True, "Images dessinées, photos et vidéos fournies."),
    ],
)
def test_pictures_are_told_by_what_they_are(*, photos: bool, footage: bool, said: str) -> None:
    marks = replace(TOLD, photos=photos, footage=footage)
    assert pictures_said(marks) == said
    assert (DigitalSource.CAPTURE in replace(marks, recorded=False).sources) == (photos or footage)
