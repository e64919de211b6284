"""The readings of one story as what is shown and said, in their order."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from pipeline.french.pauses import bracketed
from pipeline.french.wording import speakable
from pipeline.gather import limits
from pipeline.gather.cards.map_card import map_of
from pipeline.gather.cards.number_card import TOLD_BY_WORKSHOP, number_in, number_of
from pipeline.gather.cards.points_card import points_of, said_together
from pipeline.gather.cards.timeline_card import dated, timeline_of
from pipeline.gather.draft import DraftElement, Form
from pipeline.gather.naming import Company
from pipeline.gather.sentences import apart
from pipeline.gather.values import NoteReading, NoteRole

_TOLD = frozenset({NoteRole.NARRATION, NoteRole.INTRODUCTION})
_KEPT = frozenset(
    {
        NoteRole.DIRECTION,
        NoteRole.ASIDE,
        NoteRole.SECTION,
        NoteRole.CAPTION,
        NoteRole.PERSON,
        NoteRole.PRESENTER,
        NoteRole.REPORTER,
    }
)


class StoryStage:
    """Lays the elements of a story, reading after reading."""

    def __init__(self, company: Company, number: Callable[[], int], title: str) -> None:
        """Begin with an empty stage; `number` gives every element its own."""
        self._company, self._number, self._title = company, number, title
        self._elements: list[DraftElement] = []
        self._remarks: list[str] = []
        self._beside: list[NoteReading] = []
        self._waiting: list[NoteReading] = []
        self._place = ""
        self._map = ("", "")
        self._counted = False

    def laid(self, readings: Sequence[NoteReading]) -> tuple[tuple[DraftElement, ...], tuple[str, ...]]:
        """Return the elements of a story's readings, and the remarks that stand at its end."""
        at = 0
        while at < len(readings):
            run = _run(readings, at)
            self._lay(run)
            at += len(run)
        self._settle()
        return _with_photos(self._elements), tuple(self._remarks)

    def _settle(self) -> None:
        """Have a place that comes last, as on a form, stand where the story begins."""
        if not self._place:
            return
        if self._elements and not self._elements[0].place:
            first = self._elements[0]
            self._elements[0] = replace(first, place=self._place, town=self._map)
        else:
            self._remarks.append(f"lieu : {self._place}")

    def _lay(self, run: Sequence[NoteReading]) -> None:
        first = run[0]
        match first.role:
            case NoteRole.NARRATION:
                self._tell(run)
            case NoteRole.TURN | NoteRole.QUOTE:
                self._speak(first)
            case NoteRole.INTRODUCTION | NoteRole.POINT:
                self._list(run)
            case NoteRole.MILESTONE:
                self._date(run)
            case NoteRole.FIGURE:
                self._figure(first)
            case NoteRole.SPOT:
                self._spot(first)
            case NoteRole.QUESTION:
                self._ask(run)
            case NoteRole.PICTURE:
                self._photo(run)
            case _:
                self._remark(first)

    def _add(self, form: Form, readings: Sequence[NoteReading], **filled: Unpack["_Filled"]) -> None:
        place, self._place = self._place, ""
        town, self._map = self._map, ("", "")
        remarks = (*self._remarks, *filled.pop("remarks", ()))
        beside, self._beside, self._remarks = self._beside, [], []
        element = DraftElement(number=self._number(), form=form, readings=(*beside, *readings), **filled)
        self._elements.append(replace(element, place=place, town=town, remarks=remarks))

    def _remark(self, reading: NoteReading) -> None:
        self._beside.append(reading)
        self._remarks.append(remark_of(reading))

    def _tell(self, run: Sequence[NoteReading]) -> None:
        """Lay what is told: a paragraph a picture, in breaths; the first thing that it counts is shown."""
        held: list[NoteReading] = []
        for reading in run:
            figure = None if self._counted or not (self._elements or held) else number_in(reading.text)
            if figure is None:
                held.append(reading)
                continue
            self._breathe(held)
            held = []
            self._counted = True
            text, remarks = spoken(reading.text)
            self._add(
                Form.NUMBER, [reading], text=text, value=figure[0], unit=figure[1], source=TOLD_BY_WORKSHOP,
                proposed=True, remarks=remarks,
            )  # fmt: skip
        self._breathe(held)

    def _breathe(self, told: Sequence[NoteReading]) -> None:
        for group in _breaths(told):
            text, remarks = spoken(" ".join(reading.text for reading in group))
            if not speakable(text):
                self._remarks += [*remarks, *([text] if text else [])]
                continue
            self._add(Form.TEXT, group, text=text, remarks=remarks)

    def _speak(self, reading: NoteReading) -> None:
        if not reading.text:
            return
        text, remarks = spoken(reading.text)
        if reading.whole:
            remarks = (f"d’après : {reading.whole}", *remarks)
        if not speakable(text):
            self._remarks += [*remarks, reading.text]
            return
        who = self._company.known(reading.who) if reading.who else None
        if who is not None:
            for part in _goes(text):
                self._add(Form.SOUNDBITE, [reading], text=part, who=who.key, remarks=remarks)
                remarks = ()
        elif len(text) <= limits.QUOTE:
            self._add(Form.QUOTE, [reading], text=text, remarks=remarks, proposed=True)
        else:
            self._add(Form.TEXT, [reading], text=f"« {text} »", remarks=remarks)

    def _list(self, run: Sequence[NoteReading]) -> None:
        introduction = " ".join(reading.text for reading in run if reading.role is NoteRole.INTRODUCTION)
        entries = [reading.text for reading in run if reading.role is NoteRole.POINT]
        found = points_of(introduction, entries, self._title) if entries else None
        if found:
            title, text = found
            points = tuple((entry.strip(" .;,"), "") for entry in entries)
            self._add(Form.POINTS, run, text=text, title=title, entries=points, proposed=True)
        else:
            self._add(
                Form.TEXT,
                run,
                text=said_together(introduction, entries) if entries else introduction.replace(" :", "."),
            )

    def _date(self, run: Sequence[NoteReading]) -> None:
        entries = [(reading.about, reading.text.strip(" .")) for reading in run]
        text = timeline_of(entries)
        if text:
            self._add(Form.TIMELINE, run, text=text, entries=tuple(entries), proposed=True)
        else:
            self._add(Form.TEXT, run, text=dated(entries))

    def _figure(self, reading: NoteReading) -> None:
        found = number_of(reading.text)
        if found is None:
            if len(reading.text.split()) > 3:
                self._breathe([reading])
            else:
                self._remarks.append(f"chiffre : {reading.text}")
            return
        value, unit, source = found
        self._counted = True
        text = reading.text if re.search(r"[.!?]$", reading.text) else f"{value} {unit}."
        remarks = () if f"{value} {unit}" in reading.text and not source else (f"chiffre : {reading.text}",)
        self._add(
            Form.NUMBER,
            [reading],
            text=text,
            value=value,
            unit=unit,
            source=source or TOLD_BY_WORKSHOP,
            remarks=remarks,
        )

    def _spot(self, reading: NoteReading) -> None:
        self._beside.append(reading)
        town, code = map_of(reading.text)
        self._place = reading.text if len(reading.text) <= limits.PLACE else ""
        if not self._place:
            self._remarks.append(f"lieu : {reading.text}")
        if code:
            self._map = (town, code)

    def _ask(self, run: Sequence[NoteReading]) -> None:
        question, *answers = run
        told: list[tuple[str, str]] = []
        for answer in answers:
            who = self._company.known(answer.who) if answer.who else None
            if who is not None and answer.text:
                told.append((who.key, spoken(answer.text)[0]))
        wholes = tuple(f"d’après : {answer.whole}" for answer in answers if answer.whole)
        if told and len(told) == sum(bool(answer.text) for answer in answers) and len(question.text) <= limits.QUESTION:
            self._add(Form.VOX_POP, run, title=question.text, entries=tuple(told), remarks=wholes)
            return
        self._breathe([question])
        for answer in answers:
            self._speak(answer)

    def _photo(self, run: Sequence[NoteReading]) -> None:
        picture = run[0].line.picture
        captions = [reading.text for reading in run if reading.text]
        caption = next((text for text in captions if len(text) <= limits.CAPTION), "")
        remarks = [f"légende : {text}" for text in captions if text != caption]
        if run[0].about and run[0].about not in captions:
            remarks.append(f"ce qu’on voit, d’après le document : {run[0].about}")
        name = picture.name if picture is not None else ""
        if not name:
            self._remarks += remarks
            return
        self._add(Form.PICTURE, run, title=caption, file=name, remarks=tuple(remarks))


class _Filled(TypedDict, total=False):
    """What fills an element, by the names that it has for it."""

    text: str
    who: str
    title: str
    entries: tuple[tuple[str, str], ...]
    value: str
    unit: str
    source: str
    file: str
    remarks: tuple[str, ...]
    proposed: bool


def remark_of(reading: NoteReading) -> str:
    """Return what a reading that is not said leaves as a comment."""
    match reading.role:
        case NoteRole.PERSON | NoteRole.PRESENTER | NoteRole.REPORTER:
            about = f" ({reading.about})" if reading.about else ""
            return f"{reading.note or reading.role.value} : {reading.who}{about}"
        case NoteRole.SECTION:
            return f"intertitre : {reading.text}"
        case NoteRole.CAPTION:
            return f"légende : {reading.text}"
        case _:
            return f"{reading.note} : {reading.text}" if reading.note else reading.text


def spoken(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what is said of a text, and the remarks that what stands in its brackets leaves."""
    remarks: list[str] = []
    whole = text
    while words := bracketed(text):
        remarks.append(words.strip("[]"))
        text = " ".join(text.replace(words, " ").split())
    if remarks and not speakable(text):
        return "", (whole,)
    return text, tuple([f"d’après : {whole}"] if remarks else ())


def _run(readings: Sequence[NoteReading], at: int) -> Sequence[NoteReading]:
    """Return the readings from one on that make one thing together."""
    first = readings[at]
    joins: frozenset[NoteRole] = {
        NoteRole.NARRATION: frozenset({NoteRole.NARRATION}),
        NoteRole.INTRODUCTION: frozenset({NoteRole.POINT}),
        NoteRole.POINT: frozenset({NoteRole.POINT}),
        NoteRole.MILESTONE: frozenset({NoteRole.MILESTONE}),
        NoteRole.QUESTION: frozenset({NoteRole.TURN, NoteRole.QUOTE}),
        NoteRole.PICTURE: frozenset({NoteRole.CAPTION}),
    }.get(first.role, frozenset())
    end = at + 1
    while end < len(readings) and readings[end].role in joins:
        if first.role is NoteRole.NARRATION and readings[end].line.number != first.line.number:
            break
        end += 1
    return readings[at:end]


def _breaths(told: Sequence[NoteReading]) -> list[list[NoteReading]]:
    """Group sentences so that each group is told over one picture, none left alone that is too short."""
    groups: list[list[NoteReading]] = []
    for reading in told:
        if groups and _words([*groups[-1], reading]) <= limits.ONE_PICTURE:
            groups[-1].append(reading)
        else:
            groups.append([reading])
    if len(groups) > 1 and _words(groups[-1]) < limits.LEAST_WORDS:
        last = groups.pop()
        groups[-1] += last
    return groups


def _words(readings: Iterable[NoteReading]) -> int:
    return sum(len(reading.text.split()) for reading in readings)


def _goes(text: str) -> list[str]:
    """Cut what somebody says into what they say in one go."""
    parts = [""]
    for sentence in apart(text):
        if parts[-1] and len(parts[-1]) + len(sentence) > limits.ONE_GO:
            parts.append(sentence)
        else:
            parts[-1] = f"{parts[-1]} {sentence}".strip()
    return parts


def _with_photos(elements: Sequence[DraftElement]) -> tuple[DraftElement, ...]:
    """Have a photo seen while the text after it is told, else the one before: it would be silent, and short."""
    found = list(elements)
    for at, element in enumerate(found):
        if element.form is not Form.PICTURE or element.text:
            continue
        for other in (at + 1, at - 1):
            if 0 <= other < len(found) and found[other].form is Form.TEXT and found[other].text:
                told = found[other]
                found[at] = replace(
                    element, text=told.text, remarks=(*told.remarks, *element.remarks),
                    place=told.place or element.place, readings=(*element.readings, *told.readings),
                )  # fmt: skip
                found[other] = replace(told, form=Form.REMARK, text="", remarks=(), readings=())
                break
    return tuple(one for one in found if one.form is not Form.REMARK or one.remarks)
