"""The contract script is a whole newscast; what the author wrote wins over what the house chooses."""

from pathlib import Path

import pytest

from pipeline.model.rundown import PlannedItem, Rundown
from pipeline.plan.rundown import only
from pipeline.plan.timeline import plan_timeline
from tests.fakes.projects import CONTRACT, ROOT, context_of, house, planned, rundown_of, scenes

_WRITTEN = """\
titre: Essai
presente_par: ines
intervenants:
  ines: {nom: Inès Delcourt, role: présentatrice, voix: presentatrice_1}
  malo: {nom: Malo Ferrand, role: habitant de Talence, voix: habitant_2}
  lena: {nom: Léna Morel, role: Reporter à Nancy, voix: reporter_2}
bandeau: [Une seule ligne]
conducteur:
  - titres: {texte: "Bonsoir à tous.", liste: [Un titre choisi]}
  - sujet: la-fete
    titre: La fête
    theme: bonheur
    lancement: Une fois l'an, tout le monde danse.
    plans:
      - illustration: le-radar
        texte: La place est pleine.
      - sonore: malo
        texte: On y va, on en parle.
      - sonore: malo
        texte: Et on en sort.
    pied: Prochain rendez-vous en mars.
  - sujet: sans-lancement
    titre: Sans lancement
    lancement: non
    texte: On commence tout de suite.
"""


def _story(rundown: Rundown, number: int) -> PlannedItem:
    return next(item for item in rundown.items if item.kind == "sujet" and item.number == number)


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Rundown:
    return rundown_of(CONTRACT, tmp_path_factory.mktemp("contrat"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Rundown:
    return rundown_of(_WRITTEN, tmp_path_factory.mktemp("ecrit"))


class TestTheContractScript:
    def test_opens_with_titles_then_headlines_and_ends_with_credits(self, contract: Rundown) -> None:
        kinds = [item.kind for item in contract.items]
        assert kinds[:2] == ["generique", "titres"]
        assert kinds[-1] == "credits"
        assert kinds.count("sujet") == 2

    def test_names_the_programme_its_town_and_its_date(self, contract: Rundown) -> None:
        slots = contract.items[0].shots[0].slots
        assert (slots["titre"], slots["ville"]) == ("Le journal du quartier", "Talence")
        assert slots["date"] == "12 mars 2050"

    def test_draws_its_headlines_from_the_stories_and_says_them(self, contract: Rundown) -> None:
        shot = contract.items[1].shots[0]
        titles = ("La maison qui parle", "Un marché sans argent")
        assert tuple(shot.slots["liste"]) == titles
        assert all(title in shot.lines[0].text for title in titles)
        assert "Talence" in shot.lines[0].text

    @pytest.mark.parametrize("number", [1, 2])
    def test_leads_into_each_story_from_the_studio_then_shows_its_card(self, contract: Rundown, number: int) -> None:
        story = _story(contract, number)
        assert [shot.scene for shot in story.shots[:2]] == ["plateau", "carton"]
        assert story.shots[0].lines[0].on_camera
        assert story.title in story.shots[0].lines[0].text
        assert story.shots[1].slots["titre"] == story.title

    def test_finds_a_picture_that_exists_for_each_story(self, contract: Rundown) -> None:
        for number in (1, 2):
            named = {str(shot.slots.get("illustration")) for shot in _story(contract, number).shots[1:]}
            assert len(named) == 1
            assert (ROOT / "media" / "illustrations" / f"{named.pop()}.svg").is_file()

    def test_shows_who_is_quoted_while_the_quote_is_said(self, contract: Rundown) -> None:
        quote = next(shot for shot in _story(contract, 1).shots if shot.scene == "citation")
        assert quote.slots["phrase"].strip() == "On ne se perd plus"
        assert quote.slots["auteur"].startswith("Odile")
        assert "On ne se perd plus" in quote.lines[0].text

    def test_loses_no_word_of_the_stories(self, contract: Rundown) -> None:
        said = " ".join(line.text for line in contract.lines)
        for words in ("une maison donne l'heure", "Trente habitants", "sourit Odile, 84 ans", "Deux mille heures"):
            assert words in said

    def test_names_its_presenter_on_screen(self, contract: Rundown) -> None:
        thirds = [third for shot in contract.shots for third in shot.thirds]
        assert house().presenter.name in {third.name for third in thirds}
        assert all(third.name and third.role for third in thirds)

    def test_scrolls_the_titles_of_its_stories(self, contract: Rundown) -> None:
        assert contract.ticker == ("La maison qui parle", "Un marché sans argent")

    def test_thanks_the_real_programme(self, contract: Rundown) -> None:
        rows = contract.items[-1].shots[0].slots["lignes"]
        assert {row["nom"] for row in rows} >= {name for _, name in house().credits}

    def test_gives_every_scene_what_it_requires(self, contract: Rundown) -> None:
        for shot in contract.shots:
            required = [name for name, slot in scenes()[shot.scene].slots.items() if slot.required]
            assert all(shot.slots.get(name) for name in required), shot.id

    def test_has_an_id_of_its_own_for_every_shot_and_line(self, contract: Rundown) -> None:
        ids = [shot.id for shot in contract.shots] + [line.id for line in contract.lines]
        assert len(ids) == len(set(ids))


class TestWhatIsWrittenWins:
    def test_the_presenter_the_headlines_and_the_ticker(self, written: Rundown) -> None:
        shot = written.items[0].shots[0]
        assert tuple(shot.slots["liste"]) == ("Un titre choisi",)
        assert [line.text for line in shot.lines] == ["Bonsoir à tous."]
        assert shot.lines[0].speaker == "ines"
        assert written.ticker == ("Une seule ligne",)

    def test_the_lead_in_the_picture_the_theme_and_the_tag(self, written: Rundown) -> None:
        story = _story(written, 1)
        assert story.theme == "bonheur"
        assert story.shots[0].lines[0].text == "Une fois l'an, tout le monde danse."
        assert {shot.slots.get("illustration") for shot in story.shots if shot.scene == "carton"} == {"le-radar"}
        assert story.shots[-1].lines[0].text == "Prochain rendez-vous en mars."
        assert story.shots[-1].lines[0].speaker == "ines"

    def test_no_lead_in_when_there_is_to_be_none(self, written: Rundown) -> None:
        assert [shot.scene for shot in _story(written, 2).shots] == ["carton", "illustration"]

    def test_the_only_reporter_comments_the_stories(self, written: Rundown) -> None:
        report = next(shot for shot in _story(written, 1).shots if shot.scene == "illustration")
        assert report.lines[0].speaker == "lena"
        assert not report.lines[0].on_camera

    def test_a_lower_third_once_a_speaker_and_item(self, written: Rundown) -> None:
        for item in written.items:
            names = [third.name for shot in item.shots for third in shot.thirds]
            assert len(names) == len(set(names))
        assert [third.name for shot in _story(written, 1).shots for third in shot.thirds] == [
            "Inès Delcourt",
            "Malo Ferrand",
        ]

    def test_lower_thirds_as_written(self, tmp_path: Path) -> None:
        rundown = rundown_of(
            "titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    lancement: non\n    plans:\n"
            "      - illustration: le-radar\n        texte: Voici Odile qui arrive.\n"
            '        synthes: [{nom: Odile, role: voisine, a: Odile}, {nom: Paul, role: ami, a: "1,5", duree: "4"}]\n',
            tmp_path,
        )
        first, second = rundown.items[0].shots[1].thirds
        assert (first.name, first.role, first.at_word, first.at_seconds) == ("Odile", "voisine", "Odile", None)
        assert (second.at_word, second.at_seconds, second.duration) == ("", 1.5, 4.0)


def _ids(rundown: Rundown, item: str) -> list[str]:
    found = next(each for each in rundown.items if each.id == item)
    return [shot.id for shot in found.shots] + [line.id for shot in found.shots for line in shot.lines]


def test_ids_themes_and_pictures_stay_when_other_stories_move(tmp_path: Path) -> None:
    head, _, stories = CONTRACT.partition("sujets:\n")
    first, second = stories.split("  - titre: Un marché")
    moved = f"{head}sujets:\n  - titre: Un marché{second}  - titre: Encore une\n    texte: Bonsoir.\n{first}"
    before, after = rundown_of(CONTRACT, tmp_path / "a"), rundown_of(moved, tmp_path / "b")
    for item in ("la-maison-qui-parle", "un-marche-sans-argent"):
        assert _ids(before, item) == _ids(after, item)
        was, now = (next(i for i in rundown.items if i.id == item) for rundown in (before, after))
        assert was.theme == now.theme
        assert [shot.slots.get("illustration") for shot in was.shots] == [
            shot.slots.get("illustration") for shot in now.shots
        ]


def test_two_shots_of_the_same_person_keep_the_same_voice(written: Rundown) -> None:
    voices = {line.voice for line in written.lines if line.speaker == "malo"}
    assert voices == {"habitant_2"}


def test_only_keeps_items_by_id_or_by_kind(contract: Rundown) -> None:
    kept = only(contract, frozenset({"la-maison-qui-parle", "credits"}))
    assert [item.id for item in kept.items] == ["la-maison-qui-parle", "credits"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A", "une seule lettre"),
        ("Bonsoir 🎉 à vous 👨‍👩‍👧.", "des émojis"),
        ("« » Bonsoir.", "des guillemets vides"),
        ("« Oui », dit Léa. « Non », dit Paul. « Peut-être bien », dit Zoé.", "plusieurs citations"),
    ],
)
def test_odd_texts_are_planned(text: str, says: str, tmp_path: Path) -> None:
    rundown, found = planned(f"titre: Essai\nsujets:\n  - titre: T\n    texte: {text!r}\n", tmp_path)
    assert found.timeline.length > 0, says
    assert len(rundown.items) >= 4


def test_a_title_of_two_hundred_characters_is_planned_and_said_to_be_long(tmp_path: Path) -> None:
    title = "Une histoire très longue " * 8
    rundown, _ = planned(f'titre: Essai\nsujets:\n  - titre: "{title.strip()}"\n    texte: Bonsoir.\n', tmp_path)
    assert _story(rundown, 1).title == title.strip()
    assert len(_story(rundown, 1).id) <= 80


def test_an_overseas_department_that_the_map_lacks_still_has_a_shot(tmp_path: Path) -> None:
    text = (
        "titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    lancement: non\n    plans:\n"
        '      - carte: {ville: Saint-Denis, departement: "974"}\n        texte: À La Réunion.\n'
    )
    context = context_of(text, tmp_path)
    rundown = rundown_of(text, tmp_path)
    from pipeline.plan.estimate import estimate

    takes = {line.id: estimate(line) for line in rundown.lines}
    timeline = plan_timeline(context, rundown, takes).timeline
    texts = [getattr(layer.spec, "text", "") for shot in timeline.shots for layer in shot.layers]
    assert any("La Réunion" in shown for shown in texts)


_STAGED = """\
titre: Essai
presente_par: ines
intervenants:
  ines: {nom: Inès Delcourt, role: présentatrice, voix: presentatrice_1}
conducteur:
  - generique
  - sujet: le-radar
    titre: Le radar
    lancement:
      - Le radar roule en trottinette.
      - Il sait parfois, avant vous, que vous n'allez pas bien.
    plans:
      - gros_plan: {cote: gauche}
        texte: Une trottinette pile.
      - points: {titre: Trois choses, liste: [Un, Deux]}
        texte: Un, deux.
"""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Rundown:
    return rundown_of(_STAGED, tmp_path_factory.mktemp("mise-en-scene"))


class TestStaging:
    def test_a_lead_in_of_two_lines_is_cut_from_the_wide_shot_to_the_close_one(self, staged: Rundown) -> None:
        wide, close = _story(staged, 1).shots[:2]
        assert (wide.scene, wide.slots["vignette"]) == ("plateau", "le-radar")
        assert (close.scene, close.slots["vignette"]) == ("plateau", "")

    def test_scenes_that_show_a_picture_have_the_story_s_own(self, staged: Rundown) -> None:
        shown = {shot.scene: shot.slots.get("illustration") for shot in _story(staged, 1).shots[3:]}
        assert shown == {"gros_plan": "le-radar", "points": "le-radar"}

    def test_the_opening_titles_see_the_stories_to_come(self, staged: Rundown) -> None:
        assert staged.items[0].shots[0].slots["images"] == ("le-radar",)


def test_without_a_town_no_phrase_names_one(tmp_path: Path) -> None:
    stories = "".join(f"  - {{titre: Sujet {rank}, texte: Rien de neuf.}}\n" for rank in range(4))
    said = [line.text for line in rundown_of(f"titre: Essai\nsujets:\n{stories}", tmp_path).lines]
    assert not [text for text in said if "chez vous" in text or "à ," in text.lower() or "À  " in text]
    assert len(set(said)) > 4, "leads still take turns"


def test_a_chapter_is_called_what_it_shows_where_nobody_gave_it_a_title(tmp_path: Path) -> None:
    text = (
        "titre: Essai\nconducteur:\n  - points: {titre: Ce qui change, liste: [Un banc, Une cloche]}\n"
        "    texte: Un banc, une cloche.\n"
    )
    rundown, _ = planned(text, tmp_path)
    assert [item.chapter for item in rundown.items] == ["Ce qui change"]
