"""What whoever waits reads on standard error."""

import pytest

from pipeline.cli.progress import PlainProgress
from pipeline.service.events import Watchable


def test_what_can_be_watched_is_told_with_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    PlainProgress().hear(Watchable("Le banc", "films/.en-cours/a-voir/03-le-banc.mp4"))
    told = capsys.readouterr().err
    assert "à voir dès maintenant : Le banc (films/.en-cours/a-voir/03-le-banc.mp4)" in told
