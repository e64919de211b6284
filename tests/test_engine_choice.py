"""Which engine speaks when nobody chose: one for the whole programme, and said."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.adapters.voices.casting import CAST
from pipeline.check import Checked
from pipeline.errors import SceneError, VoiceError
from pipeline.model.programme import PRESETS
from pipeline.plan.rundown import plan_rundown
from pipeline.ports import Voice
from pipeline.produce.speaking import take_key
from pipeline.service.newsroom import DEFAULT_ENGINE, NEURAL, Newsroom
from pipeline.service.render import voice_notes, waiting_notes
from tests.fakes.plans import line
from tests.fakes.projects import check_file, settings_in
from tests.fakes.voices import ToneVoice

ROOT = Path(__file__).parents[1]
_SCRIPT = """\
titre: Le petit journal
presente_par: Jeanne Martin
conducteur:
  - plateau:
      texte: Bonsoir à tous. Voici le journal.
"""


class Desk(Newsroom):
    """The project with two tones in the place of the engines; the neural one may be absent."""

    def __init__(self, output: Path, *, problem: str = "") -> None:
        super().__init__(settings_in(ROOT, output))
        self._voices: dict[str, Voice] = {}
        for name, found in ((NEURAL, problem), (DEFAULT_ENGINE, "")):
            voice = ToneVoice(f"{name} 1", problem=found)
            voice.name = name
            voice.facts = replace(voice.facts, speakers=("fr-FR",))
            self._voices[name] = voice

    def voices(self) -> dict[str, Voice]:
        return self._voices


def _chosen(desk: Desk, tmp_path: Path, *, asked: str = "", script: str = _SCRIPT, draft: bool = False) -> list[str]:
    """Return the name of the engine, then what is said about it."""
    path = tmp_path / "petit.yaml"
    path.write_text(script, "utf-8")
    scenes = desk.scenes()
    checked: Checked = check_file(desk, path, scenes, draft=draft)
    assert checked.script is not None, checked.findings
    lines = plan_rundown(desk.plan_context(checked.script, scenes, PRESETS["draft"])).lines
    found = desk.performance(checked.script, asked, offline=True, draft=draft, lines=lines)
    told = voice_notes(desk, found, asked or checked.script.voice_engine, draft=draft)
    return [found.voice.name, *told]


def test_the_neural_voice_speaks_where_it_is_installed(tmp_path: Path) -> None:
    assert _chosen(Desk(tmp_path), tmp_path) == [NEURAL, "voix : kokoro"]


def test_without_it_the_embedded_one_does_and_says_why(tmp_path: Path) -> None:
    name, note = _chosen(Desk(tmp_path, problem="tapez « jt voices install »"), tmp_path)
    assert name == DEFAULT_ENGINE
    assert note == "voix : pico ; la voix neuronale kokoro ne peut pas parler ici : tapez « jt voices install »"


def test_a_draft_is_spoken_fast(tmp_path: Path) -> None:
    name, note = _chosen(Desk(tmp_path), tmp_path, draft=True)
    assert name == DEFAULT_ENGINE
    assert "--voix kokoro" in note
    assert _chosen(Desk(tmp_path, problem="absente"), tmp_path, draft=True) == [DEFAULT_ENGINE]


def test_a_draft_takes_the_neural_voice_when_it_has_said_everything(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    path = tmp_path / "petit.yaml"
    path.write_text(_SCRIPT, "utf-8")
    scenes = desk.scenes()
    script = check_file(desk, path, scenes, draft=True).script
    assert script is not None
    performance = desk.performance(script, NEURAL, offline=True)
    lines = plan_rundown(desk.plan_context(script, scenes, PRESETS["draft"])).lines
    for said in lines[:-1]:
        desk.store.put("voix", take_key(said, performance, None), b"dit")
    assert _chosen(desk, tmp_path, draft=True)[0] == DEFAULT_ENGINE
    desk.store.put("voix", take_key(lines[-1], performance, None), b"dit")
    assert _chosen(desk, tmp_path, draft=True) == [NEURAL, "voix : kokoro"]


@pytest.mark.parametrize("draft", [True, False])
def test_who_asks_is_served(tmp_path: Path, *, draft: bool) -> None:
    desk = Desk(tmp_path)
    assert _chosen(desk, tmp_path, asked=NEURAL, draft=draft) == [NEURAL]
    assert _chosen(desk, tmp_path, asked="embarquee", draft=draft) == [DEFAULT_ENGINE]
    assert _chosen(desk, tmp_path, script=f"voix: {NEURAL}\n{_SCRIPT}", draft=draft) == [NEURAL]
    assert _chosen(desk, tmp_path, asked=DEFAULT_ENGINE, script=f"voix: {NEURAL}\n{_SCRIPT}", draft=draft) == [
        DEFAULT_ENGINE
    ]


def test_a_voice_that_is_asked_for_and_absent_is_an_error_not_another_voice(tmp_path: Path) -> None:
    desk = Desk(tmp_path, problem="tapez « jt voices install »")
    with pytest.raises(VoiceError, match="« kokoro » ne peut pas parler ici : tapez « jt voices install »"):
        _chosen(desk, tmp_path, asked=NEURAL)


def test_a_long_wait_is_said_before_it_begins_and_only_then(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    slow = desk.voices()[NEURAL]
    slow.facts = replace(slow.facts, effort=0.6)
    news = "Voici les nouvelles du quartier de la rue {}, dites sans se presser. "
    lines = [line(f"{number}", "".join(news.format(4 * number + rank) for rank in range(4))) for number in range(40)]
    performance = desk.speaking(NEURAL, {}, offline=True)
    (told,) = waiting_notes(desk, performance, lines, jobs=1)
    assert "160 phrases" in told
    assert "min" in told
    assert "--voix pico" in told
    assert not list(waiting_notes(desk, performance, lines[:1], jobs=1))
    assert not list(waiting_notes(desk, desk.speaking(DEFAULT_ENGINE, {}, offline=True), lines, jobs=1))


def test_what_was_said_already_is_not_waited_for(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.voices()[NEURAL].facts = replace(desk.voices()[NEURAL].facts, effort=60.0)
    performance = desk.speaking(NEURAL, {}, offline=True)
    lines = [line("1", "Bonsoir à tous.")]
    assert len(list(waiting_notes(desk, performance, lines, jobs=1))) == 1
    desk.store.put("voix", take_key(lines[0], performance, None), b"une prise")
    assert not list(waiting_notes(desk, performance, lines, jobs=1))


class Recast(Desk):
    """The project with another cast."""

    def __init__(self, output: Path) -> None:
        super().__init__(output)
        self.cast_file = output / "voix.yaml"

    def _file(self, name: str) -> Path:
        return self.cast_file if name == CAST else super()._file(name)


class TestCastThatIsWrong:
    @pytest.fixture
    def desk(self, tmp_path: Path) -> Recast:
        return Recast(tmp_path)

    def _told(self, desk: Recast, tmp_path: Path, cast: str, engine: str) -> str:
        desk.cast_file.write_text(cast, "utf-8")
        with pytest.raises((VoiceError, SceneError)) as caught:
            _chosen(desk, tmp_path, asked=engine)
        return str(caught.value)

    def test_a_voice_that_the_engine_has_not_is_told_where_it_stands_before_anything_is_said(
        self, desk: Recast, tmp_path: Path
    ) -> None:
        told = self._told(desk, tmp_path, "presentatrice_1:\n  pico: {voix: fr-Fr}\n", DEFAULT_ENGINE)
        assert "/voix.yaml:2:16 : la voix presentatrice_1 ne peut pas parler" in told
        assert "n'a pas de voix « fr-Fr » ; vouliez-vous dire « fr-FR » ? il a : fr-FR" in told
        told = self._told(desk, tmp_path, "presentatrice_1:\n  kokoro: {voix: 50 siwi + 50 if_sara}\n", NEURAL)
        assert "/voix.yaml:2:18 : " in told
        assert "n'a pas de voix « siwi »" in told

    def test_a_factor_that_is_no_number_is_told_where_it_stands(self, desk: Recast, tmp_path: Path) -> None:
        told = self._told(desk, tmp_path, "presentatrice_1:\n  pico: {voix: fr-FR, allure: vite}\n", DEFAULT_ENGINE)
        assert "/voix.yaml:2:31 : la voix presentatrice_1 a une allure qui n'est pas un nombre : « vite »" in told
        assert "écrivez par exemple allure: 0.8" in told

    def test_a_voice_that_nobody_plays_may_be_wrong(self, desk: Recast, tmp_path: Path) -> None:
        desk.cast_file.write_text("presentatrice_1: {pico: {voix: fr-FR}}\nautre_1: {pico: {voix: absente}}\n", "utf-8")
        assert _chosen(desk, tmp_path, asked=DEFAULT_ENGINE) == [DEFAULT_ENGINE]
