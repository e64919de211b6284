"""What comes out of a control is said so that nobody takes it for more than it is."""

from dataclasses import replace

import pytest

from pipeline.errors import Code, Level
from pipeline.french.verdicts import conclusion
from pipeline.model.verdict import ControlVerdict, Fault

_FIT = ControlVerdict(film="film.mp4", profile="web", planned=True, faults=(), rules=(Code("noir"),) * 45)
_FOREIGN = replace(_FIT, planned=False, rules=_FIT.rules[:36], blind=_FIT.rules[:9])
_DRAFT, _EXCERPT, _CHANNEL = replace(_FIT, use=""), replace(_FIT, excerpt=True), replace(_FIT, use="diffuser")


def _found(verdict: ControlVerdict, *levels: Level) -> ControlVerdict:
    faults = tuple(
        Fault(code=Code("noir"), level=level, file="film.mp4", message="noir", advice="regardez") for level in levels
    )
    return replace(verdict, faults=faults)


_UNSEEN = " ; sans le plan du film, 9 règles sur 45 n'ont pas pu regarder"


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (_FIT, "bon à publier : rien à redire"),
        (_CHANNEL, "bon à diffuser : rien à redire"),
        (_found(_FIT, Level.NOTE), "à lire avant de publier : 1 note"),
        (_found(_FIT, Level.WARNING, Level.NOTE), "à regarder avant de publier : 1 avertissement, 1 note"),
        (_found(_FIT, Level.ERROR, Level.WARNING), "à ne pas publier : 1 erreur, 1 avertissement"),
        (_found(_CHANNEL, Level.ERROR), "à ne pas diffuser : 1 erreur"),
        (_FOREIGN, f"rien trouvé qui empêche de publier{_UNSEEN}"),
        (_found(_FOREIGN, Level.WARNING), f"à regarder avant de publier : 1 avertissement{_UNSEEN}"),
        (_found(_FOREIGN, Level.ERROR), "à ne pas publier : 1 erreur"),
        (_DRAFT, "un brouillon, pas à publier : rien à redire"),
        (_found(_DRAFT, Level.WARNING, Level.WARNING), "un brouillon, pas à publier : 2 avertissements"),
        (_found(_DRAFT, Level.ERROR), "à ne pas publier : 1 erreur"),
        (_EXCERPT, "un extrait, pas à publier seul : rien à redire"),
        (_found(_EXCERPT, Level.WARNING), "un extrait, pas à publier seul : 1 avertissement"),
    ],
)
def test_each_outcome_has_its_sentence(verdict: ControlVerdict, said: str) -> None:
    assert conclusion(verdict) == said
