"""Sound written as WAV for whoever edits on: 24 bits, as long as the programme, whole or not at all."""

import wave
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.codecs.wav import write_stems
from pipeline.errors import MediaError, UserError
from pipeline.ports import Samples

_SOUND = np.random.default_rng(1).uniform(-0.8, 0.8, (3, 1000, 2)).astype(np.float32)


def _blocks() -> Iterator[Mapping[str, Samples]]:
    for block in _SOUND:
        yield {"voix.wav": block * np.float32(0.25), "musique.wav": block * np.float32(0.75), "mixage.wav": block}


def _read(path: Path) -> Samples:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 3, 48_000)
        data = np.frombuffer(file.readframes(file.getnframes()), np.uint8).reshape(-1, 3).astype(np.int32)
    whole = data[:, 0] | data[:, 1] << 8 | data[:, 2] << 16
    signed = np.where(whole >= 1 << 23, whole - (1 << 24), whole)
    result: Samples = (signed.reshape(-1, 2) / 8_388_607).astype(np.float32)
    return result


def test_files_of_24_bits_add_up_to_the_mix(tmp_path: Path) -> None:
    folder = write_stems(tmp_path / "journal" / "pistes", _blocks())
    voice, music, mix = (_read(folder / name) for name in ("voix.wav", "musique.wav", "mixage.wav"))
    np.testing.assert_allclose(mix, _SOUND.reshape(-1, 2), atol=2**-22)
    assert float(np.abs(voice + music - mix).max()) < 10 ** (-120 / 20)


def test_an_older_folder_is_replaced_whole_and_kept_when_something_fails(tmp_path: Path) -> None:
    folder = write_stems(tmp_path / "pistes", _blocks())
    (folder / "ancien.wav").touch()

    def broken() -> Iterator[Mapping[str, Samples]]:
        yield from _blocks()
        raise MediaError("le cache a perdu une voix")

    with pytest.raises(MediaError):
        write_stems(tmp_path / "pistes", broken())
    assert (folder / "ancien.wav").exists()
    write_stems(tmp_path / "pistes", _blocks())
    assert sorted(path.name for path in tmp_path.rglob("*.wav")) == ["mixage.wav", "musique.wav", "voix.wav"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "film").touch()
    with pytest.raises(UserError, match="choisissez un autre dossier"):
        write_stems(tmp_path / "film" / "pistes", _blocks())
