"""Cues: when they come and go, what stands in them, who is told apart, what is too fast; whatever is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.caption.cues import cues
from pipeline.caption.heard import shown
from pipeline.caption.reading import EARLY, LATE
from pipeline.errors import Level, Mark
from pipeline.model.picture import Asset, StagedLayer, TextSpec
from pipeline.model.reading import comfortable, tolerated
from pipeline.model.take import SentenceMark as Sentence
from pipeline.model.take import Take
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline, ToldSound, VoiceEvent

MS = 48
"""Samples a millisecond."""

FONT = Asset("media/fonts/lecture.ttf", "f")

LONG = (
    "Depuis la réforme des territoires libérés, l'argent public est rare, "
    "et les entreprises à but lucratif sont partout."
)


def voice(
    *sentences: tuple[str, int, int],
    start: int = 0,
    speaker: str = "ines",
    name: str = "Inès",
    role: str = "on_screen",
) -> VoiceEvent:
    """Return a voice whose sentences are (words, first ms, last ms) counted from `start` (ms)."""
    marks = tuple(Sentence(text, first * MS, last * MS) for text, first, last in sentences)
    take = Take(
        line=f"sujet/01/{speaker}",
        samples=marks[-1].end if marks else 0,
        sentences=marks,
        sound="",
        voice=speaker,
        engine="essai",
    )
    return VoiceEvent(take=take, start=start * MS, speaker=speaker, shown_name=name, role=role, item="sujet")


def text(words: str, box: tuple[float, float, float, float], span: Span) -> StagedLayer:
    """Return a text layer of a shot."""
    spec = TextSpec(
        text=words,
        font=FONT,
        size=40,
        smallest=28,
        colour="blanc",
        leading=1.2,
        tracking=0,
        capitals=False,
        box=box,
        anchor="",
        lines=1,
        plate=None,
    )
    return StagedLayer(spec=spec, label="texte", span=span)


def shot(start: int, end: int, *layers: StagedLayer) -> TimedShot:
    """Return a shot from frame `start` to frame `end`."""
    return TimedShot(
        id="sujet/01",
        label="Plateau",
        item="sujet",
        scene="plateau",
        span=Span(start, end),
        layers=layers,
        transition="coupe",
        transition_frames=0,
        planned=0,
    )


def told(start: int, end: int, *texts: str, bed: bool = False, music: bool = True) -> ToldSound:
    """Return a sound in words, from one frame to another."""
    return ToldSound(span=Span(start, end), music=music, texts=texts or ("Musique du générique",), bed=bed)


def timeline(
    *voices: VoiceEvent, shots: tuple[TimedShot, ...] = (), sounds: tuple[ToldSound, ...] = (), length: int = 250
) -> Timeline:
    """Return a newscast of one plain shot unless told otherwise."""
    return Timeline(
        script="essai",
        title="JT d’essai",
        shots=shots or (shot(0, length),),
        voices=voices,
        sounds=(),
        told=sounds,
        chapters=(),
        poster=0,
    )


def test_a_sentence_appears_when_it_is_heard_and_stays_until_it_can_be_read() -> None:
    [cue] = cues(timeline(voice(("Le bonheur se prépare toute l'année.", 0, 2000), start=1000))).cues
    assert cue.start_ms == 1000, "the subtitle is not on with the first word"
    assert cue.end_ms == 3800, "the subtitle does not linger 0.8 s for slow readers"
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
        timeline(voice(("La santé s'apprend près de la gare.", 0, 2800), ("Tout le monde peut venir.", 2840, 4800)))
    ).cues
    assert second.start_ms == 2840, "the second sentence does not start with its words"
    assert second.start_ms - first.end_ms == 80, "the two subtitles touch, the change goes unnoticed"


def test_two_very_short_sentences_of_one_voice_share_a_subtitle() -> None:
    [cue] = cues(timeline(voice(("Non.", 0, 500), ("Jamais.", 700, 1300)))).cues
    assert cue.lines == ("Non. Jamais.",), "two flashes instead of one subtitle"


def test_a_quick_subtitle_is_lent_what_a_calm_neighbour_can_spare() -> None:
    told = cues(timeline(voice(("Un coach d'initiatives l'a formée.", 0, 2400), ("Il vient, il écoute.", 2440, 5000))))
    first, second = told.cues
    assert first.end_ms - first.start_ms >= 40 * tolerated(34), "the quick one still flies by"
    assert second.start_ms - 2440 <= 480, "the calm one comes long after its words"
    assert not told.findings, "the author is asked to mend what needs no mending"


def test_a_calm_subtitle_gives_its_end_to_a_quick_one_after_it() -> None:
    told = cues(timeline(voice(("Il vient, il écoute.", 0, 3000), ("Un coach d'initiatives l'a formée.", 3040, 4600))))
    first, second = told.cues
    assert 2800 <= second.start_ms < 3040, "the quick one waits for its words although there is room before them"
    assert second.start_ms - first.end_ms == 80, "the two subtitles touch, the change goes unnoticed"
    assert not told.findings, "the author is asked to mend what needs no mending"


def test_a_lone_greeting_behind_a_name_is_read_with_the_sentence_after_it() -> None:
    told = cues(
        timeline(
            voice(
                ("Bonsoir.", 0, 700),
                ("Nous sommes le samedi 12 mars 2050, et il pleut sur Talence.", 900, 6500),
                name="Inès Delcourt",
                role="off_screen",
            )
        )
    )
    assert told.cues[0].lines[0].startswith("Inès\u00a0: Bonsoir."), "nobody knows who greets"
    assert "Nous sommes" in " ".join(told.cues[0].lines), "« Bonsoir. » flashes by, alone"
    assert not told.findings, "the author is asked to mend what needs no mending"


def test_a_very_short_sentence_that_can_be_read_stands_alone() -> None:
    first, _ = cues(timeline(voice(("Bonsoir.", 0, 900), ("La santé s'apprend près de la gare.", 1400, 4000)))).cues
    assert first.lines == ("Bonsoir.",), "two sentences are put together without need"


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
    assert [cue.lines[-1][-1] for cue in shown] == [",", ",", "."], "a cut falls inside a group of sense"
    assert all(len(line) <= 37 for cue in shown for line in cue.lines), "a line is too long for the screen"
    assert " ".join(line for cue in shown for line in cue.lines) == LONG.replace("'", "’")


def test_a_long_sentence_shares_its_time_by_its_characters() -> None:
    first, *others = cues(timeline(voice((LONG, 0, 8000)))).cues
    share = first.characters / sum(cue.characters for cue in (first, *others))
    assert -240 <= others[0].start_ms - 8000 * share <= 480, "the second part appears before or after its words"


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


@pytest.mark.parametrize(
    ("other", "called"), [("Malo Ferrand", "Inès"), ("Inès Ferrand", "Inès Delcourt"), ("Mme Ferrand", "Inès")]
)
def test_a_first_name_is_enough_unless_two_people_have_it(other: str, called: str) -> None:
    first, *_ = cues(
        timeline(
            voice(("La santé s'apprend près de la gare.", 0, 2600), name="Inès Delcourt", role="off_screen"),
            voice(("Tout le monde peut venir.", 0, 2600), start=3000, speaker="malo", name=other, role="off_screen"),
        )
    ).cues
    assert " ".join(first.lines).startswith(f"{called}\u00a0: La santé"), "who speaks takes too long to read"


def test_a_voice_on_screen_is_not_named() -> None:
    [cue] = cues(timeline(voice(("Bonsoir à toutes et à tous.", 0, 2000)))).cues
    assert "Inès" not in cue.lines[0], "the name of somebody who is seen takes up reading time"


def test_the_opening_music_is_told_until_somebody_speaks() -> None:
    shown = cues(timeline(voice(("Bonsoir à toutes et à tous.", 0, 2000), start=5000), sounds=(told(0, 200),))).cues
    assert shown[0].lines == ("♪ Musique du générique ♪",), "a deaf viewer does not know there is music"
    assert (shown[0].start_ms, shown[0].end_ms, shown[0].role) == (0, 4920, "music")


def test_music_is_told_from_its_start_to_its_end_by_cues_of_seven_seconds_at_most() -> None:
    made = cues(timeline(sounds=(told(500, 1000),), length=1000)).cues
    assert (made[0].start_ms, made[-1].end_ms) == (20_000, 40_000), "music is told for a part of the time it plays"
    assert {cue.lines for cue in made} == {("♪ Musique du générique ♪",)}
    assert all(cue.end_ms - cue.start_ms <= 7000 for cue in made), "the note stays on for ever"
    assert all(after.start_ms - before.end_ms == 80 for before, after in pairwise(made))


def test_every_hearing_is_told_not_the_first_one_alone() -> None:
    made = cues(timeline(sounds=(told(0, 75), told(150, 225)))).cues
    assert [cue.start_ms for cue in made] == [0, 6000]


@pytest.mark.parametrize(
    ("length", "text"), [(60, "♪ Cinq notes de cloche ♪"), (40, "♪ Jingle ♪"), (18, "♪ Jingle ♪"), (10, None)]
)
def test_a_sting_is_told_by_the_fullest_words_that_can_be_read(length: int, text: str | None) -> None:
    sting = told(0, length, "Cinq notes de cloche", "Virgule musicale", "Jingle")
    made = cues(timeline(sounds=(sting,))).cues
    assert [cue.lines for cue in made] == ([(text,)] if text else [])


def test_a_sting_between_two_sentences_is_told_before_the_second_one_when_that_can_still_be_read() -> None:
    speech = voice(("On se retrouve demain.", 0, 3000), ("Au Mans, une horloge est réparée.", 3600, 8000))
    made = cues(timeline(speech, sounds=(told(81, 150, "Cinq notes", "Jingle"),))).cues
    assert [cue.role for cue in made] == ["on_screen", "music", "on_screen"], "nobody knows that a new story begins"
    assert made[2].start_ms - 3600 <= 480, "the words come long after the voice"


def test_a_sound_that_is_no_music_is_red_and_has_no_notes() -> None:
    [cue] = cues(timeline(sounds=(told(0, 100, "une fanfare s'approche", music=False),))).cues
    assert (cue.lines, cue.role) == (("Une fanfare s’approche",), "sound")


@pytest.mark.parametrize(
    ("sounds", "why"),
    [
        ((told(0, 30, bed=True),), "a bed left alone for a second is no event"),
        ((told(0, 250),), "a sound hides what is said"),
    ],
)
def test_no_sound_is_told_where_somebody_speaks(sounds: tuple[ToldSound, ...], why: str) -> None:
    made = cues(timeline(voice(("Bonsoir à toutes et à tous, et bienvenue.", 0, 10_000)), sounds=sounds)).cues
    assert [cue.role for cue in made] == ["on_screen", "on_screen"][: len(made)], why


def test_words_said_too_fast_are_a_warning_that_quotes_them() -> None:
    said = "Des indépendants cherchent un port d'attache, et des amis."
    where = Mark("scripts/essai.yaml", 12, 3)
    [finding] = cues(timeline(voice((said, 0, 2000))), {"sujet/01/ines": where}).findings
    assert finding.level is Level.WARNING, "a fast line must not stop the render"
    assert finding.mark == where, "the author does not find the line"
    assert "un port d’attache" in finding.message, "the author does not know which words"
    assert "20,7 signes par seconde" in finding.message
    assert finding.advice == "écrivez plus court (environ 19 signes de moins), ou ralentissez la voix"


def test_words_said_a_little_fast_are_a_milder_warning() -> None:
    [finding] = cues(timeline(voice(("Des indépendants cherchent un port.", 0, 1400)))).findings
    assert "rapide à lire, 15,9" in finding.message
    assert "quelques mots de moins" in finding.advice


def test_words_within_the_tolerance_of_the_charter_are_only_noted() -> None:
    """54 characters in 3.5 s: quicker than 15 a second, and no fifth quicker."""
    [finding] = cues(timeline(voice(("Des indépendants y cherchent un port qui les accueille.", 0, 2700)))).findings
    assert "rapide à lire, 15," in finding.message
    assert finding.level is Level.NOTE


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
    tops = {cue.top for cue in shown}
    assert len(tops) == 1, "the height changes within a shot"
    assert all(cue.top is not None and (cue.top + 6.5) * 10.8 <= 786 for cue in shown), "the subtitle hides the name"


def test_a_subtitle_stays_at_the_bottom_when_nothing_is_there() -> None:
    [cue] = cues(timeline(voice(("Bonsoir à toutes et à tous.", 0, 1500)))).cues
    assert cue.top == 73, "a line is not where it usually is: at the bottom, above a player's controls"


def test_reading_time_follows_the_charter() -> None:
    assert [comfortable(count) for count in (12, 20, 36, 60)] == [25, 50, 75, 100]
    assert comfortable(75) == 125, "beyond the table, 15 characters a second"


def test_silence_has_no_subtitles() -> None:
    assert cues(timeline()).cues == ()


def test_a_sentence_at_the_very_end_does_not_outlast_the_film() -> None:
    [cue] = cues(timeline(voice(("Belle soirée à vous, et à demain.", 0, 1500), start=8500))).cues
    assert cue.end_ms == 10_000, "the last subtitle ends after the film"


SAMPLES = [
    *(
        "le",
        "la",
        "de",
        "un",
        "une",
        "n'a",
        "qu'elle",
        "est",
        "Talence,",
        "Odile",
        "Castaing",
        "santé",
        "oui",
    ),
    *(":", ";", "!", "%", "«", "bonsoir", "»", "…", "—", "86", "10", "12:30", "&", "<b>", "-->", "{x}"),
    *("anticonstitutionnellement", "L'élu-e-de-la-solidarité-et-de-la-santé-publique-locale"),
]
WORD = st.one_of(
    st.sampled_from(SAMPLES),
    st.text("abcdéàœ’'-.,", min_size=1, max_size=14),
    st.text(min_size=1, max_size=6),
)
SENTENCE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
ROLE = st.sampled_from(("on_screen", "off_screen", "voice_over"))
SPEECH = st.lists(
    st.tuples(
        st.sampled_from(("ines", "malo")),
        ROLE,
        st.lists(st.tuples(SENTENCE, st.integers(0, 12_000), st.integers(0, 900)), min_size=1, max_size=4),
        st.integers(0, 1500),
    ),
    max_size=5,
)

Speech = list[tuple[str, str, list[tuple[str, int, int]], int]]


def built(speech: Speech) -> Timeline:
    """Return the timeline of voices one after the other, each with its sentences, lengths and pauses."""
    at = 0
    voices = []
    for speaker, role, sentences, pause in speech:
        inside = 0
        marks = []
        for words, length, breath in sentences:
            marks.append((words, inside, inside + length))
            inside += length + breath
        voices.append(voice(*marks, start=at, speaker=speaker, name=speaker.capitalize(), role=role))
        at += inside + pause
    return timeline(*voices, length=at // 40 + 1)


@settings(max_examples=120, deadline=None)
@given(SPEECH)
@example([("ines", "on_screen", [("Oui.", 0, 0), ("Non.", 0, 0), ("Si.", 0, 0)], 0)])
@example([("malo", "off_screen", [("oui " * 200, 30, 0)], 0), ("ines", "on_screen", [("Non.", 40, 0)], 0)])
def test_cues_hold_and_every_word_is_there_once_and_in_order(speech: Speech) -> None:
    newscast = built(speech)
    made = cues(newscast).cues
    said = [word for event in newscast.voices for mark in event.take.sentences for word in shown(mark.text)]
    seen = [word for cue in made for line in cue.lines for word in line.split(" ")]
    names = {"Malo\u00a0:", "Ines\u00a0:"}
    assert [word for word in seen if word not in names] == [word for word in said if word not in names]
    for before, after in pairwise(made):
        assert after.start_ms - before.end_ms >= 80, "two subtitles touch or overlap"
    for cue in made:
        assert 40 <= cue.end_ms - cue.start_ms <= 7000, "a subtitle flashes by or never leaves"
        assert 1 <= len(cue.lines) <= 2, "a subtitle has no line, or hides the picture"
        assert all(len(line) <= 37 or " " not in line for line in cue.lines), "a line runs off the screen"
        assert all(line == line.strip() and line for line in cue.lines), "a line is empty or indented"


@settings(max_examples=60, deadline=None)
@given(SPEECH)
@example([("ines", "on_screen", [("le", 0, 0), (": 12:30 aaa le le anticonstitutionnellement qu'elle", 0, 0)], 0)])
def test_where_speech_leaves_room_a_cue_can_be_read_and_starts_with_its_words(speech: Speech) -> None:
    calm = [
        (
            who,
            role,
            [(words, max(length, 65 * len(words) + 1000), breath + 1200) for words, length, breath in said],
            pause,
        )
        for who, role, said, pause in speech
    ]
    newscast = built(calm)
    made = cues(newscast).cues
    for event in newscast.voices:
        for mark in event.take.sentences:
            first = (event.start + mark.start) // 1920 * 40
            near = any(-40 * EARLY <= cue.start_ms - first <= 40 * LATE for cue in made)
            assert near or not shown(mark.text), "a sentence starts without its words"
    for cue in made:
        assert cue.end_ms - cue.start_ms >= 840 or _has_monster(speech), "a subtitle is too short to be seen"


def _has_monster(speech: Speech) -> bool:
    """Tell whether some word is longer than a line: then there is no good cut."""
    return any(len(word) > 37 for *_, said, _ in speech for words, *_ in said for word in shown(words))


def _spoken(said: Speech) -> Timeline:
    """Return a newscast whose every word is told: a word each 250 to 600 ms, as long as it has letters."""
    at = 0
    voices: list[VoiceEvent] = []
    for speaker, role, sentences, pause in said:
        marks, inside = [], 0
        for words, _, breath in sentences:
            starts = []
            begun = inside
            for word in words.split():
                starts.append(inside * MS)
                inside += min(600, 250 + 30 * len(word))
            marks.append(Sentence(words, begun * MS, inside * MS, tuple(starts), measured=True))
            inside += breath
        take = Take(
            line=f"sujet/{len(voices)}/{speaker}", samples=inside * MS, sentences=tuple(marks), sound="", voice=speaker,
            engine="essai",
        )  # fmt: skip
        voices.append(
            VoiceEvent(
                take=take, start=at * MS, speaker=speaker, shown_name=speaker.capitalize(), role=role, item="sujet"
            )
        )
        at += inside + pause
    return timeline(*voices, length=at // 40 + 50)


PLAIN = st.lists(st.text("abcdéàmnoprstu", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join)
PLAIN_SPEECH = st.lists(
    st.tuples(
        st.sampled_from(("ines", "malo")),
        ROLE,
        st.lists(st.tuples(PLAIN, st.just(0), st.integers(0, 900)), min_size=1, max_size=3),
        st.integers(200, 1500),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(PLAIN_SPEECH)
@example([("ines", "on_screen", [("oui " * 60, 0, 300)], 300)])
def test_at_any_moment_somebody_speaks_the_word_is_on_screen(speech: Speech) -> None:
    """A word may be on 0.48 s after it begins, and go 0.32 s before it ends: what neighbours lend one another."""
    newscast = _spoken(speech)
    made = cues(newscast).cues
    placed_words = [(word, cue) for cue in made for line in cue.lines for word in line.split(" ") if ":" not in word]
    said = [
        (word, (event.start + start) // MS, (event.start + end) // MS)
        for event in newscast.voices
        for mark in event.take.sentences
        for word, start, end in zip(mark.text.split(), mark.words, (*mark.words[1:], mark.end), strict=True)
    ]
    assert [word for word, _ in placed_words] == [word for word, _, _ in said]
    for (word, cue), (_, start, end) in zip(placed_words, said, strict=True):
        assert cue.start_ms <= start + 40 * (LATE + 1), f"« {word} » is said and not on screen yet"
        assert cue.end_ms >= end - 40 * (EARLY + 3), f"the caption runs out while « {word} » is said"
