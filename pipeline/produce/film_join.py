"""A film joined from what was made of it, without decoding; it says what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.caption.values import Captions
from pipeline.model.marks import FilmMarks
from pipeline.model.timeline import Timeline
from pipeline.produce.joining import Pieced, mux_plan
from pipeline.produce.losses import readable
from pipeline.produce.marks import media_type
from pipeline.produce.picture import KIND, ChunkJob
from pipeline.report.credentials import TOOL
from pipeline.report.xmp import xmp_packet

if TYPE_CHECKING:
    from pipeline.produce.run import Request, Tools


@dataclass(frozen=True, slots=True)
class FilmPieces:
    """The pieces of a film, and the key in the store of each of its chunks, by path."""

    pieced: Pieced
    keys: Mapping[Path, str]

    @classmethod
    def of(
        cls, jobs: Sequence[ChunkJob], paths: Mapping[str, Path], sound: Path, described: Path | None = None
    ) -> "FilmPieces":
        """Return the pieces of a film of these chunks, given where the store has each, and its sound."""
        pieced = Pieced(
            chunks=tuple(paths[job.key] for job in jobs),
            frames=tuple(job.length for job in jobs),
            sound=sound,
            described=described,
        )
        return cls(pieced, {path: key for key, path in paths.items()})


def join_film(
    *,
    film: Path,
    pieces: FilmPieces,
    timeline: Timeline,
    captions: Captions,
    marks: FilmMarks,
    request: "Request",
    tools: "Tools",
) -> None:
    """Write a film of its pieces, with its captions, its chapters and what it says of itself."""
    plan = mux_plan(pieces.pieced, timeline, captions, marks, request.context, request.preset, request.version)
    with readable(tools.store, KIND, pieces.keys):
        tools.muxer.mux(film, plan, request.preset.format)
    if not marks.without:
        tools.marker.embed(film, xmp_packet(marks, media_type(film), TOOL))
