"""What a story without pictures of its own is told with: one that fits, that no other story has, seen from near too."""

from pathlib import Path

from pipeline.model.rundown import PlannedItem, Rundown
from tests.fakes.projects import rundown_of

_STORIES = {
    "Les jardins suspendus": "Sur les toits, des potagers nourrissent tout le quartier.",
    "Le bus qui attend": "Ligne sept, le chauffeur connaît tout le monde.",
    "Et demain ?": "Rendez-vous au printemps.",
    "Un autre jour": "On verra bien.",
    "Encore un jour": "On a vu.",
}


def _written(stories: dict[str, str]) -> str:
    return "titre: Essai\nsujets:\n" + "".join(
        f"  - titre: {title}\n    texte: >\n      {text}\n" for title, text in stories.items()
    )


def _stories(rundown: Rundown) -> list[PlannedItem]:
    return [item for item in rundown.items if item.kind == "sujet"]


def _picture(story: PlannedItem) -> str:
    (card,) = (shot for shot in story.shots if shot.scene == "carton")
    return str(card.slots["illustration"])


def test_every_story_has_a_picture_of_its_own(tmp_path: Path) -> None:
    pictures = [_picture(story) for story in _stories(rundown_of(_written(_STORIES), tmp_path))]
    assert all(pictures)
    assert len(set(pictures)) == len(pictures)


def test_a_picture_fits_what_the_story_tells(tmp_path: Path) -> None:
    garden, bus, *_ = _stories(rundown_of(_written(_STORIES), tmp_path))
    assert _picture(garden) == "le-coordinateur-des-energies", "sunflowers and a field"
    assert _picture(bus) == "la-ville-sous-la-pluie", "a tram at its stop"


def test_pictures_stay_whatever_the_order(tmp_path: Path) -> None:
    turned = dict(reversed(_STORIES.items()))
    before, after = (rundown_of(_written(stories), tmp_path / str(len(str(stories)))) for stories in (_STORIES, turned))
    assert {story.id: _picture(story) for story in _stories(before)} == {
        story.id: _picture(story) for story in _stories(after)
    }


def test_two_stories_share_a_picture_only_when_none_is_left(tmp_path: Path) -> None:
    many = {f"Sujet numéro {number}": "Rien de particulier." for number in range(40)}
    pictures = [_picture(story) for story in _stories(rundown_of(_written(many), tmp_path))]
    assert len(set(pictures)) == 27


def test_a_long_text_is_seen_from_near_and_from_afar(tmp_path: Path) -> None:
    sentence = "Chaque matin, sur la place, une équipe de bénévoles installe les tables et les chaises. "
    (story,) = _stories(rundown_of(_written({"La place": sentence * 6 + "Fin."}), tmp_path))
    told = [shot for shot in story.shots if shot.scene in {"illustration", "gros_plan"}]
    assert [shot.scene for shot in told] == ["illustration", *["gros_plan"] * 3, "illustration", "gros_plan"]
    assert [shot.slots.get("cote") for shot in told] == [None, "gauche", "droite", "centre", None, "gauche"]
    assert [shot.slots.get("cadre") for shot in told] == [None, None, None, "serre", None, None], "never twice the same"
    assert {shot.slots["illustration"] for shot in told} == {_picture(story)}
    assert " ".join(line.text for shot in told for line in shot.lines) == (sentence * 6 + "Fin.")


def test_a_short_text_is_one_shot(tmp_path: Path) -> None:
    (story,) = _stories(rundown_of(_written({"La place": "On danse. On rit."}), tmp_path))
    assert [shot.scene for shot in story.shots][-1:] == ["illustration"]


def test_after_a_quote_the_picture_comes_back_from_near(tmp_path: Path) -> None:
    text = "La place est pleine. « On ne se perd plus du tout ici », sourit Odile, 84 ans. Puis la nuit tombe sur nous."
    (story,) = _stories(rundown_of(_written({"La place": text}), tmp_path))
    assert [shot.scene for shot in story.shots][-3:] == ["illustration", "citation", "gros_plan"]


def test_the_picture_that_comes_back_is_not_the_one_that_went(tmp_path: Path) -> None:
    long = "Chaque matin, sur la place, une équipe de bénévoles installe les tables et les chaises. "
    text = long * 3 + "« On ne se perd plus du tout ici », sourit Odile, 84 ans. " + long
    (story,) = _stories(rundown_of(_written({"La place": text}), tmp_path))
    assert [shot.scene for shot in story.shots][-5:] == ["illustration", *["gros_plan"] * 2, "citation", "gros_plan"]
    sides = [(shot.slots.get("cote"), shot.slots.get("cadre")) for shot in story.shots if shot.scene == "gros_plan"]
    assert len(set(sides)) == 3


def test_what_a_text_counts_is_shown_once_after_the_picture(tmp_path: Path) -> None:
    text = (
        "Le marché a 40 tables. La cantine sert 240 repas par jour, et pas une frite n'est perdue. "
        "Elle a 36 cuisiniers. On y danse aussi."
    )
    (story,) = _stories(rundown_of(_written({"La cantine": text}), tmp_path))
    (number,) = [shot for shot in story.shots if shot.scene == "chiffre"]
    assert (number.slots["valeur"], number.slots["unite"], number.source) == ("240", "repas par jour", "fiction")
    assert [shot.scene for shot in story.shots][-3:] == ["illustration", "chiffre", "gros_plan"]
    assert [line.text for line in number.lines] == [
        "La cantine sert 240 repas par jour, et pas une frite n'est perdue."
    ]


def test_a_figure_that_may_be_real_or_counts_nothing_has_no_picture(tmp_path: Path) -> None:
    text = "La place est pleine. En 2019, 300 familles attendaient. Selon Odile, 200 voisins. Odile a 84 ans à 7 h 10."
    (story,) = _stories(rundown_of(_written({"La place": text}), tmp_path))
    assert "chiffre" not in [shot.scene for shot in story.shots]
