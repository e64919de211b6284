"""The headlines show one story after the other: each on its own picture, for its part of the shot."""

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.model.picture import ArtSpec, TextSpec
from pipeline.model.rundown import PlannedShot
from pipeline.model.time import frame_of
from tests.fakes.projects import planned, rundown_of

_STORIES = {
    "Les jardins suspendus": "Sur les toits, des potagers nourrissent tout le quartier.",
    "Le bus qui attend": "Ligne sept, le chauffeur connaît chaque passager.",
    "Une nuit à l'école": "Un internat ouvre ses chambres aux étudiants.",
}


def _written(listed: tuple[str, ...] = ()) -> str:
    headlines = "".join(f"        - {headline}\n" for headline in listed)
    items = "".join(
        f"  - sujet: s{rank}\n    titre: {title}\n    texte: >\n      {text}\n"
        for rank, (title, text) in enumerate(_STORIES.items())
    )
    listing = f"      liste:\n{headlines}" if listed else ""
    return f"titre: Essai\nconducteur:\n  - titres:\n      texte: Bonsoir.\n{listing}{items}"


def _shots(text: str, folder: Path, scene: str) -> list[PlannedShot]:
    return [shot for item in rundown_of(text, folder).items for shot in item.shots if shot.scene == scene]


def _shown(text: str, folder: Path) -> list[str]:
    (shot,) = _shots(text, folder, "titres")
    return [entry["image"] for entry in shot.slots["manchettes"]]


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    return [str(shot.slots["illustration"]) for shot in _shots(_written(), tmp_path, "carton")]


def test_each_headline_is_on_the_picture_of_its_story(tmp_path: Path, pictures: list[str]) -> None:
    assert _shown(_written(), tmp_path) == pictures


def test_a_headline_finds_its_story_by_its_words_whatever_its_rank(tmp_path: Path, pictures: list[str]) -> None:
    listed = ("Des étudiants dorment à l'internat", "Un potager sur le toit", "Un chauffeur patient")
    assert _shown(_written(listed), tmp_path) == [pictures[2], pictures[0], pictures[1]]


def test_a_number_finds_the_story_that_tells_it(tmp_path: Path) -> None:
    text = _written(("Rien de neuf", "Face à la 7G", "Encore moins")).replace("Sur les toits,", "Contre la 7G,")
    pictures = [str(shot.slots["illustration"]) for shot in _shots(text, tmp_path, "carton")]
    assert _shown(text, tmp_path)[1] == pictures[0]


def test_no_two_headlines_are_on_one_picture(tmp_path: Path) -> None:
    shown = _shown(_written(("Rien", "Rien de plus", "Encore moins", "Toujours rien")), tmp_path)
    named = [picture for picture in shown if picture]
    assert len(named) == len(set(named))


def test_headlines_take_the_shot_in_turn(tmp_path: Path) -> None:
    _, plan = planned(_written(), tmp_path)
    shot = next(shot for shot in plan.timeline.shots if "titres" in shot.layers[0].label.lower())
    told = [layer for layer in shot.layers if layer.label.endswith(": titres")]
    assert [layer.spec.text for layer in told if isinstance(layer.spec, TextSpec)] == list(_STORIES)
    assert told[0].span.start == 0
    assert told[-1].span.end == shot.span.length
    assert all(one.span.end == other.span.start for one, other in pairwise(told))
    images = [layer for layer in shot.layers if isinstance(layer.spec, ArtSpec) and layer.label.endswith(": images")]
    assert [layer.span.start for layer in images] == [layer.span.start for layer in told]
    assert all(one.span.end > other.span.start for one, other in pairwise(images))


def test_a_headline_comes_with_the_sentence_that_says_it(tmp_path: Path) -> None:
    said = (
        "Bonsoir à tous. Sur les toits, des jardins nourrissent tout un quartier. "
        "À l'arrêt du pont, un bus attend ses passagers. Dans l'école, des étudiants ont leur chambre."
    )
    _, plan = planned(_written().replace("texte: Bonsoir.", f"texte: {said}"), tmp_path)
    shot = next(shot for shot in plan.timeline.shots if "titres" in shot.layers[0].label.lower())
    told = [layer for layer in shot.layers if layer.label.endswith(": titres")]
    voice = next(voice for voice in plan.timeline.voices if voice.take.sentences[0].text.startswith("Bonsoir"))
    begins = [frame_of(voice.start + mark.start) - shot.span.start for mark in voice.take.sentences]
    assert [layer.span.start for layer in told] == [0, *begins[2:]]


def test_a_word_of_many_stories_misleads_no_headline(tmp_path: Path) -> None:
    text = (
        "titre: Essai\nconducteur:\n  - titres:\n      texte: Bonsoir.\n      liste:\n"
        "        - À la maison universelle, on partage tout\n        - Au temps partagé, que valent vos heures ?\n"
        "  - sujet: a\n    titre: La maison du temps partagé\n    texte: Ici, on donne une heure à la maison voisine.\n"
        "  - sujet: b\n    titre: La maison universelle\n    texte: Trente voisins partagent une maison.\n"
    )
    first, second = (str(shot.slots["illustration"]) for shot in _shots(text, tmp_path, "carton"))
    assert _shown(text, tmp_path) == [second, first]
