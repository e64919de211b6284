"""The pages of the two days, made of values: form, prompter, shooting plan, slates."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.adapters.slates.code import code_rows
from pipeline.french.form import FORM_ADVICE, FORM_FIELDS, FORM_TITLE
from pipeline.model.form_sheet import FormSheet
from pipeline.model.prompting import PromptPassage, PromptScript, PromptSpeaker, PromptStory, PromptTurn, ScriptState
from pipeline.model.shooting import (
    ConsentLine,
    Framing,
    ShootingPlace,
    ShootingPlan,
    ShotsOfPerson,
    ShotToFilm,
    SlateSheet,
    WordsToSay,
)
from pipeline.model.slate import slate_for
from pipeline.pages.dress import Dress
from pipeline.pages.form import form_page
from pipeline.pages.prompter import prompter_page
from pipeline.pages.rushes import RushClip, RushesPage, RushShot, RushTake, rushes_page
from pipeline.pages.shooting import shooting_page, slates_page

FORM, PROMPTER, ONE_READER, FOLLOWING, SHOOTING, SLATES, RUSHES = (
    "fiche.html", "prompteur.html", "prompteur-malo.html", "prompteur-suivi.html", "tournage.html", "ardoises.html",
    "rushes.html",
)  # fmt: skip
STATE_FILE = "prompteur-suivi.etat.js"
_STATE = ScriptState("7eb68845", "30 novembre 2050 à 16\u00a0h\u00a022")
_NAMES = (
    "Inès Delcourt", "Camille Etcheverry", "Léonie Tran", "Younès Belkadi", "Odile Castaing", "Malo Ferrand",
    "Aminata Roussel", "Rafael Nogueira", "Firmin Adjovi",
)  # fmt: skip
_WORDS = "La citoyenneté s’enseigne à tous, c’est la loi\u00a0: 5 à 10 jours par an pour la solidarité."
_LONG = "Anticonstitutionnellement, rendez-vous sur la-place-de-la-gare-de-saint-germain-des-fossés."
_GROUPS = 2


def shoot_pages(dress: Dress, picture: str) -> Mapping[str, str]:
    """Return each page by its name, as a house wears it; a picture, as an address, stands for every still."""
    everybody = _prompt()
    plan = _plan(picture)
    return {
        FORM: form_page([_form(number) for number in range(1, _GROUPS + 1)], dress),
        PROMPTER: prompter_page(everybody, dress),
        ONE_READER: prompter_page(replace(everybody, reader="Malo Ferrand", stories=(_of_malo(),)), dress),
        FOLLOWING: prompter_page(everybody, dress, state_file=STATE_FILE),
        SHOOTING: shooting_page(plan, dress),
        SLATES: slates_page(plan, dress),
        RUSHES: rushes_page(_rushes(picture), dress),
    }


def changed_prompter(dress: Dress, words: str) -> str:
    """Return the page that follows a script after other words were written first, from another state of it."""
    before = _prompt()
    first = replace(before.stories[0], turns=(_turn(0, words), *before.stories[0].turns))
    stories = (first, *before.stories[1:])
    return prompter_page(
        replace(before, stories=stories, state=ScriptState("0ddba11c", "")), dress, state_file=STATE_FILE
    )


def _form(number: int) -> FormSheet:
    return FormSheet(
        title=FORM_TITLE, owner="Saint-Brieuc 2050", group=f"Groupe {number}", advice=FORM_ADVICE, fields=FORM_FIELDS,
        dark="0A1034", accent="FFC46B",
    )  # fmt: skip


def _turn(speaker: int, words: str = _WORDS) -> PromptTurn:
    return PromptTurn(
        speaker,
        (
            PromptPassage(kind="direction", text="Talence, à l’aube"),
            PromptPassage(kind="words", text=words, seconds=len(words) / 15),
            PromptPassage(kind="direction", text="pause, 2 s", seconds=2.0),
            PromptPassage(kind="words", text="Pas longtemps.", seconds=1.0),
        ),
    )


def _prompt() -> PromptScript:
    stories = tuple(
        PromptStory(
            number=number,
            heading="Sujet",
            title=("L’espace universel de citoyenneté locale", "Micro-trottoir", _LONG)[number % 3],
            turns=tuple(_turn((number + more) % len(_NAMES)) for more in range(3)),
        )
        for number in range(1, len(_NAMES) + 1)
    )
    return PromptScript(
        title="JT 2050 – Bordeaux", script="bordeaux", state=_STATE, reader="",
        speakers=tuple(PromptSpeaker(name, "habitant") for name in _NAMES), stories=stories,
        lines=27, measured=20, left_out=1,
    )  # fmt: skip


def _of_malo() -> PromptStory:
    cue = PromptPassage(kind="outcue", text="Odile Castaing\u00a0: «\u00a0… même, le café est bon.\u00a0»")
    turn = _turn(5)
    return PromptStory(
        number=5, heading="Micro-trottoir", title="", turns=(PromptTurn(5, (cue, *turn.passages), waits=True),)
    )


def _shot(item: int, shot: int, who: str, picture: str) -> ShotToFilm:
    slate = slate_for("bordeaux", f"sujet-{item}/{shot:02d}", _WORDS)
    named = ((0.05, 0.73, 0.46, 0.16),) if shot == 1 else ()
    return ShotToFilm(
        sheet=SlateSheet(
            slate=slate, number=f"{item}.{shot}", spoken=f"sujet {item}, plan {shot}",
            file=f"sujet{item}-plan{shot}-prise1", title="L’espace universel de citoyenneté locale",
            people=who or "Illustration",
            codes=tuple(code_rows(slate.of_take(take)) for take in range(3)),
        ),
        kind="Sonore" if who else "Illustration", seconds=8.0, still=picture, where="Talence, à l’aube",
        framing=Framing(kept=(0.342, 0, 0.316, 1), covered=(), named=named, clear=(0.342, 0.11, 0.316, 0.62)),
        words=(WordsToSay("", _WORDS),) if who else (),
        description="" if who else "La rue des Vergers, de haut en bas.",
    )  # fmt: skip


def _plan(picture: str) -> ShootingPlan:
    consents = [
        ("Inès Delcourt", "présentatrice", "recueilli 2050-03-01", True, False, "", "web, écrans"),
        ("Malo Ferrand", "lycéen, 16 ans", "à recueillir", False, True, "Jeanne Ferrand", ""),
        ("Odile Castaing", "habitante de Talence, 86 ans", "échu, à renouveler", False, False, "", "web"),
    ]
    return ShootingPlan(
        title="JT 2050 – Bordeaux", script="bordeaux", state=_STATE,
        places=(
            ShootingPlace("plateau", (_of("Inès Delcourt", 4, picture),)),
            ShootingPlace("cafe", (_of("Malo Ferrand", 5, picture), _of("Odile Castaing", 12, picture))),
        ),
        pictures=(_shot(13, 1, "", picture),),
        consents=tuple(
            ConsentLine(name=name, role=role, told=told, given=given, minor=minor, guardians=guardians, media=media)
            for name, role, told, given, minor, guardians, media in consents
        ),
        filmed=1, refused=2,
    )  # fmt: skip


def _of(who: str, item: int, picture: str) -> ShotsOfPerson:
    return ShotsOfPerson(who, "habitant", tuple(_shot(item, shot, who, picture) for shot in (1, 2)))


def _rushes(picture: str) -> RushesPage:
    def take(clip: str, *doubts: str, chosen: bool = False, still: str = picture, said: int | None = 96) -> RushTake:
        return RushTake(
            clip=clip, chosen=chosen, still=still, by="ardoise montrée, paroles", sure=not doubts, said=said,
            level=31 if said else None, cut=False, start=1.16, end=6.32, seconds=9.4, times=2, doubts=doubts,
        )  # fmt: skip

    first = RushShot(
        id="l-espace-universel-de-citoyennete-locale/04", number="4.4", people="Malo Ferrand", text=_WORDS,
        clip="IMG_20500312_143012_une_longue_prise_du_telephone.mov", by_hand=False, missing=False,
        takes=(
            take("IMG_20500312_143012_une_longue_prise_du_telephone.mov", chosen=True),
            take("IMG_0033.mov", "on n’y entend que 45\u00a0% du texte"),
            take("voix.m4a", still="", said=None),
        ),
    )  # fmt: skip
    drawn = RushShot(
        id="micro-trottoir/01", number="5.1", people="Odile Castaing", text=_WORDS, clip="", by_hand=True,
        missing=False, takes=(),
    )  # fmt: skip
    lost = RushClip(
        clip="IMG_0040.mov", still=picture, told="On y va, c’est parti", seconds=12.0,
        doubts=("rien de ce qui s’y dit n’est dans le script",),
    )  # fmt: skip
    return RushesPage(
        title="JT 2050 – Bordeaux", folder="media/bordeaux/rushes/", choices="choix.yaml", shots=(first, drawn),
        unplaced=(lost,), aside=("IMG_0041.mov",), unheard="la reconnaissance n’est pas installée", clips=5, filmed=1,
    )  # fmt: skip
