"""The transcript's page: complete, safe, self-contained, usable without sight, colours or scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.caption.page import (
    PageChapter,
    ShownTexts,
    SpokenLine,
    TranscriptPage,
)
from pipeline.caption.transcript import transcript
from pipeline.caption.transcript_style import style
from pipeline.errors import SceneError

PALETTE = {
    "encre": "#131A47",
    "nuit": "#0A1034",
    "blanc": "#FFF6E6",
    "ambre": "#F6A821",
    "ambre_doux": "#FFD58A",
}
PAGE = TranscriptPage(
    "JT 2050 – Bordeaux",
    "Talence",
    "samedi 12 mars 2050",
    "programme.mp4",
    "captions.vtt",
    "chapters.vtt",
    "poster.jpg",
    483.0,
    (
        PageChapter("Titres", 0.0, (SpokenLine("Inès", "présentatrice", "Bonsoir.", 8.6),), ()),
        PageChapter(
            "L’Ancre vagabonde",
            39.48,
            (
                SpokenLine("Malo", "traducteur", "J’ai mille contacts.", 40.0),
                SpokenLine("Malo", "traducteur", "Et pas un voisin.", 44.0),
            ),
            (ShownTexts(("57 %", "Unccas, 2020"), 39.48),),
        ),
    ),
    ("L’eau monte",),
    PALETTE,
    synthetic_voices=True,
)
VOID = {"meta", "source", "track", "link", "br", "img"}


class Page(HTMLParser):
    """Reads a page strictly: every element is closed where it should be."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_says_its_language_and_its_landmarks() -> None:
    page = Page(transcript(PAGE))
    assert page.all("html") == [{"lang": "fr"}], "a screen reader would read French with another accent"
    for landmark in ("header", "main", "nav", "footer"):
        assert len(page.all(landmark)) == 1, f"no way to jump to {landmark}"
    assert len(page.all("h1")) == 1


def test_every_chapter_has_its_heading_and_the_contents_lead_there() -> None:
    page = Page(transcript(PAGE))
    headings = {attributes["id"] for attributes in page.all("h2")}
    assert {"chapitre-1", "chapitre-2"} <= headings
    assert {"#chapitre-1", "#chapitre-2"} <= {link["href"] for link in page.all("a")}


def test_every_link_inside_the_page_leads_somewhere_even_without_scripts() -> None:
    page = Page(transcript(PAGE))
    identities = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(identities) == len(set(identities)), "two places have one name"
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= set(identities), f"dead links: {inside - set(identities)}"
    assert "t=8.6" in inside, "no link to the moment somebody speaks"


def test_the_player_is_native_with_captions_and_chapters() -> None:
    page = Page(transcript(PAGE))
    [video] = page.all("video")
    assert "controls" in video, "the player cannot be used"
    assert video["poster"] == "poster.jpg"
    captions, chapters = page.all("track")
    assert (captions["kind"], captions["srclang"], captions["src"]) == ("captions", "fr", "captions.vtt")
    assert "default" in captions, "captions are off for those who need them"
    assert (chapters["kind"], chapters["src"]) == ("chapters", "chapters.vtt")


def test_files_that_are_not_there_are_not_offered() -> None:
    page = Page(transcript(replace(PAGE, captions="", chapters_file="", poster="")))
    assert not page.all("track")
    assert "poster" not in page.all("video")[0]


def test_nothing_is_fetched_from_elsewhere() -> None:
    source = transcript(PAGE)
    assert not re.search(r"https?:|//|@import|url\(", source.replace("</", "")), "the page needs the network"


def test_who_speaks_is_named_with_a_role_and_not_again_and_again() -> None:
    source = transcript(PAGE)
    words = Page(source).text
    assert "Malo , traducteur" in words
    assert source.count(", traducteur") == 1, "the role comes back with every line"


def test_what_is_only_shown_is_told() -> None:
    assert "À l’écran : 57 % · Unccas, 2020" in Page(transcript(PAGE)).text


def test_the_ticker_can_be_read() -> None:
    assert "L’eau monte" in Page(transcript(PAGE)).text


def test_fiction_and_synthetic_voices_are_disclosed_before_the_words() -> None:
    words = Page(transcript(PAGE)).text
    assert words.index("Voix de synthèse") < words.index("Bonsoir."), "the disclosure comes too late"
    assert "fiction" in words
    assert "Voix de synthèse" not in Page(transcript(replace(PAGE, synthetic_voices=False))).text


@given(st.text(alphabet="<>&\"'`=/abc {}-!", min_size=1))
def test_whatever_is_written_stays_text(nasty: str) -> None:
    line = SpokenLine(nasty, nasty, nasty, 1.0)
    chapter = PageChapter(nasty, 0.0, (line,), (ShownTexts((nasty,), 0.5),))
    plain = [tag for tag, _ in Page(transcript(replace(PAGE, chapters=(chapter,)))).found]
    page = Page(
        transcript(
            replace(
                PAGE,
                title=nasty,
                city=nasty,
                film="f" + nasty,
                poster=nasty,
                chapters=(chapter,),
                ticker=(nasty,),
            )
        )
    )
    assert [tag for tag, _ in page.found] == plain, "what a person wrote became part of the page's code"


def test_a_palette_without_a_colour_says_which() -> None:
    with pytest.raises(SceneError, match="ambre_doux"):
        transcript(replace(PAGE, palette={name: PALETTE[name] for name in PALETTE if name != "ambre_doux"}))


def test_every_text_has_contrast_by_day_and_by_night() -> None:
    rules = style(PALETTE)
    day = dict(re.findall(r"--([a-z-]+):var\(--([a-z_]+)\)", rules.split("@media")[0]))
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
