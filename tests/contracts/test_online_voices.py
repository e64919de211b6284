"""Over every voice on the internet: each way its service fails ends in the right tries, then in a way out."""

import dataclasses
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.edge_voice import EdgeVoice
from pipeline.adapters.voices.gtts_voice import GttsVoice
from pipeline.adapters.voices.online import Clock, NetworkPatience, parts
from pipeline.errors import Mark, VoiceError
from pipeline.ports import Voice, VoiceSetting
from pipeline.produce.kept_speech import SENTENCES
from pipeline.produce.speaking import Studio, speak
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance
from tests.fakes import edge, online
from tests.fakes.edge import EdgeService
from tests.fakes.footage import GreyFootage
from tests.fakes.libraries import PaperLibrary
from tests.fakes.online import Answer, Service, StoppedClock, mp3
from tests.fakes.plans import line
from tests.fakes.progress import Recorder

_BONSOIR = "Bonsoir à tous."
_PLAIN = VoiceSetting("")
_NEVER: dict[Answer, NetworkPatience] = {
    online.SILENT: NetworkPatience(0.5, 0.25),
    online.DRIPPING: NetworkPatience(0.5, 0.25),
}
"""Answers that never come, and how long each is waited for: less than a second, four times over."""


@dataclass(frozen=True, slots=True)
class Line:
    """One online voice and the service of this machine that it asks."""

    voice: Callable[[Clock, NetworkPatience | None], Voice]
    service: Service
    name: str
    good: Answer

    def speaking(self, clock: StoppedClock, patience: NetworkPatience | None = None, chance: float = 0.5) -> Voice:
        return self.voice(Clock(clock.now, clock.sleep, lambda: chance), patience)

    def asked(self, times: int) -> int:
        """Return how often the service was asked, once it knows of that many: it may be slower than who gave it up."""
        until = time.monotonic() + online.LONGEST
        while self.service.asked < times and time.monotonic() < until:
            time.sleep(0.01)
        return self.service.asked

    def fails(self, *answers: Answer) -> tuple[str, StoppedClock]:
        """Return what is told when these answers come, the last one for ever, and the clock."""
        self.service.answers = list(answers)
        clock = StoppedClock()
        with pytest.raises(VoiceError) as caught:
            self.speaking(clock, _NEVER.get(answers[-1])).say(_BONSOIR, _PLAIN)
        told = str(caught.value)
        assert f"la voix en ligne {self.name} ne répond pas (" in told
        assert told.count("--voix pico") == 1
        return told, clock


@pytest.fixture(params=["gtts", "edge"])
def service(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    if request.param == "gtts":
        with online.google(monkeypatch) as google:
            yield Line(GttsVoice, google, "gTTS", mp3())
    else:
        with edge.microsoft(monkeypatch) as microsoft:
            yield Line(EdgeVoice, microsoft, "edge", b"")


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeService]:
    with edge.microsoft(monkeypatch) as made:
        yield made


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with online.google(monkeypatch) as made:
        yield made


_FAILURES: list[tuple[Answer, str]] = [
    (429, "trop de demandes à la suite, erreur 429"),
    (403, "le service refuse, erreur 403"),
    (503, "le service est en panne, erreur 503"),
    (online.SILENT, "pas de réponse à temps"),
    (online.DRIPPING, "pas de réponse à temps"),
    (online.WORDLESS, "sans aucun son"),
    (online.GARBLED, "réponse illisible"),
    (b"<html>Sorry</html>" * 20, "son illisible"),
    (mp3(0.05), "son tronqué"),
]


class TestEveryOnlineVoice:
    @pytest.mark.parametrize(("answer", "told"), _FAILURES)
    def test_what_fails_is_tried_three_times_more_then_told(self, service: Line, answer: Answer, told: str) -> None:
        said, clock = service.fails(answer)
        assert f"({told}, après 4 essais)" in said or f"{told}, après 4 essais)" in said
        assert service.asked(4) == 4
        assert clock.waits == [1.0, 4.0, 10.0]

    @pytest.mark.parametrize("answer", [answer for answer, _ in _FAILURES if answer not in _NEVER])
    def test_what_comes_back_is_heard(self, service: Line, answer: Answer) -> None:
        service.service.answers = [answer, answer, service.good]
        assert service.speaking(StoppedClock()).say(_BONSOIR, _PLAIN).samples.size > 20_000
        assert service.service.asked == 3

    def test_a_sound_that_was_cut_is_never_taken_for_the_whole(self, service: Line) -> None:
        text = "Ici, on paie en heures, et deux mille heures ont changé de mains."
        whole = mp3(4.0)
        service.service.answers = [whole[: len(whole) // 8 + 7], service.good if service.name == "edge" else whole]
        assert service.speaking(StoppedClock()).say(text, _PLAIN).samples.size > 80_000
        assert service.service.asked == 2

    def test_waits_are_spread(self, service: Line) -> None:
        service.service.answers = [503]
        for chance, wanted in ((0.0, [0.8, 3.2, 8.0]), (1.0, [1.2, 4.8, 12.0])):
            clock = StoppedClock()
            with pytest.raises(VoiceError):
                service.speaking(clock, chance=chance).say(_BONSOIR, _PLAIN)
            assert clock.waits == pytest.approx(wanted)

    def test_waits_5_seconds_to_connect_and_20_for_the_sound(self, service: Line) -> None:
        service.service.answers = [service.good]
        service.speaking(StoppedClock()).say(_BONSOIR, _PLAIN)
        assert service.service.timeouts == [(5, 20)]

    def test_requests_are_half_a_second_apart(self, service: Line) -> None:
        service.service.answers = [service.good]
        clock = StoppedClock()
        voice = service.speaking(clock)
        for _ in range(3):
            voice.say(_BONSOIR, _PLAIN)
        assert clock.waits == [0.5, 0.5]

    @pytest.mark.parametrize("status", [400, 401, 404])
    def test_a_refusal_that_will_not_pass_is_told_at_once(self, service: Line, status: int) -> None:
        said, clock = service.fails(status)
        assert f"le service refuse, erreur {status}" in said
        assert (service.service.asked, clock.waits) == (1, [])

    def test_no_internet_is_told_at_once(self, service: Line) -> None:
        service.service.resolves = False
        said, clock = service.fails(404)
        assert "pas d'internet : l'adresse du service est introuvable" in said
        assert (service.service.looked_up, service.service.asked, clock.waits) == (1, 0, [])

    @pytest.mark.parametrize("answer", [503, online.WORDLESS, mp3(0.05)])
    def test_a_line_that_fails_leaves_but_the_sentences_that_were_said_and_names_itself(
        self, service: Line, answer: Answer, tmp_path: Path
    ) -> None:
        service.service.answers = [service.good, answer]
        performance = Performance(service.speaking(StoppedClock()), {"presentatrice_1": _PLAIN}, Lexicon())
        studio = Studio(performance, FolderStore(tmp_path), PaperLibrary(), GreyFootage(None), resample)
        said = dataclasses.replace(line("1", f"{_BONSOIR} Voici le journal."), mark=Mark("essai.yaml", 12, 7))
        with pytest.raises(VoiceError, match="--voix pico") as caught:
            speak([said], studio, Recorder())
        assert str(caught.value).startswith("essai.yaml:12:7 : la voix en ligne")
        left = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {path.relative_to(tmp_path).parts[0] for path in left} <= {SENTENCES}
        assert len({path.name.split(".")[0] for path in left}) <= 1, "the sentence that failed is not there"
        service.service.answers = [service.good]
        takes = speak([said], studio, Recorder())
        assert takes["1"].samples > 80_000


class TestGtts:
    def test_asks_for_french_with_the_accent_that_is_set(self, google: Service) -> None:
        GttsVoice().say(_BONSOIR, VoiceSetting("ca"))
        assert (google.texts, google.hosts) == ([_BONSOIR], ["translate.google.ca"])

    def test_an_answer_that_stops_on_the_way_is_told(self, google: Service) -> None:
        google.answers = [online.CUT]
        clock = StoppedClock()
        with pytest.raises(VoiceError, match="réponse coupée en route, après 4 essais"):
            GttsVoice(Clock(clock.now, clock.sleep)).say(_BONSOIR, _PLAIN)

    def test_a_long_sentence_goes_in_short_parts_apart_from_one_another(self, google: Service) -> None:
        google.answers = [mp3(4.0)]
        clock = StoppedClock()
        text = (
            "Rue des Lilas, une maison donne l'heure à ses voisins, et trente habitants s'y relaient chaque soir " * 2
        )
        sound = GttsVoice(Clock(clock.now, clock.sleep)).say(text.strip(), _PLAIN)
        assert " ".join(google.texts).split() == text.split()
        assert all(len(part) <= 100 for part in google.texts)
        assert len(google.texts) == len(google.hosts) == 3
        assert sound.samples.size / sound.rate == pytest.approx(12, abs=0.5)
        assert clock.waits == [0.5, 0.5]

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "jt voices install --moteur gtts" in GttsVoice().unavailable()


class TestEdge:
    def test_asks_for_the_voice_the_pace_and_the_pitch_that_are_set(self, microsoft: EdgeService) -> None:
        said = EdgeVoice().say("Toi & moi, à 20 heures.", VoiceSetting("fr-FR-HenriNeural", 0.8, 1.2, 0.9))
        assert microsoft.texts == ["Toi & moi, à 20 heures."]
        assert microsoft.manners == [
            ("Microsoft Server Speech Text to Speech Voice (fr-FR, HenriNeural)", "-11%", "+23Hz")
        ]
        assert said.rate == round(24_000 * 0.9)

    def test_words_are_marked_where_the_service_tells_them(self, microsoft: EdgeService) -> None:
        text = "Aujourd'hui, vingt-quatre personnes dînent."
        said = EdgeVoice().say(text, _PLAIN)
        assert [word.text for word in said.words] == text.split()
        wanted = [begin for _, begin, _ in edge.words(text)]
        assert [word.start / said.rate for word in said.words] == pytest.approx(wanted, abs=0.001)
        del microsoft

    def test_a_sound_without_marks_is_taken_and_its_words_are_estimated(self, microsoft: EdgeService) -> None:
        microsoft.answers = [edge.UNMARKED]
        assert EdgeVoice().say(_BONSOIR, _PLAIN).words == ()

    @pytest.mark.parametrize("answer", [online.CUT, edge.SHORT])
    def test_an_answer_without_its_end_is_told(self, microsoft: EdgeService, answer: Answer) -> None:
        microsoft.answers = [answer]
        clock = StoppedClock()
        with pytest.raises(VoiceError, match="son tronqué, après 4 essais"):
            EdgeVoice(Clock(clock.now, clock.sleep)).say("Ici, on paie en heures depuis janvier.", _PLAIN)

    def test_a_long_text_goes_in_parts_whose_marks_follow_one_another(self, microsoft: EdgeService) -> None:
        clock = StoppedClock()
        text = " ".join(["Trente habitants s'y relaient chaque soir, sans se presser."] * 25)
        said = EdgeVoice(Clock(clock.now, clock.sleep)).say(text, _PLAIN)
        assert len(microsoft.texts) == 2
        assert clock.waits == [0.5]
        assert [word.text for word in said.words] == text.split()
        assert all(one.start < two.start for one, two in itertools.pairwise(said.words))

    def test_is_told_when_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert "jt voices install --moteur edge" in EdgeVoice().unavailable()


def test_a_word_longer_than_a_part_is_cut_all_the_same() -> None:
    assert list(parts("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]
    assert list(parts(" … , ; ", 10)) == []
