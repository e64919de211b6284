"""Every short form a person may write comes out as the same canonical script."""

from collections.abc import Callable

import pytest

from pipeline.check import Checked
from pipeline.model.script import Item, Line, Script, Shot
from tests.fakes.projects import CONTRACT

Check = Callable[[str], Checked]

PEOPLE = """\
titre: Essai
presente_par: ines
intervenants:
  ines: {nom: Inès Delcourt, voix: presentatrice_1}
  malo: {nom: Malo Ferrand, role: habitant, voix: habitant_1}
  ana: {nom: Ana Lima}
conducteur:
"""


def script(checked: Checked) -> Script:
    assert checked.script is not None, "\n".join(map(str, checked.findings))
    return checked.script


def item(check: Check, text: str) -> Item:
    """Return the only item of a rundown with three people."""
    return script(check(PEOPLE + "".join(f"  {line}\n" for line in text.splitlines()))).items[0]


def shot(check: Check, text: str) -> Shot:
    return item(check, text).shots[0]


def said(lines: tuple[Line, ...] | None) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in lines or ()]


def test_the_shortest_script_is_a_whole_newscast(checked: Check) -> None:
    result = checked(CONTRACT)
    found = script(result)
    assert result.findings == ()
    assert (found.id, found.workshop.city) == ("exemple", "Talence")
    assert [(i.kind, i.id) for i in found.items] == [
        ("generique", "generique"),
        ("titres", "titres"),
        ("sujet", "la-maison-qui-parle"),
        ("sujet", "un-marche-sans-argent"),
        ("credits", "credits"),
    ]
    assert found.items[1].shots[0].slots == {"liste": ()}
    story = found.items[2]
    assert story.lead_in is None
    assert [(s.scene, s.slots, len(s.lines)) for s in story.shots] == [("illustration", {}, 1)]
    assert story.mark is not None
    assert (story.mark.line, story.mark.column) == (4, 5)


def test_a_story_may_be_its_title_and_one_shot(checked: Check) -> None:
    story = item(
        checked,
        "- titre: La fête\n  image: cafe.jpg\n  legende: Le café\n  lieu: Talence\n  texte: On danse.",
    )
    assert (story.kind, story.id) == ("sujet", "la-fete")
    only = story.shots[0]
    assert (only.scene, only.slots, only.place) == (
        "image",
        {"image": "cafe.jpg", "legende": "Le café"},
        "Talence",
    )
    assert said(only.lines) == [("", "On danse.")]


@pytest.mark.parametrize(
    "head",
    [
        "- sujet: la-fete\n  titre: La fête",
        "- sujet:\n  titre: La fête",
        "- sujet: La fête",
        "- titre: La fête",
        "- sujet: {titre: La fête}",
        "- story: la-fete\n  title: La fête",
        "- Sujet: la-fete\n  TITRE: La fête",
    ],
)
def test_a_story_has_an_id_and_a_title(checked: Check, head: str) -> None:
    story = item(checked, f"{head}\n  texte: On danse.")
    assert (story.kind, story.id, story.title) == ("sujet", "la-fete", "La fête")


def test_lead_in_tag_and_shots_are_lists_of_one(checked: Check) -> None:
    story = item(checked, "- sujet: La fête\n  lancement: Bonsoir.\n  plans: {sonore: malo, texte: Oui.}\n  pied: Fin.")
    assert said(story.lead_in) == [("", "Bonsoir.")]
    assert said(story.tag) == [("", "Fin.")]
    assert said(story.shots[0].lines) == [("malo", "Oui.")]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("lancement: Bonsoir.", [("", "Bonsoir.")]),
        ("lancement: [Bonsoir., 'Et vous ?']", [("", "Bonsoir."), ("", "Et vous ?")]),
        ("lancement: {texte: Bonsoir., par: ana}", [("ana", "Bonsoir.")]),
        ("lancement: {ana: Bonsoir.}", [("ana", "Bonsoir.")]),
        ("lancement: [ines: Bonsoir., Malo Ferrand: Oui.]", [("ines", "Bonsoir."), ("malo", "Oui.")]),
        (
            "lancement: {ines: Bonsoir., malo: [Oui., Non.]}",
            [("ines", "Bonsoir."), ("malo", "Oui."), ("malo", "Non.")],
        ),
        ("lancement: [{speaker: ana, text: Bonsoir.}]", [("ana", "Bonsoir.")]),
        ("lancement: non", []),
    ],
)
def test_what_is_said_may_be_written_in_many_ways(checked: Check, written: str, lines: list[tuple[str, str]]) -> None:
    story = item(checked, f"- sujet: La fête\n  texte: On danse.\n  {written}")
    assert story.lead_in is not None
    assert said(story.lead_in) == lines


@pytest.mark.parametrize(
    ("written", "kind", "scene", "slots"),
    [
        ("- virgule", "virgule", "virgule", {}),
        ("- virgule:", "virgule", "virgule", {}),
        ("- bumper", "virgule", "virgule", {}),
        ("- Générique", "generique", "generique", {}),
        ("- titres", "titres", "titres", {"liste": ()}),
        ("- titres: [Un, Deux]", "titres", "titres", {"liste": ("Un", "Deux")}),
        ("- titres: {liste: Un}", "titres", "titres", {"liste": ("Un",)}),
        (
            "- credits: {lignes: [[Réalisation, Ana]]}",
            "credits",
            "credits",
            {"lignes": ({"role": "Réalisation", "nom": "Ana"},)},
        ),
        (
            "- credits: [[Réalisation, Ana]]",
            "credits",
            "credits",
            {"lignes": ({"role": "Réalisation", "nom": "Ana"},)},
        ),
        (
            "- credits: {lignes: {Réalisation: Ana}}",
            "credits",
            "credits",
            {"lignes": ({"role": "Réalisation", "nom": "Ana"},)},
        ),
        ("- carte: Talence", "plan", "carte", {"ville": "Talence"}),
        (
            "- map: {city: Talence, department: 2a}",
            "plan",
            "carte",
            {"ville": "Talence", "departement": "2A"},
        ),
        ("- carte: {ville: Bourg, département: 1}", "plan", "carte", {"ville": "Bourg", "departement": "01"}),
        ("- scene: {nom: carte, ville: Talence}", "plan", "carte", {"ville": "Talence"}),
        ("- scene: carte\n  ville: Talence", "plan", "carte", {"ville": "Talence"}),
        ("- illustration: le-radar", "plan", "illustration", {"illustration": "le-radar"}),
        (
            "- points: {titre: La charte, liste: [Un, Deux]}",
            "plan",
            "points",
            {"titre": "La charte", "liste": ("Un", "Deux")},
        ),
        (
            "- points: [Un, Deux]\n  titre: La charte",
            "plan",
            "points",
            {"titre": "La charte", "liste": ("Un", "Deux")},
        ),
        (
            "- video: cafe.mp4\n  de: 1:05\n  a: 70,5\n  son: Coupe",
            "plan",
            "video",
            {"video": "cafe.mp4", "de": "65", "a": "70.5", "son": "coupe"},
        ),
        ("- image: cafe.jpg", "plan", "image", {"image": "cafe.jpg"}),
    ],
)
def test_an_item_may_be_a_word_or_a_picture(
    checked: Check, written: str, kind: str, scene: str, slots: dict[str, object]
) -> None:
    found = item(checked, written)
    assert (found.kind, found.shots[0].scene, found.shots[0].slots) == (kind, scene, slots)


@pytest.mark.parametrize(
    "jalons",
    [
        "[{date: 1796, texte: Bureaux}, {date: 2050, texte: '?'}]",
        "[[1796, Bureaux], [2050, '?']]",
        "[{1796: Bureaux}, {2050: '?'}]",
        "{1796: Bureaux, 2050: '?'}",
    ],
)
def test_pairs_may_be_named_ordered_or_mapped(checked: Check, jalons: str) -> None:
    found = shot(checked, f"- frise: {{jalons: {jalons}}}")
    assert found.slots == {"jalons": ({"date": "1796", "texte": "Bureaux"}, {"date": "2050", "texte": "?"})}
    assert said(found.lines) == [("", "1796, Bureaux. 2050.")]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("- plateau: Bonsoir.", [("", "Bonsoir.")]),
        ("- plateau: {texte: Bonsoir., par: ana}", [("ana", "Bonsoir.")]),
        ("- plateau:\n  texte: Bonsoir.\n  par: Ana Lima", [("ana", "Bonsoir.")]),
        ("- breve: {titre: Nancy, texte: Il neige.}", [("", "Il neige.")]),
        ("- breve: Nancy\n  texte: Il neige.", [("", "Il neige.")]),
        ("- generique: Bonsoir.", [("", "Bonsoir.")]),
        ("- sonore: malo\n  texte: Oui.", [("malo", "Oui.")]),
        ("- sonore: Malo Ferrand\n  texte: Oui.", [("malo", "Oui.")]),
        ("- sonore: Inès\n  texte: Oui.", [("ines", "Oui.")]),
        ("- sonore: malo\n  repliques: [{ana: 'Oui ?'}, {malo: Oui.}]", [("ana", "Oui ?"), ("malo", "Oui.")]),
        ("- sonore: {personne: malo, texte: Oui.}", [("malo", "Oui.")]),
        ("- citation: {phrase: Oui., par: malo}", [("malo", "Oui.")]),
        ("- citation: Oui\n  par: malo", [("malo", "Oui.")]),
        ("- citation: {phrase: Oui}", [("", "Oui.")]),
        ("- citation: {phrase: Oui}\n  texte: Elle dit oui.", [("", "Elle dit oui.")]),
        ("- chiffre: {valeur: 10, unite: jours par an, source: fiction}", [("", "10 jours par an.")]),
        ("- chiffre: {valeur: 10, source: fiction}\n  texte: Dix.", [("", "Dix.")]),
        (
            "- micro_trottoir: {question: 'Et vous ?', reponses: [{malo: Oui.}, {ana: Non.}]}",
            [("malo", "Oui."), ("ana", "Non.")],
        ),
        (
            "- micro-trottoir: Et vous ?\n  réponses: {malo: Oui., ana: Non.}",
            [("malo", "Oui."), ("ana", "Non.")],
        ),
        (
            "- vox_pop: {question: 'Et vous ?', answers: [{malo: Oui.}, {ana: Non.}]}",
            [("malo", "Oui."), ("ana", "Non.")],
        ),
        (
            "- duplex: {invite: malo, lieu: Ici, repliques: [{ines: 'Oui ?'}, {malo: Non.}]}",
            [("ines", "Oui ?"), ("malo", "Non.")],
        ),
        ("- virgule", []),
    ],
)
def test_who_says_what(checked: Check, written: str, lines: list[tuple[str, str]]) -> None:
    assert said(shot(checked, written).lines) == lines


def test_every_shot_may_have_the_common_keys(checked: Check) -> None:
    found = shot(
        checked,
        "- sonore: malo\n  texte: Oui.\n  lieu: Ici\n  source: Unccas\n  archive: 2020\n  durée: 6,5\n"
        "  transition: Fondu\n  enregistrement: bon.wav\n  synthes: malo",
    )
    assert (found.place, found.source, found.archive, str(found.duration), found.transition) == (
        "Ici",
        "Unccas",
        "2020",
        "6.5",
        "fondu",
    )
    assert found.lines[0].recording == "bon.wav"
    assert [third.speaker for third in found.lower_thirds or ()] == ["malo"]
    assert shot(checked, "- sonore: malo\n  texte: Oui.\n  synthes: non").lower_thirds == ()
    assert shot(checked, "- sonore: malo\n  texte: Oui.").lower_thirds is None


def test_a_source_beside_the_scene_fills_its_slot(checked: Check) -> None:
    found = shot(checked, "- chiffre: {valeur: 10}\n  source: Unccas")
    assert (found.slots["source"], found.source) == ("Unccas", "")


@pytest.mark.parametrize(
    ("written", "name", "role"),
    [
        ("presente_par: ines\nintervenants: {ines: {nom: Inès Delcourt}}", "Inès Delcourt", ""),
        ("presente_par: Inès Delcourt\nintervenants: {ines: Inès Delcourt}", "Inès Delcourt", ""),
        ("presente_par: Inès\nintervenants: [{id: ines, nom: Inès Delcourt}]", "Inès Delcourt", ""),
        ("presentatrice: Inès Delcourt", "Inès Delcourt", "présentatrice"),
        ("presentateur: {nom: Malo Ferrand, voix: habitant_1}", "Malo Ferrand", "présentateur"),
        ("présenté par: {nom: Malo Ferrand, role: en plateau}", "Malo Ferrand", "en plateau"),
    ],
)
def test_who_presents_may_be_an_id_a_name_or_a_person(checked: Check, written: str, name: str, role: str) -> None:
    found = script(checked(f"titre: Essai\n{written}\nconducteur: [virgule]\n"))
    speaker = found.speakers[found.presenter]
    assert (speaker.name, speaker.role) == (name, role)


def test_the_top_of_a_script_takes_short_forms(checked: Check) -> None:
    found = script(
        checked(
            "title: Essai\natelier: {ville: Bourg, departement: 1, date: 2019-09}\ndate_fiction: 12/03/2050\n"
            "tapis: non\nbandeau: Bonsoir\nlexique: {7G: sept gé}\nconducteur: virgule\n"
        )
    )
    assert (found.title, found.bed, found.ticker) == ("Essai", "aucun", ("Bonsoir",))
    assert (found.workshop.department, str(found.fiction_date)) == ("01", "2050-03-12")
    assert script(checked("titre: Essai\nbandeau: non\nconducteur: [virgule]\n")).ticker == ()
    assert script(checked("titre: Essai\natelier: Talence\nconducteur: [virgule]\n")).workshop.city == "Talence"


STORIES = {"fete": "- {titre: La fête, texte: On danse.}", "bal": "- {titre: Le bal, texte: On valse.}"}


def test_ids_stay_when_other_stories_move(checked: Check) -> None:
    def ids(*order: str) -> dict[str, str]:
        text = "titre: Essai\nconducteur:\n" + "".join(f"  {STORIES[key]}\n" for key in order)
        return {i.title: i.id for i in script(checked(text)).items}

    assert ids("fete", "bal") == ids("bal", "fete") == {"La fête": "la-fete", "Le bal": "le-bal"}


def test_ids_are_unique_and_written_ones_come_first(checked: Check) -> None:
    text = (
        "titre: Essai\nconducteur:\n  - virgule\n  - {titre: La fête, texte: Un.}\n"
        "  - {sujet: la-fete, titre: Encore, texte: Deux.}\n"
        "  - {titre: La fête, texte: Trois.}\n  - virgule\n"
        "  - {titre: 祭り, texte: Quatre.}\n  - {breve: {titre: Nancy, texte: Cinq.}, id: nancy}\n"
    )
    ids = [i.id for i in script(checked(text)).items]
    assert ids[:5] == ["virgule", "la-fete-2", "la-fete", "la-fete-3", "virgule-2"]
    assert ids[5].startswith("sujet-")
    assert ids[6] == "nancy"


def test_lines_and_shots_know_where_they_are_written(checked: Check) -> None:
    found = shot(checked, "- sonore: malo\n  texte: >\n    Oui.")
    assert str(found.mark) == "exemple.yaml:8:5"
    assert str(found.lines[0].mark) == "exemple.yaml:9:12"


@pytest.mark.parametrize("key", ["lancement", "pied"])
def test_a_lead_in_or_a_tag_without_a_word_is_said(said: Callable[[str], list[str]], key: str) -> None:
    messages = said(f'titre: Essai\nsujets:\n  - titre: Un\n    texte: Bonjour à tous.\n    {key}: ""\n')
    assert [message.split(": ", 1)[1] for message in messages] == [
        f"« {key} » est vide ; écrire un texte, effacer la ligne, ou « {key} : non » pour s'en passer [cle-vide]"
    ]
    assert ":5:" in messages[0]
