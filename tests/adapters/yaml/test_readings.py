import pytest

from pipeline.adapters.yaml.reading import read_text
from pipeline.adapters.yaml.readings import Readings
from pipeline.errors import ScriptError


def test_a_text_is_read_once_while_it_is_among_the_last() -> None:
    readings = Readings()
    first = readings.read("titre: Le banc\n", "a.yaml")
    assert first == read_text("titre: Le banc\n", "a.yaml")
    assert readings.read("titre: Le banc\n", "a.yaml") is first
    assert readings.read("titre: Le banc\n", "b.yaml").tree.mark.file == "b.yaml"
    for number in range(6):
        readings.read(f"titre: {number}\n", "a.yaml")
    assert readings.read("titre: Le banc\n", "a.yaml") is not first


def test_what_cannot_be_read_is_told_each_time() -> None:
    readings = Readings()
    for _ in range(2):
        with pytest.raises(ScriptError):
            readings.read("titre: \0", "a.yaml")
