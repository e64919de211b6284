"""A face nobody described never contradicts what the script says of somebody, and everything of it can be set."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.model.script import Portrait, Speaker
from pipeline.plan.casting import Agency
from pipeline.plan.portrait import portrait
from pipeline.service.check import explained
from tests.fakes.projects import context_of

MANY = 40


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the people of a script as they are cast, each role under many ids."""

    def faces(told: str, *, name: str = "Camille Le Goff") -> list[Speaker]:
        people = "".join(f'  p{rank}: {{nom: "{name}", {told}}}\n' for rank in range(MANY))
        text = f"titre: Essai\nintervenants:\n{people}conducteur: [virgule]\n"
        return list(context_of(text, tmp_path_factory.mktemp("visages")).script.speakers.values())

    return faces


@pytest.mark.parametrize(
    "told",
    [
        'role: "habitante, 87 ans"',
        "role: retraitée",
        'role: "87 ans, ancienne infirmière"',
        'role: "la doyenne du quartier"',
        'role: "habitante, 87 ans", voix: habitant_1',
        "role: nonagénaire, voix: habitante_1",
    ],
)
def test_an_old_woman_is_drawn_old_and_without_a_beard(faces: Any, told: str) -> None:
    for who in faces(told):
        assert who.portrait.hair_colour in {"gris", "blanc"}
        assert who.portrait.cane
        assert not who.portrait.beard
        assert who.portrait.hair != "rase"


def test_a_man_is_drawn_as_one_and_may_have_a_beard(faces: Any) -> None:
    found = faces("role: voisin")
    assert any(who.portrait.beard for who in found)
    assert {who.portrait.hair for who in found} == {"court", "rase", "boucles"}


@pytest.mark.parametrize(
    "told",
    [
        "role: lycéen",
        'role: "habitant, 16 ans"',
        "role: collégien",
        "role: voisin, consentement: {mineur: oui}, affichage: prenom",
    ],
)
def test_the_young_have_no_beard(faces: Any, told: str) -> None:
    assert not any(who.portrait.beard for who in faces(told))


@pytest.mark.parametrize("told", ['role: "habitante, 16 ans"', 'role: "habitant, 34 ans"'])
def test_who_is_not_old_is_neither_drawn_nor_said_old(faces: Any, told: str) -> None:
    for who in faces(told):
        assert who.portrait.hair_colour not in {"gris", "blanc"}
        assert not who.portrait.cane
        assert not who.voice.startswith("aine")


def test_of_whom_nothing_is_known_nothing_is_drawn_that_tells(faces: Any) -> None:
    for who in faces("role: bénévole", name="Camille"):
        assert not who.portrait.beard
        assert who.portrait.hair in {"court", "boucles", "afro"}


@pytest.mark.parametrize(
    ("role", "part", "value"),
    [
        ("habitant, en fauteuil roulant", "wheelchair", True),
        ("le barbu du marché", "beard", True),
        ("une rousse à lunettes", "glasses", True),
        ("une rousse à lunettes", "hair_colour", "roux"),
        ("habitant chauve", "hair", "rase"),
    ],
)
def test_what_a_role_says_of_a_face_is_drawn(faces: Any, role: str, part: str, value: object) -> None:
    assert {getattr(who.portrait, part) for who in faces(f'role: "{role}"')} == {value}


def test_what_is_written_wins(faces: Any) -> None:
    written = "role: habitante, portrait: {barbe: oui, cheveux: noir, coiffure: rase, canne: non}"
    (face,) = {who.portrait.model_dump_json(exclude={"skin", "garment", "glasses"}) for who in faces(written)}
    assert '"beard":true' in face
    assert '"cane":false' in face


def test_a_whole_face_is_shown_so_that_it_can_be_set(tmp_path: Path) -> None:
    text = "titre: Essai\nintervenants:\n  ana: {nom: Ana Lima, role: voisine}\nconducteur: [virgule]\n"
    context = context_of(text, tmp_path)
    told = yaml.safe_load(explained(context.script))["intervenants"]["ana"]
    assert set(told["portrait"]) == {field.alias for field in Portrait.model_fields.values()}
    assert None not in told["portrait"].values()
    assert told["decor"]
    again = text.replace("role: voisine}", f"role: voisine, portrait: {told['portrait']}, decor: {told['decor']}}}")
    again = again.replace("True", "oui").replace("False", "non")
    assert context_of(again, tmp_path).script.speakers["ana"].portrait == context.script.speakers["ana"].portrait


def test_a_face_is_the_same_wherever_it_is_drawn(tmp_path: Path) -> None:
    text = "titre: Essai\nintervenants:\n  ana: {nom: Ana Lima, role: voisine}\nconducteur: [virgule]\n"
    context = context_of(text, tmp_path)
    who: Speaker = context.script.speakers["ana"]
    agency: Agency = context.agency

    def drawn(person: Speaker) -> object:
        return portrait("ana", person, agency=agency, parts=context.portrait_parts, library=context.library)

    assert drawn(who) == drawn(who.model_copy(update={"portrait": Portrait()}))
