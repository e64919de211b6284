"""What a scene may say of its shot: slots, people, programme and story, as values that its texts are filled with."""

from collections.abc import Mapping

from pipeline.french.dates import french_date
from pipeline.model.part import STORY
from pipeline.model.rundown import PlannedItem, PlannedShot
from pipeline.model.scene_values import FILM
from pipeline.plan.context import PlanContext, channel_values
from pipeline.plan.filmed import SEEN
from pipeline.plan.overlays import sourced
from pipeline.plan.setting import furnished
from pipeline.plan.template import fill

_ARCHIVE = "archive"
"""The house's treatment of pictures whose shot says the year they are of."""


def shot_values(context: PlanContext, item: PlannedItem, shot: PlannedShot) -> dict[str, object]:
    """Return every value that the texts of a shot's scene may be filled with, by name."""
    script = context.script
    look = context.house.themes.get(shot.theme)
    seen = str(shot.slots.get(context.scenes[shot.scene].speaks, ""))
    who = context.speaker(seen or _first_speaker(context, shot))
    department = str(shot.slots.get("departement", ""))
    guest = str(shot.slots.get("invite", ""))
    host = next((line.speaker for line in shot.lines if line.speaker != guest), context.presenter)
    channel = {"programme": channel_values(context.house)}
    slots = context.scenes[shot.scene].slots
    defaults = {name: fill(slot.default, channel) for name, slot in slots.items()}
    slots_told = {name: value for name, value in shot.slots.items() if value and (name != FILM or shot.footage)}
    return {
        **defaults,
        **slots_told,
        SEEN: shot.footage.seen if shot.footage else None,
        "traitement": _ARCHIVE if shot.archive and _ARCHIVE in context.house.treatments else "",
        "outremer": context.departments.get(department, "") if department.startswith("97") else "",
        "departement_nom": context.departments.get(department, ""),
        **_place(context, guest or seen or _first_speaker(context, shot), str(shot.slots.get("decor", ""))),
        "hote": host,
        "hote_nom": context.speaker(host).shown,
        "hote_role": context.speaker(host).role,
        "invite_nom": context.speaker(guest).shown if guest else "",
        "invite_role": context.speaker(guest).role if guest else "",
        "programme": {
            "titre": script.title,
            "ville": script.workshop.city,
            "departement": script.workshop.department,
            "date": french_date(script.fiction_date),
            **channel_values(context.house),
        },
        "sujet": {
            "titre": item.title,
            "theme": _heading(item, look.label if look else "", script.workshop.city),
            "numero": str(item.number),
        },
        "personne_nom": who.shown,
        "personne_role": who.role,
        "presente": _first_speaker(context, shot),
        "lieu_dit": shot.place,
        "source_dite": sourced(shot.source),
    }


def _place(context: PlanContext, who: str, asked: str) -> Mapping[str, object]:
    return furnished(who, context.speaker(who), context.portrait_parts, asked)


def _first_speaker(context: PlanContext, shot: PlannedShot) -> str:
    return shot.lines[0].speaker if shot.lines else context.presenter


def _heading(item: PlannedItem, theme: str, city: str) -> str:
    """Return what stands above a story's title: the theme its author chose, else the town of the programme."""
    if item.kind != STORY:
        return ""
    return theme if item.themed else city
