"""What a channel says of itself in `jt.yaml`, once read: its name, its colours, its sounds, who signs the film.

Every key may be left out: what is not said stays as the house style has it. French keys are aliases, English names the
fields, either is accepted.

>>> Brand.model_validate({"chaine": "TV Baie", "livraisons": "web, vertical"}).deliveries
('web', 'vertical')
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from pipeline.errors import Finding, Mark
from pipeline.model.marked import MapNode, mark_at
from pipeline.model.marks import LabelForm
from pipeline.model.scene import Hex
from pipeline.model.script import Identifier, Portrait, ShortText, Value

Language = Literal["fr", "br", "ca", "co", "de", "en", "es", "eu", "it", "nl", "oc", "pt"]

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "fr": "fra", "br": "bre", "ca": "cat", "co": "cos", "de": "deu", "en": "eng", "es": "spa", "eu": "eus",
        "it": "ita", "nl": "nld", "oc": "oci", "pt": "por",
    }
)  # fmt: skip
"""Two letters, as pages say a language, → three, as films do. Source: ISO 639-1 and ISO 639-2/T."""

Delivery = Literal["draft", "web", "web-av1", "broadcast", "uhd", "master", "antenne", "vertical", "square"]

Path = Annotated[str, Field(max_length=300)]
"""A file of the project, named from `media/` or from the project's root."""


def _listed(value: object) -> object:
    """Read `web, vertical` as the list it means."""
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return value


class Host(Value):
    """Who presents or reports when a script names nobody; what is not said stays as the house has it."""

    name: Annotated[str, Field(max_length=200)] = Field(default="", alias="nom", description="prénom et nom")
    role: Annotated[str, Field(max_length=120)] = Field(default="", description="ce que la personne est, sous son nom")
    voice: Annotated[str, Field(max_length=60)] = Field(
        default="", alias="voix", description="voix de la distribution : presentatrice_2, reporter_1…"
    )
    portrait: Portrait | None = Field(default=None, description="le visage dessiné ; ce qui n'est pas dit est choisi")


class Music(Value):
    """The channel's own sounds, each a file; one that is not given stays the house's."""

    opening: Path = Field(default="", alias="generique", description="musique du générique")
    headlines: Path = Field(default="", alias="titres", description="musique à l'entrée des titres")
    bumper: Path = Field(default="", alias="virgule", description="son des virgules")
    bed: Path = Field(default="", alias="nappe", description="musique de fond, sous les voix ; elle tourne en boucle")
    closing: Path = Field(default="", alias="cloture", description="musique du générique de fin")


class BrandMarks(Value):
    """How the channel's films are marked, and what signs them: files of the project, or paths from anywhere."""

    form: LabelForm | Literal[""] = Field(
        default="", alias="forme", description="« mots », ou « ia » : le sigle, puis les mots"
    )
    without: Annotated[str, Field(max_length=200)] = Field(
        default="", alias="sans", description="pourquoi les films ne portent pas de marques ; le rapport le garde"
    )
    certificate: Path = Field(
        default="",
        alias="certificat",
        description="certificat qui signe les films (PEM), puis ceux de son autorité",
    )
    key: Path = Field(default="", alias="cle", description="clé privée du certificat (PEM), gardée hors du projet")
    timestamps: Path = Field(
        default="",
        alias="horodatage",
        description="adresse d'un service d'horodatage (RFC 3161)",
    )


class Brand(Value):
    """Everything that makes a newscast its owner's: `jt.yaml` as a value."""

    channel: Annotated[str, Field(max_length=40)] = Field(
        default="", alias="chaine", description="nom de la chaîne, partout où l'habillage dit « JT 2050 »"
    )
    short: Annotated[str, Field(max_length=14)] = Field(
        default="",
        alias="sigle",
        description="nom court, pour la plaque de la chaîne quand il n'y a pas de logo ; par défaut « chaine »",
    )
    logo: Path = Field(default="", description="image SVG ou PNG, à la place du nom de la chaîne dans le coin")
    logo_ground: Annotated[str, Field(max_length=40)] = Field(
        default="",
        alias="fond_logo",
        description="couleur de la plaque sous le logo : un rôle, un nom de la palette ou « #rrggbb »",
    )
    colours: dict[str, Hex] = Field(
        default={}, alias="couleurs", description="rôle de l'habillage (principale, accent…) → « #rrggbb »"
    )
    faces: dict[str, ShortText] = Field(
        default={}, alias="polices", description="rôle de l'habillage (titre, lecture…) → fichier de police"
    )
    music: Music = Field(default=Music(), alias="musique", description="sons de la chaîne, à la place des nôtres")
    opening: Path = Field(default="", alias="generique", description="film d'ouverture, à la place du générique")
    closing: Path = Field(default="", alias="fin", description="film de fermeture, à la place de la fin")
    credits: tuple[tuple[ShortText, ShortText], ...] = Field(
        default=(), alias="credits", description="lignes du générique de fin : [fonction, nom]"
    )
    publisher: Annotated[str, Field(max_length=120)] = Field(
        default="", alias="editeur", description="qui publie : dans les métadonnées du film et sur ses pages"
    )
    licence: Annotated[str, Field(max_length=200)] = Field(
        default="", description="à quelles conditions le film peut être repris : « CC BY 4.0 »"
    )
    language: Language = Field(default="fr", alias="langue", description="langue du film et des pages, en deux lettres")
    voice: Annotated[str, Field(max_length=30)] = Field(
        default="", alias="voix", description="moteur de voix quand le script n'en dit rien"
    )
    marks: BrandMarks = Field(
        default=BrandMarks(), alias="marques", description="comment les films sont marqués et signés"
    )
    presenter: Host = Field(
        default=Host(), alias="presentatrice", description="qui présente si le script ne le dit pas"
    )
    reporter: Host = Field(default=Host(), description="qui commente si le script ne le dit pas")
    house: Identifier = Field(default="", alias="habillage", description="habillage des scripts qui n'en disent rien")
    deliveries: Annotated[tuple[Delivery, ...], BeforeValidator(_listed), Field(min_length=1)] = Field(
        default=("web",), alias="livraisons", description="ce que « jt render » fabrique sans --preset"
    )
    burned: Annotated[tuple[Delivery, ...], BeforeValidator(_listed)] = Field(
        default=(),
        alias="incrustes",
        description="livraisons dont les sous-titres sont incrustés dans l'image : « vertical, square »",
    )


@dataclass(frozen=True, slots=True)
class BrandFile:
    """A `jt.yaml` as it was read: what could be understood of it, the place of every word, what is wrong.

    `brand` leaves out every line that a finding is about, so that the rest is looked at, too: one reading tells all.
    """

    brand: Brand
    tree: MapNode
    findings: tuple[Finding, ...] = ()

    @property
    def written(self) -> bool:
        """Tell whether the project says anything of itself."""
        return bool(self.tree.entries)

    @property
    def told(self) -> bool:
        """Tell whether there is anything to look at: something written, or something that cannot be read."""
        return self.written or bool(self.findings)

    def mark(self, *path: str | int) -> Mark:
        """Return the place of what French keys lead to: `mark("musique", "nappe")`; the whole file without any."""
        return mark_at(self.tree, path)
