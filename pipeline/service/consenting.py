"""What the people of a newscast agreed to, for whoever goes out to film them."""

from pipeline.check.consents import Standing, standing
from pipeline.model.script import Speaker

__all__ = ["Standing", "refusing", "standing_of"]


def standing_of(speaker: Speaker) -> Standing:
    """Return where somebody's consent stands; `awaited` when the script says nothing of it."""
    if speaker.consent is None or not speaker.consent.status.strip():
        return "awaited"
    return standing(speaker.consent.status)


def refusing(speaker: Speaker) -> bool:
    """Tell whether somebody has said no."""
    return standing_of(speaker) == "refused"
