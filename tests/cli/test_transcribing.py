"""`jt transcrire` and `jt ecoute`: what is asked wrongly is said before anything is heard."""

from pathlib import Path

import pytest

from pipeline.cli.transcribing import TranscribeWish, show_recogniser, transcribe_all
from pipeline.errors import UserError


@pytest.mark.parametrize(
    ("files", "into", "told"),
    [(("a.mp4",), "dit.docx", "forme inconnue"), (("a.mp4", "b.mp4"), "dit.srt", "un seul fichier")],
)
def test_what_cannot_be_written_is_refused_first(files: tuple[str, ...], into: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        transcribe_all(TranscribeWish(tuple(map(Path, files)), Path(into)))


def test_absence_is_said_with_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JT_MODELES", str(tmp_path))
    show_recogniser()
    assert "jt ecoute install" in capsys.readouterr().out
    assert transcribe_all(TranscribeWish((tmp_path / "a.wav",))) == 1
    assert "jt ecoute install" in capsys.readouterr().err
