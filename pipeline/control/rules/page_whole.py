"""Refuse a page that leads nowhere, needs a network, or shows other captions than those of its film."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.words import readable
from pipeline.errors import Code, Level

APART = 100
"""Milliseconds by which a caption of the page may come elsewhere than in the film's file (EN 301 549, 7.1.2)."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    page = measured.beside.page
    if page is None:
        return
    for name in page.lost:
        if name not in measured.beside.missing:  # which another rule tells
            yield Spotted(message=f"la page mène à « {name} », qui n'est pas là", file=page.name)
    for address in page.far:
        yield Spotted(message=f"la page va chercher « {address} » sur internet", file=page.name)
    own = next((file for file in readable(measured) if file.name.endswith(".vtt")), None)
    if own is None or page.captions is None or own.name in measured.beside.altered:
        return
    shown, told = page.captions.cues, own.cues
    if len(shown) != len(told):
        yield Spotted(message=f"la page a {len(shown)} sous-titres, {own.name} en a {len(told)}", file=page.name)
        return
    for on_page, in_file in zip(shown, told, strict=True):
        if abs(on_page.start_ms - in_file.start_ms) > APART:
            yield Spotted(
                message=f"les sous-titres de la page ne vont pas avec {own.name}",
                start_ms=in_file.start_ms,
                file=page.name,
            )
            return


def _leading_nowhere(measured: Measured) -> Measured:
    if measured.beside.page is None:
        raise ValueError("this sample has no page")
    page = replace(measured.beside.page, lost=("affiche.jpg",))
    return replace(measured, beside=replace(measured.beside, page=page))


PAGE_WHOLE = ControlRule(
    code=Code("page-du-film"),
    title="La page du film tient debout seule",
    measures="ce que index.html appelle, et les sous-titres qu'elle porte, contre captions.vtt",
    limits=(Limit("écart d'un sous-titre de la page", APART, "ms"),),
    source="RGAA 4.1, critère 4.3 ; EN 301 549, 7.1.2",
    level=Level.ERROR,
    advice="copiez tout le dossier du film, ou rendez-le de nouveau",
    look=_look,
    broken=_leading_nowhere,
)
