"""The texts of a film are looked for in its new chunks alone, and told as if all of it had been decoded."""

from pathlib import Path

import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.inspecting.container import contained
from pipeline.adapters.inspecting.texts import TextMoment, seen_at, texts_seen
from pipeline.control.measured import DecodedText
from pipeline.model.film_plan import FilmPlan, PlannedText
from pipeline.model.time import Span
from pipeline.produce.ledger import Ledger
from pipeline.service.controlled_texts import known_texts
from tests.fakes.films import film, numbered

_CHUNKS = (("un", 10), ("deux", 10), ("trois", 10))


def _text(at: int) -> PlannedText:
    return PlannedText(
        text="Bordeaux", span=Span(at, at + 2), at=at, box=(0.1, 0.1, 0.9, 0.9), size=44.0, colour=(255,) * 3, share=0.3
    )


def _film(path: Path) -> Path:
    """Write thirty pictures, a third of each as light as letters, the rest lighter from one to the next."""
    pictures = numbered(30)
    for planes in pictures:
        planes[:48, 44:] = 235
    return film(path, pictures, options={"g": "10", "sc_threshold": "0"})


def _seen(folder: Path, path: Path, plan: FilmPlan, chunks: tuple[tuple[str, int], ...]) -> tuple[DecodedText, ...]:
    facts = contained(path).picture
    assert facts is not None
    found = known_texts(path, plan, facts, chunks, Ledger(FolderStore(folder), "journal"))
    assert found == texts_seen(path, plan, facts)
    return found


def test_only_what_is_new_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _film(tmp_path / "un.mp4")
    plan = FilmPlan(preset="web", length=30, texts=(_text(3), _text(12), _text(12), _text(25)))
    whole = _seen(tmp_path, path, plan, _CHUNKS)
    assert [text.frame for text in whole] == [3, 12, 12, 25]
    assert len({text.contrast for text in whole}) == 3
    looked: list[int] = []

    def counted(path: Path, moments: list[TextMoment], rate: float) -> list[DecodedText]:
        looked.extend(number for number, _ in moments)
        return list(seen_at(path, moments, rate))

    monkeypatch.setattr("pipeline.service.controlled_texts.seen_at", counted)
    assert _seen(tmp_path, path, plan, _CHUNKS) == whole
    assert not looked
    assert _seen(tmp_path, path, plan, (("un", 10), ("autre", 10), ("trois", 10))) == whole
    assert looked == [12]


def test_a_chunk_that_moves_takes_what_was_seen_in_it_along(tmp_path: Path) -> None:
    path = _film(tmp_path / "un.mp4")
    plan = FilmPlan(preset="web", length=30, texts=(_text(12),))
    (first,) = _seen(tmp_path, path, plan, _CHUNKS)
    ledger = Ledger(FolderStore(tmp_path), "journal")
    facts = contained(path).picture
    assert facts is not None
    moved = FilmPlan(preset="web", length=20, texts=(_text(2),))
    (seen,) = known_texts(tmp_path / "absent.mp4", moved, facts, (("deux", 10), ("un", 10)), ledger)
    assert (seen.frame, seen.contrast) == (2, first.contrast)
