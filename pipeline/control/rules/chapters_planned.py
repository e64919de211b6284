"""Refuse a film whose chapters are not those it was planned with."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.errors import Code, Level
from pipeline.french.wording import counted

APART = 40
"""Milliseconds by which a chapter may stand elsewhere: one frame."""

_FILE = "chapters.vtt"


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    plan = measured.plan
    if plan is None or measured.container.form == "mxf":  # which keeps no chapters
        return
    wanted = [(measured.at(part.span.start), part.name) for part in plan.chapters]
    yield from _held([(start, title) for start, _, title in measured.container.chapters], wanted, "")
    if measured.beside.chapters is not None:
        yield from _held([(start, title) for start, _, title in measured.beside.chapters], wanted, _FILE)


def _held(found: list[tuple[int, str]], wanted: list[tuple[int, str]], file: str) -> Iterator[Spotted]:
    if len(found) != len(wanted):
        yield Spotted(message=f"{counted(len(found), 'chapitre')}, pour {len(wanted)} prévus", file=file)
        return
    for (start, _), (planned, name) in zip(found, wanted, strict=True):
        if abs(start - planned) > APART:
            yield Spotted(message=f"le chapitre « {name} » n'est pas à sa place", start_ms=planned, file=file)


def _one_less(measured: Measured) -> Measured:
    facts = measured.container
    merged = (*facts.chapters[:1], (facts.chapters[1][0], facts.chapters[2][1], "chapitre 1"), *facts.chapters[3:])
    return replace(measured, container=replace(facts, chapters=merged))


CHAPTERS_PLANNED = ControlRule(
    code=Code("chapitres-prevus"),
    title="Les chapitres prévus",
    measures="les chapitres du fichier et de chapters.vtt, contre le plan du film",
    limits=(Limit("écart d'un chapitre", APART, "ms"),),
    source="règle de la maison : une image",
    level=Level.ERROR,
    advice="rendez le film de nouveau",
    look=_look,
    broken=_one_less,
    of_plan=True,
)
