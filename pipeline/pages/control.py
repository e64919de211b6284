"""The control of a film as a page: what was found, the worst first, with the picture of the moment."""

from collections.abc import Mapping

from pipeline.errors import Level
from pipeline.french.verdicts import conclusion
from pipeline.model.time import FRAME_RATE
from pipeline.model.verdict import ControlVerdict
from pipeline.pages.environment import rendered


def control_page(verdict: ControlVerdict, pictures: Mapping[int, str]) -> str:
    """Return the page as HTML 5, in French; `pictures` gives an address for moments in milliseconds."""
    return rendered(
        "control.html",
        verdict=verdict,
        summary=conclusion(verdict),
        pictures=pictures,
        levels=(Level.ERROR, Level.WARNING, Level.NOTE),
        moment=moment,
    )


def moment(milliseconds: int) -> str:
    """Return a moment as a time code: hours, minutes, seconds, frames.

    >>> moment(83_240)
    '00:01:23:06'
    """
    frames = milliseconds * FRAME_RATE.numerator // (1000 * FRAME_RATE.denominator)
    seconds, frame = divmod(frames, int(FRAME_RATE))
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frame:02d}"
