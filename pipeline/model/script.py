"""What a person wrote, once read: French keys are aliases, English names the fields, either is accepted."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.errors import Mark
from pipeline.model.civil import given, initials

THEMES = (
    "vieillesses_heureuses",
    "bonnes_santes",
    "activites_enrichissantes",
    "bonheur",
    "justices_sociales",
)
"""The five themes of the cycle « Le CCAS en 2050 »."""

Theme = Literal["vieillesses_heureuses", "bonnes_santes", "activites_enrichissantes", "bonheur", "justices_sociales"]

TRUE_WORDS = frozenset({"oui", "vrai", "true", "yes", "1"})
FALSE_WORDS = frozenset({"non", "faux", "false", "no", "0"})


_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_PLAIN = str.maketrans("éèû", "eeu")
_FIGURES = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{4})")
_IN_WORDS = re.compile(r"(?:[a-z]+di|dimanche)?\s*(?:le\s+)?(\d{1,2})(?:er)?\s+([a-z]+)\s+(\d{4})")
_HOUR = re.compile(r"(\d{1,2})\s*(?:h|heures|:)\s*(?:(\d{2})(?:\s*(?:mn|min)|:00)?)?")

_LENGTH = re.compile(r"(\d{1,3})\s*(?::|min|mn|m|['’])\s*(\d{1,2})?\s*(?:s|''|\"|”)?")


def _french_bool(value: object) -> object:
    """Read `oui` and `non` as a person means them."""
    if isinstance(value, str):
        word = value.strip().lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
    return value


def _decimal_comma(value: object) -> object:
    """Read `1,5` as a French writer means it."""
    return value.replace(",", ".") if isinstance(value, str) else value


def _french_date(value: object) -> object:
    """Accept `12/03/2050` and `samedi 12 mars 2050` beside `2050-03-12`."""
    if not isinstance(value, str):
        return value
    if found := _FIGURES.fullmatch(value.strip()):
        return f"{found[3]}-{found[2].zfill(2)}-{found[1].zfill(2)}"
    if (found := _IN_WORDS.fullmatch(value.strip().lower().translate(_PLAIN))) and found[2] in _MONTHS:
        return f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{found[1].zfill(2)}"
    return value


def _french_hour(value: object) -> object:
    """Accept `20h`, `20 h 30` and `20:30:00` beside `20:30`."""
    found = _HOUR.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    return f"{found[1]}:{found[2] or '00'}" if found else value


def _clocked(value: object) -> object:
    """Accept `1:30`, `1 min 30` and `1'30` beside seconds."""
    found = _LENGTH.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    return str(int(found[1]) * 60 + int(found[2] or 0)) if found else _decimal_comma(value)


YesNo = Annotated[bool, BeforeValidator(_french_bool)]
Seconds = Annotated[Decimal, BeforeValidator(_decimal_comma), Field(gt=0, le=3600)]
Length = Annotated[Decimal, BeforeValidator(_clocked), Field(gt=0, le=36_000)]
At = Annotated[Decimal, BeforeValidator(_decimal_comma), Field(ge=0, le=36_000)]
Day = Annotated[dt.date, BeforeValidator(_french_date)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
ShortText = Annotated[str, Field(min_length=1, max_length=200)]


class Value(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True, defer_build=True
    )


class Workshop(Value):
    """Where and when the workshop took place."""

    city: ShortText = Field(default="", alias="ville", description="ville de l'atelier")
    department: Annotated[str, Field(pattern=r"^(?:\d{2,3}|2[AB])?$")] = Field(
        default="",
        alias="departement",
        description='code du département, entre guillemets : "33", "2A", "974"',
    )
    date: Annotated[str, Field(max_length=40)] = Field(default="", description="mois de l'atelier : 2019-09")


class Consent(Value):
    """What a filmed or named person has agreed to."""

    status: Annotated[str, Field(max_length=80)] = Field(
        default="", alias="statut", description="par exemple « signé », « oral »"
    )
    date: Annotated[str, Field(max_length=40)] = Field(default="", description="jour de l'accord")
    media: tuple[ShortText, ...] = Field(default=(), alias="supports", description="où la personne accepte de paraître")
    expires: Annotated[str, Field(max_length=40)] = Field(
        default="", alias="expire", description="dernier jour de l'accord : 2027-06-30"
    )
    minor: YesNo = Field(default=False, alias="mineur", description="oui si la personne est mineure")
    guardians: tuple[ShortText, ...] = Field(
        default=(), alias="representants", description="qui a signé pour une personne mineure"
    )


class Portrait(Value):
    """The parts a faceless bust is built from; what is not said is chosen from the speaker's id."""

    skin: Annotated[int, Field(ge=1, le=6)] | None = Field(
        default=None, alias="peau", description="teinte de peau, de 1 (claire) à 6 (foncée)"
    )
    hair: Literal["court", "carre", "long", "chignon", "boucles", "rase", "afro", "tresses"] | None = Field(
        default=None, alias="coiffure", description="forme des cheveux"
    )
    hair_colour: Literal["noir", "brun", "chatain", "roux", "blond", "gris", "blanc"] | None = Field(
        default=None, alias="cheveux", description="couleur des cheveux"
    )
    garment: Annotated[int, Field(ge=1, le=10)] | None = Field(
        default=None, alias="tenue", description="vêtement, de 1 à 10"
    )
    glasses: YesNo | None = Field(default=None, alias="lunettes", description="oui pour des lunettes")
    beard: YesNo | None = Field(default=None, alias="barbe", description="oui pour une barbe")
    headscarf: YesNo | None = Field(default=None, alias="voile", description="oui pour un voile")
    cane: YesNo | None = Field(default=None, alias="canne", description="oui pour une canne, dans la rue")
    wheelchair: YesNo | None = Field(default=None, alias="fauteuil", description="oui pour un fauteuil roulant")


_NAMELESS = "Témoin"
"""Whoever is not to be named."""

MeetingPlace = Literal["rue", "cuisine", "guichet", "atelier", "plateau"]
"""The places in which somebody is met."""


class Speaker(Value):
    """Someone who speaks: how they are named on screen, how they sound, how they look."""

    name: ShortText = Field(alias="nom", description="prénom et nom, tels qu'à l'écran")
    role: Annotated[str, Field(max_length=120)] = Field(
        default="", description="ce que la personne est, sous son nom : « habitante de Talence »"
    )
    voice: Annotated[str, Field(max_length=60)] = Field(
        default="", alias="voix", description="voix de la distribution : habitante_1, reporter_2…"
    )
    display: Literal["nom", "prenom", "initiales", "anonyme"] = Field(
        default="nom", alias="affichage", description="nom, prenom, initiales ou anonyme"
    )
    consent: Consent | None = Field(default=None, alias="consentement", description="l'accord de la personne")
    portrait: Portrait = Field(default=Portrait(), description="le visage dessiné ; ce qui n'est pas dit est choisi")
    setting: MeetingPlace | None = Field(
        default=None,
        alias="decor",
        description="rue, cuisine, cafe, guichet, atelier ou plateau : où elle est vue ; par défaut, selon son rôle",
    )

    @property
    def shown(self) -> str:
        """Return the name as the speaker agreed to have it shown."""
        match self.display:
            case "prenom":
                return given(self.name)
            case "initiales":
                return initials(self.name) or _NAMELESS
            case "anonyme":
                return _NAMELESS
            case _:
                return self.name


class Line(Value):
    """Words spoken by one person in one go, or a recording of them."""

    speaker: Annotated[str, Field(max_length=60)] = Field(
        default="", alias="par", description="qui parle : un identifiant d'intervenants"
    )
    text: Text = Field(alias="texte", description="ce qui est dit")
    recording: Annotated[str, Field(max_length=300)] = Field(
        default="",
        alias="enregistrement",
        description="un son ou une vidéo sous media/ à la place de la voix de synthèse",
    )
    take: Annotated[str, Field(pattern=r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$", max_length=60)] = Field(
        default="",
        alias="prise",
        description="nom du fichier de voix à déposer ; par défaut fait de qui parle et des premiers mots",
    )
    cues: tuple[At, ...] = Field(
        default=(), alias="reperes", description="secondes où commencent les phrases de l'enregistrement : [2.4, 5.1]"
    )
    cleanup: YesNo = Field(default=True, alias="nettoyage", description="« non » laisse l'enregistrement comme il est")
    mark: Mark | None = None


class LowerThird(Value):
    """A name shown at a cue: `at` is seconds from the shot's start, or a word that is spoken."""

    speaker: Annotated[str, Field(max_length=60)] = Field(
        default="", alias="par", description="qui est nommé : un identifiant d'intervenants"
    )
    name: Annotated[str, Field(max_length=60)] = Field(default="", alias="nom", description="nom à l'écran")
    role: Annotated[str, Field(max_length=120)] = Field(default="", description="rôle à l'écran")
    at: Annotated[str, Field(max_length=60)] = Field(
        default="", alias="a", description="quand : des secondes, ou un mot prononcé"
    )
    duration: Seconds | None = Field(default=None, alias="duree", description="secondes à l'écran")
    side: Literal["gauche", "droite"] | None = Field(
        default=None, alias="cote", description="gauche ou droite ; par défaut, du côté libre"
    )


SlotValue = str | tuple["SlotValue", ...] | Mapping[str, "SlotValue"]
"""What a scene receives: text, a list, or named parts; scenes type and limit them."""

Transition = Literal["coupe", "fondu", "balayage", "glisse", "virgule"]


class Shot(Value):
    """One uninterrupted picture: a scene with its slots, and what is said over it."""

    scene: Identifier
    slots: dict[str, Any] = {}
    lines: tuple[Line, ...] = Field(
        default=(), alias="repliques", description="qui dit quoi, dans l'ordre : « - malo: … »"
    )
    place: Annotated[str, Field(max_length=120)] = Field(
        default="", alias="lieu", description="lieu et moment, en début de séquence : « Talence, ce matin »"
    )
    source: Annotated[str, Field(max_length=120)] = Field(default="", description="source à l'écran : « Unccas, 2020 »")
    archive: Annotated[str, Field(max_length=20)] = Field(default="", description="année des archives : 2020")
    duration: Seconds | None = Field(
        default=None, alias="duree", description="secondes ; par défaut la longueur de ce qui est dit"
    )
    transition: Transition | None = Field(default=None, description="comment le plan arrive")
    description: Annotated[str, Field(max_length=400)] = Field(
        default="",
        description="ce que l'image montre et que personne ne dit, en une phrase : lue dans la version décrite",
    )
    lower_thirds: tuple[LowerThird, ...] | None = Field(
        default=None,
        alias="synthes",
        description="bandeaux de nom ; par défaut la première fois que quelqu'un parle",
    )
    mark: Mark | None = None


class Item(Value):
    """One entry of the rundown; a story (`sujet`) has a lead-in, shots and a tag, the others only shots."""

    kind: Identifier
    id: Identifier = Field(description="identifiant stable ; par défaut fait du titre")
    title: Annotated[str, Field(max_length=200)] = Field(
        default="", alias="titre", description="titre du sujet, 45 signes au plus sur le carton"
    )
    kicker: Annotated[str, Field(max_length=120)] = Field(
        default="", alias="surtitre", description="petite ligne au-dessus du titre"
    )
    theme: Theme | None = Field(default=None, description="l'un des cinq thèmes du cycle")
    reporter: Annotated[str, Field(max_length=60)] = Field(
        default="", description="qui commente le sujet : un identifiant d'intervenants"
    )
    lead_in: tuple[Line, ...] | None = Field(
        default=None,
        alias="lancement",
        description="ce que dit la présentation avant le sujet ; « non » pour s'en passer",
    )
    shots: tuple[Shot, ...] = Field(default=(), alias="plans", description="les plans du sujet, dans l'ordre")
    tag: tuple[Line, ...] = Field(default=(), alias="pied", description="la phrase de plateau après le sujet")
    lsf: Annotated[str, Field(max_length=300)] = Field(
        default="",
        description="une vidéo sous media/ : l'interprète en langue des signes de cet élément, filmée devant lui",
    )
    intended: Length | None = Field(
        default=None, alias="prevu", description="durée prévue, au conducteur : 1:30 ; ne change rien au film"
    )
    notes: Annotated[str, Field(max_length=1000)] = Field(
        default="", description="notes de la rédaction, au conducteur ; ni dites, ni montrées"
    )
    mark: Mark | None = None


class Script(Value):
    """A whole newscast as written, every line of it typed."""

    id: Identifier
    title: ShortText = Field(alias="titre", description="titre du journal")
    workshop: Workshop = Field(default=Workshop(), alias="atelier", description="où et quand l'atelier a eu lieu")
    fiction_date: Day = Field(
        default=dt.date(2050, 3, 12),
        alias="date_fiction",
        description="jour où se passe le journal : 2050-03-12",
    )
    on_air: Annotated[str, BeforeValidator(_french_hour), Field(pattern=r"^(?:[01]?\d|2[0-3])[:h][0-5]\d$")] = Field(
        default="20:00", alias="antenne", description="heure à laquelle le journal commence : 20:00"
    )
    burned_captions: YesNo = Field(
        default=False,
        alias="sous_titres",
        description="oui : les sous-titres sont incrustés dans l'image, pour les réseaux où l'on regarde sans le son",
    )
    house: Identifier = Field(
        default="", alias="habillage", description="l'habillage de la chaîne ; sinon celui de scenes/habillage.yaml"
    )
    programme: Annotated[str, Field(max_length=80)] = Field(
        default="",
        description="le programme dont le journal fait partie, nommé au générique de fin : le_ccas_en_2050",
    )
    lsf: Annotated[str, Field(max_length=300)] = Field(
        default="",
        description="une vidéo sous media/ : l'interprète en langue des signes, filmée devant tout le journal",
    )
    voice_engine: Annotated[str, Field(max_length=30)] = Field(
        default="", alias="voix", description="moteur de voix ; par défaut celui des réglages"
    )
    bed: Annotated[str, Field(max_length=60)] = Field(
        default="nappe", alias="tapis", description="musique de fond, ou « aucun »"
    )
    presenter: Annotated[str, Field(max_length=60)] = Field(
        default="",
        alias="presente_par",
        description="qui présente : un identifiant d'intervenants, ou un nom",
    )
    lexicon: dict[str, str] = Field(default={}, alias="lexique", description="mots du journal et leur prononciation")
    ticker: tuple[Annotated[str, Field(min_length=1, max_length=120)], ...] | None = Field(
        default=None, alias="bandeau", description="lignes du bandeau ; par défaut les titres"
    )
    ticker_scrolls: YesNo = Field(
        default=False,
        alias="bandeau_defile",
        description="le bandeau défile sans cesse, au lieu de montrer une ligne après l'autre",
    )
    speakers: dict[Identifier, Speaker] = Field(
        default={}, alias="intervenants", description="les personnes, par identifiant"
    )
    items: tuple[Item, ...] = Field(
        alias="conducteur", min_length=1, description="tout ce qui passe à l'antenne, dans l'ordre"
    )
