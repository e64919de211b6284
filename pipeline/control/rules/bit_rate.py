"""Warn of a film that needs more bits in a second than those who watch it have."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_picture_facts
from pipeline.errors import Code, Level

WEB = 12_000.0
"""kb/s over any second: half as much again as the web preset's 8 Mb/s, which a buffer of a second evens out."""


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    facts = measured.container.picture
    if facts is not None and profile.ceiling_kbps and facts.busiest > profile.ceiling_kbps:
        most = f"{profile.ceiling_kbps:.0f} au plus"
        yield Spotted(message=f"le débit monte à {facts.busiest:.0f} kbit/s sur une seconde, pour {most}")


BIT_RATE = ControlRule(
    code=Code("debit"),
    title="Débit",
    measures="le poids des paquets de l'image, sur chaque seconde",
    limits=(Limit("débit le plus haut, pour le web en 1080p", WEB, "kbit/s"),),
    source="8 Mbit/s en moyenne au plus pour le 1080p en ligne, plus la moitié",
    level=Level.WARNING,
    advice="rendez le film de nouveau, ou encodez-le plus léger",
    look=_look,
    broken=lambda measured: with_picture_facts(measured, busiest=40_000.0),
)
