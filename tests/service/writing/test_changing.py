import pytest

from pipeline.adapters.yaml.editing import edited
from pipeline.errors import Level, UserError
from pipeline.model.cards import ScriptCards
from pipeline.model.marked import Node
from pipeline.model.task import preset_named
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import house_named
from pipeline.service.source import Source
from pipeline.service.writing.carding import cards_of
from pipeline.service.writing.changing import Act, Change, Fill, Put, Recast, Shift, Split, edits_of
from tests.fakes.projects import CONTRACT, ROOT, settings_in

SCRIPT = """\
titre: Le journal
intervenants:
  ines: {nom: Inès Delcourt, role: présentatrice}
conducteur:
  - generique
  - sujet: Le banc  # le vert
    lancement: Bonsoir.
    plans:
      - illustration: la-ville-sous-la-pluie
        lieu: Talence
        texte: >
          Un banc parle. Il dit
          ce qu'il voit.
      - chiffre: {valeur: 10, unite: bancs, source: fiction}
        texte: Dix bancs.
  - sujet: La place
    texte: Une place.
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return Newsroom(settings_in(ROOT, tmp_path_factory.mktemp("cartes")))


def read(newsroom: Newsroom, text: str) -> tuple[ScriptCards, Node]:
    source = Source(ROOT / "scripts" / "essai.yaml", text=text)
    found = source.read()
    scenes = newsroom.scenes(house_named(found.tree))
    context = newsroom.check_context(found.tree, source.id, scenes, preset_named("draft"), found)
    return cards_of(found.tree, context), found.tree


def after(newsroom: Newsroom, change: Change, text: str = SCRIPT) -> str:
    cards, tree = read(newsroom, text)
    return edited(text, edits_of(change, cards, tree), "essai.yaml")


def test_a_card_shows_what_is_written(newsroom: Newsroom) -> None:
    cards, _ = read(newsroom, SCRIPT)
    assert [story.title.text if story.title else story.label for story in cards.stories] == [
        "Générique",
        "Le banc",
        "La place",
    ]
    bench = cards.stories[1]
    assert [line.words.text for line in bench.lead_in] == ["Bonsoir."]
    assert [row.label for row in bench.shots] == ["Reportage", "Grand nombre"]
    assert bench.shots[0].lines[0].words.text == "Un banc parle. Il dit ce qu'il voit."
    value = next(field for field in bench.shots[1].fields if field.key == "valeur")
    assert (value.text, value.most, value.required) == ("10", 14, True)


def test_a_word_is_written_where_it_stands(newsroom: Newsroom) -> None:
    assert after(newsroom, Fill("sujet/1/plan/1/dit/0/texte", "Onze bancs.")) == SCRIPT.replace(
        "Dix bancs", "Onze bancs"
    )


def test_what_was_not_written_yet_is_added(newsroom: Newsroom) -> None:
    changed = after(newsroom, Fill("sujet/1/plan/1/lieu", "Bègles"))
    assert changed == SCRIPT.replace("texte: Dix bancs.", "texte: Dix bancs.\n        lieu: Bègles")


def test_what_is_emptied_is_taken_out(newsroom: Newsroom) -> None:
    assert after(newsroom, Fill("sujet/1/plan/0/lieu", " ")) == SCRIPT.replace("        lieu: Talence\n", "")


def test_a_story_moves_with_its_comment(newsroom: Newsroom) -> None:
    changed = after(newsroom, Shift("sujet/2", 1))
    assert changed.index("La place") < changed.index("Le banc  # le vert")


def test_a_shot_is_cut_where_the_caret_is(newsroom: Newsroom) -> None:
    cards, _ = read(newsroom, after(newsroom, Split("sujet/1/plan/0", len("Un banc parle. "))))
    rows = cards.stories[1].shots
    assert [row.lines[0].words.text for row in rows] == ["Un banc parle.", "Il dit ce qu'il voit.", "Dix bancs."]
    assert [next(one.text for one in row.more if one.key == "lieu") for row in rows] == ["Talence", "", ""]


def test_a_shot_cut_in_two_and_joined_says_the_same(newsroom: Newsroom) -> None:
    cut = after(newsroom, Split("sujet/1/plan/0", len("Un banc parle. ")))
    cards, _ = read(newsroom, after(newsroom, Act("sujet/1/plan/0", "joindre"), cut))
    assert [row.lines[0].words.text for row in cards.stories[1].shots] == [
        "Un banc parle. Il dit ce qu'il voit.",
        "Dix bancs.",
    ]


def test_a_shot_is_doubled_and_taken_out(newsroom: Newsroom) -> None:
    doubled = after(newsroom, Act("sujet/1/plan/1", "doubler"))
    assert doubled.count("Dix bancs.") == 2
    assert after(newsroom, Act("sujet/1/plan/2", "ôter"), doubled) == SCRIPT


def test_a_story_and_a_shot_are_added(newsroom: Newsroom) -> None:
    cards, _ = read(newsroom, after(newsroom, Put("sujet/1", "", "La fontaine")))
    assert [story.title.text for story in cards.stories if story.title] == ["Le banc", "La fontaine", "La place"]
    cards, _ = read(newsroom, after(newsroom, Put("sujet/1/plan/0", "sonore", "ines")))
    assert [row.scene for row in cards.stories[1].shots] == ["illustration", "sonore", "chiffre"]


def test_the_shortest_script_has_cards_that_can_be_written(newsroom: Newsroom) -> None:
    changed = after(newsroom, Fill("sujet/2/titre", "La maison qui chante"), CONTRACT)
    assert changed == CONTRACT.replace("qui parle", "qui chante")


def errors(newsroom: Newsroom, text: str) -> list[str]:
    source = Source(ROOT / "scripts" / "essai.yaml", text=text)
    found = source.read()
    scenes = newsroom.scenes(house_named(found.tree))
    checked = newsroom.check_tree(found.tree, source.id, scenes, preset_named("draft"))
    return [str(one) for one in checked.findings if one.level is Level.ERROR]


def test_each_scene_of_the_gallery_stands_as_soon_as_it_is_chosen(newsroom: Newsroom) -> None:
    short = "titre: Le journal\nsujets:\n  - titre: Le banc\n    texte: Un banc parle.\n"
    for script in (short, SCRIPT):
        cards, _ = read(newsroom, script)
        story = next(one for one in cards.stories if one.kind == "sujet")
        assert len(cards.offers) >= 20
        for offer in cards.offers:
            changed = after(newsroom, Put(story.ref, offer.id), script)
            assert errors(newsroom, changed) == [], offer.id
            shown = [row.scene for each in read(newsroom, changed)[0].stories for row in each.shots]
            assert (offer.instead or offer.id) in shown, offer.id
            assert offer.purpose, offer.id


def test_a_story_of_one_text_takes_more_shots(newsroom: Newsroom) -> None:
    short = "titre: Le journal\nsujets:\n  - titre: Le banc\n    lieu: Talence\n    texte: Un banc parle.\n"
    cards, _ = read(newsroom, after(newsroom, Put("sujet/2", "chiffre"), short))
    story = next(one for one in cards.stories if one.kind == "sujet")
    assert story.title is not None
    assert story.title.text == "Le banc"
    assert [row.lines[0].words.text for row in story.shots] == ["Un banc parle.", "À écrire."]
    assert [row.scene for row in story.shots] == ["illustration", "chiffre"]


def test_a_shot_is_shown_otherwise_and_says_the_same(newsroom: Newsroom) -> None:
    changed = after(newsroom, Recast("sujet/1/plan/0", "chiffre"))
    row = read(newsroom, changed)[0].stories[1].shots[0]
    assert (row.scene, row.lines[0].words.text) == ("chiffre", "Un banc parle. Il dit ce qu'il voit.")
    assert next(one.text for one in row.fields if one.key == "illustration") == "la-ville-sous-la-pluie"
    assert next(one.text for one in row.more if one.key == "lieu") == "Talence"
    assert errors(newsroom, changed) == []
    back = read(newsroom, after(newsroom, Recast("sujet/1/plan/0", "illustration"), changed))[0]
    assert next(one.text for one in back.stories[1].shots[0].fields if one.key == "illustration")


def test_each_scene_takes_the_place_of_another(newsroom: Newsroom) -> None:
    cards, _ = read(newsroom, SCRIPT)
    for offer in cards.offers:
        if not offer.alone and not offer.lacks:
            changed = after(newsroom, Recast("sujet/1/plan/1", offer.id))
            assert errors(newsroom, changed) == [], offer.id
            assert "Dix bancs." in changed


def test_a_shot_goes_to_another_story(newsroom: Newsroom) -> None:
    moved = after(newsroom, Shift("sujet/1/plan/1", 1, "sujet/2"))
    cards, _ = read(newsroom, moved)
    assert [[row.scene for row in story.shots] for story in cards.stories[1:]] == [
        ["illustration"],
        ["illustration", "chiffre"],
    ]
    with pytest.raises(UserError, match="seul plan de son sujet"):
        after(newsroom, Shift("sujet/1/plan/0", 0, "sujet/2"), moved)


def test_pairs_are_written_where_they_stand(newsroom: Newsroom) -> None:
    dated = SCRIPT.replace(
        "- chiffre: {valeur: 10, unite: bancs, source: fiction}",
        "- frise:\n          jalons:\n            - {date: 1796, texte: Bureaux}  # à vérifier\n"
        "            - {date: 2050, texte: Maisons}",
    )
    cards, _ = read(newsroom, dated)
    field = next(one for one in cards.stories[1].shots[1].fields if one.key == "jalons")
    assert field.rows == (("1796", "Bureaux"), ("2050", "Maisons"))
    changed = after(newsroom, Fill(field.ref, "1796\tComptoirs\n2050\tMaisons"), dated)
    assert changed == dated.replace("Bureaux", "Comptoirs")
    longer = after(newsroom, Fill(field.ref, field.text + "\n2060\tCabanes"), dated)
    assert errors(newsroom, longer) == []
    again = next(one for one in read(newsroom, longer)[0].stories[1].shots[1].fields if one.key == "jalons")
    assert again.rows == (("1796", "Bureaux"), ("2050", "Maisons"), ("2060", "Cabanes"))


def test_what_is_gone_is_told(newsroom: Newsroom) -> None:
    with pytest.raises(UserError, match="n'est plus là"):
        after(newsroom, Fill("sujet/9/titre", "Rien"))
