"""What is wrong with a channel's brand is said at its line, all at once, in French."""

import struct
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.yaml.brands import load_brand
from pipeline.errors import Finding, Level
from pipeline.model.scene import House, Scene
from pipeline.review.branding import Known, brand_findings, dressed
from tests.fakes.projects import ROOT, house, scenes

KNOWN = Known(frozenset({"la_capsule"}), frozenset({"pico"}), frozenset({"presentatrice_1"}))
FONT = ROOT / "media" / "fonts" / "BarlowCondensed-Bold.ttf"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path fill="{}" d="M0 0h300v100h-300z"/></svg>'


@lru_cache
def few() -> dict[str, Scene]:
    return {name: scenes()[name] for name in ("logo", "generique", "credits", "carton", "plateau", "bandeau")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    return tmp_path


def told(project: Path, content: str) -> list[Finding]:
    (project / "jt.yaml").write_text(content, "utf-8")
    file = load_brand(project / "jt.yaml")
    return list(brand_findings(file, house(), few(), FolderLibrary(project), KNOWN))


def worn(project: Path, content: str) -> House:
    (project / "jt.yaml").write_text(content, "utf-8")
    return dressed(load_brand(project / "jt.yaml"), house(), FolderLibrary(project)).house


def test_a_brand_that_can_be_worn_says_nothing(project: Path) -> None:
    (project / "media" / "logo.svg").write_text(SVG.format("#ffffff"), "utf-8")
    content = 'chaine: TV Baie\nlogo: logo.svg\ncouleurs: {principale: "#0A4D44", accent: "#F2C14E"}\nvoix: pico\n'
    assert told(project, content) == []
    logo = worn(project, content).logo
    assert logo is not None
    assert (logo.file, logo.sides) == ("media/logo.svg", (300, 100))
    assert "studio" in logo.legible


def test_everything_is_said_at_once_in_the_order_of_its_lines(project: Path) -> None:
    found = told(
        project,
        """chaines: TV Baie
logo: absent.svg
couleurs:
  principal: "#0B6B5F"
  accent: orange
polices: {titre: absente.ttf, gros: x.ttf}
voix: piko
presentatrice: {voix: presentatrice_9}
habillage: la_capsul
""",
    )
    assert [finding.mark.line for finding in found] == [1, 2, 4, 5, 6, 6, 7, 8, 9]
    assert [str(finding.code).removeprefix("marque-") for finding in found] == [
        "cle-inconnue", "logo", "couleur-inconnue", "couleur-illisible", "police", "police-inconnue", "nom-inconnu",
        "nom-inconnu", "nom-inconnu",
    ]  # fmt: skip
    said = "\n".join(map(str, found))
    assert "vouliez-vous dire « principale » ?" in said
    assert "vouliez-vous dire « pico » ?" in said
    assert "vouliez-vous dire « presentatrice_1 » ?" in said


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("logo.svg", b"<svg", "SVG lisible"),
        ("logo.svg", b"<html></html>", "pas un dessin SVG"),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>', "ne dit pas sa largeur"),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "on n'y voit rien"),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>TV</text></svg>', "du texte"),
        (
            "logo.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://x.fr/a.png"/></svg>',
            "n'est pas permis",
        ),
        ("logo.png", b"\x89PNG\r\n\x1a\nabc", "illisible"),
        ("logo.jpg", b"\xff\xd8\xff\xe0", "ni un SVG ni un PNG"),
        ("logo.svg", b"<" + b" " * 5_000_001, "trop lourd"),
    ],
)
def test_a_logo_that_is_none_is_told_in_french(project: Path, name: str, content: bytes, why: str) -> None:
    (project / "media" / name).write_bytes(content)
    (finding,) = told(project, f"chaine: TV\nlogo: {name}\n")
    assert finding.mark.line == 2
    assert finding.level is Level.ERROR
    assert why in str(finding)
    assert worn(project, f"logo: {name}\n").logo is None


def test_a_logo_that_leaves_the_project_is_refused(project: Path) -> None:
    (finding,) = told(project, "logo: ../../logo.svg\n")
    assert str(finding.code) == "marque-logo"


def test_a_dark_logo_on_a_dark_plate_is_told_with_a_plate_on_which_it_is_seen(project: Path) -> None:
    (project / "media" / "logo.svg").write_text(SVG.format("#1a1a40").replace("h300v100h-300z", "h90v40z"), "utf-8")
    (finding,) = told(project, "logo: logo.svg\n")
    assert str(finding.code) == "marque-logo-contraste"
    assert "fond_logo: texte" in finding.advice
    assert told(project, "logo: logo.svg\nfond_logo: texte\n") == []


def test_a_block_with_its_own_letters_is_seen_anywhere(project: Path) -> None:
    picture = Image.new("RGBA", (300, 100), "#101030")
    picture.paste("#ffffff", (100, 20, 200, 80))
    picture.save(project / "media" / "logo.png")
    assert told(project, "logo: logo.png\n") == []


def test_a_ribbon_of_a_logo_is_told_to_be_too_small(project: Path) -> None:
    (project / "media" / "logo.svg").write_text(SVG.format("#ffffff").replace("0 0 300 100", "0 0 3000 100"), "utf-8")
    found = told(project, "logo: logo.svg\n")
    assert {str(finding.code) for finding in found} == {"marque-logo-place"}
    assert "points de haut" in str(found[0])


def test_a_plate_of_no_colour_is_told(project: Path) -> None:
    (project / "media" / "logo.svg").write_text(SVG.format("#ffffff"), "utf-8")
    (finding,) = told(project, "logo: logo.svg\nfond_logo: text\n")
    assert "vouliez-vous dire « texte » ?" in str(finding)
    assert finding.mark.line == 2


def test_a_pale_ground_under_pale_letters_is_told_with_the_nearest_that_would_do(project: Path) -> None:
    (finding,) = told(project, 'couleurs:\n  principale: "#7FC8B8"\n')
    assert (finding.mark.line, str(finding.code)) == (2, "marque-contraste")
    assert "il faut" in finding.message
    assert "16:9, vertical, carré" in finding.message
    better = finding.advice.rpartition("« ")[2].partition(" »")[0]
    assert told(project, f'couleurs:\n  principale: "{better}"\n') == []


@pytest.mark.parametrize(
    ("content", "why"), [(b"\x00\x01\x00\x00oups", "illisible"), (b"wOF2", "TrueType ou OpenType"), (b"", "TrueType")]
)
def test_a_font_that_is_none_is_told(project: Path, content: bytes, why: str) -> None:
    (project / "media" / "x.ttf").write_bytes(content)
    (finding,) = told(project, "polices: {titre: x.ttf}\n")
    assert why in str(finding)
    assert worn(project, "polices: {titre: x.ttf}\n").faces == house().faces


def test_a_font_of_ones_own_is_worn(project: Path) -> None:
    (project / "media" / "x.ttf").write_bytes(FONT.read_bytes())
    assert told(project, "polices: {titre: x.ttf}\n") == []
    assert worn(project, "polices: {titre: x.ttf}\n").faces["titre"] == "media/x.ttf"


def test_a_font_that_may_not_be_embedded_is_a_warning(project: Path) -> None:
    data = bytearray(FONT.read_bytes())
    count = struct.unpack(">H", data[4:6])[0]
    (record,) = (12 + 16 * rank for rank in range(count) if data[12 + 16 * rank : 16 + 16 * rank] == b"OS/2")
    offset = struct.unpack(">I", data[record + 8 : record + 12])[0]
    data[offset + 8 : offset + 10] = struct.pack(">H", 2)
    (project / "media" / "x.ttf").write_bytes(bytes(data))
    (finding,) = told(project, "polices: {titre: x.ttf}\n")
    assert finding.level is Level.WARNING
    assert "fsType" in str(finding)
