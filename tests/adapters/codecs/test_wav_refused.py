"""A sound that cannot be written is told in one sentence, and nothing of it is left."""

import errno
import wave
from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.codecs import wav
from pipeline.errors import UserError


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(UserError, match="un fichier se trouve là où il faut un dossier"):
        wav.write_wav(tmp_path / "fichier" / "voix.wav", np.zeros(10, np.float32))


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(_: object, __: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(wave.Wave_write, "writeframes", fill)
    with pytest.raises(UserError, match="le disque est plein"):
        wav.write_wav(tmp_path / "voix.wav", np.zeros(10, np.float32))
    assert list(tmp_path.iterdir()) == []
