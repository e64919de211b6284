"""What was seen of chunks: the same whether it was kept or is looked at now, so that old caches serve."""

from pathlib import Path

from pipeline.adapters.inspecting.picture import watched_alone
from pipeline.produce.watching import seen_of, watch_chunk
from tests.fakes.films import film, flat
from tests.fakes.stores import PlainStore


def test_chunks_of_an_older_cache_are_watched_beside_those_that_were(tmp_path: Path) -> None:
    chunks = [
        (name, film(tmp_path / f"{name}.mp4", [flat((192, 108), luma)] * 3))
        for name, luma in (("a", 40), ("b", 160), ("c", 90))
    ]
    store = PlainStore(tmp_path / "cache")
    watch_chunk(*chunks[1], store, watched_alone)  # the others were made before anybody watched
    mixed = seen_of(chunks, store, watched_alone)
    kept = seen_of(chunks, store, watched_alone)
    assert (mixed.mean == kept.mean).all()
    assert len(mixed.mean) == 9
