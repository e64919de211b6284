"""What was understood of notes, as the values of its page."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.errors import Finding
from pipeline.french.wording import counted
from pipeline.gather.draft import Draft
from pipeline.gather.gathering import GatheredNotes
from pipeline.gather.lossless import words_told
from pipeline.gather.pen import key_of
from pipeline.gather.renewing import ChangeFate, Difference
from pipeline.gather.values import LineKind, NoteLine, NoteReading, NoteRole
from pipeline.pages.understood import (
    LeftAside,
    ShownDifference,
    UnderstoodLine,
    UnderstoodPage,
    UnderstoodPart,
    UnderstoodPiece,
)

FAMILIES = (
    ("titre", ("titre", "titres, surtitres, thèmes, lieu et date de l’atelier")),
    ("personne", ("personne", "qui est qui, qui présente, qui enquête")),
    ("plateau", ("plateau", "ce que dit la présentation : ouverture, lancements, pieds")),
    ("texte", ("commentaire", "ce qui est raconté sur les images")),
    ("parole", ("parole", "ce que quelqu’un dit, à l’image ou à l’écran")),
    ("carte", ("carte", "ce qui devient un carton : chiffre, liste, frise, lieu, photo")),
    ("remarque", ("remarque", "gardé en commentaire : indications, notes, intertitres")),
    ("aside", ("non placé", "à reprendre : aussi à la fin du script")),
)
"""What a piece may have become: its family, its label, what that holds."""

_OF = {
    "titre": (
        NoteRole.TITLE, NoteRole.TOWN, NoteRole.DATE, NoteRole.STORY, NoteRole.KICKER, NoteRole.THEME,
        NoteRole.HEADLINE, NoteRole.SECTION,
    ),
    "personne": (NoteRole.PERSON, NoteRole.PRESENTER, NoteRole.REPORTER),
    "plateau": (NoteRole.LEAD_IN, NoteRole.TAG, NoteRole.DESK),
    "texte": (NoteRole.NARRATION,),
    "parole": (NoteRole.TURN, NoteRole.QUOTE, NoteRole.QUESTION),
    "carte": (
        NoteRole.POINT, NoteRole.INTRODUCTION, NoteRole.FIGURE, NoteRole.MILESTONE, NoteRole.SPOT, NoteRole.PICTURE,
        NoteRole.CAPTION,
    ),
    "remarque": (NoteRole.DIRECTION, NoteRole.ASIDE),
}  # fmt: skip
_FAMILY: Mapping[NoteRole, str] = {role: family for family, roles in _OF.items() for role in roles}
_FIRST_WORDS = 4
_NEAR = 16
"""Lines of a script below the head of an element, among which its words stand."""

_BEFORE = "Avant les sujets"


def page_of(
    whole: GatheredNotes,
    script: Path,
    media: Path,
    changes: Sequence[Difference],
    *,
    renewed: bool,
    told: Sequence[Finding],
) -> UnderstoodPage:
    """Return the page of what was understood; pictures are named from where the page stands."""
    folder = os.path.relpath(media.resolve(), script.resolve().parent).replace(os.sep, "/")
    return UnderstoodPage(
        title=whole.draft.title,
        script=script.name,
        sources=whole.head.sources,
        parts=tuple(_parts(whole, f"{folder}/{whole.head.media}")),
        people=tuple((person.name, person.role) for person in whole.draft.people),
        counts=tuple(_counts(whole.draft, whole)),
        aside=tuple(LeftAside(text=one.text, place=one.place) for one in whole.unplaced),
        told=tuple(f"{finding.mark} : {finding.message} ; {finding.advice}" for finding in told),
        differences=tuple(
            ShownDifference(
                fate=change.fate.value, ready=change.fate is ChangeFate.READY, line=change.line, before=change.before,
                after=change.after,
            )
            for change in changes
        ),
        renewed=renewed,
    )  # fmt: skip


def _counts(draft: Draft, whole: GatheredNotes) -> Iterator[tuple[str, str, str]]:
    roles = Counter(_FAMILY.get(reading.role, "") for reading in whole.readings)
    told = (
        ("titre", len(draft.stories), "sujet", "sujets"),
        ("personne", len(draft.people), "personne", "personnes"),
        ("parole", roles["parole"], "parole", "paroles"),
        ("carte", roles["carte"], "élément de carton", "éléments de cartons"),
        ("aside", len(whole.unplaced), "passage non placé", "passages non placés"),
    )
    for family, number, one, many in told:
        yield family, str(number), counted(number, one, many).partition(" ")[2]


def _parts(whole: GatheredNotes, photos: str) -> Iterator[UnderstoodPart]:
    """Yield the parts of the notes: before the stories, then each of them."""
    by_line: dict[int, list[NoteReading]] = {}
    for reading in whole.readings:
        by_line.setdefault(reading.line.number, []).append(reading)
    title, held, number = _BEFORE, list[UnderstoodLine](), 0
    for line in whole.lines:
        readings = by_line.get(line.number, [])
        heads = [reading for reading in readings if reading.role is NoteRole.STORY]
        if heads:
            if held:
                yield UnderstoodPart(title=title, target=f"partie-{number}", lines=tuple(held))
            title, held, number = heads[0].text or line.text, [], number + 1
        if line.kind is LineKind.END or not (line.text.strip() or line.picture is not None):
            continue
        held.append(_line(line, readings, whole, photos))
    if held:
        yield UnderstoodPart(title=title, target=f"partie-{number}", lines=tuple(held))


def _line(line: NoteLine, readings: Sequence[NoteReading], whole: GatheredNotes, photos: str) -> UnderstoodLine:
    lost = {one.text for one in whole.unplaced}
    pieces: list[UnderstoodPiece] = []
    at = 0
    for reading in readings:
        start, end = reading.span
        if start > at:
            pieces.append(UnderstoodPiece(text=line.text[at:start]))
        words = line.text[max(at, start) : end]
        at = max(at, end)
        if not words.strip() and line.picture is None:
            continue
        family = "aside" if words.strip() in lost else _FAMILY.get(reading.role, "remarque")
        became = "non placé" if family == "aside" else reading.note or reading.role.value
        line_of = _line_of(reading, whole)
        pieces.append(
            UnderstoodPiece(
                text=words, family=family, became=became, line=line_of,
                result=_written_at(whole, line_of),
                who=reading.who if reading.who and reading.who != reading.text else "",
            )
        )  # fmt: skip
    if at < len(line.text) or not readings:
        pieces.append(UnderstoodPiece(text=line.text[at:]))
    picture = f"{photos}{line.picture.name}" if line.picture is not None else ""
    described = line.picture.text if line.picture is not None else ""
    return UnderstoodLine(place=line.place.where, pieces=tuple(pieces), picture=picture, described=described)


def _line_of(reading: NoteReading, whole: GatheredNotes) -> int:
    """Return the line of the script that says a reading, 0 when nothing tells which; somebody stands at their name."""
    begins = whole.script.marks.get(key_of(reading), 0)
    if not begins:
        return whole.script.names.get(reading.who, 0) if reading.role in _OF["personne"] else 0
    told = words_told(" ".join(reading.text.split()[:_FIRST_WORDS]))
    lines = whole.script.text.split("\n")
    near = range(begins, min(begins + _NEAR, len(lines)))
    texts = [line for line in near if not lines[line - 1].lstrip().startswith("#")]
    if reading.role is not NoteRole.TITLE:
        texts = [line for line in texts if line > begins or not lines[line - 1].startswith("titre:")]
    if not told.strip():
        return next(iter(texts), begins)
    return next((line for line in texts if told in words_told(lines[line - 1])), begins)


def _written_at(whole: GatheredNotes, line: int) -> str:
    """Return what stands on a line of the script, below the head of its shot where it has one."""
    if not line:
        return ""
    lines = whole.script.text.split("\n")
    told = [lines[line - 1].strip()]
    for above in range(line - 2, max(-1, line - 6), -1):
        if told[0].startswith(("- ", "#")) or not lines[above].startswith("      "):
            break
        if lines[above].lstrip().startswith("#"):
            continue
        if lines[above].lstrip().startswith("- "):
            told.insert(0, lines[above].strip())
            break
    return "\n".join(told)


def summary_of(whole: GatheredNotes) -> str:
    """Return in one line what was understood: « 3 sujets, 5 personnes, 12 paroles »."""
    draft = whole.draft
    said = [(len(draft.stories), "sujet"), (len(draft.people), "personne")]
    said += [(count, name) for count, name in _cards(whole) if count]
    return ", ".join(counted(count, name) for count, name in said)


def _cards(whole: GatheredNotes) -> list[tuple[int, str]]:
    forms = [element.form.name for story in whole.draft.stories for element in story.elements]
    return [
        (forms.count("SOUNDBITE"), "parole"),
        (forms.count("QUOTE"), "citation"),
        (forms.count("NUMBER"), "chiffre"),
        (forms.count("POINTS") + forms.count("TIMELINE"), "liste"),
        (forms.count("PICTURE"), "photo"),
    ]
