"""The rundown's sheet (le conducteur): one HTML table to read, to sort out a broadcast with, to print."""

from pipeline.model.scene import UNSIGNED, Imprint
from pipeline.model.sheet import Sheet, gap
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered


def rundown_page(sheet: Sheet, dress: Dress, imprint: Imprint = UNSIGNED) -> str:
    """Return the sheet as HTML 5, in French; raises SceneError when the palette lacks a colour."""
    over = gap(sheet.planned, sheet.length)
    return rendered(
        "rundown.html",
        sheet=sheet,
        dress=dress.rules(),
        on_air=sheet.on_air,
        gap=f"écart {over}" if over else "",
        imprint=imprint,
        language=imprint.language,
    )
