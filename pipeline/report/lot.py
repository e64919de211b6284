"""The report of a batch: plain data for `lot.json`, described by docs/schema/lot.schema.json."""

from pipeline.model.batch import BatchStory, Fate, FilmStory, Reuse
from pipeline.report.report import finding_data
from pipeline.report.seal import sealed

LOT_VERSION = 1
"""Raised whenever a reader of the report would have to change."""


def lot_report(story: BatchStory) -> dict[str, object]:
    """Return the whole story as JSON data, sealed; seconds with three decimals, fates and levels in French."""
    return sealed(
        {
            "version": LOT_VERSION,
            "created_with": story.created_with,
            "seconds": round(story.seconds, 3),
            "jobs": story.jobs,
            "shard": {"number": story.shard.number, "count": story.shard.count},
            "stopped": story.stopped,
            "counts": {fate.value: story.count(fate) for fate in Fate},
            "films": [_film(film) for film in story.films],
            "traffic": dict(sorted(story.traffic.items())),
        }
    )


def _film(film: FilmStory) -> dict[str, object]:
    return {
        "script": film.script,
        "row": film.row,
        "name": film.name,
        "preset": film.preset,
        "fate": film.fate.value,
        "place": film.place,
        "begun": round(film.begun, 3),
        "seconds": round(film.seconds, 3),
        "length": round(film.length, 3),
        "chunks": _reuse(film.chunks),
        "segments": _reuse(film.segments),
        "findings": [finding_data(finding) for finding in film.findings],
        "error": film.error,
    }


def _reuse(reuse: Reuse) -> dict[str, int]:
    return {"rendered": reuse.made, "reused": reuse.reused}
