"""What is wrong with `jt.yaml` is told at once, whatever else is wrong, and where it was typed."""

from pathlib import Path

import pytest

from pipeline.adapters.project import settings_for
from pipeline.service.check import check
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source

BRAND = """\
chaine: TV Baie
chene: oups
logo: media/logo.png
couleurs: {principale: vert, accent: "#F6A821"}
musique: {generique: media/faux.wav}
generique: media/absent.mp4
habillage: le_kioske
langue: klingon
"""
WRONG = {
    2: "chene",
    3: "media/logo.png",
    4: "vert",
    5: "media/faux.wav",
    6: "media/absent.mp4",
    7: "le_kioske",
    8: "klingon",
}
"""Every line of the file that is wrong, and the word that is told there."""

SCRIPT = "titre: Essai\nconducteur:\n  - generique\n  - plateau: {texte: Bonsoir à tous.}\n"


@pytest.mark.parametrize(
    ("script", "own"),
    [
        (SCRIPT, ()),
        (SCRIPT.replace("titre:", "tite:"), ((1, "tite"),)),
        (f"habillage: rien_de_tel\n{SCRIPT}", ((1, "rien_de_tel"),)),
        (SCRIPT.replace("Bonsoir à tous.", '""'), ((4, ""),)),
    ],
    ids=["good", "unknown key", "unknown house", "empty text"],
)
def test_every_mistake_is_told_at_its_line_whatever_else_is_wrong(
    script: str, own: tuple[tuple[int, str], ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "scripts").mkdir()
    (tmp_path / "media" / "logo.png").write_text("pas une image", "utf-8")
    (tmp_path / "media" / "faux.wav").write_bytes(b"%PDF-1.4 rien qui s'entende")
    (tmp_path / "jt.yaml").write_text(BRAND, "utf-8")
    path = tmp_path / "scripts" / "essai.yaml"
    path.write_text(script, "utf-8")
    monkeypatch.chdir(tmp_path)
    answer = check(Newsroom(settings_for(path, tmp_path / "cache")), Source(Path("scripts/essai.yaml")))
    assert answer.script is None
    told = [(found.mark.line, found.message) for found in answer.findings if found.mark.file == "jt.yaml"]
    for line, word in WRONG.items():
        assert [message for at, message in told if at == line and word in message], (line, word, told)
    assert {line for line, _ in told} == set(WRONG)
    mine = [(found.mark.line, found.message) for found in answer.findings if found.mark.file == "scripts/essai.yaml"]
    for line, word in own:
        assert [message for at, message in mine if at == line and word in message], mine


@pytest.mark.parametrize(("brand", "told"), [("", True), ("presentatrice: {nom: Solène Kermadec}\n", False)])
def test_nobody_is_missed_in_the_studio_when_the_channel_names_who_presents(
    brand: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "scripts").mkdir()
    (tmp_path / "jt.yaml").write_text(brand, "utf-8")
    path = tmp_path / "scripts" / "essai.yaml"
    path.write_text(SCRIPT, "utf-8")
    monkeypatch.chdir(tmp_path)
    answer = check(Newsroom(settings_for(path, tmp_path / "cache")), Source(Path("scripts/essai.yaml")))
    assert ("presentateur-absent" in {finding.code for finding in answer.findings}) is told
