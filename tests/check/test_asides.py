"""Pauses, directions and dialogues that authors write into a text, as the check understands them."""

from collections.abc import Callable

import pytest

from pipeline.check import Checked
from pipeline.errors import Level

HEAD = """\
titre: Le journal
presente_par: Inès Delcourt
intervenants:
  malo: {nom: Malo Ferrand, role: habitant}
  yvonne: {nom: Yvonne Le Goff, role: maire}
conducteur:
  - sujet: a
    titre: Le bus
    lancement: non
"""


def _lines(checked: Callable[..., Checked], text: str) -> list[tuple[str, str]]:
    result = checked(HEAD + text)
    assert result.script is not None, [str(finding) for finding in result.findings]
    return [(line.speaker, line.text) for line in result.script.items[0].shots[0].lines]


def _codes(checked: Callable[..., Checked], text: str) -> list[tuple[str, Level]]:
    return [(str(each.code), each.level) for each in checked(HEAD + text).findings]


@pytest.mark.parametrize(
    "text",
    [
        "    texte: |\n      Malo : On danse.\n      Yvonne : Moi non.\n",
        "    texte: >\n      Malo : On danse.\n      Yvonne : Moi non.\n",
        '    texte: ["Malo : On danse.", "La maire : Moi non."]\n',
        "    texte: |\n      Malo Ferrand : On danse.\n      Mme Le Goff (87 ans) : Moi non.\n",
        "    repliques: |\n      MALO : On danse.\n      yvonne\n",
    ],
    ids=["lines", "folded", "list", "names", "alone"],
)
def test_known_people_who_speak_at_least_twice_in_a_text_are_a_dialogue(
    text: str, checked: Callable[..., Checked]
) -> None:
    if "yvonne\n" in text:  # once only: prose
        assert _lines(checked, text.replace("repliques", "texte"))[0][0] == ""
        return
    assert _lines(checked, text) == [("malo", "On danse."), ("yvonne", "Moi non.")]
    assert _codes(checked, text) == [("dialogue-lu", Level.NOTE)]


def test_a_dialogue_between_people_nobody_knows_is_told_and_said_as_it_stands(
    checked: Callable[..., Checked],
) -> None:
    text = "    texte: |\n      Paul : On danse ce soir.\n      Lucie : Moi non.\n"
    assert _codes(checked, text) == [("dialogue-sans-voix", Level.WARNING)]
    assert len(_lines(checked, text)) == 1


@pytest.mark.parametrize(
    "text",
    ["Attention : travaux. Rappel : casque.", "On part à 20 h : soyez là. Malo l'a dit.", "Malo : le nom qui revient."],
)
def test_prose_with_colons_is_no_dialogue(text: str, checked: Callable[..., Checked]) -> None:
    assert _lines(checked, f'    texte: "{text}"\n') == [("", text)]
    assert not _codes(checked, f'    texte: "{text}"\n')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('    texte: [Un., "(silence)", Deux.]\n', ["Un.\n(silence)", "Deux."]),
        ("    texte:\n      - Un.\n      - [pause 1,5 s]\n      - Deux.\n", ["Un.\n[pause 1,5 s]", "Deux."]),
        ('    texte: ["[pause]", Deux.]\n', ["[pause]\nDeux."]),
        ("    repliques:\n      - malo: Un.\n      - yvonne: (silence)\n", ["Un.\n(silence)"]),
        ('    texte: "Oui [rires]. [pause 2 s] Non."\n', ["Oui. [pause 2 s] Non."]),
    ],
)
def test_a_pause_alone_goes_to_its_neighbour_and_directions_go(
    text: str, said: list[str], checked: Callable[..., Checked]
) -> None:
    assert [words for _, words in _lines(checked, text)] == said


def test_nothing_but_a_pause_is_nothing_to_say(checked: Callable[..., Checked]) -> None:
    assert ("rien-a-dire", Level.ERROR) in _codes(checked, '    texte: "[pause 2 s]"\n')


def test_what_is_told_of_pauses_and_brackets(checked: Callable[..., Checked]) -> None:
    assert _codes(checked, '    texte: "Un. [pause 30 s] Deux."\n') == [("pause-longue", Level.WARNING)]
    assert _codes(checked, '    texte: "Un. [le bus] Deux."\n') == [("crochets-dits", Level.WARNING)]
    assert _codes(checked, '    texte: "Un. [rires]"\n') == [("indication-de-jeu", Level.NOTE)]
    assert _codes(checked, "    texte: |\n      — Un.\n      — Deux.\n") == [("dialogue-tirets", Level.NOTE)]
