"""Lines become readings: each looked at in order by the rules, with what was read before it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.french.letters import ascii_of
from pipeline.french.people import gender_told
from pipeline.french.wording import fold
from pipeline.gather.crew import makes_newscast
from pipeline.gather.fields import NoteField
from pipeline.gather.heads import Heads, heads_of, is_rule
from pipeline.gather.naming import (
    NAME,
    Company,
    gender_known,
    is_cast_as,
    is_initials,
    is_name,
    is_role,
    is_voice,
    tidy_name,
)
from pipeline.gather.people_lists import people_in
from pipeline.gather.quoting import about_somebody
from pipeline.gather.rules import LINE_RULES
from pipeline.gather.rules.interview import interviewed
from pipeline.gather.sight import Sight
from pipeline.gather.speaking import HEAD
from pipeline.gather.values import LineKind, NoteLine, NoteReading, NoteRole, Section

_MEETS = frozenset(
    {
        NoteRole.PERSON,
        NoteRole.PRESENTER,
        NoteRole.REPORTER,
        NoteRole.TURN,
        NoteRole.QUOTE,
        NoteRole.LEAD_IN,
        NoteRole.DESK,
        NoteRole.TAG,
    }
)
_HEARD = _MEETS - {NoteRole.PERSON}
_NAMED = re.compile(rf"(?P<who>{NAME})(?P<about>\s*,[^,.;:!?]{{2,50}}|\s*\([^()]{{2,50}}\))?")
_ELIDED = re.compile(r"^d['’](?=[A-ZÀ-Þ])")
_SOMEBODY = re.compile(r"(?:L[ea] |Une? |L['’])(?P<noun>[a-zà-ÿœ-]+)")
_TRADE = re.compile(r"(?:icien|icienne|euse|trice|iste|logue|graphe)$")
_TITLED = re.compile(r"(?:M\.|Mr|Mme|Mlle|Madame|Monsieur|Mademoiselle|Dr|Docteure?|Maître) ")
_PLAYED = re.compile(rf"\b(?:une?|l[ea]|l['’]) ?(?P<role>[a-zà-ÿœ-]+) \((?P<who>{NAME})\)")
"""« une présentatrice (Lina) »: who plays what, amid a sentence."""

_INITIALLED = re.compile(rf"(?P<who>{NAME}) \((?P<initials>[A-ZÀ-Þ][A-ZÀ-Þ.-]{{1,5}})\)(?P<about>, [^,.;:()]{{2,60}})?")

_GIVES = {NoteRole.PRESENTER: "présentation", NoteRole.REPORTER: "reporter"}
_TOLD = frozenset(
    {
        NoteRole.NARRATION,
        NoteRole.TURN,
        NoteRole.QUOTE,
        NoteRole.POINT,
        NoteRole.FIGURE,
        NoteRole.QUESTION,
        NoteRole.MILESTONE,
    }
)


def understood(lines: Sequence[NoteLine], given_names: Iterable[str] = ()) -> tuple[tuple[NoteReading, ...], Company]:
    """Return what every line is, in order, and everybody whom the notes name.

    The lines are read twice: whoever a list at the end names is known from the first line on.
    """
    company = Company(given_names)
    documents = tuple(_documents(lines))
    _meet_initials(lines, company)
    _meet_whole_names(lines, company)
    _readings(documents, company)
    company.forget(_played(company))
    readings = tuple(_readings(documents, company))
    speak = {known.key for one in readings if one.role in _HEARD and one.who and (known := company.known(one.who))}
    company.forget(
        [one.key for one in company.everyone if one.listed and makes_newscast(one.role) and one.key not in speak]
    )
    return readings, company


def _played(company: Company) -> list[str]:
    """Return the keys of those who are named by what somebody of a list plays: « Prés. », whom Aline plays."""
    roles = {ascii_of(one.role).strip(" .") for one in company.everyone if one.listed and one.role}
    called = [one for one in company.everyone if not one.listed and ascii_of(one.name).strip(" .") in roles]
    cast = [one.role for one in company.everyone if one.listed and one.role]
    nameless = [one for one in company.everyone if one.nameless and not one.listed]
    called += [one for one in nameless if sum(is_cast_as(role, one.name) for role in cast) == 1]
    return [one.key for one in called]


def _meet_initials(lines: Sequence[NoteLine], company: Company) -> None:
    """Enter whoever is named with the initials by which they speak below: « Odile Castaing (OC), pharmacienne »."""
    often = _heads_of_lines(lines)
    for line in lines:
        for named in _INITIALLED.finditer(line.text):
            if is_initials(named["initials"], named["who"]) and often.get(fold(named["initials"])):
                company.met(named["who"], about_somebody(named["about"] or ""))


def _meet_whole_names(lines: Sequence[NoteLine], company: Company) -> None:
    """Enter whoever speaks under their first name, and is named whole once: « Interview d'Odile Castaing »."""
    heads = {fold(line.head.who) for line in lines if line.head is not None and line.head.named}
    told = [HEAD.match(line.text) for line in lines]
    heads |= {fold(head["name"]) for head in told if head and company.is_given_name(head["name"])}
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        for named in _NAMED.finditer(line.text) if line.label is not NoteField.NOTES else ():
            words = [_ELIDED.sub("", word) for word in named["who"].rstrip(".").split()]
            first = next((at for at, word in enumerate(words) if fold(word) in heads), len(words))
            whole = " ".join(words[first:])
            if len(words) - first > 1 and is_name(whole):
                found.setdefault(fold(words[first]), {}).setdefault(fold(whole), whole)
    for wholes in found.values():
        if len(wholes) == 1:
            company.met(*wholes.values())


def _readings(documents: Sequence[Sequence[NoteLine]], company: Company) -> list[NoteReading]:
    found: list[NoteReading] = []
    for document in documents:
        heads = heads_of(document, alone=len(documents) == 1)
        found += _of_document(document, heads, company)
    return found


def _mentions(text: str, company: Company) -> list[tuple[str, str]]:
    """Return whom a sentence names: people who are known, a first name, « Lucette, 79 ans », and as what."""
    found = []
    for name in _NAMED.finditer(text):
        who, told = name["who"].rstrip("."), about_somebody(name["about"] or "")
        played = dict(people_in(text)).get(who, "") if name.start() == 0 else ""
        if is_name(who) and (
            company.known(who) is not None or told or company.is_given_name(who.split()[0]) or _TITLED.match(who)
        ):
            found.append((who, told or played))
    return found


def _nameless(text: str) -> list[tuple[str, str]]:
    """Return who a sentence is about without a name: « Le technicien est reparti. »."""
    found = _SOMEBODY.match(text)
    return [(found[0], "")] if found and (is_role(found["noun"]) or _TRADE.search(found["noun"])) else []


def _documents(lines: Sequence[NoteLine]) -> Iterator[tuple[NoteLine, ...]]:
    held: list[NoteLine] = []
    for line in lines:
        held.append(line)
        if line.kind is LineKind.END:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _of_document(lines: Sequence[NoteLine], heads: Heads, company: Company) -> Iterator[NoteReading]:
    often = _heads_of_lines(lines)
    untitled = not heads.stories
    state = _State(in_story=untitled, section=Section.STORY if untitled else Section.BEFORE)
    told = [line for line in lines if line.text.strip() or line.picture is not None]
    told = [line for line in told if not is_rule(line.text)]
    for rank, line in enumerate(told):
        after = told[rank + 1] if rank + 1 < len(told) else None
        sight = Sight(
            line=line, after=after, last=state.last, section=state.section, in_story=state.in_story,
            titled=state.titled, speaker=state.speaker, subject=state.subject,
            company=company, heads=heads, often=often, begun=state.begun,
            about=state.about,
        )  # fmt: skip
        readings = next(found for rule in LINE_RULES if (found := rule(sight)) is not None)
        for reading in readings:
            kept = _met(reading, company, state)
            state.follow(kept)
            yield kept
    end = lines[-1] if lines and lines[-1].kind is LineKind.END else None
    if end is not None:
        yield NoteReading(role=NoteRole.BREAK, line=end, text="")


class _State:
    """Where the reading of a document stands."""

    def __init__(self, *, in_story: bool, section: Section) -> None:
        self.in_story, self.section = in_story, section
        self.last: NoteReading | None = None
        self.titled = self.begun = False
        self.speaker = self.subject = self.about = ""
        self.mentioned: list[tuple[str, str]] = []

    def meant(self, pronoun: str, company: Company) -> str:
        """Return whom « elle » or « il » stands for: who was named last and may be meant; empty for nobody."""
        gender = "femme" if pronoun.startswith("elle") else "homme" if pronoun.startswith("il") else ""
        for name, role in reversed(self.mentioned):
            known = company.known(name)
            told = gender_known(known) if known is not None else gender_told(role or name)
            if not told or not gender or told == gender:
                company.met(name, role)
                return name
        return ""

    def follow(self, reading: NoteReading) -> None:
        """Take in what was read."""
        self.last = reading
        if interviewed(reading.line.text) is not None:
            self.about = reading.line.text
        if reading.role is NoteRole.STORY:
            renames = self.in_story and not self.titled and not self.begun and bool(reading.text)
            self.in_story, self.begun = True, self.begun and renames
            self.titled = bool(reading.text)
            self.mentioned = self.mentioned if renames else []
            self.subject = self.subject if renames else ""
        if reading.section is not None:
            self.section = reading.section
            if reading.section in {Section.CLOSING, Section.OPENING}:
                self.in_story = self.in_story and reading.section is not Section.CLOSING
        elif reading.role is NoteRole.SECTION or (
            reading.role in {NoteRole.NARRATION, NoteRole.TURN, NoteRole.QUOTE, NoteRole.POINT}
            and self.section
            in {
                Section.PEOPLE,
                Section.HEADLINES,
            }
        ):
            self.section = Section.STORY if self.in_story else Section.BEFORE
        if reading.role is NoteRole.DIRECTION and reading.line.head is None:
            return
        self.speaker = (
            reading.who
            if reading.role in {NoteRole.TURN, NoteRole.LEAD_IN, NoteRole.DESK} and (not reading.text or self.speaker)
            else ""
        )
        if reading.role is NoteRole.PERSON and reading.note == "qui" and not self.subject:
            self.subject = reading.who
        self.begun = self.begun or (self.in_story and reading.role in _TOLD and bool(reading.text or reading.who))


def _met(reading: NoteReading, company: Company, state: _State) -> NoteReading:
    """Enter whom a reading names; who is quoted under « elle » is whoever was named last."""
    if reading.role is NoteRole.NARRATION:
        state.mentioned += _nameless(reading.text)
        state.mentioned += _mentions(reading.text, company)
    if reading.role in {NoteRole.NARRATION, NoteRole.ASIDE}:
        for played in _PLAYED.finditer(reading.text):
            if is_role(played["role"]) and company.known(played["who"]) is not None:
                company.met(played["who"], played["role"])
    if reading.role not in _MEETS:
        return reading
    pronoun = re.fullmatch(r"\((\w+)\)", reading.about)
    if pronoun:
        last = state.meant(pronoun[1], company)
        return replace(reading, who=last, about="") if last else replace(reading, about="")
    if not reading.who or is_voice(reading.who):
        return reading
    role = ", ".join(filter(None, (reading.about, "" if reading.about else _GIVES.get(reading.role, ""))))
    company.met(reading.who, role, listed=reading.role is NoteRole.PERSON)
    state.mentioned.append((reading.who, role))
    return reading


def _heads_of_lines(lines: Sequence[NoteLine]) -> Mapping[str, int]:
    """Count what stands before a colon, or alone on a line, over a document."""
    found: Counter[str] = Counter()
    for line in lines:
        if head := HEAD.match(line.text):
            found[fold(tidy_name(head["name"]))] += 1
        elif len(line.text) <= 40:
            found[fold(tidy_name(line.text.rstrip(" :")))] += 1
    return found
