"""Refuse a picture whose size, rate, scan or sampling is not the profile's."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_picture_facts
from pipeline.control.spans import figure
from pipeline.errors import Code, Level
from pipeline.french.wording import counted

RATE = 25.0
"""Frames a second, progressive: France (STANDARDS, picture)."""

_SLACK = 0.005
"""Frames a second by which a rate may seem another where times are counted in milliseconds."""


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    facts = measured.container.picture
    if facts is None:
        return
    if (facts.width, facts.height) not in profile.sizes:
        wanted = " ou ".join(f"{width} × {height}" for width, height in profile.sizes)
        yield Spotted(message=f"l'image fait {facts.width} × {facts.height} ; le profil {profile.name} attend {wanted}")
    if facts.turned:
        yield Spotted(message=f"l'image n'est droite que si le lecteur la tourne de {facts.turned} degrés")
    if abs(facts.rate - RATE) > _SLACK:
        yield Spotted(message=f"le film a {figure(facts.rate, 2)} images par seconde au lieu de {RATE:.0f}")
    if facts.uneven:
        uneven = counted(facts.uneven, "image tombe ailleurs qu'à sa place", "images tombent ailleurs qu'à leur place")
        yield Spotted(message=f"la cadence n'est pas constante : {uneven}")
    if facts.aspect not in {"1:1", "0:1"}:
        yield Spotted(message=f"les pixels ne sont pas carrés ({facts.aspect})")
    if facts.interlaced and not profile.fields:
        yield Spotted(message="l'image est entrelacée ; elle doit être progressive")
    if facts.pixels not in profile.pixels:
        wanted = " ou ".join(profile.pixels)
        yield Spotted(message=f"l'image est en {facts.pixels} ; le profil {profile.name} attend {wanted}")


PICTURE_FORMAT = ControlRule(
    code=Code("image-format"),
    title="Taille, cadence et échantillonnage de l'image",
    measures="les réglages de la piste d'image et l'instant de chaque image",
    limits=(Limit("cadence, constante et progressive", RATE, "images/s"),),
    source="le profil ; télévision en France : 25 images par seconde",
    level=Level.ERROR,
    advice="rendez le film avec la livraison qui convient (--preset)",
    look=_look,
    broken=lambda measured: with_picture_facts(measured, uneven=3),
)
