"""What a newscast shows and nobody says, with the sentence that would say it."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import Finding
from pipeline.model.rundown import Rundown
from pipeline.plan.context import PlanContext
from pipeline.plan.rundown import plan_rundown
from pipeline.produce.untold import begun, untold, untold_findings
from tests.fakes.projects import ROOT, context_of

HEAD = """\
titre: Le petit journal
ville: Talence
presente_par: ines
intervenants:
  ines: {nom: Inès Delcourt, role: présentatrice}
  malo: {nom: Malo Ferrand, role: traducteur indépendant}
  odile: {nom: Odile Castaing, role: "aînée, 86 ans"}
conducteur:
"""

FRISE = """\
  - frise:
      titre: L'entraide
      jalons: [{date: "1796", texte: Des bureaux}, {date: "1986", texte: CCAS}]
    texte: En 1796, des bureaux.
"""
VOX_POP = """\
  - micro_trottoir:
      question: Est-ce trop ?
      reponses:
        - malo: Laquelle a droit à mes dix jours ?
        - odile: Le café est bon.
"""
ASKED = "Micro-trottoir : « Est-ce trop ? » Malo Ferrand, traducteur indépendant ; Odile Castaing, aînée, 86 ans."


def _findings(context: PlanContext, rundown: Rundown) -> list[Finding]:
    return list(untold_findings(untold(context, rundown), rundown.script))


def told(script: str, tmp_path: Path) -> list[str]:
    """Return the sentences of a rundown's shots that an author can describe."""
    context = context_of(HEAD + script, tmp_path)
    return [one.sentence for one in untold(context, plan_rundown(context)) if not one.automatic]


@pytest.mark.parametrize(
    ("shot", "sentences"),
    [
        ("  - sonore: malo\n    texte: On ne se perd plus.\n", ["Malo Ferrand, traducteur indépendant."]),
        ("  - sonore: malo\n    texte: Moi, Malo, traducteur indépendant, je ne me perds plus.\n", []),
        (
            "  - sonore: odile\n    texte: À 86 ans, ça réveille.\n    description: Odile, aînée, 86 ans.\n",
            [],
        ),
        (
            "  - chiffre: {valeur: 57 %, unite: des foyers, source: 'Unccas, 2020'}\n    texte: 57 % des foyers.\n",
            ["Source : Unccas, 2020."],
        ),
        (FRISE, ["Une frise, « L'entraide » : 1986, CCAS."]),
        (
            "  - carte: {ville: Talence, departement: '33'}\n    texte: Voici Talence.\n",
            ["Une carte : Talence, Gironde."],
        ),
        (VOX_POP, [ASKED]),
        (
            "  - image: exemples/marche.jpg\n    archive: 2019\n    lieu: Talence, hier\n    texte: On s'entraide.\n",
            None,
        ),
    ],
)
def test_the_shortest_sentence_says_what_nobody_does(shot: str, sentences: list[str] | None, tmp_path: Path) -> None:
    found = told(shot, tmp_path)
    if sentences is None:  # place and year first, then what the picture shows, as its manifest says
        (sentence,) = found
        assert sentence.startswith("Talence, hier. Images d'archives, 2019. Au marché, un jeune homme")
    else:
        assert found == sentences


def test_somebody_who_was_introduced_is_named_again_later_and_told_once(tmp_path: Path) -> None:
    shot = "  - sonore: malo\n    texte: On ne se perd plus.\n"
    silent = "  - plateau: Bonsoir.\n    synthes: non\n"
    assert told(shot + silent + shot, tmp_path) == ["Malo Ferrand, traducteur indépendant.", "Malo Ferrand."]


def test_what_the_house_fills_is_described_by_itself(tmp_path: Path) -> None:
    context = context_of(
        HEAD + "  - generique\n  - plateau: Bonsoir, ici Inès, présentatrice.\n  - credits\n", tmp_path
    )
    found = untold(context, plan_rundown(context))
    assert [one.automatic for one in found] == [True, True]
    assert found[0].sentence.startswith("Le petit journal. Talence, ")


def test_a_finding_is_ready_to_paste(tmp_path: Path) -> None:
    context = context_of(HEAD + "  - sonore: malo\n    texte: On ne se perd plus.\n", tmp_path)
    (finding,) = _findings(context, plan_rundown(context))
    assert finding.advice == 'ajouter au plan : description: "Malo Ferrand, traducteur indépendant."'
    assert finding.mark.line == HEAD.count("\n") + 1


def test_a_picture_that_nothing_describes_is_named_even_where_something_else_is_to_be_said(tmp_path: Path) -> None:
    shot = "  - image: exemples/marche.jpg\n    legende: Le lavoir en 1931\n    texte: Bonsoir.\n"
    context = replace(context_of(HEAD + shot, tmp_path), pictured={})
    (finding,) = _findings(context, plan_rundown(context))
    assert finding.message == "personne ne dit ce que montre « exemples/marche.jpg »"
    assert finding.advice == 'ajouter au plan, avec ce qu\'on y voit : description: "Le lavoir en 1931."'


POINTS = """\
  - points: {titre: Trois choses, liste: [Un relais, "L'hiver, Des brebis", Le Mans]}
    texte: Bonsoir.
"""


def test_entries_read_as_parts_of_one_sentence(tmp_path: Path) -> None:
    assert told(POINTS, tmp_path) == ["Une liste, « Trois choses » : un relais ; l'hiver, des brebis ; Le Mans."]


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_film_says_or_describes_everything_it_shows(script: Path, tmp_path: Path) -> None:
    context = context_of(script.read_text("utf-8"), tmp_path)
    rundown = plan_rundown(context)
    assert begun(rundown)
    assert not [str(finding) for finding in _findings(context, rundown)]
