"""What was promised holds in every byte that leaves the house: the name, its parts and its id are nowhere."""

import re
import shutil
from pathlib import Path

import pytest

from pipeline.errors import ScriptError
from pipeline.french.letters import ascii_of
from pipeline.model.picture import PlaceholderSpec, TextSpec
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service.check import check, explained
from pipeline.service.newsroom import Newsroom
from pipeline.service.plan import plan
from pipeline.service.preparing import prepare
from pipeline.service.render import render
from pipeline.service.source import Source
from tests.fakes.projects import ROOT, newsroom_in, settings_in

SCRIPT = """\
titre: Le journal
sous_titres: oui
intervenants:
  yvonne-guegan: {nom: Yvonne Guégan, role: habitante, affichage: anonyme}
  zelie-kerbrat: {nom: Zélie Kerbrat, role: voisine, affichage: initiales}
  lina-quemener: {nom: Lina Quéméner, role: voisine, affichage: prenom}
conducteur:
  - sonore: yvonne-guegan
    texte: Oui.
  - sonore: zelie-kerbrat
    texte: Non.
  - video: {video: essai/yvonne_guegan.mp4}
    texte: Ici.
    par: lina-quemener
"""
NAMES = re.compile(
    rb"yvonne|guegan|gu\xc3\xa9gan|gu\xe9gan|zelie|kerbrat|quemener|z\xc3\xa9lie|qu\xc3\xa9m", re.IGNORECASE
)


def _written(folder: Path, text: str) -> Path:
    (folder / "essai.yaml").write_text(text, "utf-8")
    return folder / "essai.yaml"


def test_no_byte_that_is_delivered_names_them(tmp_path: Path) -> None:
    script = _written(tmp_path, SCRIPT)
    newsroom = newsroom_in(tmp_path / "output")
    done = render(newsroom, Task(path=script, preset=PRESETS["draft"], engine="embarquee", folder=tmp_path / "film"))
    delivered = sorted(path for path in done.film.parent.rglob("*") if path.is_file())
    assert len(delivered) > 7
    for path in delivered:
        assert not NAMES.search(path.name.encode())
        assert not NAMES.search(path.read_bytes()), path.name
    told = (done.film.parent / "report.json").read_text("utf-8")
    assert all(f'"speaker": "personne-{number}"' in told for number in (1, 2, 3))
    assert "Témoin" in (done.film.parent / "index.html").read_text("utf-8")


def test_no_letter_that_is_drawn_names_them(tmp_path: Path) -> None:
    source = Source(_written(tmp_path, SCRIPT))
    planned = plan(newsroom_in(tmp_path / "output"), source, PRESETS["draft"])
    specs = [layer.spec for shot in planned.timeline.shots for layer in shot.layers]
    drawn = [str(spec.text) for spec in specs if isinstance(spec, (TextSpec, PlaceholderSpec))]
    assert any("Z. K." in text for text in drawn)
    assert not [text for text in drawn if NAMES.search(ascii_of(text).encode())]


def test_what_is_explained_holds_the_same_promise(tmp_path: Path) -> None:
    answer = check(newsroom_in(tmp_path / "output"), Source(_written(tmp_path, SCRIPT)), PRESETS["draft"])
    assert answer.script is not None
    told = explained(answer.script)
    assert "nom: Z. K." in told
    assert not NAMES.search(ascii_of(told).encode())


def test_whoever_refused_is_not_heard(tmp_path: Path) -> None:
    project = tmp_path / "projet"
    (project / "media" / "essai" / "voix").mkdir(parents=True)
    text = SCRIPT.replace("affichage: anonyme}", "affichage: anonyme, consentement: refusé}").split("  - video")[0]
    script = _written(project, text)
    newsroom = Newsroom(settings_in(project, project / "output", ROOT))
    prepare(newsroom, Source(script), PRESETS["draft"])
    voice = project / "media" / "essai" / "voix" / "yvonne-guegan-oui.wav"
    shutil.copy(ROOT / "media" / "sounds" / "cloture.ogg", voice)
    with pytest.raises(ScriptError, match="on entendrait ici la voix de « yvonne-guegan »"):
        prepare(Newsroom(settings_in(project, project / "output", ROOT)), Source(script), PRESETS["draft"])


def test_a_channel_does_not_name_them_either(tmp_path: Path) -> None:
    (tmp_path / "jt.yaml").write_text("credits: [[Avec l'aide de, Yvonne Guégan]]\n", "utf-8")
    script = _written(tmp_path, SCRIPT)
    with pytest.raises(ScriptError, match=r"jt\.yaml: la chaîne dit « Yvonne Guégan » dans chaque film"):
        prepare(Newsroom(settings_in(tmp_path, tmp_path / "output", ROOT)), Source(script), PRESETS["draft"])


def test_somebody_described_where_they_present_is_not_named(tmp_path: Path) -> None:
    text = (
        "titre: Essai\npresente_par: {nom: GUÉGAN Yvonne, affichage: anonyme}\nconducteur:\n"
        "  - plateau: {}\n    texte: Bonsoir.\n"
    )
    newsroom = newsroom_in(tmp_path / "output")
    planned = plan(newsroom, Source(_written(tmp_path, text)), PRESETS["draft"])
    drawn = [str(layer.spec) for shot in planned.timeline.shots for layer in shot.layers]
    assert not [spec for spec in drawn if NAMES.search(ascii_of(spec).encode())]
    assert {voice.shown_name for voice in planned.timeline.voices} == {"Témoin"}
