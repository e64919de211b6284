"""The plan of a shoot, and its slates, as two pages that need nothing else: to print, or to hold in the hand."""

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.french.wording import counted
from pipeline.model.picture import Box
from pipeline.model.shooting import Framing, ShootingPlan
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered

_PLACES = {"cafe": "Café"}
"""Places whose key is not their name."""


def shooting_page(plan: ShootingPlan, dress: Dress, language: str = "fr") -> str:
    """Return the plan as HTML 5, in French; raises SceneError when the palette lacks a colour."""
    return rendered(
        "shooting.html",
        plan=plan,
        dress=dress.rules(),
        language=language,
        area=_area,
        code=code_path,
        place=_place,
        counted=counted,
        advice=framing_said,
    )


def slates_page(plan: ShootingPlan, dress: Dress, language: str = "fr") -> str:
    """Return the slates as HTML 5, in French: one at a time on a screen, two a sheet on paper."""
    return rendered(
        "slates.html",
        plan=plan,
        dress=dress.rules(),
        language=language,
        code=code_path,
        data=[[_hexadecimal(rows) for rows in sheet.codes] for sheet in plan.sheets],
    )


def framing_said(framing: Framing) -> str:
    r"""Say in a sentence where a face and a name stand.

    >>> framing_said(Framing(kept=(0.342, 0, 0.316, 1), covered=(), named=((0.05, 0.73, 0.46, 0.16),),
    ... clear=(0.342, 0.11, 0.316, 0.62)))
    'Visage au milieu, entre 11\xa0% et 73\xa0% de la hauteur\xa0; le nom couvrira le bas, à gauche.'
    """
    _, top, _, height = framing.clear
    face = f"Visage au milieu, entre {top:.0%} et {top + height:.0%} de la hauteur".replace("%", "\u00a0%")
    if not framing.named:
        return f"{face}\u00a0; pas de bandeau de nom."
    box = framing.named[0]
    side = "à droite" if box[0] + box[2] / 2 > 0.5 else "à gauche"
    return f"{face}\u00a0; le nom couvrira le bas, {side}."


def code_path(rows: Sequence[str]) -> Markup:
    """Return the dark modules of a code as the path of a drawing in which a module measures 1.

    >>> str(code_path(("110", "001")))
    'M0 0h2v1h-2zM2 1h1v1h-1z'
    """
    found = []
    for y, row in enumerate(rows):
        x = 0
        for run in row.replace("10", "1 0").replace("01", "0 1").split(" "):
            if run.startswith("1"):
                found.append(f"M{x} {y}h{len(run)}v1h-{len(run)}z")
            x += len(run)
    return Markup("".join(found))  # noqa: S704 - figures alone


def _hexadecimal(rows: Sequence[str]) -> str:
    """Return the modules, row after row, in figures of four of them."""
    bits = "".join(rows)
    return "".join(f"{int(bits[at : at + 4].ljust(4, '0'), 2):x}" for at in range(0, len(bits), 4))


def _area(box: Box) -> Markup:
    """Return a box as attributes of a rectangle in a drawing of 1600x900."""
    left, top, width, height = box
    written = f'x="{left * 1600:.0f}" y="{top * 900:.0f}" width="{width * 1600:.0f}" height="{height * 900:.0f}"'
    return Markup(written)  # noqa: S704 - figures alone


def _place(name: str) -> str:
    return _PLACES.get(name, name.replace("_", " ").capitalize())
