"""The rundown's sheet (le conducteur): one HTML table to read, to sort out a broadcast with, to print."""

from pipeline.model.scene import UNSIGNED, Imprint
from pipeline.model.sheet import Sheet
from pipeline.model.time import FRAME_RATE, clock
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered


def rundown_page(sheet: Sheet, dress: Dress, imprint: Imprint = UNSIGNED) -> str:
    """Return the sheet as HTML 5, in French; raises SceneError when the palette lacks a colour."""

    def on_air(after: int) -> str:
        """Return the time of day a frame goes on air."""
        whole = int((sheet.begins + after) / FRAME_RATE) % 86_400
        return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"

    return rendered(
        "rundown.html",
        sheet=sheet,
        dress=dress.rules(),
        on_air=on_air,
        gap=_gap(sheet),
        imprint=imprint,
        language=imprint.language,
    )


def _gap(sheet: Sheet) -> str:
    """Return how far from its plan the programme is; less than a second is nothing."""
    gap = 0 if sheet.planned is None else sheet.length - sheet.planned
    return f"écart {'+' if gap > 0 else '−'}{clock(abs(gap))}" if abs(gap) >= FRAME_RATE else ""
