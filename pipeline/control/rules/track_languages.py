"""Refuse tracks of which nobody can tell the language."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.samples import with_container
from pipeline.errors import Code, Level

_UNSAID = frozenset({"", "und", "mis", "zxx"})
_SILENT = frozenset({"mxf"})
"""Containers whose tracks say no language: a channel's server goes by their order (Canal+ « Spec-PAD »)."""

_NAMED = {"audio": "la piste de son", "subtitle": "la piste de sous-titres"}


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    if measured.container.form in _SILENT:
        return
    for kind, name in _NAMED.items():
        for rank, track in enumerate(measured.container.of_kind(kind), 1):
            if track.language in _UNSAID:
                yield Spotted(
                    message=f"{name} {rank} ne dit pas sa langue",
                    level=Level.ERROR if profile.published else Level.WARNING,
                )


def _unsaid(measured: Measured) -> Measured:
    tracks = tuple(
        replace(track, language="und") if track.kind == "audio" else track for track in measured.container.tracks
    )
    return with_container(measured, tracks=tracks)


TRACK_LANGUAGES = ControlRule(
    code=Code("langue-non-dite"),
    title="La langue des pistes est dite",
    measures="la langue que le fichier donne à ses pistes de son et de sous-titres",
    limits=(),
    source="RGAA 4.1, critère 8.3 transposé aux pistes ; EN 301 549, 7.1",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou donnez la langue de chaque piste en l'assemblant (« fra » pour le français)",
    look=_look,
    broken=_unsaid,
)
