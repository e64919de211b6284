"""The rundown's sheet: what a newsroom reads before and after a render."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pipeline.errors import SceneError
from pipeline.model.part import Part
from pipeline.model.rundown import Footage, PlannedItem, PlannedLine, PlannedShot, PlannedThird, Rundown
from pipeline.model.take import SentenceMark, Take
from pipeline.model.time import Span
from pipeline.model.timeline import SoundEvent, TimedShot, Timeline, VoiceEvent
from pipeline.pages.dress import Dress
from pipeline.pages.rundown import rundown_page
from pipeline.report.sheet import ON_AIR, sheet
from tests.fakes.browser import Page

PALETTE = {
    "encre": "#131A47",
    "nuit": "#0A1034",
    "blanc": "#FFF6E6",
    "ambre": "#F6A821",
    "ambre_doux": "#FFD58A",
}


def line(number: int, speaker: str, text: str, *, on_camera: bool = True) -> PlannedLine:
    """Return a line of the only story."""
    return PlannedLine(
        id=f"l-ancre/{number:02d}/1",
        speaker=speaker,
        voice="v",
        text=text,
        recording="",
        on_camera=on_camera,
        mark=None,
    )


STUDIO = PlannedShot(
    id="l-ancre/01",
    label="Plateau",
    scene="plateau",
    slots={},
    lines=(line(1, "ines", "On les surnomme la génération zapping."),),
    thirds=(
        PlannedThird(name="Inès Delcourt", role="présentatrice", line=0, at_seconds=None, at_word="", duration=None),
    ),
    place="",
    source="",
    archive="",
    duration=None,
    transition="fondu",
    footage=None,
    mark=None,
)
REPORT = PlannedShot(
    id="l-ancre/02",
    label="Reportage",
    scene="video",
    slots={},
    lines=(line(2, "camille", "Malo pose sa valise, la 4e depuis janvier.", on_camera=False),),
    thirds=(),
    place="Talence, hier soir",
    source="",
    archive="2020",
    duration=8.0,
    transition="coupe",
    footage=Footage(path="media/videos/gare.mp4", start=0, end=None, sound="ambiance"),
    mark=None,
    part=Part.FOOTAGE,
)
TITLES = PlannedShot(
    id="generique/01",
    label="Générique",
    scene="generique",
    slots={},
    lines=(),
    thirds=(),
    place="",
    source="",
    archive="",
    duration=None,
    transition="coupe",
    footage=None,
    mark=None,
    part=Part.OPENING,
)
RUNDOWN = Rundown(
    script="bordeaux",
    title="JT 2050 – <Bordeaux>",
    city="Talence",
    ticker=(),
    bed="nappe",
    items=(
        PlannedItem(
            id="generique",
            kind="generique",
            title="Générique",
            chapter="Générique",
            theme="",
            number=0,
            shots=(TITLES,),
        ),
        PlannedItem(
            id="l-ancre",
            kind="sujet",
            title="L'Ancre & les autres",
            chapter="L'Ancre",
            theme="bonheur",
            number=1,
            shots=(STUDIO, REPORT),
        ),
    ),
)


def timed(name: str, label: str, start: int, end: int, planned: int = 0, transition: str = "coupe") -> TimedShot:
    """Return a shot of the timeline."""
    item = name.partition("/")[0]
    return TimedShot(
        id=name,
        label=label,
        item=item,
        scene="plateau",
        span=Span(start, end),
        layers=(),
        transition=transition,
        transition_frames=12,
        planned=planned,
    )


TAKE = Take(
    line="l-ancre/01/1",
    samples=96_000,
    sentences=(SentenceMark("On les surnomme.", 0, 96_000),),
    sound="",
    voice="v",
    engine="essai",
)
TIMELINE = Timeline(
    script="bordeaux",
    title=RUNDOWN.title,
    shots=(
        timed("generique/01", "Générique", 0, 200),
        timed("l-ancre/01", "Plateau", 200, 1500, transition="fondu"),
        timed("l-ancre/02", "Reportage", 1500, 1750, 200),
    ),
    voices=(
        VoiceEvent(
            take=TAKE, start=400_000, speaker="ines", shown_name="Inès Delcourt", role="on_screen", item="l-ancre"
        ),
    ),
    sounds=(
        SoundEvent(path="media/sounds/generique.ogg", digest="d", bus="music", start=0, end=384_000, gain=0.0),
        SoundEvent(
            path="media/sounds/tapis.ogg", digest="d", bus="music", start=384_000, end=3_360_000, gain=0.0, loop=True
        ),
    ),
    chapters=(),
    poster=0,
)


def page(rundown: Rundown = RUNDOWN, newscast: Timeline = TIMELINE, begins: str = ON_AIR) -> str:
    """Return the page of a newscast."""
    return rundown_page(sheet(rundown, newscast, begins), Dress(PALETTE))


class Table(HTMLParser):
    """Reads the table as rows of cells, each with its attributes and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[dict[str, str | None], str]]] = []
        self._inside = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in {"td", "th"} or (self._inside and tag in {"ul", "li", "span"})
        if tag in {"td", "th"}:
            self.rows[-1].append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            attributes, words = self.rows[-1][-1]
            self.rows[-1][-1] = (attributes, words + data)

    def texts(self, row: int) -> list[str]:
        return [words for _, words in self.rows[row]]


SOURCE = page()
TABLE = Table(SOURCE)


def test_the_columns_are_those_of_the_trade() -> None:
    assert TABLE.texts(0) == [
        "N°", "Sujet", "Type", "Source", "Locuteur", "Image", "Son", "Synthés", "Prévu", "Durée", "Cumul",
        "Antenne", "Notes",
    ]  # fmt: skip
    assert all(attributes["scope"] == "col" for attributes, _ in TABLE.rows[0]), "cells are read without heading"


def test_every_row_fills_every_column() -> None:
    pending = 0
    for row in TABLE.rows:
        wide = sum(int(attributes.get("colspan") or 1) for attributes, _ in row)
        assert wide + (1 if pending else 0) == 13, f"a cell stands under the wrong heading: {row}"
        pending = max(0, pending - 1)
        for attributes, _ in row:
            pending = max(pending, int(attributes.get("rowspan") or 1) - 1)


def test_shots_are_gathered_by_story_with_its_total() -> None:
    assert TABLE.texts(3) == ["2", "L’Ancre & les autresSujet", "1:00", "1:02", "1:10", "20:00:08", ""]


def test_a_row_says_who_speaks_and_what_is_seen_and_heard() -> None:
    assert TABLE.texts(4) == [
        "2.1", "l-ancre", "Plateau", "", "Inès Delcourt", "Plateau", "voix, tapis",
        "Inès Delcourt, présentatrice", "–", "0:52", "1:00", "20:00:08", "fondu 0,48\u00a0s",
    ]  # fmt: skip


def test_archives_sources_and_plans_are_noted() -> None:
    row = TABLE.texts(5)
    assert row[2] == "media/videos/gare.mp4"
    assert row[5] == "voix off, tapis"
    assert row[7:9] == ["0:08", "0:10"], "planned and real lengths are mixed up"
    assert row[-1] == "archives 2020Talence, hier soir"


def test_the_total_says_how_far_from_the_plan_it_is() -> None:
    assert TABLE.texts(6) == ["Total", "1:08", "1:10", "1:10", "20:01:10", "écart +0:02"]


def test_the_broadcast_may_begin_at_another_hour_and_cross_midnight() -> None:
    table = Table(page(begins="23:59:55"))
    assert table.texts(3)[-2] == "00:00:03"


def test_words_stay_words() -> None:
    assert "<Bordeaux>" not in SOURCE
    assert "JT 2050 – &lt;Bordeaux&gt;" in SOURCE
    nasty = '« a < b » & l’"autre" {{ 7 * 7 }} </script>'
    item = replace(RUNDOWN.items[1], title=nasty, shots=(replace(REPORT, place=nasty, source=nasty),))
    read = Page(page(replace(RUNDOWN, title=nasty, city=nasty, items=(item,))))
    assert read.text.count("7 * 7") == 6, "title twice, city, item, source, place"
    assert not read.all("script")


def test_what_nobody_planned_has_no_gap() -> None:
    free = replace(RUNDOWN, items=(RUNDOWN.items[0],))
    table = Table(page(free, replace(TIMELINE, shots=TIMELINE.shots[:1])))
    assert table.texts(-1) == ["Total", "–", "0:08", "0:08", "20:00:08", ""]


def test_the_sheet_prints_in_landscape_and_keeps_its_header() -> None:
    assert "size:A4 landscape" in SOURCE
    assert "position:sticky" in SOURCE
    assert "table-header-group" in SOURCE, "on the second printed page nobody knows the columns"
    assert '<html lang="fr">' in SOURCE
    assert "<caption" in SOURCE


def test_nothing_is_fetched_and_every_colour_is_the_houses() -> None:
    assert not re.search(r"https?:|url\(|@import", SOURCE)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", SOURCE)) == set(PALETTE.values())
    with pytest.raises(SceneError, match="encre"):
        rundown_page(sheet(RUNDOWN, TIMELINE), Dress({}))
