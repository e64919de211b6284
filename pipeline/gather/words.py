"""What a script calls the scenes that an import writes: told by the house, empty for what it has not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptWords:
    """The name of the scene for each form, as a script writes it."""

    opening: str = ""
    headlines: str = ""
    desk: str = ""
    credits: str = ""
    picture_of_story: str = ""
    close_up: str = ""
    soundbite: str = ""
    quote: str = ""
    points: str = ""
    number: str = ""
    timeline: str = ""
    map: str = ""
    photo: str = ""
    vox_pop: str = ""
