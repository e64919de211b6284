"""Where libyaml is believed, PyYAML itself would have said the same, to the column."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from pipeline.adapters.yaml.graph import Reading, composed
from pipeline.adapters.yaml.quick import quickly
from tests.fuzz.mutants import mutant

ROOT = Path(__file__).parents[3]
DEEPEST = 60


def _by_pyyaml(text: str, monkeypatch: pytest.MonkeyPatch) -> Reading:
    with monkeypatch.context() as changed:
        changed.setattr("pipeline.adapters.yaml.graph.quickly", lambda *_: None)
        return composed(text, "essai.yaml")


def _held(texts: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Hold every text that libyaml may read to PyYAML, and return how many those were."""
    believed = 0
    for text in texts:
        if quickly(text, DEEPEST) is not None:
            believed += 1
            assert composed(text, "essai.yaml") == _by_pyyaml(text, monkeypatch), text
    return believed


def _texts(*folders: str) -> Iterator[str]:
    for folder in folders:
        yield from (path.read_text("utf-8") for path in sorted((ROOT / folder).rglob("*.yaml")))


def test_our_own_files_are_read_by_libyaml_as_by_pyyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _held(_texts("scripts", "modele"), monkeypatch) >= 4


def test_what_goes_wrong_is_left_to_pyyaml_or_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _held((mutant(number) for number in range(40)), monkeypatch) > 5


@pytest.mark.fuzz
def test_so_are_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (text for number in range(4_000) if len(text := mutant(number)) < 20_000 and "\0" not in text)
    assert _held((*_texts("scenes", "media", "tests/cases"), *texts), monkeypatch) > 1_000


@pytest.mark.parametrize(
    "text",
    [
        "titre: \tA",
        "a: \ufeffb",
        "a:\nb: 1",
        "a: [1",
        "a: \ud800",
        "[" * 200 + "]" * 200,
        "",
        "a: &x [*x]\nb: *y",
        "a: {b?}",
        "a: {\n  b: c ?}",
    ],
    ids=["tab", "mark", "empty", "broken", "half", "deep", "nothing", "nowhere", "question", "question below"],
)
def test_where_they_differ_libyaml_is_not_asked(text: str) -> None:
    assert quickly(text, DEEPEST) is None


def test_an_anchor_that_grows_without_end_is_walked_once() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert isinstance(quickly("\n".join(lines), DEEPEST), yaml.MappingNode)
