"""A script is corrected to say what its recordings say, in place, and only where that is sure."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.codecs.wav import write_wav
from pipeline.cli.as_said import show_as_said
from pipeline.errors import UserError
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Recogniser
from pipeline.service.newsroom import Newsroom
from pipeline.service.script_as_said import ScriptAsSaid, script_as_said, write_as_said
from tests.fakes.projects import ROOT, settings_in
from tests.fakes.recognisers import PaperRecogniser

_SCRIPT = """\
titre: Le petit journal   # le nôtre
ville: Talence
intervenants:
  malo: {nom: Malo Duval, role: habitant}
conducteur:
  - sujet: Le café du coin
    lancement: non
    plans:
      # la réponse de Malo
      - sonore: malo
        texte: "Je viens ici deux fois par semaine."   # à vérifier
        TAPE
"""
_SAID = "Je viens ici trois fois par semaine."
_NAMED = "enregistrement: essai/malo.wav"


class _Desk(Newsroom):
    def recogniser(self) -> Recogniser:
        return PaperRecogniser(self.said)

    said = _SAID


def _desk(root: Path, script: str, voice: str = "media/essai/malo.wav", said: str = _SAID) -> _Desk:
    sound = np.pad(0.1 * np.random.default_rng(1).standard_normal(4 * SAMPLE_RATE), SAMPLE_RATE // 2)
    (root / voice).parent.mkdir(parents=True)
    write_wav(root / voice, sound.astype(np.float32))
    (root / "essai.yaml").write_text(script, "utf-8")
    made = _Desk(settings_in(root, root / "output", ROOT))
    made.said = said
    return made


def _found(desk: _Desk) -> ScriptAsSaid:
    return script_as_said(desk, desk.settings.root / "essai.yaml", jobs=1)


def test_one_text_changes_and_nothing_else(tmp_path: Path) -> None:
    script = _SCRIPT.replace("TAPE", _NAMED)
    found = _found(_desk(tmp_path, script))
    assert [(each.before, each.after) for each in found.corrections] == [("Je viens ici deux fois par semaine.", _SAID)]
    assert (tmp_path / "essai.yaml").read_text("utf-8") == script
    write_as_said(tmp_path / "essai.yaml", found)
    assert (tmp_path / "essai.yaml").read_text("utf-8") == script.replace("deux", "trois")
    assert _found(_Desk(settings_in(tmp_path, tmp_path / "output", ROOT))).corrections == ()


@pytest.mark.parametrize(
    ("script", "voice", "said", "why"),
    [
        (
            _SCRIPT.replace("TAPE", _NAMED),
            "media/essai/malo.wav",
            "Odile vend des pommes rouges au marché.",
            "bon fichier",
        ),
        (
            _SCRIPT.replace('"Je viens', '"Je viens (pause)').replace("TAPE", _NAMED),
            "media/essai/malo.wav",
            _SAID,
            "pauses",
        ),
        (
            _SCRIPT.replace("        TAPE\n", ""),
            "media/essai/voix/malo-je-viens-ici-deux-fois.wav",
            _SAID,
            "renommer",
        ),
    ],
)
def test_what_is_not_sure_is_left_to_people(tmp_path: Path, script: str, voice: str, said: str, why: str) -> None:
    found = _found(_desk(tmp_path, script, voice, said))
    assert found.corrections == ()
    assert found.content.decode() == script
    assert why in found.refused[0][1]


def test_it_is_shown_first_and_written_when_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _desk(tmp_path, _SCRIPT.replace("TAPE", _NAMED))
    monkeypatch.setattr("pipeline.cli.as_said.Newsroom", _Desk)
    _found(_Desk(settings_in(tmp_path, tmp_path / "output", ROOT)))  # listens in this very process
    monkeypatch.setattr("pipeline.cli.as_said.settings_for", lambda _: settings_in(tmp_path, tmp_path / "output", ROOT))
    script = tmp_path / "essai.yaml"
    assert show_as_said(script, correct=False, confirmed=False) == 0
    assert "dit   : Je viens ici trois fois" in capsys.readouterr().out
    assert show_as_said(script, correct=True, confirmed=False) == 1
    assert "  + Je viens ici trois fois" in capsys.readouterr().out
    assert "deux" in script.read_text("utf-8")
    assert show_as_said(script, correct=True, confirmed=True) == 0
    assert "trois" in script.read_text("utf-8")


def test_what_cannot_go_together_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--corriger"):
        show_as_said(tmp_path / "essai.yaml", correct=False, confirmed=True)
