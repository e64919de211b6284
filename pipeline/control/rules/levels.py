"""Tell a picture whose levels leave what transmissions take."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_picture
from pipeline.control.seeing import HIGHEST, LOWEST
from pipeline.control.spans import figure, stretches
from pipeline.errors import Code, Level
from pipeline.model.time import Span

MOST = 0.01
"""Part of the picture that may leave the levels, after a low-pass filter (EBU R103 v3)."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.picture is None:
        return
    outside = measured.picture.outside
    for span in stretches(outside > MOST, gap=round(measured.rate)):
        part = figure(100 * float(outside[span.start : span.end].max()))
        yield Spotted(
            message=f"{part} % de l'image sort des niveaux {LOWEST} à {HIGHEST}",
            start_ms=measured.at(span.start),
            end_ms=measured.at(span.end),
        )


LEVELS = ControlRule(
    code=Code("niveaux-image"),
    title="Niveaux de l'image",
    measures="la luminance, filtrée sur quatre points voisins, image par image",
    limits=(
        Limit("niveau le plus bas, sur 8 bits", LOWEST, ""),
        Limit("niveau le plus haut, sur 8 bits", HIGHEST, ""),
        Limit("part de l'image dehors", MOST * 100, "%"),
    ),
    source="EBU R103 v3",
    level=Level.ERROR,
    advice="vérifiez la plage des couleurs de l'image ou de la vidéo montrée à ce moment",
    look=_look,
    broken=lambda measured: with_picture(measured, Span(500, 520), outside=0.05),
)
