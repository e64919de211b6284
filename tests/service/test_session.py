"""A project held open is never stale: whatever file changes under it, the next moment is that of a fresh process."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.adapters.media.words_files import SUFFIX, write_words
from pipeline.adapters.project import settings_for
from pipeline.caption.recognised import heard_sentences
from pipeline.model.heard import Recognised
from pipeline.model.media import in_project
from pipeline.model.picture import Asset
from pipeline.model.task import Task, preset_named
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import VoiceSetting
from pipeline.produce.speaking import take_key
from pipeline.service.edited import edited
from pipeline.service.events import unheard
from pipeline.service.moment import Moment
from pipeline.service.newsroom import Newsroom
from pipeline.service.samples import telling
from pipeline.service.session import Session
from pipeline.service.source import Source
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance
from tests.fakes.films import film, numbered
from tests.fakes.music import music, saved
from tests.fakes.projects import ROOT
from tests.fakes.recognisers import heard
from tests.fakes.recordings import recording, write_recording
from tests.fakes.voices import ToneVoice

SCRIPT = """\
titre: Le petit journal
intervenants:
  odile: {nom: Odile Castaing, role: habitante}
conducteur:
  - sujet: le-banc
    titre: Le banc
    lancement: non
    plans:
      - image: banc.png
        texte: Un banc parle à la SPA.
      - carton: {titre: Le soir}
        texte: Il se tait.
      - video: {video: rue.mp4}
        texte: La rue passe.
      - sonore: odile
        texte: Ici, on paie en heures.
"""
CHANNEL = "chaine: Le canal\npolices: {titre: polices/titre.ttf}\nmusique: {nappe: sons/tapis.wav}\n"
HOUSE, SCENE, LEXICON = "scenes/house/la_capsule.yaml", "scenes/carton/scene.yaml", "media/lexique.yaml"
VOICE = "media/journal/voix/odile-ici-on-paie-en-heures.wav"
_FONT = "media/fonts/BarlowCondensed-{}.ttf"


def photo(project: Path, colour: str, folder: str = "media") -> None:
    Image.new("RGB", (320, 180), colour).save(project / folder / "banc.png")


def clip(project: Path, pictures: int) -> None:
    film(project / "media" / "rue.mp4", numbered(pictures, (320, 180)))


def bed(project: Path, seed: int) -> None:
    saved(project / "media" / "sons" / "tapis.wav", music("chords", 6.0, seed=seed))


def voice(project: Path, sentence: str, silence: float) -> None:
    write_recording(project / VOICE, recording([sentence], (0.2, silence))[0])
    words(project, sentence)


def words(project: Path, sentence: str) -> None:
    """Write what is heard in the recording, as it is."""
    told = Recognised(heard(sentence), (), 3 * SAMPLE_RATE)
    path = project / VOICE
    asset = Asset(VOICE, hashlib.sha256(path.read_bytes()).hexdigest())
    write_words(path.with_name(path.name + SUFFIX), asset, "papier", told, heard_sentences(told.words))


def font(project: Path, weight: str) -> None:
    shutil.copy(ROOT / _FONT.format(weight), project / "media" / "polices" / "titre.ttf")


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what edits a file."""

    def edit(project: Path) -> None:
        text = (project / name).read_text("utf-8")
        assert old in text
        (project / name).write_text(text.replace(old, new, 1), "utf-8")

    return edit


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has a file of its own of every kind."""
    project = tmp_path_factory.mktemp("projet")
    for name in ("scripts", "media/polices", "media/sons", "media/journal/voix"):
        (project / name).mkdir(parents=True)
    shutil.copytree(ROOT / "scenes" / "carton", project / "scenes" / "carton")
    (project / HOUSE).parent.mkdir()
    for name in (HOUSE, LEXICON):
        shutil.copy(ROOT / name, project / name)
    (project / "jt.yaml").write_text(CHANNEL, "utf-8")
    (project / "scripts" / "journal.yaml").write_text(SCRIPT, "utf-8")
    photo(project, "navy")
    clip(project, 40)
    bed(project, 1)
    voice(project, "Ici, on paie en heures.", 0.2)
    font(project, "Bold")
    return project


CHANGES: dict[str, Callable[[Path], object]] = {
    "script": replaced("scripts/journal.yaml", "Un banc", "Le banc"),
    "channel": replaced("jt.yaml", "Le canal", "Le port"),
    "house": replaced(HOUSE, 'ambre: "#F6A821"', 'ambre: "#F2A01E"'),
    "scene": replaced(SCENE, "rayon: 560", "rayon: 500"),
    "lexicon": replaced(LEXICON, "lexique:\n", "lexique:\n  SPA: la maison des bêtes\n"),
    "photo": lambda project: photo(project, "olive"),
    "clip": lambda project: clip(project, 30),
    "sound": lambda project: bed(project, 2),
    "recording": lambda project: voice(project, "Ici, on paie en heures.", 0.9),
    "words": lambda project: words(project, "Ici, on paie en jours."),
    "font": lambda project: font(project, "SemiBold"),
    "beside": lambda project: photo(project, "teal", "scripts"),
    "gone": lambda project: (project / HOUSE).unlink(),
}


def told(moment: Moment) -> tuple[Any, ...]:
    """Return what decides every picture and every sound of a film, as it is at a moment, and what is told of it."""
    performance, library, rundown = moment.performance, moment.newsroom.library, moment.prepared.rundown
    files = [library.asset(in_project(line.recording)) if line.recording else None for line in rundown.lines]
    takes = [take_key(line, performance, file) for line, file in zip(rundown.lines, files, strict=True)]
    heard_words = [line.heard for line in rundown.lines]
    findings = [finding.message for finding in moment.prepared.findings]
    return moment.sketched, takes, heard_words, performance.lexicon, performance.settings, findings


@pytest.mark.slow
def test_whatever_file_changes_the_next_moment_is_that_of_a_fresh_process(made: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(made, tmp_path / "projet"))
    task = Task(path=project / "scripts" / "journal.yaml", preset=preset_named("draft"), engine="pico", offline=True)
    with Session(settings_for(task.path, tmp_path / "cache")) as session:
        before = session.moment(task)
        known = told(before)
        for name, change in CHANGES.items():
            change(project)
            now = session.moment(task)
            place = shutil.copytree(project, tmp_path / name / "projet")  # by whose path nothing can be known
            script = place / "scripts" / "journal.yaml"
            fresh = Moment(
                Newsroom(settings_for(script, tmp_path / name / "cache")), task, Source(script), unheard, None
            )
            seen = told(now)
            assert seen == told(fresh), name
            assert seen != known, f"{name}: the change shows nowhere"
            shown = edited(before.sketched, now.sketched, now.prepared.rundown, None)
            if shown is not None:
                at = shown.shot.span.start + telling(shown.shot)
                assert now.still(now.sketched, at) == fresh.still(fresh.sketched, at), name
            before, known = now, seen
            shutil.rmtree(tmp_path / name)


class _SlowVoice(ToneVoice):
    facts = replace(ToneVoice.facts, effort=0.5)


def _performed(voice: ToneVoice) -> Performance:
    return Performance(voice, {"": VoiceSetting("fr")}, Lexicon())


def test_a_slow_voice_is_loaded_once_before_it_is_needed(made: Path, tmp_path: Path) -> None:
    voice = _SlowVoice()
    with Session(settings_for(made / "scripts" / "journal.yaml", tmp_path)) as session:
        for _ in range(2):
            session.warm_voice(_performed(voice))
        session.voice_ready()
        assert len(voice.said) == 1


def test_a_quick_voice_is_left_alone_and_one_that_fails_is_told_later(made: Path, tmp_path: Path) -> None:
    quick, failing = ToneVoice(), _SlowVoice(refused="Oui")
    with Session(settings_for(made / "scripts" / "journal.yaml", tmp_path)) as session:
        session.warm_voice(_performed(quick))
        session.warm_voice(_performed(failing))
        session.voice_ready()
    assert not quick.said
    assert not failing.said
