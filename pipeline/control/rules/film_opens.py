"""Refuse what is no film: a file that does not open, has no picture, or no sound."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.errors import Code, Level


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.unusable:
        yield Spotted(message=f"ce fichier ne se lit pas comme un film : {measured.unusable}")
    elif measured.picture is None:
        yield Spotted(message="le film n'a pas d'image qui se décode")
    elif measured.sound is None:
        yield Spotted(message="le film n'a pas de son qui se décode")


FILM_OPENS = ControlRule(
    code=Code("film-indecodable"),
    title="Le film s'ouvre et se décode",
    measures="le fichier, ouvert puis décodé en entier",
    limits=(),
    source="sans image et sans son, il n'y a pas de film",
    level=Level.ERROR,
    advice="vérifiez que c'est le bon fichier, et qu'il a été copié en entier",
    look=_look,
    broken=lambda measured: replace(measured, unusable="ce n'est pas un film"),
    strict=True,
)
