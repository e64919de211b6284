"""The words for what a scene does: the part it plays for the newscast, the role its layers have for who reads them.

The one place where the words of a script and the parts of the house meet; nothing else in the code knows a scene by
its name.
"""

from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """What the newscast asks of a scene (`joue`, in French): code asks for a part, never for a scene by its id.

    A part is there because something in the code needs it: to ask for its scene, to fill it, or to name it as the
    trade does in the rundown. A scene that only a script asks for plays none.
    """

    OPENING = "ouverture"
    HEADLINES = "titres"
    STUDIO = "plateau"
    READER = "breve"
    BUMPER = "virgule"
    CREDITS = "generique_de_fin"
    CLOSING = "fin"
    TITLE_CARD = "carton"
    ILLUSTRATION = "illustration"
    CLOSE_UP = "gros_plan"
    NUMBER = "chiffre"
    QUOTE = "citation"
    FOOTAGE = "video"
    PICTURE = "image"
    PORTRAIT = "figure"
    POINTS = "points"
    LOWER_THIRD = "synthe"
    TICKER = "bandeau"
    CLOCK = "horloge"
    PLACE = "lieu"
    SOURCE = "source"
    ARCHIVE = "archives"
    CAPTION = "sous_titre"
    DRAFT_MARK = "brouillon"
    VOICE_DISCLOSURE = "voix_synthese"
    WIPE = "passage"
    SIGNING = "langue_des_signes"

    @classmethod
    def _missing_(cls, value: object) -> "Part | None":
        """Accept the English name, as everywhere in what is written by hand."""
        return cls.__members__.get(str(value).upper())


SHARED = frozenset({Part.CLOSING, Part.FOOTAGE, Part.PICTURE, Part.PORTRAIT, Part.POINTS})
"""Parts that nobody asks for but a script, which names the scene: as many scenes as one likes may play them."""

STORY = "sujet"
PLAN = "plan"
"""The kinds of items that are no word of their own: a story, and a single picture."""

PARTS: Mapping[str, Part] = {
    "generique": Part.OPENING,
    "titres": Part.HEADLINES,
    "plateau": Part.STUDIO,
    "breve": Part.READER,
    "virgule": Part.BUMPER,
    "credits": Part.CREDITS,
}
"""The words of a rundown (the kinds of its other items), and the part whose scene each one shows."""

WORDS: Mapping[Part, str] = {part: word for word, part in PARTS.items()}
"""The word of a rundown for each of these parts."""


class Role(StrEnum):
    """What a layer is for those who read it: what is to be read at once, and what is told elsewhere or stays."""

    SHOT = "plan"
    LOWER_THIRD = "synthe"
    PLACE = "lieu"
    TICKER = "bandeau"
    CAPTION = "sous_titre"
    MARK = "mention"
    """Laid over pictures to stay, or with a clock of its own: logo, fiction, source, hour."""


READ_BY_PART: Mapping[Part, Role] = {
    Part.LOWER_THIRD: Role.LOWER_THIRD,
    Part.PLACE: Role.PLACE,
    Part.TICKER: Role.TICKER,
    Part.CAPTION: Role.CAPTION,
}
"""The roles of layers whose scene plays one of these parts."""
