"""The clips of a shoot find their shots; what a person decides stays; the film takes them by itself."""

import base64
import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.adapters.codecs.wav import write_wav
from pipeline.errors import ScriptError, UserError
from pipeline.model.heard import Recognised, Wordless, WordlessStretch
from pipeline.model.part import Part
from pipeline.model.rushes import ShotChoice
from pipeline.model.time import SAMPLE_RATE
from pipeline.plan.rundown import plan_rundown
from pipeline.ports import Samples
from pipeline.service.newsroom import Newsroom, preset_named
from pipeline.service.preparing import prepare
from pipeline.service.rushes import RushesFound, keep_choices, rushes_of
from pipeline.service.rushes_told import write_rushes_page
from pipeline.service.source import Source
from tests.fakes.films import turned
from tests.fakes.projects import ROOT, settings_in
from tests.fakes.recognisers import PaperRecogniser, heard
from tests.fakes.recordings import write_recording

SCRIPT = """\
titre: Le petit journal
intervenants:
  malo: {nom: Malo Ferrand, role: lycéen}
  odile: {nom: Odile Castaing}
  refus: {nom: Zoé Rivet, affichage: anonyme, consentement: {statut: refusé}}
sujets:
  - titre: Le banc
    lancement: non
    plans:
      - sonore: malo
        texte: Je veux bien vous en parler, mais le bus arrive bientôt.
      - sonore: odile
        texte: On ne se perd plus, et on se retrouve chaque soir autour d'une soupe.
      - sonore: refus
        texte: Personne ne doit savoir que ce banc parle vraiment.
"""
_NOTHING = (WordlessStretch(0, 48_000, Wordless.NO_SPEECH),)
MALO, ODILE = "le-banc/02", "le-banc/03"
SAID = {
    "malo": "Je veux bien vous en parler, mais le bus arrive bientôt.",
    "odile": "On ne se perd plus, et on se retrouve chaque soir autour d'une soupe.",
}


class ByLoudness(PaperRecogniser):
    """Hears a text by how loud its sound is: clips of a test are noises of levels of their own."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts
        self.count = 0

    def hear(self, sound: Samples, hints: Sequence[str] = ()) -> Recognised:
        del hints
        self.count += 1
        level = float(np.sqrt(np.mean(sound**2)))
        which = min(range(len(self._texts)), key=lambda rank: abs(np.log(level / _loud(rank))))
        return Recognised(heard(self._texts[which]), (), sound.size)


def _loud(rank: int) -> float:
    return 0.4 * 0.6**rank


def _project(folder: Path, script: str = SCRIPT) -> tuple[Newsroom, Source, Path]:
    path = folder / "scripts" / "essai.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, "utf-8")
    rushes = folder / "media" / "essai" / "rushes"
    rushes.mkdir(parents=True, exist_ok=True)
    return Newsroom(settings_in(folder, folder / "output", ROOT)), Source(path), rushes


def _noise(path: Path, rank: int = 0, *, picture: bool = True, seconds: float = 8.0) -> Path:
    """Write a clip whose noise a recogniser of a test takes for its text of this rank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = np.random.default_rng(rank).normal(0, _loud(rank), int(seconds * SAMPLE_RATE)).astype(np.float32)
    if path.suffix == ".wav":
        write_wav(path, sound)
        return path
    return write_recording(path, sound, picture=picture)


def _sorted(newsroom: Newsroom, source: Source, texts: Sequence[str] = ()) -> RushesFound:
    recogniser = ByLoudness(texts) if texts else PaperRecogniser(problem="pas ici")
    return rushes_of(newsroom, source, recogniser)


def _codes(found: RushesFound) -> set[str]:
    return {str(finding.code) for finding in found.findings}


def test_a_clip_finds_its_shot_by_name_and_the_film_takes_it(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    _noise(rushes / "sujet3-plan2-prise1.mov", seconds=3)
    found = _sorted(newsroom, source)
    assert found.unheard == "pas ici"
    keep_choices(found)
    rundown = prepare(newsroom, source, preset_named("draft")).rundown
    malo, odile = (next(shot for shot in rundown.shots if shot.id == name) for name in (MALO, ODILE))
    assert malo.footage is not None
    assert malo.footage.path == "media/essai/rushes/sujet3-plan2-prise1.mov"
    assert [line.recording for line in malo.lines] == [malo.footage.path]
    assert malo.lines[0].tape.in_sync
    assert malo.thirds[0].name == "Malo Ferrand"
    assert odile.footage is None


def test_words_win_over_names_and_the_whole_take_over_the_half(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    half = " ".join(SAID["malo"].split()[:6])
    texts = [f"sujet trois plan deux prise un {SAID['malo']}", half, SAID["odile"], "La météo sera belle demain matin."]
    _noise(rushes / "a" / "IMG_1.mov", 0, seconds=14)
    _noise(rushes / "IMG_1.mov", 1)
    _noise(rushes / "sujet3-plan2-prise3.mov", 2, seconds=12)
    _noise(rushes / "IMG_4.m4a", 3)
    (rushes / "notes.txt").write_text("rien", "utf-8")
    (rushes / "casse.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(99))
    found = _sorted(newsroom, source, texts)
    shots = {one.shot.id: one for one in found.shots}
    assert [take.clip for take in shots[MALO].takes] == ["a/IMG_1.mov", "IMG_1.mov"]
    take = shots[MALO].takes[0]
    assert take.start == pytest.approx(2.92, abs=0.1)
    assert take.end == pytest.approx(9.1, abs=0.2)
    assert (shots[ODILE].choice or ShotChoice(clip="")).clip == "sujet3-plan2-prise3.mov"
    assert set(found.unplaced) == {"IMG_4.m4a", "casse.mp4"}
    told = {"rushes-ardoise-dementie", "rushes-autre-texte", "rushes-clip-illisible", "rushes-peu-sur"}
    assert _codes(found) == told | {"rushes-son"}  # noise is all there is to hear


def test_what_a_person_changes_stays_and_what_is_new_is_added(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    _noise(rushes / "sujet3-plan2-prise1.mov", seconds=3)
    keep_choices(_sorted(newsroom, source))
    file = rushes / "choix.yaml"
    mine = file.read_text("utf-8").replace("    clip: ", "    # la bonne\n    de: 0.5\n    clip: ")
    file.write_text(mine, "utf-8")
    _noise(rushes / "sujet3-plan2-prise2.mov", seconds=3)
    _noise(rushes / "sujet3-plan3.mov", seconds=3)
    found = _sorted(newsroom, source)
    keep_choices(found)
    now = file.read_text("utf-8")
    assert now.startswith(mine[: mine.index("\n# Les clips")].rstrip())
    assert "sujet3-plan3.mov" in now
    again = _sorted(newsroom, source)
    assert not again.changed
    first = next(one for one in again.shots if one.shot.id == MALO)
    assert first.by_hand
    assert first.choice is not None
    assert (first.choice.clip, first.choice.start) == ("sujet3-plan2-prise1.mov", 0.5)
    file.write_text(now.replace("clip: sujet3-plan3.mov", "clip: dessin"), "utf-8")
    drawn = next(one for one in _sorted(newsroom, source).shots if one.shot.id == ODILE)
    assert drawn.choice is not None
    assert not drawn.choice.clip


def test_a_shot_that_moved_keeps_its_clip(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    _noise(rushes / "sujet3-plan2.mov", seconds=3)
    keep_choices(_sorted(newsroom, source))
    (rushes / "sujet3-plan2.mov").rename(rushes / "bob.mov")
    file = rushes / "choix.yaml"
    file.write_text(file.read_text("utf-8").replace("sujet3-plan2.mov", "bob.mov"), "utf-8")
    new = "    plans:\n      - sonore: odile\n        texte: Une phrase venue plus tard.\n"
    source.path.write_text(SCRIPT.replace("    plans:\n", new), "utf-8")
    moved = prepare(newsroom, source, preset_named("draft")).rundown
    assert [shot.id for shot in moved.shots if shot.footage] == ["le-banc/03"]
    keep_choices(_sorted(newsroom, source))
    assert "le-banc/03:" in file.read_text("utf-8")
    assert "le-banc/02:" not in file.read_text("utf-8")
    assert not _sorted(newsroom, source).changed


def test_nobody_who_refused_is_shown_and_a_broken_file_says_where(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    _noise(rushes / "sujet3-plan4.mov", seconds=3)
    found = _sorted(newsroom, source)
    assert not found.filmed
    assert _codes(found) == {"rushes-refus"}
    assert "sujet3-plan4" not in found.text
    file = rushes / "choix.yaml"
    file.write_text("plans:\n  le-banc/04: sujet3-plan4.mov\n  le-banc/02: absent.mov\n  ailleurs/01: b.mov\n", "utf-8")
    prepared = prepare(newsroom, source, preset_named("draft"))
    assert not any(shot.footage for shot in prepared.rundown.shots)
    told = {str(finding.code): finding.mark.line for finding in prepared.heard}
    assert told == {"rushes-refus": 2, "rushes-clip-absent": 3, "rushes-plan-inconnu": 4}
    file.write_text("plans:\n  le-banc/02: {clip: a.mov, de: 5, a: deux}\n", "utf-8")
    with pytest.raises(ScriptError, match=r"choix\.yaml:2:\d+: « a: deux » n'est pas un instant"):
        prepare(newsroom, source, preset_named("draft"))


def test_a_view_is_filmed_under_its_voice_and_a_sound_is_a_voice(tmp_path: Path) -> None:
    view = "      - illustration: la-maison-universelle\n        texte: Rue des Lilas, un banc donne l'heure.\n"
    newsroom, source, rushes = _project(tmp_path, SCRIPT.replace("    plans:\n", f"    plans:\n{view}"))
    _noise(rushes / "sujet3-plan2.mov", seconds=3)
    _noise(rushes / "sujet3-plan3.wav", seconds=3)
    keep_choices(_sorted(newsroom, source))
    rundown = prepare(newsroom, source, preset_named("draft")).rundown
    drawn = plan_rundown(prepare(newsroom, source, preset_named("draft")).context)
    shown, malo = (next(shot for shot in rundown.shots if shot.id == f"le-banc/0{rank}") for rank in (2, 3))
    before = next(shot for shot in drawn.shots if shot.id == shown.id)
    assert shown.part is Part.FOOTAGE
    assert shown.lines == before.lines
    assert malo.footage is None
    assert malo.lines[0].recording == "media/essai/rushes/sujet3-plan3.wav"
    assert not malo.lines[0].tape.in_sync


def test_a_proposal_is_withdrawn_when_its_clip_is_heard_to_be_of_another_shot(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    _noise(rushes / "sujet3-plan2-prise1.mov", 0, seconds=12)
    keep_choices(_sorted(newsroom, source))  # nobody listens: its name is all there is
    file = rushes / "choix.yaml"
    assert MALO in file.read_text("utf-8")
    keep_choices(_sorted(newsroom, source, [SAID["odile"]]))
    kept = file.read_text("utf-8")
    assert MALO not in kept
    assert kept.count(ODILE) == 2  # the choice, and that it was proposed
    keep_choices(_sorted(newsroom, source))  # where nobody listens, what was heard stays
    assert file.read_text("utf-8") == kept


def test_a_clip_in_which_the_expected_names_hide_all_words_is_heard_without_them(tmp_path: Path) -> None:
    class Misled(ByLoudness):
        def hear(self, sound: Samples, hints: Sequence[str] = ()) -> Recognised:
            told = super().hear(sound)
            return replace(told, words=(), wordless=_NOTHING) if hints else told

    newsroom, source, rushes = _project(tmp_path)
    _noise(rushes / "IMG_1.mov", 0)
    found = rushes_of(newsroom, source, Misled([SAID["malo"]]))
    assert [one.shot.id for one in found.shots if one.takes] == [MALO]


def test_a_second_run_hears_nothing_again(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    _noise(rushes / "IMG_1.mov", 0)
    recogniser = ByLoudness([SAID["malo"]])
    rushes_of(newsroom, source, recogniser)
    count = recogniser.count
    rushes_of(newsroom, source, recogniser)
    assert recogniser.count == count > 0


def test_the_page_shows_every_take_upright(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    clip = _noise(rushes / "sujet3-plan2.mov", seconds=3)
    turned(clip, clip, (0, 1, -1, 0))
    _noise(rushes / "perdu.m4a", seconds=3, picture=False)
    found = _sorted(newsroom, source)
    page = write_rushes_page(tmp_path / "rushes.html", found, newsroom).read_text("utf-8")
    pictures = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', page)
    sizes = [Image.open(BytesIO(base64.b64decode(picture))).size for picture in pictures]
    assert sizes == [(36, 64)]
    assert "son seul" in page
    assert "perdu.m4a" in page
    assert "Zoé" not in page


def test_no_clip_at_all_says_where_to_put_them(tmp_path: Path) -> None:
    newsroom, source, rushes = _project(tmp_path)
    with pytest.raises(UserError, match="aucun clip"):
        _sorted(newsroom, source)
    assert not (rushes / "choix.yaml").exists()
