"""The plan of a shoot, made from a script: what is to be filmed, each shot with its drawn still, guides and slate."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from pathlib import Path

from pipeline.adapters.slates.code import code_rows
from pipeline.adapters.whole import write_whole, write_whole_bytes
from pipeline.errors import Finding, UserError
from pipeline.french.people import age_told
from pipeline.french.slates import SpokenSlate, slate_name, spoken_slate
from pipeline.french.typography import typeset
from pipeline.model.keys import key_of
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.script import Speaker
from pipeline.model.shooting import (
    ConsentLine,
    ShootingPlace,
    ShootingPlan,
    ShotsOfPerson,
    ShotToFilm,
    SlateSheet,
    WordsToSay,
)
from pipeline.model.slate import Slate, slate_for
from pipeline.model.time import FRAME_RATE
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.pages.dress import Dress
from pipeline.pages.shooting import shooting_page, slates_page
from pipeline.plan.context import PlanContext
from pipeline.plan.framing import framing_of
from pipeline.plan.shooting import DESK, Filmable, filmable_shots
from pipeline.plan.timeline import plan_timeline
from pipeline.ports import Store
from pipeline.produce.film_page import dress
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.slates import slate_png
from pipeline.produce.speaking import rehearse
from pipeline.produce.still import still, still_key
from pipeline.report.sheet import shot_type
from pipeline.service.consenting import refusing, standing_of
from pipeline.service.newsroom import Newsroom, preset_named
from pipeline.service.preparing import Prepared, prepare
from pipeline.service.prompting import script_state
from pipeline.service.samples import layer_cache, telling
from pipeline.service.source import Source

PLAN_PAGE, SLATES_PAGE, SLATES = "tournage.html", "ardoises.html", "ardoises"
"""The plan, the slates to show on a screen or to print, and the folder of the same as pictures."""

MOST_TAKES = 9
"""Takes that the page of slates counts by itself; one that is shot more often is said aloud."""

_STILL = Format(640, 360)
_QUALITY = 78
"""Of JPEG, of a still of 640x360: about 30 kB."""

_STILLS, _CODES = "tournage", "ardoises-codes"
"""Kinds of the store: a plan made again, as a script is written, draws only what changed."""

_ADULT = 18
_ELSEWHERE = "choisissez un autre dossier avec --vers"
_STANDINGS = {"awaited": "à recueillir", "ended": "échu, à renouveler", "given": "recueilli", "refused": "refusé"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shoot:
    """The plan of a shoot, how its pages are dressed, its slates as PNG by the name of their files, what was found."""

    plan: ShootingPlan
    dress: Dress
    language: str
    pictures: Mapping[str, bytes]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A script laid in time, wide and upright: shots by their ids, and what draws them."""

    prepared: Prepared
    timeline: Timeline
    wide: Mapping[str, TimedShot]
    upright: Mapping[str, TimedShot]
    vertical: PlanContext
    layers: LayerCache
    store: Store

    @property
    def context(self) -> PlanContext:
        """What planning knew."""
        return self.prepared.context


def shoot_of(newsroom: Newsroom, source: Source, engine: str = "") -> Shoot:
    """Plan a shoot; lengths are of voices that were said before in an engine, and estimates for the others.

    Raises ScriptError with every finding when the script cannot be planned, UserError when nothing is to be filmed.
    """
    laid = _laid(newsroom, source, engine)
    context, rundown = laid.context, laid.prepared.rundown
    refused = frozenset(who for who in context.script.speakers if refusing(context.speaker(who)))
    found = filmable_shots(context, rundown, refused)
    if not found.shots:
        raise UserError(f"{source.path} : aucun plan à filmer dans ce script ; donnez la parole à quelqu'un (sonore)")
    made = [(one, _shot(laid, one)) for one in found.shots]
    house, library = context.house, context.library
    plan = ShootingPlan(
        title=typeset(rundown.title),
        script=rundown.script,
        state=script_state(laid.prepared.digest, source.path),
        places=tuple(_places(context, [(one, shot) for one, shot in made if one.people])),
        pictures=tuple(shot for one, shot in made if not one.people),
        consents=tuple(_consents(context, [one for one, _ in made])),
        filmed=found.filmed,
        refused=found.refused,
    )
    return Shoot(
        plan=plan,
        dress=dress(house, library),
        language=house.imprint.language,
        pictures={
            f"{slate_stem(sheet)}.png": slate_png(sheet, house, library, newsroom.store) for sheet in plan.sheets
        },
        findings=laid.prepared.heard,
    )


def slate_stem(sheet: SlateSheet) -> str:
    """Return what the picture of a slate is called, without its suffix: the take is left to be said."""
    return sheet.file.rpartition("-")[0]


def write_shoot(folder: Path, shoot: Shoot) -> tuple[Path, ...]:
    """Write both pages and the pictures of the slates, each whole, and return the pages; raises UserError."""
    for name, content in shoot.pictures.items():
        write_whole_bytes(folder / SLATES / name, content, _ELSEWHERE)
    return (
        write_whole(folder / PLAN_PAGE, shooting_page(shoot.plan, shoot.dress, shoot.language), _ELSEWHERE),
        write_whole(folder / SLATES_PAGE, slates_page(shoot.plan, shoot.dress, shoot.language), _ELSEWHERE),
    )


def _laid(newsroom: Newsroom, source: Source, engine: str) -> _Laid:
    prepared = prepare(newsroom, source, preset_named("draft"))
    vertical = prepare(newsroom, source, replace(PRESETS["vertical"], draft=True))
    lines = prepared.rundown.lines
    with newsroom.store.in_use():
        performance = newsroom.performance(prepared.context.script, engine, offline=True, draft=True, lines=lines)
        takes = rehearse(lines, performance, newsroom.store, newsroom.library)
    context = replace(prepared.context, draft=False, posed=True)
    timeline = plan_timeline(context, prepared.rundown, takes).timeline
    upright = plan_timeline(vertical.context, vertical.rundown, takes).timeline
    return _Laid(
        prepared=prepared,
        timeline=timeline,
        wide={shot.id: shot for shot in timeline.shots},
        upright={shot.id: shot for shot in upright.shots},
        vertical=vertical.context,
        layers=layer_cache(newsroom),
        store=newsroom.store,
    )


def _shot(laid: _Laid, one: Filmable) -> ShotToFilm:
    context, timed = laid.context, laid.wide[one.shot.id]
    upright = laid.upright.get(one.shot.id)
    framing = framing_of(
        timed.layers, upright.layers if upright else (), scenes=context.scenes, vertical=laid.vertical.scenes
    )
    return ShotToFilm(
        sheet=_sheet(laid, one),
        kind=shot_type(one.shot),
        seconds=float(timed.span.length / FRAME_RATE),
        still=_picture(laid, timed),
        where=typeset(one.where),
        framing=framing,
        words=tuple(_words(context, one)),
        description=typeset(one.shot.description),
    )


def _words(context: PlanContext, one: Filmable) -> Iterator[WordsToSay]:
    """Yield what is said by whoever is seen; over a view, nobody speaks in the clip."""
    for line in one.shot.lines if one.people else ():
        if line.text.strip():
            alone = one.people == (line.speaker,)
            yield WordsToSay("" if alone else typeset(context.speaker(line.speaker).shown), typeset(line.text))


def _sheet(laid: _Laid, one: Filmable) -> SlateSheet:
    context = laid.context
    words = " ".join(line.text for line in one.shot.lines)
    slate = slate_for(laid.prepared.rundown.script, one.shot.id, words)
    spoken = SpokenSlate(one.number, slate.shot)
    return SlateSheet(
        slate=slate,
        number=f"{one.number}.{slate.shot}",
        spoken=spoken_slate(spoken),
        file=slate_name(replace(spoken, take=1)),
        title=typeset(one.item.title or laid.prepared.rundown.title),
        people=typeset(", ".join(context.speaker(who).shown for who in one.people)) or shot_type(one.shot),
        codes=_codes(slate, laid.store),
    )


def _codes(slate: Slate, store: Store) -> tuple[tuple[str, ...], ...]:
    """Return the codes of a slate, the first of which leaves the take to be said; made unless kept."""
    key = key_of("ardoise-codes", slate, MOST_TAKES)
    known = store.read(_CODES, key, _codes_in)
    if known is None:
        known = tuple(code_rows(slate.of_take(take)) for take in range(MOST_TAKES + 1))
        store.keep(_CODES, key, json.dumps(known).encode())
    return known


def _codes_in(data: bytes) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, rows)) for rows in json.loads(data))


def _picture(laid: _Laid, timed: TimedShot) -> str:
    """Return the still of a shot, when it shows the most, as an address; drawn unless kept."""
    frame = timed.span.start + telling(timed)
    key = key_of("tournage", still_key(laid.timeline, frame, _STILL), _QUALITY)
    known = laid.store.read(_STILLS, key, bytes)
    if known is None:
        buffer = BytesIO()
        still(laid.timeline, frame, _STILL, laid.layers).save(buffer, "JPEG", quality=_QUALITY, optimize=True)
        known = buffer.getvalue()
        laid.store.keep(_STILLS, key, known)
    return f"data:image/jpeg;base64,{base64.b64encode(known).decode('ascii')}"


def _places(context: PlanContext, made: list[tuple[Filmable, ShotToFilm]]) -> Iterator[ShootingPlace]:
    """Yield the places, the desk first, and in each whoever is filmed there, in the order in which they begin."""
    names = dict.fromkeys(one.place for one, _ in made)
    for name in sorted(names, key=lambda place: place != DESK):
        here = [(one, shot) for one, shot in made if one.place == name]
        order = list(dict.fromkeys(one.people for one, _ in here))
        here.sort(key=lambda pair: order.index(pair[0].people))
        groups = groupby(here, key=lambda pair: pair[0].people)
        yield ShootingPlace(name, tuple(_of_person(context, who, [shot for _, shot in pairs]) for who, pairs in groups))


def _of_person(context: PlanContext, who: tuple[str, ...], shots: list[ShotToFilm]) -> ShotsOfPerson:
    people = [context.speaker(one) for one in who]
    return ShotsOfPerson(
        people=typeset(", ".join(person.shown for person in people)),
        role=typeset(people[0].role) if len(people) == 1 else "",
        shots=tuple(shots),
    )


def _consents(context: PlanContext, found: list[Filmable]) -> Iterator[ConsentLine]:
    for who in dict.fromkeys(who for one in found for who in one.people):
        person = context.speaker(who)
        where = standing_of(person)
        consent = person.consent
        said = " ".join(filter(None, (consent.status, consent.date))) if consent else ""
        yield ConsentLine(
            name=typeset(person.shown),
            role=typeset(person.role),
            told=typeset(said) if said else _STANDINGS[where],
            given=where == "given",
            minor=_minor(person),
            guardians=typeset(", ".join(consent.guardians)) if consent else "",
            media=typeset(", ".join(consent.media)) if consent else "",
        )


def _minor(person: Speaker) -> bool:
    age = age_told(person.role)
    return bool(person.consent and person.consent.minor) or (age is not None and age < _ADULT)
