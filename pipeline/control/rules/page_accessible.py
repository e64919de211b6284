"""Refuse a page in which a browser finds barriers, warn of what is not good practice."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Barrier, Measured, PageBarriers
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.errors import Code, Level
from pipeline.french.wording import counted, quoted


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    page = measured.beside.page
    for barrier in page.barriers.found if page else ():
        elements = counted(barrier.count, "élément")
        message = f"{elements} de la page contre la règle {quoted(barrier.rule)} d'axe, à commencer par {barrier.first}"
        level = Level.ERROR if barrier.law else Level.WARNING
        yield Spotted(message=message, level=level, file=page.name if page else "")


def _without_alternative(measured: Measured) -> Measured:
    if measured.beside.page is None:
        raise ValueError("this sample has no page")
    barriers = PageBarriers(found=(Barrier(rule="image-alt", count=1, first="img", law=True),), looked=True)
    page = replace(measured.beside.page, barriers=barriers)
    return replace(measured, beside=replace(measured.beside, page=page))


PAGE_ACCESSIBLE = ControlRule(
    code=Code("page-accessible"),
    title="La page du film est accessible",
    measures="index.html dans un navigateur, de jour, puis de nuit à 320 pixels, axe-core ; bonnes pratiques averties",
    limits=(Limit("règles enfreintes", 0, ""),),
    source="WCAG 2.2 AA ; RGAA 4.1",
    level=Level.ERROR,
    advice="rendez le film de nouveau ; si la page a été changée à la main, corrigez-la",
    look=_look,
    broken=_without_alternative,
)
