"""Refuse groups of pictures too long to seek in, or that lean on the one before."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_picture_facts
from pipeline.control.spans import figure
from pipeline.errors import Code, Level
from pipeline.french.wording import counted

LONGEST = 2.0
"""Seconds from one key frame to the next at most: what players and platforms ask for to seek and to cut."""

_SLACK = 0.02
"""Seconds by which a key frame may come later: half a frame, where frames do not all last as long."""


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    facts = measured.container.picture
    if facts is None or not profile.key_seconds:
        return
    places = (*facts.keys, facts.frames) if facts.keys else (0, facts.frames)
    long = [
        (start, end) for start, end in pairwise(places) if (end - start) / facts.rate > profile.key_seconds + _SLACK
    ]
    if long:
        start, end = max(long, key=lambda span: span[1] - span[0])
        seconds = figure((end - start) / facts.rate)
        yield Spotted(
            message=f"jusqu'à {seconds} s entre deux images clés, pour {figure(profile.key_seconds)} au plus "
            f"({counted(len(long), 'groupe')})",
            start_ms=measured.at(start),
            end_ms=measured.at(end),
        )
    if facts.open_groups:
        leaning = counted(facts.open_groups, "groupe d'images s'appuie", "groupes d'images s'appuient")
        yield Spotted(message=f"{leaning} sur celui d'avant")


KEY_FRAMES = ControlRule(
    code=Code("images-cles"),
    title="Images clés",
    measures="les paquets de l'image : où sont les images clés, si chaque groupe est fermé",
    limits=(Limit("d'une image clé à la suivante", LONGEST, "s"),),
    source="pratique des plateformes (groupes fermés de 2 s au plus)",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou encodez-le avec des groupes fermés de 2 s",
    look=_look,
    broken=lambda measured: with_picture_facts(measured, keys=(0, 300)),
)
