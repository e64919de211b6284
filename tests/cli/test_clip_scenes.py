"""Scenes that are programs, from the command line: a fault is the author's to mend, and a script is never code."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import app
from tests.fakes.projects import copied

SCENE = """\
libelle: Essai
emplacements: {titre: {maxi: 60}}
principal: titre
duree_mini: 1
calques:
  - {type: fond, fond: studio}
  - {type: clip, couleurs: {trait: ambre}}
"""

SCRIPT = """\
titre: Un essai
conducteur:
  - virgule
  - essai: {titre: Oui}
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command left."""

    code: object
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(tmp_path_factory.mktemp("projet"))
    folder = root / "scenes" / "essai"
    folder.mkdir()
    (folder / "scene.yaml").write_text(SCENE, "utf-8")
    return root


@pytest.fixture
def jt(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(project)

    def run(program: str, script: str, *words: str) -> Told:
        (project / "scenes" / "essai" / "clip.py").write_text(program, "utf-8")
        (project / "essai.yaml").write_text(script, "utf-8")
        monkeypatch.setattr(sys, "argv", ["jt", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            app.main()
        printed = capsys.readouterr()
        return Told(left.value.code, printed.out, printed.err)

    return run


RENDER = ("render", "essai.yaml", "--preset", "draft", "--out", "sortie", "--jobs")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_fault_names_the_shot_the_scene_and_the_file_and_leaves_nothing(jt: Run, project: Path, jobs: str) -> None:
    told = jt("def clip(slots, fmt):\n    return 1 / 0\n", SCRIPT, *RENDER, jobs)
    assert (told.code, told.out) == (1, "")
    assert (
        "essai.yaml:4:5: plan « Oui » (essai/01), scène « essai » : scenes/essai/clip.py : ligne 2, "
        "ZeroDivisionError : division by zero ; corrigez ce programme"
    ) in told.err
    assert not (project / "sortie").exists()
    assert not list((project / "output").rglob(".en-cours*"))


def test_a_still_names_the_shot_too(jt: Run, project: Path) -> None:
    told = jt("def clip(slots, fmt): return None", SCRIPT, "still", "essai.yaml", "--at", "2", "-o", "image.png")
    assert told.code == 1
    assert "plan « Oui » (essai/01), scène « essai » : scenes/essai/clip.py : clip() rend « NoneType »" in told.err
    assert not (project / "image.png").exists()


MARK = "from pathlib import Path\nPath('execute').touch()\ndef clip(slots, fmt): pass\n"
"""A program that leaves a trace as soon as it is read."""


@pytest.mark.parametrize(
    "shot",
    [
        "{scene: scenes/essai/clip.py}",
        "{scene: ../essai}",
        "{scene: essai/clip}",
        "{scene: {nom: ../scenes/essai/clip.py}}",
        "scenes/essai/clip.py",
        "{fichier: scenes/essai/clip.py}",
        "{clip: scenes/essai/clip.py}",
        "{citation: Oui, fichier: clip.py}",
        "{citation: Oui, calques: [{type: clip}]}",
        "{image: scenes/essai/clip.py}",
        "{image: ../scenes/essai/clip.py}",
        "{video: ../scenes/essai/clip.py}",
        "{plateau: {vignette: ../../scenes/essai/clip.py}, texte: Oui}",
        "{carte: Talence, departement: ../essai}",
    ],
)
def test_a_script_never_names_a_program(jt: Run, project: Path, shot: str) -> None:
    told = jt(MARK, f"titre: Un essai\nconducteur:\n  - {shot}\n", "render", "essai.yaml", "--out", "sortie")
    assert told.code == 1
    assert re.search(r"essai\.yaml:3:\d+: ", told.err)
    assert not (project / "execute").exists()


def test_a_slot_is_a_text_whatever_it_says(jt: Run, project: Path) -> None:
    script = SCRIPT.replace("Oui", "../courbe/clip.py")
    seen = "def clip(slots, fmt): raise ValueError(slots['titre'])"
    assert "ligne 1, ValueError : ../courbe/clip.py ; " in jt(seen, script, *RENDER, "1").err
    told = jt(MARK, "titre: Un essai\nconducteur: [virgule]\n", "check", "essai.yaml")
    assert told.code == 0
    assert not (project / "execute").exists()
