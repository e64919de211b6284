"""What the reading of a file finds is told with the script's other mistakes, once, in reading order."""

from pathlib import Path

from pipeline.errors import Level
from pipeline.service.check import check
from pipeline.service.newsroom import Newsroom
from pipeline.service.settings import settings_for
from pipeline.service.source import Source

_TWICE = """\
titre: Le journal
titre: Le journal du soir
bandau: [Bonsoir]
sujets:
  - titre: Le bus
    texte: Il passe.
"""


def test_a_mistake_of_writing_is_told_with_those_of_meaning(tmp_path: Path) -> None:
    path = tmp_path / "mon_journal.yaml"
    answer = check(Newsroom(settings_for(path)), Source(path, _TWICE))
    assert answer.script is None
    assert [(found.mark.line, found.code) for found in answer.findings if found.level is Level.ERROR] == [
        (2, "cle-double"),
        (3, "cle-inconnue"),
    ]


def test_a_channel_is_told_a_key_written_twice_with_the_rest(tmp_path: Path) -> None:
    (tmp_path / "jt.yaml").write_text("chaine: Télé Talence\nchaine: Télé\nlivraison: [web]\n", "utf-8")
    path = tmp_path / "mon_journal.yaml"
    script = _TWICE.replace("titre: Le journal du soir\nbandau: [Bonsoir]\n", "")
    answer = check(Newsroom(settings_for(path)), Source(path, script))
    assert [(found.mark.line, found.code) for found in answer.findings] == [(2, "cle-double"), (3, "cle-inconnue")]


def test_a_stage_direction_is_one_remark_not_two(tmp_path: Path) -> None:
    path = tmp_path / "mon_journal.yaml"
    text = "titre: J\nsujets:\n  - titre: Le bus\n    texte: [off] Il passe.\n"
    answer = check(Newsroom(settings_for(path)), Source(path, text))
    assert [(found.mark.line, found.code) for found in answer.findings] == [(4, "indication-de-jeu")]


def test_a_sign_that_is_refused_is_the_only_mistake_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mon_journal.yaml"
    text = 'titre: J\nsujets:\n  - titre: "Le bus \\e[31m rouge"\n    texte: Il passe.\n'
    answer = check(Newsroom(settings_for(path)), Source(path, text))
    assert [(found.mark.line, found.code) for found in answer.findings] == [(3, "caractere-interdit")]
