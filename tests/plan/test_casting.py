"""People without a voice get one that agrees with their name, their role and their age, and that nobody else has."""

from pathlib import Path

import pytest

from pipeline.model.script import Speaker
from pipeline.plan.casting import gender_of
from tests.fakes.projects import checked, context_of

_PEOPLE = {
    "samira": ("Samira Benali", "présentatrice"),
    "gaston": ("Gaston Lefèvre", "maître d'œuvre social"),
    "lila": ("Lila", "élève de CM2"),
    "odile": ("Odile Castaing", "habitante, 86 ans"),
    "yan": ("Yan Kerguen", "apiculteur"),
    "maire": ("Dominique Paoli", "maire de Corte"),
    "nour": ("Nour Haddad", "habitante"),
    "reporter": ("Erwan Le Bihan", "envoyé spécial à Nancy"),
}


def _script(people: dict[str, tuple[str, str]], more: str = "") -> str:
    who = "".join(f'  {key}: {{nom: {name}, role: "{role}"}}\n' for key, (name, role) in people.items())
    return f"titre: Essai\nintervenants:\n{who}{more}conducteur: [virgule]\n"


def _voices(text: str, folder: Path) -> dict[str, str]:
    return {key: speaker.voice for key, speaker in context_of(text, folder).script.speakers.items()}


def test_voices_agree_with_names_roles_and_ages(tmp_path: Path) -> None:
    voices = _voices(_script(_PEOPLE), tmp_path)
    assert voices["samira"] == "presentatrice_1"
    assert voices["odile"] == "ainee_1"
    assert voices["reporter"] == "reporter_1"
    assert voices["maire"].startswith("officiel")
    assert {voices["gaston"], voices["yan"]} == {"habitant_1", "habitant_2"}
    assert {voices["lila"], voices["nour"]} == {"habitante_1", "habitante_2"}


def test_nobody_shares_a_voice_while_there_are_others(tmp_path: Path) -> None:
    men = {f"h{number}": ("Paul Martin", "habitant") for number in range(6)}
    voices = _voices(_script(men), tmp_path)
    assert len(set(voices.values())) == 6
    assert not any(voice.startswith(("habitante", "ainee", "officielle", "presentatrice")) for voice in voices.values())


def test_a_written_voice_stays_and_is_left_to_its_owner(tmp_path: Path) -> None:
    more = "  luce: {nom: Luce Arnal, role: habitante, voix: habitante_1}\n"
    voices = _voices(_script({"zoe": ("Zoé Blin", "habitante")}, more), tmp_path)
    assert voices == {"zoe": "habitante_2", "luce": "habitante_1"}


def test_order_decides_nothing(tmp_path: Path) -> None:
    turned = dict(reversed(_PEOPLE.items()))
    assert _voices(_script(_PEOPLE), tmp_path / "a") == _voices(_script(turned), tmp_path / "b")


@pytest.mark.parametrize(
    ("name", "role", "gender"),
    [
        ("Zohra Amrani", "agent d'accueil", "femme"),
        ("Camille Petit", "infirmière", "femme"),
        ("Camille Petit", "infirmier", "homme"),
        ("Jean-Marie Faure", "bénévole", "homme"),
        ("Marie-Jeanne Faure", "bénévole", "femme"),
        ("Éloïse", "", "femme"),
        ("ÉRIC", "", "homme"),
    ],
)
def test_a_name_and_a_role_tell_how_to_draw_someone(name: str, role: str, gender: str, tmp_path: Path) -> None:
    agency = context_of(_script({"a": ("Paul", "")}), tmp_path).agency
    assert gender_of("x", Speaker(name=name, role=role), agency) == gender


def test_every_voice_of_the_casting_exists(tmp_path: Path) -> None:
    newsroom, _ = checked(_script({"a": ("Paul", "")}), tmp_path)
    agency = context_of(_script({"a": ("Paul", "")}), tmp_path).agency
    named = [voice for part in agency.parts for voices in part.voices.values() for voice in voices]
    assert agency.describer not in named, "whoever describes says nothing else"
    assert sorted((*named, agency.describer)) == sorted(newsroom.cast()), "each voice of the cast is somebody's, once"
