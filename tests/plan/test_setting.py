"""Everybody is met somewhere: as told, by what they do, and always in the same place."""

from typing import Any

import pytest

from pipeline.model.script import Speaker
from pipeline.plan.setting import furnished, setting
from tests.fakes.projects import context_of

NEWSCAST = """\
titre: Essai
intervenants:
  malo: {nom: Malo Ferrand, role: habitant, voix: habitant_1}
  ana: {nom: Ana Sol, role: habitante, voix: habitante_1, decor: atelier}
sujets:
  - titre: Un
    plans:
      - {sonore: malo, decor: guichet, texte: Bonjour à tous.}
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return context_of(NEWSCAST, tmp_path_factory.mktemp("decors")).portrait_parts


def _who(role: str, voice: str = "habitante_1", **more: Any) -> Speaker:
    return Speaker.model_validate({"nom": "Ana Sol", "role": role, "voix": voice} | more)


@pytest.mark.parametrize(
    ("role", "voice", "place"),
    [
        ("élue à la santé", "habitante_1", "guichet"),
        ("habitante, chargée de l'accueil", "habitante_1", "guichet"),
        ("négociatrice", "officielle_1", "guichet"),
        ("pensionnaire de l'hôtel de vie", "ainee_1", "cuisine"),
        ("serveuse au bistrot", "habitante_1", "cafe"),
        ("réparateur", "habitant_2", "atelier"),
        ("reporter", "reporter_2", "rue"),
        ("présentatrice", "presentatrice_1", "plateau"),
    ],
)
def test_the_role_decides(role: str, voice: str, place: str, parts: Any) -> None:
    assert setting("ana", _who(role, voice), parts["decors"]) == place


def test_others_are_spread_and_each_stays(parts: Any) -> None:
    met = {name: setting(name, _who("habitante"), parts["decors"]) for name in map(str, range(40))}
    assert set(met.values()) == {"atelier", "rue", "cuisine"}
    assert met == {name: setting(name, _who("habitante"), parts["decors"]) for name in met}


def test_what_is_written_wins_for_the_person_and_more_for_the_shot(parts: Any) -> None:
    ana = _who("élue", decor="atelier")
    assert setting("ana", ana, parts["decors"]) == "atelier"
    assert setting("ana", ana, parts["decors"], "rue") == "rue"


def test_arms_lie_on_a_table_and_a_cane_stands_in_the_street(parts: Any) -> None:
    old = _who("habitante", "ainee_1")
    seated, standing = (furnished("ana", old, parts, place) for place in ("cuisine", "rue"))
    assert (bool(seated["attable"]), bool(seated["canne"])) == (True, False)
    assert (bool(standing["attable"]), bool(standing["canne"])) == (False, True)
    asked = _who("habitante", "ainee_1", portrait={"fauteuil": "oui"})
    assert not furnished("ana", asked, parts, "rue")["canne"]
