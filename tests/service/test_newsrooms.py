"""Many checks in one go say what each would say alone."""

import os
from pathlib import Path

import pytest

from pipeline.adapters.project import settings_for
from pipeline.model.task import preset_named
from pipeline.service import checks
from pipeline.service.check import Answer, check
from pipeline.service.newsroom import Newsroom
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.source import Source

TOLD = "titre: Un titre\nconducteur:\n  - breve: {{titre: Le temps, texte: {texte}}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "jt.yaml").write_text("chaine: Le canal\n", "utf-8")
    (tmp_path / "scripts").mkdir()
    for name, text in (("un", "Bonsoir kn."), ("deux", "Bonsoir à tous."), ("trois", "« Bonsoir kn.")):
        (tmp_path / "scripts" / f"{name}.yaml").write_text(TOLD.format(texte=text), "utf-8")
    return tmp_path


def answered(newsrooms: Newsrooms, script: Path) -> Answer:
    """Check a script in a newsroom of its own, opened among others."""
    return check(newsrooms.of(settings_for(script, script.parents[1] / "cache")), Source(script))


def test_each_script_is_told_what_it_would_be_told_alone(folder: Path) -> None:
    newsrooms = Newsrooms()
    for script in sorted((folder / "scripts").glob("*.yaml")):
        alone = check(Newsroom(settings_for(script, folder / "cache")), Source(script))
        assert answered(newsrooms, script) == alone


def test_what_changes_between_two_scripts_is_told_of_the_second(folder: Path) -> None:
    newsrooms, script = Newsrooms(), folder / "scripts" / "un.yaml"
    assert [finding.code for finding in answered(newsrooms, script).findings] == ["lecture-inconnue"]
    (folder / "scripts" / "lexique.yaml").write_text("lexique: {kn: nœuds}\n", "utf-8")
    assert not answered(newsrooms, script).findings
    (folder / "jt.yaml").write_text("chaine: Le canal\nhabillage: inconnu\n", "utf-8")
    assert [finding.code for finding in answered(newsrooms, script).findings] == ["marque-nom-inconnu"]


def test_processes_say_what_one_says_in_the_order_that_was_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = [folder / "scripts" / f"{name}.yaml" for name in ("trois", "absent", "un", "deux")]
    web, cache = preset_named("web"), folder / "cache"

    def told() -> list[tuple[object, ...]]:
        done = checks.check_scripts(scripts, web, cache)
        return [(one.path, one.findings, one.scripts, one.error, one.good) for one in done]

    alone = told()
    monkeypatch.setattr(checks, "_WORTH", 1)
    monkeypatch.setattr(checks, "_TOGETHER", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert told() == alone
    assert [path for path, *_ in alone] == scripts
