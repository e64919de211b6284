"""The page of a film: complete, safe, self-contained, usable without sight, colours or scripts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SceneError
from pipeline.model.picture import Shape
from pipeline.model.transcript import HeardSound, ShownTexts, SpokenLine, Transcript, TranscriptChapter
from pipeline.pages.dress import HEAVIEST, Dress
from pipeline.pages.environment import verbatim
from pipeline.pages.film import (
    KEYS,
    FilmFile,
    FilmPage,
    FilmSource,
    FilmTrack,
    FilmVersion,
    PageCue,
    PageDescription,
    film_page,
)
from tests.fakes.browser import Page, contrast, unlabelled

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
            (ShownTexts(("57 %",), 39.48), ShownTexts(("Unccas, 2020",), 39.48, "source")),
            (HeardSound("Musique du générique", 39.0),),
        ),
    ),
    ticker=("L’eau monte",),
    synthetic_voices=True,
)
CUES = (
    PageCue(start=0, end=2000, lines=("♪ Musique ♪",), role="music"),
    PageCue(start=8600, end=10_000, lines=("Bonsoir.",), role="on_screen", top=71),
)
PAGE = FilmPage(
    transcript=TRANSCRIPT,
    dress=Dress(PALETTE),
    sources=(FilmSource("programme-av1.mp4", 'video/mp4; codecs="av01.0.08M.08"'), FilmSource("programme.mp4")),
    tracks=(FilmTrack("captions", "Français", "captions.vtt"), FilmTrack("chapters", "Chapitres", "chapters.vtt")),
    captions=CUES,
    descriptions=(PageDescription(start=40_000, end=42_000, text="Un quai, le soir.", pause=True),),
    downloads=(FilmFile("Le film", "programme.mp4"),),
    versions=(
        FilmVersion(label="Le film", href="index.html", here=True),
        FilmVersion(label="En langue des signes", href="../jt-lsf/index.html", button="signes"),
    ),
    marks=("Images dessinées par ordinateur.",),
    poster="poster.jpg",
    date="samedi 12 mars 2050",
    caption_colours={"on_screen": "white", "music": "#FF9CF2"},
)


def _told(**changes: object) -> str:
    """Return the page of a transcript changed in some respects."""
    return film_page(replace(PAGE, transcript=replace(TRANSCRIPT, **changes)))  # type: ignore[arg-type]  # any field


def _data(page: FilmPage = PAGE) -> dict[str, list[dict[str, object]]]:
    (source,) = re.findall(r'<script type="application/json" id="donnees">(.*?)</script>', film_page(page))
    made: dict[str, list[dict[str, object]]] = json.loads(source)
    return made


def test_the_page_says_its_language_and_its_landmarks() -> None:
    page = Page(film_page(PAGE))
    assert page.all("html") == [{"lang": "fr"}], "a screen reader would read French with another accent"
    for landmark in ("header", "main", "footer", "h1"):
        assert len(page.all(landmark)) == 1, f"no way to jump to {landmark}"
    assert {nav["aria-labelledby"] for nav in page.all("nav")} == {"sommaire", "versions"}
    assert "<title>JT 2050 – Bordeaux</title>" in film_page(PAGE)


def test_every_chapter_leads_the_film_to_its_time_and_has_a_heading() -> None:
    page = Page(film_page(PAGE))
    assert [link["href"] for link in page.all("a") if "data-chapitre" in link] == ["#t=0", "#t=39.48"]
    assert {"chapitre-1", "chapitre-2"} <= {attributes["id"] for attributes in page.all("h3")}


def test_every_link_inside_the_page_leads_somewhere_even_without_scripts() -> None:
    page = Page(film_page(PAGE))
    identities = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(identities) == len(set(identities)), "two places have one name"
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= set(identities), f"dead links: {inside - set(identities)}"
    assert "t=8.6" in inside, "no link to the moment somebody speaks"


def test_no_name_hides_the_words_that_are_seen() -> None:
    """WCAG 2.5.3: who says « clique Lecture » to the machine is heard."""
    assert unlabelled(film_page(PAGE)) == []


def test_chapters_of_one_title_are_told_apart_by_their_time() -> None:
    """Whoever goes from landmark to landmark hears which of the two « Plateau » it is (axe: landmark-unique)."""
    page = Page(
        _told(
            chapters=tuple(
                TranscriptChapter(name, at, (), ())
                for name, at in (("Plateau", 0.0), ("Lieu", 30.0), ("Plateau", 90.0))
            )
        )
    )
    sections = [told for told in page.all("section") if told.get("id", "").startswith("t=")]
    assert [told.get("aria-label", "") for told in sections] == ["Plateau, 0:00", "", "Plateau, 1:30"]


def test_without_scripts_the_player_is_the_browsers_own_with_captions_and_chapters() -> None:
    page = Page(film_page(PAGE))
    [video] = page.all("video")
    assert "controls" in video, "the player cannot be used"
    assert video["poster"] == "poster.jpg"
    captions, chapters = page.all("track")
    assert (captions["kind"], captions["srclang"], captions["src"]) == ("captions", "fr", "captions.vtt")
    assert (chapters["kind"], chapters["src"]) == ("chapters", "chapters.vtt")
    (controls,) = (part for part in page.all("div") if part.get("class") == "commandes")
    assert "hidden" in controls, "controls that do nothing are offered"


def test_the_best_source_comes_first_with_its_codecs() -> None:
    first, last = Page(film_page(PAGE)).all("source")
    assert first == {"src": "programme-av1.mp4", "type": 'video/mp4; codecs="av01.0.08M.08"'}
    assert last == {"src": "programme.mp4"}


def test_captions_and_descriptions_are_as_near_as_play() -> None:
    """EN 301 549, 7.3: in no menu."""
    source = film_page(PAGE)
    row = source[source.index('class="rang"') : source.index('class="rang"', source.index('class="rang"') + 1)]
    actions = re.findall(r'data-action="(\w+)"', row)
    assert {"lecture", "soustitres", "description"} <= set(actions)
    assert "../jt-lsf/index.html" in row


def test_captions_chapters_and_descriptions_are_in_the_page() -> None:
    data = _data()
    assert data["captions"] == [
        {"start": 0, "end": 2000, "lines": ["♪ Musique ♪"], "role": "music", "top": None, "across": None},
        {"start": 8600, "end": 10_000, "lines": ["Bonsoir."], "role": "on_screen", "top": 71, "across": None},
    ]
    assert data["chapters"] == [{"start": 0.0, "title": "Titres"}, {"start": 39.48, "title": "L’Ancre vagabonde"}]
    assert data["descriptions"] == [{"start": 40_000, "end": 42_000, "text": "Un quai, le soir.", "pause": True}]


def test_what_is_not_there_is_not_offered() -> None:
    page = Page(film_page(FilmPage(transcript=TRANSCRIPT, dress=Dress(PALETTE), sources=(FilmSource("a.mp4"),))))
    assert not page.all("track")
    assert "poster" not in page.all("video")[0]
    assert {button["data-action"] for button in page.all("button")} == {
        "lecture", "recule", "avance", "son", "reglages", "ecran",
    }  # fmt: skip
    assert {nav["aria-labelledby"] for nav in page.all("nav")} == {"sommaire"}
    for word in ("Description", "Sous-titres", "sous-titres", "Télécharger :"):
        assert word not in page.text.replace("Le film, ses sous-titres", "")


def test_without_a_film_nothing_is_offered_to_play_or_download() -> None:
    page = Page(film_page(FilmPage(transcript=TRANSCRIPT, dress=Dress(PALETTE))))
    assert not page.all("video") + page.all("button") + page.all("script")
    assert "Télécharger" not in page.text
    assert "J’ai mille contacts." in page.text


def test_nothing_is_fetched_from_elsewhere() -> None:
    source = film_page(replace(PAGE, dress=Dress(PALETTE, {"titre": b"a font"})))
    assert not re.search(r"https?:|//|@import|url\((?!data:)", re.sub(r"base64,[^)]*", "", source).replace("</", ""))


def test_its_letters_travel_inside_unless_they_weigh_too_much() -> None:
    faces = {"titre": b"a font", "lecture": b"x" * (HEAVIEST + 1), "chiffres": b"none of ours"}
    source = film_page(replace(PAGE, dress=Dress(PALETTE, faces)))
    assert source.count("@font-face") == 1
    assert 'font-family:"jt-titre"' in source


def test_who_speaks_is_named_with_a_role_and_not_again_and_again() -> None:
    source = film_page(PAGE)
    words = Page(source).text
    assert "Malo , traducteur" in words
    assert source.count(", traducteur") == 1, "the role comes back with every line"
    assert source.count("<strong>Malo</strong>") == 1, "so does the name, in one stretch"


def test_what_is_only_shown_or_is_no_word_is_told_by_what_it_is() -> None:
    words = Page(film_page(PAGE)).text
    assert "À l’écran : 57 %" in words
    assert "Source : Unccas, 2020" in words
    assert "On entend : Musique du générique" in words


def test_the_ticker_can_be_read() -> None:
    assert "L’eau monte" in Page(film_page(PAGE)).text


def test_fiction_and_synthetic_voices_are_disclosed_before_the_words() -> None:
    words = Page(film_page(PAGE)).text
    assert words.index("Images dessinées par ordinateur.") < words.index("Bonsoir."), "the disclosure comes too late"
    assert "Ceci est une fiction." in words
    unmarked = replace(PAGE, marks=())
    assert "Voix de synthèse" in Page(film_page(unmarked)).text
    spoken = replace(TRANSCRIPT, synthetic_voices=False)
    assert "Voix de synthèse" not in Page(film_page(replace(unmarked, transcript=spoken))).text


def test_the_keys_are_told_and_no_key_is_told_that_does_nothing() -> None:
    script = verbatim("player.js")
    names = {"Espace": '" ":', "←": "ArrowLeft:", "→": "ArrowRight:", "↑": "ArrowUp:", "↓": "ArrowDown:",
             "Page ↑": "PageUp:", "Page ↓": "PageDown:", "Début": "Home:", "Fin": "End:"}  # fmt: skip
    for keys, _ in KEYS:
        for key in keys:
            known = names.get(key, f'"{key}":' if key in "<>" else f"{key.lower()}:")
            assert known in script, f"« {key} » is told and does nothing"
            assert key in Page(film_page(PAGE)).text


def test_words_that_look_like_code_are_read_as_they_were_written() -> None:
    words = '« a < b » & l\'"autre" : {{ 7 * 7 }} {% raw %} </script><b>'
    line = SpokenLine(words, words, words, 1.0)
    page = Page(_told(title=words, chapters=(TranscriptChapter(words, 0.0, (line,), ()),)))
    assert page.text.count(words) == 7, "title twice, chapters, heading, name, role, words"
    assert page.all("video")[0]["aria-label"] == words
    assert page.all("meta")[-1]["content"] == f"Le film, ses sous-titres et la transcription complète de {words}."


def test_a_film_with_any_name_is_found() -> None:
    page = Page(film_page(replace(PAGE, sources=(FilmSource("journal été #1 100%.mp4"),))))
    (source,) = page.all("source")
    assert unquote(source["src"]) == "journal été #1 100%.mp4"
    assert not set(source["src"]) & set("#? "), "a browser stops reading the name there"


@pytest.mark.parametrize(("shape", "told"), [("horizontal", "1920;--haut:1080"), ("vertical", "1080;--haut:1920")])
def test_the_player_is_as_tall_as_its_film(shape: Shape, told: str) -> None:
    (player,) = (part for part in Page(film_page(replace(PAGE, shape=shape))).all("section") if "style" in part)
    assert player["style"] == f"--large:{told}"


def test_many_texts_shown_at_once_are_a_list() -> None:
    many = ShownTexts(("un", "deux", "trois", "quatre", "cinq"), 0.0)
    source = _told(chapters=(TranscriptChapter("Titres", 0.0, (), (many,)),), ticker=())
    assert "<ul><li>un</li><li>deux</li>" in source


@given(st.text(alphabet="<>&\"'`=/abc {}-!", min_size=1))
def test_whatever_is_written_stays_text(nasty: str) -> None:
    line = SpokenLine(nasty, nasty, nasty, 1.0)
    chapter = TranscriptChapter(nasty, 0.0, (line,), (ShownTexts((nasty,), 0.5),), (HeardSound(nasty, 0.6),))
    plain = [tag for tag, _ in Page(_told(chapters=(chapter,))).found]
    told = replace(TRANSCRIPT, title=nasty, city=nasty, chapters=(chapter,), ticker=(nasty,))
    cues = tuple(replace(cue, lines=(nasty,) * len(cue.lines)) for cue in CUES)
    page = replace(PAGE, transcript=told, captions=cues, poster=nasty, marks=(nasty,), summary=nasty)
    assert [tag for tag, _ in Page(film_page(page)).found] == plain, "what a person wrote became part of the page"
    assert _data(page)["captions"][0]["lines"] == [nasty]


def test_a_palette_without_a_colour_says_which() -> None:
    poor = Dress({name: PALETTE[name] for name in PALETTE if name != "ambre_doux"})
    with pytest.raises(SceneError, match="ambre_doux"):
        film_page(replace(PAGE, dress=poor))


def test_every_text_has_contrast_by_day_and_by_night() -> None:
    rules = verbatim("page.css")
    day = dict(re.findall(r"--([a-z-]+):var\(--([a-z_]+)\)", rules.split("@media", maxsplit=1)[0]))
    night = day | dict(re.findall(r"--([a-z-]+):var\(--([a-z_]+)\)", rules.split("@media")[1]))
    for look in (day, night):
        for above, below in (("texte", "fond"), ("lien", "fond")):
            pair = PALETTE[look[above]], PALETTE[look[below]]
            assert contrast(*pair) >= 4.5, f"{above} cannot be read on {below}: {pair}"
    for above, below in (("ambre_doux", "nuit"), ("ambre", "nuit"), ("encre", "ambre"), ("encre", "ambre_doux")):
        assert contrast(PALETTE[above], PALETTE[below]) >= 4.5


def test_a_film_with_captions_in_its_picture_is_said_to_have_them() -> None:
    told = [_data(page)["burned"] for page in (PAGE, replace(PAGE, burned=True))]
    assert told == [False, True]  # type: ignore[comparison-overlap]  # facts of one word beside lists
