"""What is pasted on a video site, and the transcript as text."""

from __future__ import annotations

from pipeline.french.typography import NO_BREAK
from pipeline.model.scene import Imprint
from pipeline.model.time import Span, frames
from pipeline.model.timeline import Chapter
from pipeline.model.transcript import HeardSound, ShownTexts, SpokenLine, Transcript, TranscriptChapter
from pipeline.report.share import MOST_TAGS, SharedFilm, hashtags, share_text
from pipeline.report.transcription import transcription
from pipeline.report.video_chapters import shown_by_sites, video_chapters


def chapters(*lengths: float) -> tuple[Chapter, ...]:
    """Return chapters that last so many seconds, called by their rank."""
    at, made = 0, []
    for rank, length in enumerate(lengths):
        made.append(Chapter(f"C{rank}", "", Span(at, at + frames(length))))
        at += frames(length)
    return tuple(made)


def test_every_chapter_of_ten_seconds_is_listed_from_nought_on() -> None:
    assert video_chapters(chapters(20, 10, 3600, 30)) == "0:00 C0\n0:20 C1\n0:30 C2\n1:00:30 C3\n"


def test_a_short_chapter_is_part_of_the_one_before_and_a_first_one_of_the_next() -> None:
    assert video_chapters(chapters(8, 20, 30, 5, 40)) == "0:00 C1\n0:28 C2\n1:03 C4\n"


def test_too_few_chapters_are_said_to_be() -> None:
    for few in (chapters(), chapters(5), chapters(20, 20), chapters(20, 5, 4, 20, 8)):
        assert "Moins de 3 chapitres" in video_chapters(few)
        assert not shown_by_sites(few), "that line would be pasted for all to read"
    assert "Moins" not in video_chapters(chapters(10, 10, 10))
    assert shown_by_sites(chapters(10, 10, 10))


def test_what_is_pasted_says_what_the_film_is() -> None:
    text = share_text(
        SharedFilm(
            title="Le journal",
            city="Le Mans",
            date="12 mars 2050",
            stories=("L’Ancre", "Le café"),
            chapters="0:00 Titres\n",
            offers=("sous-titres", "transcription"),
            credits=(("Voix", "Voix de synthèse"),),
            imprint=Imprint(channel="TV Baie", publisher="CCAS", licence="CC BY 4.0"),
        )
    )
    assert [block.partition("\n")[0] for block in text.split("\n\n")] == [
        "TITRE", "RÉSUMÉ", "CHAPITRES", "À SAVOIR", "ACCESSIBILITÉ", "MOTS-DIÈSE", "CRÉDITS",
    ]  # fmt: skip
    assert f"Le journal du 12 mars 2050 (Le Mans). Au sommaire{NO_BREAK}: L’Ancre, Le café." in text
    assert "Ceci est une fiction." in text
    assert "Voix de synthèse. Des voix" in text
    assert "Sous-titres et transcription." in text
    assert f"CCAS · CC BY 4.0\nVoix{NO_BREAK}: Voix de synthèse" in text


def test_what_is_not_known_has_no_block() -> None:
    text = share_text(SharedFilm(title="Le journal", synthetic_voices=False))
    assert "Voix de synthèse" not in text
    assert "CRÉDITS" not in text
    assert "ACCESSIBILITÉ" not in text


def test_hashtags_are_words_with_capitals_and_no_more_than_platforms_take() -> None:
    themes = tuple(f"Les idées n° {number}" for number in range(12))
    found = hashtags(SharedFilm(title="", city="Saint-Brieuc", themes=themes))
    assert found[0] == "#SaintBrieuc"
    assert found[1] == "#IdéesN0"
    assert len(found) == MOST_TAGS
    assert "#L’Ancre" not in hashtags(SharedFilm(title="", themes=("L’Ancre",)))


def test_the_transcript_as_text_says_all_that_the_page_says() -> None:
    line = SpokenLine("Malo", "traducteur", "J’ai mille contacts.", 40.0)
    chapter = TranscriptChapter(
        "L’Ancre",
        39.48,
        (line, SpokenLine("Malo", "traducteur", "Et pas un voisin.", 44.0)),
        (ShownTexts(("57 %", "Unccas"), 39.48), ShownTexts(("Talence",), 39.5, "place")),
        (HeardSound("Rires", 45.0),),
    )
    text = transcription(
        Transcript(
            title="JT", city="Talence", length=60, chapters=(chapter,), ticker=("L’eau monte",), synthetic_voices=True
        ),
        "12 mars 2050",
        ("Images dessinées.",),
    )
    for words in (
        "JT\nTalence, 12 mars 2050\nTranscription\n",
        "Images dessinées.",
        "L’Ancre (0:39)\n--------------\n",
        f"[0:39] À l’écran{NO_BREAK}:\n  - 57 %\n  - Unccas\n",
        f"[0:39] Lieu{NO_BREAK}: Talence\n",
        f"[0:40] Malo, traducteur{NO_BREAK}: J’ai mille contacts.\n",
        f"[0:44] Malo{NO_BREAK}: Et pas un voisin.\n",
        f"[0:45] On entend{NO_BREAK}: Rires\n",
        "- L’eau monte\n",
    ):
        assert words in text, words
    assert text.count("traducteur") == 1
