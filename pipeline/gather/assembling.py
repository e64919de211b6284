"""Readings become a draft: who, what opens and closes the newscast, and its stories, each staged."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from pipeline.french.letters import ascii_of
from pipeline.french.wording import slug, speakable
from pipeline.gather import limits
from pipeline.gather.draft import Draft, DraftElement, DraftStory, Form
from pipeline.gather.lossless import words_told
from pipeline.gather.naming import Character, Company
from pipeline.gather.staging import StoryStage, remark_of, spoken
from pipeline.gather.values import NoteReading, NoteRole, Section
from pipeline.model.script import THEMES

_GLOBAL = frozenset({NoteRole.TITLE, NoteRole.TOWN, NoteRole.DATE, NoteRole.HEADLINE})
_TELLING = frozenset({
    NoteRole.NARRATION, NoteRole.TURN, NoteRole.QUOTE, NoteRole.POINT, NoteRole.FIGURE, NoteRole.QUESTION,
    NoteRole.MILESTONE, NoteRole.LEAD_IN, NoteRole.TAG, NoteRole.SPOT, NoteRole.INTRODUCTION, NoteRole.PICTURE,
})  # fmt: skip
"""What belongs to a story, and opens one where no head has."""

_MOST_HEADLINES = 5
_LONGEST_LEAD_IN = 220
_LEAST_TOLD = 3
"""Sentences that a story tells at the least for the first one to be its lead-in."""


@dataclass(slots=True)
class _Held:
    """A story while its readings are gathered."""

    head: NoteReading | None
    title: str
    readings: list[NoteReading] = field(default_factory=list)


def assembled(readings: Sequence[NoteReading], company: Company, name: str) -> Draft:
    """Return the draft of a newscast; `name` titles what the notes leave without a title."""
    number = count(1)
    builder = _Builder(company, lambda: next(number), name)
    for reading in readings:
        builder.take(reading)
    return builder.draft()


class _Builder:
    def __init__(self, company: Company, number: Callable[[], int], name: str) -> None:
        self._company, self._number, self._name = company, number, name
        self._heads: list[NoteReading] = []
        self._before: list[NoteReading] = []
        self._after: list[NoteReading] = []
        self._stories: list[_Held] = []
        self._closing = False

    def take(self, reading: NoteReading) -> None:
        """Put a reading where it belongs."""
        if reading.role is NoteRole.BREAK:
            self._closing = False
        elif reading.role is NoteRole.TURN and not reading.text:
            return  # who speaks is said with what they say
        elif reading.role in _GLOBAL:
            self._heads.append(reading)
        elif reading.role is NoteRole.STORY:
            self._closing = False
            self._open(reading)
        elif reading.role is NoteRole.DESK or reading.section in {Section.OPENING, Section.CLOSING}:
            self._closing = bool(self._stories) and reading.section is not Section.OPENING
            (self._after if self._closing else self._before).append(reading)
        elif self._closing:
            self._after.append(reading)
        elif self._stories:
            self._stories[-1].readings.append(reading)
        elif _tells(reading):
            self._stories.append(_Held(None, "", [reading]))
        else:
            self._before.append(reading)

    def _open(self, reading: NoteReading) -> None:
        last = self._stories[-1] if self._stories else None
        empty = last is not None and not any(_tells(one) for one in last.readings)
        if last is not None and empty and not last.title:
            last.title = reading.text
            last.readings.append(reading)
        else:
            self._stories.append(_Held(reading, reading.text))

    def draft(self) -> Draft:
        """Return everything that was taken."""
        titles = [reading for reading in self._heads if reading.role is NoteRole.TITLE]
        told = next((reading.text for reading in titles), "")
        town = next((reading for reading in self._heads if reading.role is NoteRole.TOWN), None)
        date = next((reading.text for reading in self._heads if reading.role is NoteRole.DATE), "")
        headlines = [reading.text for reading in self._heads if reading.role is NoteRole.HEADLINE]
        ids: set[str] = set()
        stories = tuple(self._story(held, ids, told) for held in self._stories)
        presenter = self._presenter()
        opening, remarks = self._desk(self._before, presenter)
        closing, ending = self._desk(self._after, presenter)
        kept = _short(headlines)
        extra = [f"titre d’ouverture : {text}" for text in headlines if text not in kept]
        extra += [f"titre : {reading.text}" for reading in titles[1:]]
        dates = [reading.text for reading in self._heads if reading.role is NoteRole.DATE and reading.text != date]
        extra += [f"date : {text}" for text in dates]
        proposed = _short([story.title for story in stories])
        return Draft(
            title=(told or self._name)[: limits.TITLE],
            title_proposed=not told,
            town=town.text if town and len(town.text) <= 60 else "",
            department=town.about if town else "",
            date=date[:40],
            people=self._company.everyone,
            presenter=presenter.key if presenter else "",
            opening=opening,
            headlines=kept or proposed,
            headlines_proposed=not kept,
            stories=stories,
            closing=closing,
            remarks=(*remarks, *extra),
            ending=ending,
            heads=tuple(self._heads),
        )

    def _presenter(self) -> Character | None:
        named = [one.who for one in self._before if one.role is NoteRole.PRESENTER]
        for held in self._stories:
            named += [one.who for one in held.readings if one.role is NoteRole.PRESENTER]
        return (self._company.known(named[0]) if named else None) or self._company.presenter()

    def _desk(
        self, readings: Sequence[NoteReading], presenter: Character | None
    ) -> tuple[tuple[DraftElement, ...], tuple[str, ...]]:
        """Return what is said at the desk, by whom when it is not who presents, and the remarks around it."""
        said: list[DraftElement] = []
        remarks: list[str] = []
        for reading in readings:
            text, asides = spoken(reading.text)
            if reading.role not in {
                NoteRole.DESK,
                NoteRole.NARRATION,
                NoteRole.QUOTE,
                NoteRole.TURN,
                NoteRole.LEAD_IN,
            } or not speakable(text):
                if reading.role is NoteRole.PERSON and not reading.line.tabular and reading.who:
                    continue
                if reading.text or reading.who:
                    remarks.append(remark_of(reading))
                continue
            who = self._company.known(reading.who) if reading.who else None
            key = who.key if who and who != presenter else ""
            wholes = (f"d’après : {reading.whole}",) if reading.whole else ()
            if (
                said
                and said[-1].who == key
                and len(said[-1].text) + len(text) < limits.ONE_GO
                and not (asides or wholes)
            ):
                said[-1] = replace(said[-1], text=f"{said[-1].text} {text}", readings=(*said[-1].readings, reading))
                continue
            said.append(
                DraftElement(
                    number=self._number(),
                    form=Form.TEXT,
                    text=text,
                    who=key,
                    remarks=(*wholes, *asides),
                    readings=(reading,),
                )
            )
        return tuple(said), tuple(remarks)

    def _story(self, held: _Held, ids: set[str], newscast: str) -> DraftStory:
        title = held.title or (held.head.line.text.strip(" :.-–—") if held.head else newscast or self._name)
        identifier = _free(slug(title) or "sujet", ids)
        ids.add(identifier)
        lead_in = [one for one in held.readings if one.role is NoteRole.LEAD_IN]
        self._close(held)
        tag = [one for one in held.readings if one.role is NoteRole.TAG]
        kicker = next((one.text for one in held.readings if one.role is NoteRole.KICKER), "")
        themes = [one.text for one in held.readings if one.role is NoteRole.THEME]
        theme = next((known for text in themes if (known := _theme(text))), "")
        reporter = next((one.who for one in held.readings if one.role is NoteRole.REPORTER), "")
        asking = self._company.known(reporter) if reporter else None
        shown = [
            one
            for one in held.readings
            if one.role not in {NoteRole.LEAD_IN, NoteRole.TAG, NoteRole.KICKER, NoteRole.THEME, NoteRole.STORY}
        ]
        remarks = [f"thème : {text}" for text in themes if not _theme(text)]
        head = held.head.line if held.head is not None else None
        whole = f"{head.marker} {head.text}".strip() if head is not None else title
        if held.head is not None and words_told(whole) != words_told(title):
            remarks.insert(0, f"d’après : {whole}" if held.head.text else whole)
        lead, proposed = self._said(lead_in), False
        if not lead:
            lead_reading, shown = _lead_in_of(shown)
            if lead_reading is not None:
                lead, proposed = self._said([lead_reading]), True
        if len(kicker) > limits.KICKER:
            remarks.append(f"surtitre : {kicker}")
        stage = StoryStage(self._company, self._number, title)
        elements, left = stage.laid(shown)
        return DraftStory(
            id=identifier,
            title=title[: limits.TITLE],
            kicker=kicker if len(kicker) <= limits.KICKER else "",
            theme=theme,
            reporter=asking.key if asking else "",
            lead_in=lead,
            lead_in_proposed=proposed,
            elements=(*elements, *([self._last_words(left)] if left else [])),
            tag=self._said(tag),
            remarks=tuple(remarks),
            readings=tuple(
                one for one in ([held.head] if held.head else []) + held.readings
                if one.role in {NoteRole.STORY, NoteRole.KICKER, NoteRole.THEME}
            ),
        )  # fmt: skip

    def _close(self, held: _Held) -> None:
        """Make the tag of a story of what the presenter says at its very end."""
        told = [one for one in held.readings if _tells(one) and one.text]
        if len(told) < _LEAST_TOLD or told[-1].role is not NoteRole.TURN:
            return
        who = self._company.known(told[-1].who)
        if who is not None and who == self._presenter():
            held.readings = [replace(one, role=NoteRole.TAG) if one is told[-1] else one for one in held.readings]

    def _last_words(self, remarks: Sequence[str]) -> DraftElement:
        return DraftElement(number=self._number(), form=Form.REMARK, remarks=tuple(remarks))

    def _said(self, readings: Sequence[NoteReading]) -> tuple[DraftElement, ...]:
        found: list[DraftElement] = []
        for reading in readings:
            text, remarks = spoken(reading.text)
            who = self._company.known(reading.who) if reading.who else None
            if not speakable(text):
                continue
            found.append(
                DraftElement(
                    number=self._number(), form=Form.TEXT, text=text, who=who.key if who else "", remarks=remarks,
                    readings=(reading,),
                )
            )  # fmt: skip
        return tuple(found)


def _tells(reading: NoteReading) -> bool:
    return reading.role in _TELLING


def _lead_in_of(readings: Sequence[NoteReading]) -> tuple[NoteReading | None, list[NoteReading]]:
    """Return the first sentence of a story as its lead-in, and the rest; none when little would be left to tell."""
    told = [one for one in readings if one.role is NoteRole.NARRATION]
    spoken_first = next(
        (
            one
            for one in readings
            if one.role not in {NoteRole.DIRECTION, NoteRole.ASIDE, NoteRole.SPOT, NoteRole.PERSON, NoteRole.REPORTER}
        ),
        None,
    )
    if not told or spoken_first is not told[0] or len(told) < _LEAST_TOLD or len(told[0].text) > _LONGEST_LEAD_IN:
        return None, list(readings)
    if (
        re.search(r"[«“\"\[]|^\s*(?:et|mais|puis|alors|il|elle|ils|elles)\b", told[0].text, re.IGNORECASE)
        or len(told[0].text.split()) < 4
    ):
        return None, list(readings)
    return told[0], [one for one in readings if one is not told[0]]


def _theme(text: str) -> str:
    """Return the theme of the cycle that words name, empty for any other."""
    plain = re.sub(r"[^a-z]+", " ", ascii_of(text)).strip()
    stems = {theme: [word.rstrip("s") for word in theme.split("_")] for theme in THEMES}
    return next((theme for theme, words in stems.items() if all(word in plain for word in words)), "")


def _short(texts: Sequence[str]) -> tuple[str, ...]:
    fitting = [text for text in dict.fromkeys(texts) if len(text) <= limits.HEADLINE]
    return tuple(fitting[:_MOST_HEADLINES])


def _free(wanted: str, taken: set[str]) -> str:
    number, identifier = 1, wanted
    while identifier in taken:
        number += 1
        identifier = f"{wanted}-{number}"
    return identifier
