"""Every kind of page that we write, made of values: for tests that hold them to what HTML and ARIA ask."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.adapters.yaml.files import load_house, load_scene
from pipeline.errors import Code, Level
from pipeline.gather.gathering import gathered
from pipeline.gather.renewing import differences
from pipeline.gather.writing import ScriptHead, Unplaced
from pipeline.model.contrast import Pair
from pipeline.model.sheet import ItemRows, Row, Sheet
from pipeline.model.verdict import ControlVerdict, Fault
from pipeline.pages.control import control_page
from pipeline.pages.dress import FACES, Dress
from pipeline.pages.rundown import rundown_page
from pipeline.pages.styleguide import Guide, Shown, guide_page
from pipeline.pages.understood import understood_page
from pipeline.service import understood
from tests.fakes.filmed_pages import ROOT, page_of
from tests.fakes.noted import GIVEN_NAMES, HOUSE_WORDS, document_of
from tests.fakes.shoot_pages import shoot_pages

_NOTES = """\
# Le journal de Talence
Participants :
- Inès Delcourt, présentatrice
## La maison qui parle
Lieu : rue des Lilas
Il pleut. Trente habitants s'y relaient. « On ne se perd plus », sourit Odile, 84 ans.
![](cafe.png)
Légende : Le café
[Plan large]
"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
FILM, OTHER_HOUSE, PLAIN_FILM = "index.html", "kiosque.html", "nu.html"
RUNDOWN, OTHER_RUNDOWN, CONTROL, NO_FAULT, CHARTER, UNDERSTOOD = (
    "rundown.html", "conducteur-kiosque.html", "controle.html", "controle-net.html", "charte.html", "compris.html",
)  # fmt: skip


def written_pages() -> Mapping[str, str]:
    """Return a page of each kind, by its name in one folder."""
    return {
        FILM: page_of(),
        OTHER_HOUSE: page_of(house="le_kiosque"),
        PLAIN_FILM: page_of(described=False),
        RUNDOWN: _rundown("la_capsule"),
        OTHER_RUNDOWN: _rundown("le_kiosque"),
        CONTROL: control_page(_VERDICT, {83_240: PIXEL}),
        NO_FAULT: control_page(_SPOTLESS, {}),
        CHARTER: _charter(),
        UNDERSTOOD: _understood(),
        **shoot_pages(house_dress("la_capsule"), PIXEL),
    }


def house_dress(house: str) -> Dress:
    """Return how pages wear a house, without its letters: those of the pages of a film are tried elsewhere."""
    return Dress(load_house(ROOT / "scenes" / "house" / f"{house}.yaml").palette, {})


def _understood() -> str:
    """Return what was understood of notes, imported again, with a passage that has no place."""
    head = ScriptHead(sources=("notes.docx",), page="notes.compris.html", media="notes/")
    whole = gathered([document_of(_NOTES)], HOUSE_WORDS, head, name="notes", given_names=GIVEN_NAMES)
    whole = replace(whole, unplaced=(Unplaced("Un passage égaré.", "paragraphe 9"),))
    script = whole.script.text
    changes = differences(script, script.replace("Il pleut", "Il neige"), script.replace("rue des Lilas", "rue du Bac"))
    shown = understood.page_of(whole, Path("notes.yaml"), Path("media"), changes, renewed=True, told=())
    return understood_page(replace(shown, dress=house_dress("la_capsule")), understood.FAMILIES)


def _rundown(house: str) -> str:
    worn = load_house(ROOT / "scenes" / "house" / f"{house}.yaml")
    faces = {role: (ROOT / worn.faces[role]).read_bytes() for role in FACES if role in worn.faces}
    groups = tuple(
        ItemRows(
            number=number,
            slug=f"sujet-{number}-une-rue-qui-change",
            title=f"Une rue qui change, {number}",
            kind="Sujet",
            rows=_rows(number),
            notes="rappeler Odile",
        )
        for number in range(1, 4)
    )
    sheet = Sheet(
        title="JT 2050 – Bordeaux", city="Talence", script="bordeaux.yaml",
        begins=20 * 3600 * 25, length=3120, groups=groups,
    )  # fmt: skip
    return rundown_page(sheet, Dress(worn.palette, faces), worn.imprint)


def _rows(number: int) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=f"{number}.{shot}",
            kind=("Plateau", "Reportage", "Interview")[shot % 3],
            source=("En direct", "Rushes : rue_des_vergers_longue_prise.mp4", "Illustration")[shot % 3],
            speakers=("Inès Delcourt", "Camille Roussel (voix)", "Odile Marchand, habitante")[shot % 3],
            picture=("Studio, plan large", "La rue des Vergers, de haut en bas", "Portrait")[shot % 3],
            sound=("Micro", "Ambiance de rue sous la voix", "Micro")[shot % 3],
            thirds=(("Inès Delcourt, présentatrice",), (), ("Odile Marchand, habitante", "Rue des Vergers"))[shot % 3],
            planned=(None, 250, None)[shot % 3],
            length=260,
            elapsed=260 * shot,
            start=260 * shot,
            notes=((), ("À vérifier : le nom de la rue",), ())[shot % 3],
        )
        for shot in range(1, 5)
    )


_VERDICT = ControlVerdict(
    film="bordeaux.mp4",
    profile="web",
    planned=True,
    faults=(
        Fault(
            code=Code("noir"), level=Level.ERROR, file="bordeaux.mp4", message="l'image est noire pendant 2 s",
            advice="regardez ce plan, et rendez le film de nouveau", start_ms=83_240, end_ms=85_240,
        ),
        Fault(
            code=Code("sous-titre-illisible"), level=Level.WARNING, file="captions.srt",
            message="1 sous-titre sans le temps d'être lu ; le pire : 54 signes en 2,8 s",
            advice="dites-le en moins de mots, ou plus lentement", start_ms=308_480,
        ),
        Fault(
            code=Code("plan-inconnu"), level=Level.NOTE, file="bordeaux.mp4", message="le plan du film n'est pas connu",
            advice="laissez report.json à côté du film",
        ),
    ),
    rules=(Code("noir"), Code("sous-titre-illisible"), Code("plan-inconnu")),
    figures={"image": "1920 × 1080, 25,00 images par seconde", "niveau": "−15,9 LUFS"},
)  # fmt: skip
_SPOTLESS = ControlVerdict(film="talence.mp4", profile="web", planned=True, faults=(), rules=(Code("noir"),))


def _charter() -> str:
    house = load_house(ROOT / "scenes" / "house" / "la_capsule.yaml")
    scenes = {name: load_scene(ROOT / "scenes" / name / "scene.yaml") for name in ("carte", "bandeau")}
    shown = (
        Shown(
            name="carte", label="Carte", alias="map", overlay=False,
            pictures={"horizontal": PIXEL, "vertical": PIXEL, "carre": PIXEL},
        ),
        Shown(name="bandeau", label="Bandeau", alias="", overlay=True, problem="scenes/bandeau/scene.yaml:3:1: cassé"),
    )  # fmt: skip
    pairs = (
        Pair(text="blanc", ground="nuit", ratio=4.499, sample=("#FFF6E6", "#0A1034"), scenes=("carte", "bandeau")),
        Pair(text="blanc", ground="image", ratio=None, sample=("", ""), scenes=("carte",)),
    )
    return guide_page(
        Guide(house=house, scenes=scenes, shown=shown, transitions={"fondu": 12}, contrasts={"horizontal": pairs})
    )
