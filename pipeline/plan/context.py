"""What planning needs to know besides the script: the look, the files, whether it is only a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.french.veil import Veil
from pipeline.model.media import SoundNote
from pipeline.model.picture import GRIDS, Shape
from pipeline.model.scene import House, Scene
from pipeline.model.scenes import Scenes
from pipeline.model.script import Script, Speaker
from pipeline.plan.casting import NO_AGENCY, Agency
from pipeline.ports import Library

Credits = tuple[tuple[str, str], ...]
"""Lines of the closing credits: what somebody did, and their name."""

DEFAULT_PRESENTER = "presentation"
DEFAULT_REPORTER = "commentaire"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContext:
    """One value that travels through the planning room.

    `scenes` and `house` are already as `shape` lays them out on `grid`. `clip_maker` is what plays scenes that
    are programs, with its version. `agency` is what everybody was cast with. `credits` are the lines after the script's
    own, None for the
    house's alone. `pictured` says what pictures show, a sentence each, by the name that a script gives them.
    `signing` is the scene that shows the programme beside its interpreter, laid out for the whole picture, of which
    `shape` is then a part; None in the film without one. `posed` has somebody drawn stand in for interpreters who were
    not filmed.
    """

    script: Script
    scenes: Scenes
    house: House
    library: Library
    portrait_parts: Mapping[str, Any]
    departments: Mapping[str, str]
    draft: bool
    clip_maker: str = ""
    shape: Shape = "horizontal"
    grid: tuple[int, int] = GRIDS["horizontal"]
    agency: Agency = NO_AGENCY
    credits: Credits | None = None
    sounds: Mapping[str, SoundNote] = field(default_factory=dict)
    pictured: Mapping[str, str] = field(default_factory=dict)
    signing: Scene | None = None
    posed: bool = False

    @property
    def presenter(self) -> str:
        """The id of who presents: as written, or the house's own."""
        return self.script.presenter or DEFAULT_PRESENTER

    def speaker(self, identifier: str) -> Speaker:
        """Return a speaker of the script, or one of the house's own two."""
        known = self.script.speakers.get(identifier)
        if known is not None:
            return known
        return self.house.presenter if identifier == DEFAULT_PRESENTER else self.house.reporter

    @property
    def veil(self) -> Veil:
        """Whom the film promised not to name."""
        return Veil.of(self.script.speakers, self.script.workshop.city)

    def phrase(self, name: str, turn: int, **values: str) -> str:
        """Return the house's phrase for an occasion, taking turns among the variants whose every value is known."""
        written = self.house.phrases.get(name, ("",))
        lacking = {f"{{{value}}}" for value, text in values.items() if not text}
        variants = [variant for variant in written if not any(value in variant for value in lacking)] or written
        return variants[turn % len(variants)].format(**values)


def channel_values(house: House) -> dict[str, str]:
    """Return what scenes may say of the channel: its name, its short name, whether it has a logo."""
    return {
        "chaine": house.channel,
        "sigle": house.short or house.channel,
        "logo": "oui" if house.logo is not None else "",
    }
