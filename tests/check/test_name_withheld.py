"""Whoever is not to be named is named in no text of the script; each place is told once, with what to write."""

from collections.abc import Callable

import pytest

from pipeline.check import Checked
from pipeline.errors import Level

Check = Callable[..., Checked]

HEAD = """\
titre: {titre}
bandeau: ["{bandeau}", Le marché]
atelier: {{ville: Brest}}
presente_par: ines
intervenants:
  yvonne-guegan: {{nom: Yvonne Guégan, role: "habitante, 87 ans", affichage: {affichage}}}
  ines: {{nom: Inès Delcourt, role: présentatrice}}
  paul: {{nom: Paul Kerbrat, role: "{role}"}}
conducteur:
  - sujet: le-bus
    titre: {sujet}
    surtitre: {surtitre}
    lancement: {lancement}
    plans:
      - sonore: yvonne-guegan
        texte: >-
          Le bus passe.
          {texte}
        lieu: {lieu}
        source: {source}
        synthes: [{{nom: "{synthe}", role: "{fonction}", a: 1}}]
      - micro_trottoir: {{question: "{question}", reponses: [{{paul: "{reponse}"}}, {{ines: Oui.}}]}}
      - chiffre: {{valeur: "12", unite: "{unite}", source: "{d_ou}"}}
      - points: {{titre: "{points}", liste: ["{point}", Un point]}}
      - frise: {{jalons: [["2049", "{jalon}"], ["2050", Le bus]]}}
      - image: {{image: bon.jpg, legende: "{legende}"}}
        texte: Voilà.
    pied: {pied}
  - credits: {{lignes: [["Images", "{credit}"]]}}
"""
PLACES = (
    "titre", "bandeau", "role", "sujet", "surtitre", "lancement", "texte", "lieu", "source", "synthe", "fonction",
    "question", "reponse", "unite", "d_ou", "points", "point", "jalon", "legende", "pied", "credit",
)  # fmt: skip


def _script(affichage: str = "anonyme", **told: str) -> str:
    return HEAD.format(**(dict.fromkeys(PLACES, "Bonsoir") | {"affichage": affichage} | told))


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_an_error_wherever_it_is_written(checked: Check, place: str) -> None:
    assert checked(_script()).findings == ()
    found = [one for one in checked(_script(**{place: "chez Guégan"})).findings if one.code == "nom-promis"]
    assert [one.level for one in found] == [Level.ERROR]
    assert found[0].advice == "écrire à la place « une habitante », ou l'ôter"
    assert found[0].mark.line > 0


@pytest.mark.parametrize(
    ("affichage", "texte", "advice"),
    [
        ("initiales", "Je suis Yvonne.", "écrire à la place « Y. G. », ou l'ôter"),
        ("prenom", "Je suis Yvonne Guégan.", "écrire à la place « Yvonne », ou l'ôter"),
        ("anonyme, consentement: refusé", "Je suis Yvonne.", "écrire à la place « une habitante », ou l'ôter"),
        ("initiales", "Je suis Y. G.", None),
        ("prenom", "Je suis Yvonne.", None),
        ("nom", "Je suis Yvonne Guégan.", None),
    ],
)
def test_what_may_be_said_is_what_is_shown(checked: Check, affichage: str, texte: str, advice: str | None) -> None:
    found = [one for one in checked(_script(affichage, texte=texte)).findings if one.code == "nom-promis"]
    assert [one.advice for one in found] == ([advice] if advice else [])


def test_a_first_name_of_somebody_shown_is_a_warning(checked: Check) -> None:
    text = _script(texte="Yvonne arrive.").replace("nom: Paul Kerbrat", "nom: Yvonne Kerbrat")
    (found,) = checked(text).findings
    assert (found.level, found.code) == (Level.WARNING, "nom-promis")
    assert "une personne de ce nom" in found.message
    assert checked(_script(texte="Yvonne Kerbrat arrive.").replace("Paul", "Yvonne")).findings == ()


def test_somebody_else_of_the_very_name_would_name_them(checked: Check) -> None:
    (found,) = checked(_script().replace("Paul Kerbrat", "Yvonne Guégan")).findings
    assert (found.level, found.code) == (Level.ERROR, "nom-promis")


def test_an_id_that_tells_the_name_of_a_story_is_an_error(checked: Check) -> None:
    (found,) = checked(_script().replace("sujet: le-bus", "sujet: chez-yvonne-guegan")).findings
    assert (found.level, found.code, found.mark.line) == (Level.ERROR, "nom-promis", 10)


@pytest.mark.parametrize(
    ("name", "told"), [("yvonne", True), ("chez-guegan", True), ("brest", False), ("essai", False)]
)
def test_the_file_is_not_called_after_them(
    checked: Check, changed: Callable[..., object], name: str, told: bool
) -> None:
    found = checked(_script(), changed(script_id=name)).findings
    assert [(one.code, one.mark.line) for one in found] == ([("nom-promis", 0)] if told else [])


@pytest.mark.parametrize(
    ("shots", "found"),
    [
        ("- image: {image: bon-guegan.jpg}\n    texte: Bonsoir.\n    par: paul", [(Level.ERROR, 6)]),
        ("- image: {image: bon.jpg}\n    texte: Bonsoir.\n    par: yvonne", [(Level.WARNING, 6)]),
        ("- image: {image: bon.jpg}\n    texte: Bonsoir.\n    par: paul", []),
        ("- sonore: yvonne\n    texte: Bonsoir.", []),
    ],
)
def test_no_picture_shows_whoever_refused(checked: Check, shots: str, found: list[tuple[Level, int]]) -> None:
    text = (
        "titre: Essai\nintervenants:\n"
        "  yvonne: {nom: Yvonne Guégan, affichage: anonyme, consentement: refusé}\n  paul: {nom: Paul Kerbrat}\n"
        f"conducteur:\n  {shots}\n"
    )
    told = [(one.level, one.mark.line) for one in checked(text).findings if one.code == "consentement-image"]
    assert told == found


@pytest.mark.parametrize(
    ("texte", "place"),
    [
        ("texte: Bonjour Guégan.", (6, 20)),
        ('texte: "Bonjour Guégan."', (6, 21)),
        ("texte: >-\n      Bonjour,\n      chez Guégan.", (8, 12)),
        ("texte: |\n      Bonjour,\n\n      chez Guégan.", (9, 12)),
        ("texte: Bonjour,\n      chez Yvonne\n      Guégan.", (7, 12)),
        ("texte: [Bonjour., chez Guégan.]", (6, 28)),
    ],
)
def test_the_place_is_that_of_the_name(checked: Check, texte: str, place: tuple[int, int]) -> None:
    people = "intervenants:\n  yvonne: {nom: Yvonne Guégan, affichage: anonyme}\n"
    (found,) = checked(f"titre: Essai\n{people}conducteur:\n  - sonore: yvonne\n    {texte}\n").findings
    assert (found.mark.line, found.mark.column) == place
