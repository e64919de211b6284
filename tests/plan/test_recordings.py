"""Voices that are dropped in: names a facilitator can copy, that stay, and findings for whatever does not fit."""

from pathlib import Path

from pipeline.errors import Level
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.plan.recordings import dropped_in, named
from pipeline.plan.timeline import plan_timeline
from tests.fakes.plans import item, line, rundown, shot, take
from tests.fakes.projects import context_of, rundown_of

_ODILE = line("1", "On ne se perd plus, dit-elle en souriant.")
_OTHER = line("2", "À huit heures, Malo sort ses chaises.")
_NAME = "presentation-on-ne-se-perd-plus"


def _named(*lines: PlannedLine) -> Rundown:
    return named(rundown([item("a", [shot("a/01", lines)])]))


def _files(plan: Rundown) -> list[str]:
    return [planned.file for planned in plan.lines]


class TestNames:
    def test_are_who_speaks_and_the_first_words(self) -> None:
        assert _files(_named(_ODILE)) == [_NAME]

    def test_stay_when_lines_are_added_before_and_after(self) -> None:
        (alone,) = _files(_named(_ODILE))
        assert _files(_named(_OTHER, _ODILE, line("3", "Fin.")))[1] == alone

    def test_stay_when_the_rest_of_the_line_is_corrected(self) -> None:
        assert _files(_named(line("1", "On ne se perd plus, sourit-elle.")))[0] == _files(_named(_ODILE))[0]

    def test_of_two_lines_that_begin_alike_are_both_told_apart(self) -> None:
        other = line("2", "On ne se perd plus, dit le voisin.")
        one, two = _files(_named(_ODILE, other))
        assert one != two
        assert _NAME not in {one, two}
        assert [two, one] == _files(_named(other, _ODILE))

    def test_of_the_same_words_twice_are_one(self) -> None:
        assert len(set(_files(_named(_ODILE, line("2", _ODILE.text))))) == 1

    def test_hold_no_accent_sign_or_space_and_are_short(self) -> None:
        (found,) = _files(_named(line("1", "« Où ça ? » – Là-haut, à l'Épicerie-du-Cœur-de-Ville-Ancienne !")))
        assert found.isascii()
        assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert len(found) <= 48


class TestDropped:
    def test_a_file_is_heard_by_its_line_whatever_its_suffix_and_capitals(self) -> None:
        for file in (f"{_NAME}.wav", f"{_NAME}.m4a", f"{_NAME.upper()}.OPUS"):
            heard = dropped_in(_named(_OTHER, _ODILE), [file, ".DS_Store"])
            assert [planned.recording for planned in heard.rundown.lines] == ["", f"media/essai/voix/{file}"]
            assert not heard.findings

    def test_without_files_nothing_changes(self) -> None:
        plan = _named(_OTHER, _ODILE)
        heard = dropped_in(plan, [])
        assert (heard.rundown, heard.findings) == (plan, ())

    def test_two_files_for_a_line_are_an_error_that_names_both(self) -> None:
        (found,) = dropped_in(_named(_ODILE), [f"{_NAME}.wav", f"{_NAME}.mp3"]).findings
        assert found.level is Level.ERROR
        assert f"{_NAME}.mp3, {_NAME}.wav" in found.message

    def test_a_file_of_no_line_is_a_warning_with_the_nearest_names(self) -> None:
        (found,) = dropped_in(_named(_OTHER, _ODILE), ["presentation-on-ne-se-pert-plus.wav"]).findings
        assert found.level is Level.WARNING
        assert "presentation-on-ne-se-pert-plus.wav" in found.message
        assert _NAME in found.advice

    def test_a_file_for_a_line_that_names_another_is_a_warning(self) -> None:
        written = line("1", _ODILE.text, recording="quartier/odile.wav")
        heard = dropped_in(_named(written), [f"{_NAME}.wav"])
        assert heard.rundown.lines[0].recording == "quartier/odile.wav"
        assert [finding.level for finding in heard.findings] == [Level.WARNING]


_FILM = """\
titre: Essai
intervenants:
  malo: {nom: Malo Ferrand, voix: habitant_2}
conducteur:
  - sujet: la-fete
    titre: La fête
    lancement: non
    plans:
      - video: quartier/malo.mp4
        de: 1
        a: 3,5
        son: plein
        par: malo
        texte: On y va. On en parle.
        enregistrement: media/quartier/malo.mp4
        reperes: "2.4"
        nettoyage: non
      - illustration: le-radar
        texte: La place est pleine.
        prise: la-place
"""


class TestWritten:
    def test_a_film_that_is_heard_and_seen_stays_in_step(self, tmp_path: Path) -> None:
        first, second = rundown_of(_FILM, tmp_path, preset="draft").lines
        assert first.tape.in_sync
        assert (first.tape.start, first.tape.end, first.tape.cues, first.tape.clean) == (1.0, 3.5, (2.4,), False)
        assert first.on_camera
        assert (second.file, second.tape.in_sync, second.tape.clean) == ("la-place", False, True)


def test_somebody_seen_saying_it_is_heard_from_the_first_frame_and_only_once(tmp_path: Path) -> None:
    context = context_of(_FILM, tmp_path, preset="draft")
    plan = rundown_of(_FILM, tmp_path, preset="draft")
    takes = {planned.id: take(planned.id, 2 * 48_000) for planned in plan.lines}
    timeline = plan_timeline(context, plan, takes).timeline
    film = next(timed for timed in timeline.shots if timed.scene == "video")
    voice = next(event for event in timeline.voices if event.speaker == "malo")
    assert voice.start == film.span.start * 1920
    assert voice.role == "on_screen"
    assert film.span.length == 50
    assert not [sound for sound in timeline.sounds if sound.bus == "nat_sound"]
