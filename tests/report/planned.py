"""A small newscast, planned and timed, for the tests of this folder."""

from pipeline.model.rundown import Footage, PlannedItem, PlannedLine, PlannedShot, PlannedThird, Rundown
from pipeline.model.take import Mark, Take
from pipeline.model.time import Span
from pipeline.model.timeline import SoundEvent, TimedShot, Timeline, VoiceEvent

PALETTE = {
    "encre": "#131A47",
    "nuit": "#0A1034",
    "blanc": "#FFF6E6",
    "ambre": "#F6A821",
    "ambre_doux": "#FFD58A",
}


def line(number: int, speaker: str, text: str, *, on_camera: bool = True) -> PlannedLine:
    """Return a line of the only story."""
    return PlannedLine(f"l-ancre/{number:02d}/1", speaker, "v", text, "", on_camera, None)


STUDIO = PlannedShot(
    "l-ancre/01", "Plateau", "plateau", {}, (line(1, "ines", "On les surnomme la génération zapping."),),
    (PlannedThird("Inès Delcourt", "présentatrice", 0, None, "", None),),
    "", "", "", None, "fondu", None, None,
)  # fmt: skip
REPORT = PlannedShot(
    "l-ancre/02", "Reportage", "video", {},
    (line(2, "camille", "Malo pose sa valise, la 4e depuis janvier.", on_camera=False),),
    (), "Talence, hier soir", "", "2020", 8.0, "coupe",
    Footage("media/videos/gare.mp4", 0, None, "ambiance"), None,
)  # fmt: skip
TITLES = PlannedShot(
    "generique/01", "Générique", "generique", {}, (), (), "", "", "", None, "coupe", None, None
)
RUNDOWN = Rundown(
    "bordeaux", "JT 2050 – <Bordeaux>", "Talence", (), "nappe",
    (
        PlannedItem("generique", "generique", "Générique", "Générique", "", 0, (TITLES,)),
        PlannedItem("l-ancre", "sujet", "L'Ancre & les autres", "L'Ancre", "bonheur", 1, (STUDIO, REPORT)),
    ),
)  # fmt: skip


def timed(
    name: str, label: str, start: int, end: int, planned: int = 0, transition: str = "coupe"
) -> TimedShot:
    """Return a shot of the timeline."""
    item = name.partition("/")[0]
    return TimedShot(name, label, item, "plateau", Span(start, end), (), transition, 12, planned)


TAKE = Take("l-ancre/01/1", 96_000, (Mark("On les surnomme.", 0, 96_000),), "", "v", "essai")
TIMELINE = Timeline(
    "bordeaux",
    RUNDOWN.title,
    (
        timed("generique/01", "Générique", 0, 200),
        timed("l-ancre/01", "Plateau", 200, 1500, transition="fondu"),
        timed("l-ancre/02", "Reportage", 1500, 1750, 200),
    ),
    (VoiceEvent(TAKE, 400_000, "ines", "Inès Delcourt", "on_screen", "l-ancre"),),
    (
        SoundEvent("media/sounds/generique.ogg", "d", "music", 0, 384_000, 0.0),
        SoundEvent("media/sounds/tapis.ogg", "d", "music", 384_000, 3_360_000, 0.0, loop=True),
    ),
    (),
    0,
)
