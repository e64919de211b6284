"""Recordings are listened to once; what is said in them stands beside them, and the film follows it anywhere."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.codecs.wav import write_wav
from pipeline.errors import Finding
from pipeline.model.heard import Recognised
from pipeline.model.programme import PRESETS
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Recogniser, Samples
from pipeline.service.events import Event, Noted, Teller
from pipeline.service.listening import listen
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import Prepared, prepare
from pipeline.service.source import Source
from pipeline.speak.recordings import recorded
from tests.fakes.projects import ROOT, settings_in
from tests.fakes.recognisers import PaperRecogniser

_SCRIPT = """\
titre: Le petit journal
ville: Talence
intervenants:
  malo: {nom: Malo Duval, role: habitant}
conducteur:
  - sujet: Le café du coin
    lancement: non
    plans:
      - sonore: malo
        texte: Je viens ici deux fois par semaine.
        enregistrement: essai/malo.wav
"""


class _Desk(Newsroom):
    """A newsroom with ears of paper."""

    ears: Recogniser = PaperRecogniser("Je viens ici trois fois par semaine.")

    def recogniser(self) -> Recogniser:
        return self.ears


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    noise = 0.1 * np.random.default_rng(1).standard_normal(4 * SAMPLE_RATE)
    (tmp_path / "media" / "essai").mkdir(parents=True)
    (tmp_path / "essai.yaml").write_text(_SCRIPT, "utf-8")
    _record(tmp_path, noise)
    return _Desk(settings_in(tmp_path, tmp_path / "output", ROOT))


def _record(root: Path, sound: object) -> None:
    write_wav(root / "media" / "essai" / "malo.wav", np.pad(np.asarray(sound, np.float32), SAMPLE_RATE // 2))


def _prepared(desk: Newsroom) -> Prepared:
    return prepare(desk, Source(desk.settings.root / "essai.yaml"), PRESETS["draft"])


def _beside(desk: Newsroom) -> Path:
    return desk.settings.root / "media" / "essai" / "malo.wav.mots.yaml"


def _codes(prepared: Prepared) -> list[str]:
    return [finding.code for finding in prepared.findings if finding.code in _TOLD]


_TOLD = {"pas-ecoute", "dit-autrement", "dit-autre-chose", "mots-peu-surs", "mots-perimes", "ecoute-sans-parole"}


def _told(prepared: Prepared, code: str) -> Finding:
    return next(finding for finding in prepared.findings if finding.code == code)


def _captions(desk: _Desk) -> list[str]:
    line = _prepared(desk).rundown.lines[0]
    made = recorded(
        line, np.pad(np.random.default_rng(1).normal(0, 0.1, 4 * SAMPLE_RATE), SAMPLE_RATE // 2), desk.lexicon({})
    )
    assert made is not None
    return [mark.text for mark in made.sentences]


def test_what_is_said_reaches_the_captions_and_is_shown_beside_the_script(desk: _Desk) -> None:
    assert _codes(_prepared(desk)) == ["pas-ecoute"]
    assert listen(desk, _prepared(desk).rundown, Teller(), 1) == ("media/essai/malo.wav.mots.yaml",)
    after = _prepared(desk)
    told = _told(after, "dit-autrement")
    assert (told.mark.line, told.mark.column) == (10, 16)
    assert "« trois », écrit « deux »" in told.message
    assert "--corriger" in told.advice
    assert _captions(desk) == ["Je viens ici trois fois par semaine."]


def test_nothing_is_heard_twice(desk: _Desk) -> None:
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    desk.ears = PaperRecogniser("Autre chose.")
    assert listen(desk, _prepared(desk).rundown, Teller(), 1) == ()
    _beside(desk).unlink()
    desk.ears = ears = PaperRecogniser("Autre chose.")
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    assert not ears.hints
    assert "trois" in _beside(desk).read_text("utf-8")


def test_a_machine_that_hears_nothing_makes_the_same_captions(desk: _Desk) -> None:
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    desk.ears = PaperRecogniser(problem="il manque faster-whisper")
    assert _codes(_prepared(desk)) == ["dit-autrement"]
    assert _captions(desk) == ["Je viens ici trois fois par semaine."]


def test_without_a_recogniser_one_line_says_what_to_do(desk: _Desk) -> None:
    desk.ears = PaperRecogniser(problem="il manque faster-whisper ; tapez « jt ecoute install »")
    assert listen(desk, _prepared(desk).rundown, Teller(), 1) == ()
    assert "jt ecoute install" in _told(_prepared(desk), "pas-ecoute").advice
    assert _captions(desk) == ["Je viens ici deux fois par semaine."]


def test_a_recogniser_that_fails_stops_no_film(desk: _Desk) -> None:
    class _Failing(PaperRecogniser):
        def unavailable(self) -> str:
            return ""

    events: list[Event] = []
    desk.ears = _Failing(problem="le modèle est abîmé ; tapez « jt ecoute install »")
    assert listen(desk, _prepared(desk).rundown, Teller(events.append), 1) == ()
    assert any(isinstance(event, Noted) and "jt ecoute install" in event.text for event in events)


def test_another_take_is_heard_anew_but_never_written_over_what_somebody_corrected(desk: _Desk) -> None:
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    _record(desk.settings.root, 0.1 * np.random.default_rng(2).standard_normal(3 * SAMPLE_RATE))
    desk.ears = PaperRecogniser("Je viens ici quatre fois par semaine.")
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    corrected = _beside(desk).read_text("utf-8").replace("quatre", "cinq")
    assert "cinq" in corrected
    _beside(desk).write_text(corrected, "utf-8")
    _record(desk.settings.root, 0.1 * np.random.default_rng(3).standard_normal(3 * SAMPLE_RATE))
    assert listen(desk, _prepared(desk).rundown, Teller(), 1) == ()
    assert _beside(desk).read_text("utf-8") == corrected
    assert _codes(_prepared(desk)) == ["mots-perimes"]


def test_a_recording_of_another_text_is_told_and_says_its_own_words(desk: _Desk) -> None:
    desk.ears = PaperRecogniser("Odile vend des pommes au marché.")
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    assert "Odile vend des pommes" in _told(_prepared(desk), "dit-autre-chose").message
    assert _captions(desk) == ["Odile vend des pommes au marché."]


def test_mumbling_is_no_other_text(desk: _Desk) -> None:
    class _Unsure(PaperRecogniser):
        def hear(self, sound: Samples, hints: Sequence[str] = ()) -> Recognised:
            found = super().hear(sound, hints)
            return replace(found, words=tuple(replace(word, confidence=0.4) for word in found.words))

    desk.ears = _Unsure("Odile vend des pommes au marché.")
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    assert _codes(_prepared(desk)) == ["ecoute-sans-parole"]
    assert _captions(desk) == ["Je viens ici deux fois par semaine."]


def test_where_nobody_speaks_no_word_is_invented(desk: _Desk) -> None:
    desk.ears = PaperRecogniser("")
    listen(desk, _prepared(desk).rundown, Teller(), 1)
    assert _codes(_prepared(desk)) == ["ecoute-sans-parole"]
    assert _captions(desk) == ["Je viens ici deux fois par semaine."]
