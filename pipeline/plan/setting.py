"""Where somebody is met: as the shot or the person's entry says, and otherwise by what they do, then by their id."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pipeline.model.script import Speaker
from pipeline.plan.template import Values

_BETWEEN = re.compile(r"[-'’«»,]")
"""What stands between words of a role: « chargée de l'accueil »."""


def setting(identifier: str, speaker: Speaker, places: Mapping[str, Any], asked: str = "") -> str:
    """Return the place, a name of `places` (`decors` in media/portraits/portraits.yaml); empty when there is none.

    The first place that names the beginning of the person's voice or of a word of their role is theirs; whoever
    none claims is met in one of those marked `tous`, always the same for the same id.
    """
    wanted = asked or speaker.setting or ""
    if wanted in places:
        return wanted
    role = _BETWEEN.sub(" ", speaker.role.lower()).split()
    for name, place in places.items():
        begun = tuple(str(word) for word in place.get("fonctions", ()))
        if begun and any(word.startswith(begun) for word in role):
            return name
    for name, place in places.items():
        voices = tuple(str(voice) for voice in place.get("voix", ()))
        if voices and speaker.voice.startswith(voices):
            return name
    shared = [name for name, place in places.items() if str(place.get("tous", "")) == "oui"] or list(places)
    return shared[int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % len(shared)] if shared else ""


def furnished(identifier: str, speaker: Speaker, parts: Mapping[str, Any], asked: str = "") -> Values:
    """Return what a scene may say of the place: its name, its artwork behind and before the person, the pose.

    `attable` is filled when the person sits or stands at something on which the arms lie; `canne` when somebody who
    stands there leans on a cane.
    """
    places: Mapping[str, Any] = parts.get("decors") or {}
    name = setting(identifier, speaker, places, asked)
    place = places.get(name, {})
    seated = str(place.get("pose", "")) == "attable"
    elder = speaker.voice.startswith(("aine", "ainee"))
    leaning = speaker.portrait.cane if speaker.portrait.cane is not None else elder
    return {
        "decor": name,
        "decor_fond": str(place.get("fond", "")),
        "decor_devant": str(place.get("devant", "")),
        "attable": "oui" if seated else "",
        "canne": "oui" if leaning and not seated and not speaker.portrait.wheelchair else "",
    }
