"""Refuse a picture that does not say its colours, or says others than BT.709, limited range."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.samples import with_picture_facts
from pipeline.errors import Code, Level

_TOLD = (
    ("primaries", "bt709", "les primaires"),
    ("transfer", "bt709", "la fonction de transfert"),
    ("matrix", "bt709", "la matrice"),
    ("range", "limited", "la plage des niveaux"),
)


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    facts = measured.container.picture
    if facts is None:
        return
    wrong = [
        f"{told} : {getattr(facts, name) or 'non dit'}"
        for name, wanted, told in _TOLD
        if getattr(facts, name) != wanted
    ]
    if wrong:
        yield Spotted(message=f"les couleurs ne sont pas annoncées en BT.709 limité ({', '.join(wrong)})")


COLOURS_SAID = ControlRule(
    code=Code("couleurs-annoncees"),
    title="Couleurs annoncées",
    measures="les étiquettes de couleur de la piste d'image",
    limits=(),
    source="ITU-R BT.709, ITU-T H.273 ; sans étiquette, chaque lecteur devine",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou demandez à qui l'a exporté du BT.709 en plage limitée",
    look=_look,
    broken=lambda measured: with_picture_facts(measured, matrix="smpte170m"),
)
