"""What each chunk of a film was made of the last time, so that a render can say what changed."""

import json
from collections.abc import Iterable, Mapping

from pipeline.ports import Store
from pipeline.produce.picture import ChunkJob

_PARTS = "plans"


def last_parts(store: Store, film: str) -> dict[str, dict[str, str]]:
    """Return what each chunk was made of the last time a film, so named, was rendered."""
    return store.read(_PARTS, film, _parts_in) or {}


def remember_parts(store: Store, film: str, jobs: Iterable[ChunkJob]) -> None:
    """Keep what each chunk of a film is made of."""
    parts: Mapping[str, dict[str, str]] = {job.id: dict(job.parts) for job in jobs}
    store.keep(_PARTS, film, json.dumps(parts, ensure_ascii=False, indent=0).encode())


def _parts_in(content: bytes) -> dict[str, dict[str, str]]:
    """Return what was remembered of each chunk; raises ValueError for anything else."""
    known = json.loads(content)
    return {str(chunk): {str(part): str(digest) for part, digest in parts.items()} for chunk, parts in known.items()}
