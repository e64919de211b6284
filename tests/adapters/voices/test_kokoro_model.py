"""The model on this machine: where it is looked for, whether it is whole, what is asked of it besides."""

from pathlib import Path

import pytest

from pipeline.adapters.voices import kokoro_model
from pipeline.adapters.voices.kokoro_model import folder, present, timed
from pipeline.errors import VoiceError
from tests.fakes.models import BYTES, small


@pytest.mark.parametrize(
    ("environment", "system", "wanted"),
    [
        ({"JT_MODELES": "/ici", "XDG_DATA_HOME": "/non"}, "linux", "/ici"),
        ({"XDG_DATA_HOME": "/donnees"}, "linux", "/donnees/jt2050/voix"),
        ({}, "linux", "/maison/.local/share/jt2050/voix"),
        ({}, "darwin", "/maison/Library/Application Support/jt2050/voix"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/jt2050/voix"),
        ({}, "win32", "/maison/AppData/Local/jt2050/voix"),
    ],
)
def test_it_is_kept_where_each_system_keeps_the_data_of_programs(
    environment: dict[str, str], system: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/maison"))
    assert folder(environment, system) == Path(wanted)


def test_a_part_of_it_is_not_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small(monkeypatch, tmp_path)
    assert not present(path)
    path.write_bytes(BYTES[:-1])
    assert not present(path)
    path.write_bytes(BYTES)
    assert present(path)


def test_the_published_bytes_stay_and_one_output_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small(monkeypatch, tmp_path)
    path.write_bytes(BYTES)
    data = timed(path)
    assert data.startswith(BYTES)
    added = data[len(BYTES) :]
    assert added[0] == 7 << 3 | 2
    assert added[1] == len(added) - 2
    for name in (b"/encoder/Clip_output_0", b"duration", b"Cast"):
        assert name in added
    assert path.read_bytes() == BYTES


def test_another_file_or_none_is_told_with_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small(monkeypatch, tmp_path)
    with pytest.raises(VoiceError, match=r"ne se lit pas .* jt voices install"):
        timed(path)
    path.write_bytes(BYTES[::-1])
    with pytest.raises(VoiceError, match=r"abîmé.*jt voices install"):
        timed(path)


def test_the_hash_is_that_of_the_published_model() -> None:
    assert kokoro_model.SHA256 == "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
