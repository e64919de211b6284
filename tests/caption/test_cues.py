"""Cues: when they come and go, what stands in them, who is told apart, what is too fast."""

from __future__ import annotations

import pytest

from pipeline.caption.cues import cues
from pipeline.caption.reading import comfortable
from pipeline.errors import Level, Mark
from pipeline.model.time import Span
from tests.caption.newscasts import MS, music, shot, text, timeline, voice

LONG = (
    "Depuis la réforme des territoires libérés, l'argent public est rare, "
    "et les entreprises à but lucratif sont partout."
)


def test_a_sentence_appears_when_it_is_heard_and_stays_until_it_can_be_read() -> None:
    [cue] = cues(timeline(voice(("Le bonheur se prépare toute l'année.", 0, 2000), start=1000))).cues
    assert cue.start_ms == 1000, "the subtitle is not on with the first word"
    assert cue.end_ms == 3600, "the subtitle does not linger 0.6 s for slow readers"
    assert cue.lines == ("Le bonheur se prépare toute l’année.",)


def test_a_slow_sentence_is_not_kept_after_the_voice() -> None:
    [cue] = cues(timeline(voice(("Oui, toujours.", 0, 3000)))).cues
    assert cue.end_ms == 3000, "the subtitle stays although it was read long ago"


def test_times_fall_on_frames() -> None:
    [cue] = cues(timeline(voice(("Le bonheur se prépare.", 0, 2013), start=1013))).cues
    assert cue.start_ms == 1000, "the subtitle starts between two pictures"
    assert cue.end_ms % 40 == 0, "the subtitle ends between two pictures"


def test_two_frames_without_a_subtitle_tell_the_eye_that_it_changes() -> None:
    first, second = cues(
        timeline(
            voice(("La santé s'apprend près de la gare.", 0, 2000), ("Tout le monde peut venir.", 2040, 4000))
        )
    ).cues
    assert second.start_ms == 2040, "the second sentence does not start with its words"
    assert second.start_ms - first.end_ms == 80, "the two subtitles touch, the change goes unnoticed"


def test_two_very_short_sentences_of_one_voice_share_a_subtitle() -> None:
    [cue] = cues(timeline(voice(("Non.", 0, 500), ("Jamais.", 700, 1300)))).cues
    assert cue.lines == ("Non. Jamais.",), "two flashes instead of one subtitle"


def test_two_voices_never_share_a_subtitle() -> None:
    shown = cues(
        timeline(voice(("Oui.", 0, 500)), voice(("Non.", 0, 500), start=700, speaker="malo", name="Malo"))
    ).cues
    assert [cue.lines for cue in shown] == [("Oui.",), ("Non.",)], "the words of two people are mixed"


def test_a_dialogue_inside_one_line_gets_its_dashes_one_to_a_line() -> None:
    [cue] = cues(timeline(voice(("- Bonjour !", 0, 600), ("— Salut.", 700, 1300)))).cues
    assert cue.lines == ("–\u00a0Bonjour\u202f!", "–\u00a0Salut."), "nobody sees that the speaker changes"


def test_a_long_sentence_is_cut_by_sense() -> None:
    shown = cues(timeline(voice((LONG, 0, 8000)))).cues
    assert [cue.lines[-1][-1] for cue in shown] == [",", "."], "a cut falls inside a group of sense"
    assert all(len(line) <= 37 for cue in shown for line in cue.lines), "a line is too long for the screen"
    assert " ".join(line for cue in shown for line in cue.lines) == LONG.replace("'", "’")


def test_a_long_sentence_shares_its_time_by_its_characters() -> None:
    first, second = cues(timeline(voice((LONG, 0, 8000)))).cues
    share = first.characters / (first.characters + second.characters)
    assert abs(second.start_ms - 8000 * share) <= 40, "the second half appears before or after its words"


def test_a_break_never_parts_an_auxiliary_from_its_verb() -> None:
    said = "L'espace universel de citoyenneté locale n'a pas d'adresse : c'est un réseau."
    lines = [line for cue in cues(timeline(voice((said, 0, 6000)))).cues for line in cue.lines]
    assert not any(line.endswith(("n’a", " de", "un")) for line in lines), f"bad break in {lines}"


def test_a_voice_off_screen_is_named_when_it_begins() -> None:
    shown = cues(
        timeline(
            voice(
                ("J'ai mille contacts et pas un voisin.", 0, 2500),
                ("Ici, une dame m'a parlé gentiment.", 2700, 5000),
                speaker="malo",
                name="Malo",
                role="off_screen",
            )
        )
    ).cues
    assert " ".join(shown[0].lines).startswith("Malo\u00a0: J’ai"), "nobody knows who speaks"
    assert not any("Malo" in line for line in shown[1].lines), "the name comes back with every sentence"
    assert {cue.role for cue in shown} == {"off_screen"}


def test_a_voice_on_screen_is_not_named() -> None:
    [cue] = cues(timeline(voice(("Bonsoir à toutes et à tous.", 0, 2000)))).cues
    assert "Inès" not in cue.lines[0], "the name of somebody who is seen takes up reading time"


def test_the_opening_music_is_told_when_it_plays_alone() -> None:
    shown = cues(
        timeline(voice(("Bonsoir à toutes et à tous.", 0, 2000), start=5000), sounds=(music(0, 8000),))
    ).cues
    assert shown[0].lines == ("♪ Musique du générique ♪",), "a deaf viewer does not know there is music"
    assert (shown[0].start_ms, shown[0].end_ms, shown[0].role) == (0, 4920, "music")


def test_the_closing_music_is_told_and_lasts_seven_seconds_at_most() -> None:
    [cue] = cues(timeline(sounds=(music(20_000, 40_000),), length=1000)).cues
    assert cue.lines == ("♪ Musique du générique de fin ♪",)
    assert cue.end_ms - cue.start_ms == 7000, "the note stays on for ever"


@pytest.mark.parametrize(
    ("sound", "why"),
    [(music(0, 8000, loop=True), "a bed under speech is no event"), (music(0, 1400), "too short to be read")],
)
def test_other_music_is_not_told(sound: object, why: str) -> None:
    assert not cues(timeline(sounds=(sound,))).cues, why  # type: ignore[arg-type]


def test_words_said_too_fast_are_a_warning_that_quotes_them() -> None:
    said = "Des indépendants cherchent un port d'attache, et des amis."
    where = Mark("scripts/essai.yaml", 12, 3)
    [finding] = cues(timeline(voice((said, 0, 2000))), {"sujet/01/ines": where}).findings
    assert finding.level is Level.WARNING, "a fast line must not stop the render"
    assert finding.mark == where, "the author does not find the line"
    assert "un port d’attache" in finding.message, "the author does not know which words"
    assert "22,3 signes par seconde" in finding.message
    assert finding.advice == "écrivez plus court, ou ralentissez la voix"


def test_words_said_a_little_fast_are_a_milder_warning() -> None:
    [finding] = cues(timeline(voice(("Des indépendants cherchent un port.", 0, 1600)))).findings
    assert "rapide à lire, 15,9" in finding.message
    assert "quelques mots de moins" in finding.advice


def test_words_said_calmly_are_no_finding() -> None:
    assert not cues(timeline(voice(("Des indépendants cherchent un port.", 0, 2500)))).findings


def test_a_subtitle_climbs_above_the_ticker_and_the_lower_third() -> None:
    span = Span(0, 250)
    ticker = text("Les nouvelles", (276, 960, 60_000, 62), span)
    third = text("Inès Delcourt", (96, 786, 1000, 84), Span(70, 150))
    layers = shot(0, 250, ticker, third)
    shown = cues(
        timeline(
            voice(("Bonsoir à toutes et à tous.", 0, 1500), ("Voici les titres de ce soir.", 3000, 5000)),
            shots=(layers,),
        )
    ).cues
    assert [cue.top for cue in shown] == [80, 64], "the subtitle hides the ticker or the name"


def test_a_subtitle_stays_at_the_bottom_when_nothing_is_there() -> None:
    [cue] = cues(timeline(voice(("Bonsoir à toutes et à tous.", 0, 1500)))).cues
    assert cue.top is None


def test_reading_time_follows_the_charter() -> None:
    assert [comfortable(count) for count in (12, 20, 36, 60)] == [25, 50, 75, 100]
    assert comfortable(75) == 125, "beyond the table, 15 characters a second"


def test_silence_has_no_subtitles() -> None:
    assert cues(timeline()).cues == ()


def test_a_sentence_at_the_very_end_does_not_outlast_the_film() -> None:
    [cue] = cues(timeline(voice(("Belle soirée à vous, et à demain.", 0, 1500), start=8500))).cues
    assert cue.end_ms == 10_000, "the last subtitle ends after the film"


def test_the_takes_unit_is_the_sample() -> None:
    assert MS * 1000 == 48_000
