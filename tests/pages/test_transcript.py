"""The transcript's page: complete, safe, self-contained, usable without sight, colours or scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SceneError
from pipeline.model.picture import Shape
from pipeline.model.transcript import ShownTexts, SpokenLine, Transcript, TranscriptChapter
from pipeline.pages.colours import properties
from pipeline.pages.environment import verbatim
from pipeline.pages.transcript import PageFiles, TranscriptPage, transcript_page
from tests.fakes.browser import Page

PALETTE = {
    "encre": "#131A47",
    "nuit": "#0A1034",
    "blanc": "#FFF6E6",
    "ambre": "#F6A821",
    "ambre_doux": "#FFD58A",
}
TRANSCRIPT = Transcript(
    title="JT 2050 – Bordeaux",
    city="Talence",
    length=483.0,
    chapters=(
        TranscriptChapter("Titres", 0.0, (SpokenLine("Inès", "présentatrice", "Bonsoir.", 8.6),), ()),
        TranscriptChapter(
            "L’Ancre vagabonde",
            39.48,
            (
                SpokenLine("Malo", "traducteur", "J’ai mille contacts.", 40.0),
                SpokenLine("Malo", "traducteur", "Et pas un voisin.", 44.0),
            ),
            (ShownTexts(("57 %", "Unccas, 2020"), 39.48),),
        ),
    ),
    ticker=("L’eau monte",),
    synthetic_voices=True,
)
FILES = PageFiles("programme.mp4", "captions.vtt", "chapters.vtt", "poster.jpg")
PAGE = TranscriptPage(transcript=TRANSCRIPT, files=FILES, palette=PALETTE, date="samedi 12 mars 2050")


def _told(**changes: object) -> str:
    """Return the page of a transcript changed in some respects."""
    return transcript_page(replace(PAGE, transcript=replace(TRANSCRIPT, **changes)))  # type: ignore[arg-type]  # any field


def test_the_page_says_its_language_and_its_landmarks() -> None:
    page = Page(transcript_page(PAGE))
    assert page.all("html") == [{"lang": "fr"}], "a screen reader would read French with another accent"
    for landmark in ("header", "main", "nav", "footer"):
        assert len(page.all(landmark)) == 1, f"no way to jump to {landmark}"
    assert len(page.all("h1")) == 1
    assert "<title>JT 2050 – Bordeaux – Transcription</title>" in transcript_page(PAGE)


def test_every_chapter_has_its_heading_and_the_contents_lead_there() -> None:
    page = Page(transcript_page(PAGE))
    headings = {attributes["id"] for attributes in page.all("h2")}
    assert {"chapitre-1", "chapitre-2"} <= headings
    assert {"#chapitre-1", "#chapitre-2"} <= {link["href"] for link in page.all("a")}


def test_every_link_inside_the_page_leads_somewhere_even_without_scripts() -> None:
    page = Page(transcript_page(PAGE))
    identities = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(identities) == len(set(identities)), "two places have one name"
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= set(identities), f"dead links: {inside - set(identities)}"
    assert "t=8.6" in inside, "no link to the moment somebody speaks"


def test_the_player_is_native_with_captions_and_chapters() -> None:
    page = Page(transcript_page(PAGE))
    [video] = page.all("video")
    assert "controls" in video, "the player cannot be used"
    assert video["poster"] == "poster.jpg"
    captions, chapters = page.all("track")
    assert (captions["kind"], captions["srclang"], captions["src"]) == ("captions", "fr", "captions.vtt")
    assert "default" in captions, "captions are off for those who need them"
    assert (chapters["kind"], chapters["src"]) == ("chapters", "chapters.vtt")


def test_files_that_are_not_there_are_not_offered() -> None:
    page = Page(transcript_page(replace(PAGE, files=PageFiles("programme.mp4", "", "", ""))))
    assert not page.all("track")
    assert "poster" not in page.all("video")[0]


def test_nothing_is_fetched_from_elsewhere() -> None:
    source = transcript_page(PAGE)
    assert not re.search(r"https?:|//|@import|url\(", source.replace("</", "")), "the page needs the network"


def test_who_speaks_is_named_with_a_role_and_not_again_and_again() -> None:
    source = transcript_page(PAGE)
    words = Page(source).text
    assert "Malo , traducteur" in words
    assert source.count(", traducteur") == 1, "the role comes back with every line"


def test_what_is_only_shown_is_told() -> None:
    assert "À l’écran : 57 % · Unccas, 2020" in Page(transcript_page(PAGE)).text


def test_the_ticker_can_be_read() -> None:
    assert "L’eau monte" in Page(transcript_page(PAGE)).text


def test_fiction_and_synthetic_voices_are_disclosed_before_the_words() -> None:
    words = Page(transcript_page(PAGE)).text
    assert words.index("Voix de synthèse") < words.index("Bonsoir."), "the disclosure comes too late"
    assert "fiction" in words
    assert "Voix de synthèse" not in Page(_told(synthetic_voices=False)).text


def test_words_that_look_like_code_are_read_as_they_were_written() -> None:
    words = '« a < b » & l\'"autre" : {{ 7 * 7 }} {% raw %} </script><b>'
    line = SpokenLine(words, words, words, 1.0)
    page = Page(_told(title=words, chapters=(TranscriptChapter(words, 0.0, (line,), ()),)))
    assert page.text.count(words) == 8, "title twice, contents, heading, name, role, words, foot"
    assert page.all("video")[0]["aria-label"] == words
    assert page.all("meta")[-1]["content"] == f"Le journal et la transcription complète de {words}."


def test_a_film_with_any_name_is_found() -> None:
    page = Page(transcript_page(replace(PAGE, files=replace(FILES, film="journal été #1 100%.mp4"))))
    (source,) = page.all("source")
    assert unquote(source["src"]) == "journal été #1 100%.mp4"
    assert not set(source["src"]) & set("#? "), "a browser stops reading the name there"


@pytest.mark.parametrize(("shape", "told"), [("horizontal", ""), ("vertical", "9/16"), ("carre", "1/1")])
def test_the_player_is_as_tall_as_its_film(shape: Shape, told: str) -> None:
    (video,) = Page(transcript_page(replace(PAGE, shape=shape))).all("video")
    assert told in video.get("style", "")
    assert bool(told) == ("style" in video)


def test_many_texts_shown_at_once_are_a_list() -> None:
    many = ShownTexts(("un", "deux", "trois", "quatre", "cinq"), 0.0)
    page = Page(_told(chapters=(TranscriptChapter("Titres", 0.0, (), (many,)),), ticker=()))
    assert len(page.all("ul")) == 1
    assert "À l’écran : un deux trois quatre cinq" in page.text


def test_without_a_film_nothing_is_offered_to_play_or_download() -> None:
    page = Page(transcript_page(replace(PAGE, files=PageFiles("", "", "", ""))))
    assert not page.all("video")
    assert "Télécharger" not in page.text


@given(st.text(alphabet="<>&\"'`=/abc {}-!", min_size=1))
def test_whatever_is_written_stays_text(nasty: str) -> None:
    line = SpokenLine(nasty, nasty, nasty, 1.0)
    chapter = TranscriptChapter(nasty, 0.0, (line,), (ShownTexts((nasty,), 0.5),))
    plain = [tag for tag, _ in Page(_told(chapters=(chapter,))).found]
    told = replace(TRANSCRIPT, title=nasty, city=nasty, chapters=(chapter,), ticker=(nasty,))
    files = replace(FILES, film="f" + nasty, poster=nasty)
    page = Page(transcript_page(replace(PAGE, transcript=told, files=files)))
    assert [tag for tag, _ in page.found] == plain, "what a person wrote became part of the page's code"


def test_a_palette_without_a_colour_says_which() -> None:
    with pytest.raises(SceneError, match="ambre_doux"):
        transcript_page(replace(PAGE, palette={name: PALETTE[name] for name in PALETTE if name != "ambre_doux"}))


def test_every_text_has_contrast_by_day_and_by_night() -> None:
    rules = f"{properties(PALETTE)}\n{verbatim('transcript.css')}"
    day = dict(re.findall(r"--([a-z-]+):var\(--([a-z_]+)\)", rules.split("@media", maxsplit=1)[0]))
    night = day | dict(re.findall(r"--([a-z-]+):var\(--([a-z_]+)\)", rules.split("@media")[1]))
    for look in (day, night):
        for above, below in (("texte", "fond"), ("lien", "fond"), ("sur-carte", "carte")):
            pair = PALETTE[look[above]], PALETTE[look[below]]
            assert _contrast(*pair) >= 4.5, f"{above} cannot be read on {below}: {pair}"
    assert _contrast(PALETTE["ambre_doux"], PALETTE["nuit"]) >= 4.5


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
