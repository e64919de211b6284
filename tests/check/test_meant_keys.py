"""A key that nobody knows: one message, with the key of that very place that was meant, or the place it goes to."""

from collections.abc import Callable

import pytest

from pipeline.adapters.yaml.reading import read_text

_STORY = "titre: Essai\nsujets:\n  - titre: La fête\n    {}: On danse.\n"


@pytest.mark.parametrize(
    "typed",
    ["txte", "texe", "txt", "tetxe", "textes", "texet", "Texte_", "contenu", "commentaire", "voix off"],
)
def test_in_a_story_the_text_comes_first(typed: str, said: Callable[..., list[str]]) -> None:
    told = f"exemple.yaml:4:5: la clé « {typed} » est inconnue ; vouliez-vous dire « texte » ? [cle-inconnue]"
    assert [line for line in said(_STORY.format(typed)) if ": note : " not in line] == [told]


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("titer", "vouliez-vous dire « titre » ?"),
        ("tire", "vouliez-vous dire « titre » ?"),
        ("surtitr", "vouliez-vous dire « surtitre » ?"),
        ("chapeau", "vouliez-vous dire « lancement » ?"),
        ("plan", "vouliez-vous dire « plans » ?"),
        ("logo", "« logo » se met dans jt.yaml"),
        ("affichage", "« affichage » se met sous une personne de « intervenants »"),
        ("habillage", "« habillage » se met en tête du script"),
        ("qwxyz", "possible ici : "),
    ],
)
def test_another_key_of_a_story_is_told_once(typed: str, advice: str, said: Callable[..., list[str]]) -> None:
    script = f"titre: Essai\nconducteur:\n  - sujet: fete\n    {typed}: On danse.\n  - virgule\n"
    told = [line for line in said(script) if line.endswith(("[cle-inconnue]", "[sujet-vide]", "[choix-inconnu]"))]
    assert len(told) == 1
    assert advice in told[0]


@pytest.mark.parametrize("typed", ["couleur", "logo", "texte", "nom", "txte"])
def test_a_key_of_elsewhere_at_the_top_is_no_other_key(typed: str, said: Callable[..., list[str]]) -> None:
    told = said(f"titre: Essai\n{typed}: Oui\nsujets:\n  - titre: La fête\n    texte: On danse.\n")
    assert [line.split(": ")[0] for line in told if "note :" not in line] == ["exemple.yaml:2:1"]


def test_no_remedy_of_an_unknown_key_is_to_lose_it(said: Callable[..., list[str]]) -> None:
    assert not [line for line in said(_STORY.format("qwxyz")) if "effacer" in line]


def test_a_story_without_its_dash_is_one_mistake() -> None:
    text = _STORY.format("texte") + "    titre: Le bus\n    texte: Il passe.\n"
    (found,) = read_text(text, "exemple.yaml").findings
    assert str(found).startswith("exemple.yaml:5:5: la clé « titre » est écrite deux fois ; voir ligne 3 ; si c'est un")
