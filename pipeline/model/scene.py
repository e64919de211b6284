"""The look as data: what a house style and a scene may say. A designer edits these; no code names a colour.

Positions are pixels of a 1920x1080 grid; boxes are `[x, y, width, height]`. What stands elsewhere in a vertical or a
square picture is told under `formats`, in pixels of 1080x1920 and 1080x1080 (`pipeline.model.variation` applies it).
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from pipeline.model.layers import (
    GRID_HEIGHT,
    GRID_WIDTH,
    ArtLayer,
    BaseLayer,
    ClipLayer,
    Colour,
    Enter,
    Fit,
    Focus,
    FootageLayer,
    GroundLayer,
    IllustrationLayer,
    Layer,
    LayerChange,
    LogoLayer,
    MapLayer,
    Moves,
    PanelLayer,
    PhotoLayer,
    Plate,
    PortraitLayer,
    Repeat,
    Ring,
    RingsLayer,
    TextLayer,
)
from pipeline.model.marks import MARKED, Marking
from pipeline.model.part import READ_BY_PART, Part, Role
from pipeline.model.picture import Box
from pipeline.model.script import Speaker, Transition, Value, YesNo

__all__ = [
    "GRID_HEIGHT",
    "GRID_WIDTH",
    "REDUCED",
    "UNSIGNED",
    "ArtLayer",
    "BaseLayer",
    "Box",
    "ClipLayer",
    "Colour",
    "Enter",
    "Fit",
    "Focus",
    "FootageLayer",
    "Ground",
    "GroundLayer",
    "Hex",
    "House",
    "HouseChange",
    "IllustrationLayer",
    "Imprint",
    "Layer",
    "LayerChange",
    "Logo",
    "LogoLayer",
    "MapLayer",
    "Moves",
    "Narrow",
    "PanelLayer",
    "PhotoLayer",
    "PictureChoice",
    "Plate",
    "PortraitLayer",
    "Repeat",
    "Ring",
    "RingsLayer",
    "Scene",
    "SceneChange",
    "Slot",
    "SlotType",
    "SoundIdentity",
    "Style",
    "StyleChange",
    "TextLayer",
    "ThemeLook",
    "Treatment",
]

Narrow = Literal["vertical", "carre", "reduit"]
"""The shapes that vary from the 16:9 layout, and whichever of them beside an interpreter, seen smaller than it is."""

REDUCED: Narrow = "reduit"


Hex = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?$")]


class Style(Value):
    """One type style: a face at a size, with the smallest size it may shrink to."""

    face: str = Field(alias="police")
    size: Annotated[float, Field(gt=0, le=600)] = Field(alias="taille")
    smallest: Annotated[float, Field(gt=0)] = Field(default=28, alias="mini")
    colour: Colour = Field(default="blanc", alias="couleur")
    leading: Annotated[float, Field(gt=0.5, lt=3)] = Field(default=1.15, alias="interligne")
    tracking: float = Field(default=0, alias="approche", description="en millièmes de cadratin")
    capitals: YesNo = Field(default=False, alias="capitales")
    small_capitals: YesNo = Field(
        default=False, alias="petites_capitales", description="les minuscules en petites capitales"
    )


class Ground(Value):
    """A full-frame gradient; stops are evenly spaced, fine dither keeps it from banding."""

    shape: Literal["radial", "lineaire"] = Field(alias="forme")
    stops: tuple[Colour, ...] = Field(alias="arrets", min_length=1)
    centre: tuple[float, float] = (0.5, 0.5)
    radius: float = Field(default=0.75, alias="rayon")
    angle: float = 90


class ThemeLook(Value):
    """The colours and the label of one of the five themes."""

    label: str = Field(alias="libelle")
    top: Hex = Field(alias="haut")
    bottom: Hex = Field(alias="bas")
    text: Hex = Field(alias="texte")
    accent: Hex


SlotType = Literal[
    "texte", "nombre", "secondes", "liste", "couples", "personne", "image", "video", "illustration",
    "departement", "choix",
]  # fmt: skip


class Slot(Value):
    """What a scene accepts under one key: its type, its limit, whether it must be there."""

    type: SlotType = "texte"
    most: Annotated[int, Field(ge=1, le=2000)] = Field(default=120, alias="maxi", description="signes, ou entrées")
    entry_most: Annotated[int, Field(ge=1, le=2000)] = Field(default=80, alias="maxi_entree")
    least: Annotated[int, Field(ge=0)] = Field(default=0, alias="mini")
    required: YesNo = Field(default=False, alias="requis")
    default: str = Field(default="", alias="defaut")
    alias: str = Field(default="", description="autre nom accepté (anglais)")
    parts: dict[str, int] = Field(default={}, alias="parties", description="pour « couples » : clés et limites")
    choices: tuple[str, ...] = Field(default=(), alias="choix")


class Telling(Value):
    """A phrase that tells what a scene shows, with its slots and values in braces; `when` as layers have it."""

    phrase: Annotated[str, Field(min_length=1, max_length=200)]
    when: str = Field(default="", alias="si", description="seulement si cet emplacement est rempli")


def _telling(value: object) -> object:
    return {"phrase": value} if isinstance(value, str) else value


class SceneChange(Value):
    """A scene in another format: its layers by name, and the overlays it takes there when they are not the same."""

    layers: dict[str, LayerChange] = Field(default={}, alias="calques")
    overlays: tuple[str, ...] | None = Field(default=None, alias="incrustations")
    shift: tuple[float, float] | None = Field(default=None, alias="decale", description="pixels, pour tous les calques")


class Scene(Value):
    """A reusable look: slots that a script fills, layers in paint order, what the house lays over it."""

    id: str = ""
    extends: str = Field(default="", description="une autre scène, dont celle-ci reprend tout ce qu'elle ne redit pas")
    alias: str = Field(default="", description="nom anglais accepté dans les scripts")
    label: str = Field(default="", alias="libelle")
    purpose: Annotated[str, Field(max_length=120)] = Field(
        default="", alias="usage", description="ce à quoi elle sert, en une phrase pour qui la choisit"
    )
    part: Part | None = Field(
        default=None, alias="joue", description="ce que le journal lui demande : ouverture, carton, synthe…"
    )
    role: Literal["plan", "habillage", "interne"] = "plan"
    slots: dict[str, Slot] = Field(default={}, alias="emplacements")
    main: str = Field(default="", alias="principal")
    speaks: str = Field(default="", alias="parle", description="emplacement dont la personne dit le texte")
    exchange: YesNo = Field(default=False, alias="dialogue", description="plusieurs personnes se répondent")
    on_camera: YesNo = Field(default=False, alias="a_l_image", description="qui parle est vu")
    overlays: tuple[str, ...] = Field(default=(), alias="incrustations")
    shortest: Annotated[float, Field(ge=0)] = Field(default=3, alias="duree_mini", description="secondes")
    length: Annotated[float, Field(ge=0)] = Field(default=0, alias="duree", description="secondes, sans texte")
    lead: Annotated[float, Field(ge=0)] = Field(default=0.3, alias="amorce", description="secondes avant la voix")
    tail: Annotated[float, Field(ge=0)] = Field(default=0.35, alias="queue", description="secondes après la voix")
    transition: str = Field(default="coupe")
    shift: tuple[float, float] = Field(default=(0, 0), alias="decale", description="pixels, pour tous les calques")
    mirrored: str = Field(
        default="", alias="miroir", description="condition (comme « si ») : le plan se retourne, droite et gauche"
    )
    draft_only: YesNo = Field(default=False, alias="brouillon", description="oui : n'a sa place que dans un brouillon")
    sound: str = Field(default="", alias="son", description="effet joué à l'entrée du plan")
    spoken: tuple[str, ...] = Field(default=(), alias="dit", description="emplacements dits faute de texte")
    told: tuple[Annotated[Telling, BeforeValidator(_telling)], ...] = Field(
        default=(), alias="decrit", description="phrases qui disent ce qu'elle montre ; de chacune, ce que nul ne dit"
    )
    layers: tuple[Layer, ...] = Field(alias="calques", min_length=1)
    formats: dict[Narrow, SceneChange] = Field(default={}, description="ce qui change hors du 16:9")

    @property
    def read_as(self) -> Role:
        """What its layers are for those who read them."""
        known = READ_BY_PART.get(self.part) if self.part else None
        return known or (Role.SHOT if self.role == "plan" else Role.MARK)

    @model_validator(mode="after")
    def _known_layers(self) -> Self:
        """Refuse a change of a layer that is not there, or of what such a layer does not have."""
        named = {layer.name: layer for layer in self.layers if layer.name}
        wrong: list[InitErrorDetails] = []
        for shape, change in self.formats.items():
            for name, each in change.layers.items():
                path = ("formats", shape, "calques", name)
                if name not in named:
                    wrong.append(_refused("layer_unknown", path, name, sorted(named)))
                    continue
                fields = type(named[name]).model_fields
                for key in sorted(each.model_fields_set - set(fields)):
                    told = LayerChange.model_fields[key].alias or key
                    wrong.append(_refused("layer_key", (*path, told), told, _changeable(fields)))
        if wrong:
            raise ValidationError.from_exception_data("Scene", wrong)
        return self


def _changeable(fields: Mapping[str, FieldInfo]) -> list[str]:
    return sorted(fields[key].alias or key for key in LayerChange.model_fields if key in fields)


def _refused(kind: str, path: tuple[str, ...], name: str, allowed: list[str]) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError(kind, kind, {"allowed": allowed}), loc=path, input=name)


class SoundIdentity(Value):
    """The files of the house sound, and how loudly they sit, in decibels."""

    files: dict[str, str] = Field(
        default={}, alias="fichiers", description="rôle (generique, titres, virgule, cloture) ou nom de tapis → fichier"
    )
    gains: dict[str, float] = Field(default={}, alias="niveaux")
    duck: float = Field(default=14, alias="retrait", description="décibels ôtés au tapis sous la voix (10 à 20)")
    attack: float = Field(default=0.15, alias="attaque", description="secondes")
    release: float = Field(default=0.6, alias="retour", description="secondes")
    own: dict[str, str] = Field(
        default={}, alias="propres", description="rôle → fichier de la chaîne, mis au niveau de celui de l'habillage"
    )


class PictureChoice(Value):
    """An illustration for stories that name none: chosen when one of its words is in the story."""

    file: str = Field(alias="choix")
    words: tuple[str, ...] = Field(default=(), alias="mots")


class StyleChange(Value):
    """A type style in another format: its size, and how far it may shrink."""

    size: Annotated[float, Field(gt=0, le=600)] = Field(alias="taille")
    smallest: Annotated[float, Field(gt=0)] = Field(alias="mini")


class HouseChange(Value):
    """The house in another format: where text is safe, how large it is, where its gradients stand."""

    safe: Box = Field(alias="surete", description="zone sûre des textes")
    larger: Annotated[float, Field(gt=0, le=4)] = Field(default=1, alias="agrandit", description="tous les styles")
    smallest: Annotated[float, Field(gt=0)] = Field(default=28, alias="mini", description="aucun texte plus petit")
    styles: dict[str, StyleChange] = Field(default={}, description="les styles qui ont leur propre taille")
    grounds: dict[str, Ground] = Field(default={}, alias="fonds")


class Treatment(Value):
    """What becomes of a picture: its light, then its colours drawn towards two, by a share of 1."""

    dark: Colour = Field(alias="sombre")
    light: Colour = Field(alias="clair")
    strength: Annotated[float, Field(ge=0, le=1)] = Field(default=1, alias="force")
    power: Annotated[float, Field(ge=0.2, le=3)] = Field(
        default=1, alias="lumiere", description="exposant : 0,5 ouvre les ombres, la nuit devient un jour clair"
    )


class Logo(Value):
    """A channel's logo: its file, how wide it is for its height, what its plate is painted with."""

    file: str = Field(alias="fichier")
    sides: tuple[float, float] = Field(alias="cotes", description="largeur et hauteur, dans la même unité")
    ground: str = Field(default="", alias="fond", description="couleur de la plaque ; par défaut celle de la scène")
    legible: tuple[str, ...] = Field(
        default=(), alias="lisible", description="fonds sur lesquels il se lit sans plaque"
    )


class OwnFilm(Value):
    """A film of a channel's own in the place of a scene: its file, its seconds, whether anything is heard in it."""

    file: str = Field(alias="fichier")
    seconds: Annotated[float, Field(gt=0)] = Field(alias="secondes")
    sounds: YesNo = Field(default=True, alias="sonore")


class Imprint(Value):
    """Who publishes a film, under which name and conditions, in which language (two letters)."""

    channel: str = Field(default="", alias="chaine")
    publisher: str = Field(default="", alias="editeur")
    licence: str = ""
    language: str = Field(default="fr", alias="langue")


UNSIGNED = Imprint()
"""What is published by nobody in particular."""


class House(Value):
    """A house style: everything that makes all scenes one channel."""

    id: str = ""
    label: str = Field(alias="nom")
    channel: str = Field(alias="chaine")
    faces: dict[str, str] = Field(alias="polices")
    fallbacks: dict[str, str] = Field(
        default={}, alias="secours", description="rôle de police → la police des signes qui manquent à la sienne"
    )
    palette: dict[str, Hex] = Field(alias="couleurs")
    themes: dict[str, ThemeLook]
    styles: dict[str, Style]
    grounds: dict[str, Ground] = Field(alias="fonds")
    safe: Box = Field(alias="surete", description="zone sûre des textes")
    formats: dict[Narrow, HouseChange] = Field(default={}, description="ce qui change hors du 16:9")
    focus: dict[str, Focus] = Field(
        default={}, alias="foyers", description="illustration → part de sa largeur qui reste au milieu hors du 16:9"
    )
    depth_step: Annotated[int, Field(ge=1, le=25)] = Field(
        default=1, alias="pas_des_profondeurs", description="images que dure au plus chaque pose d'une illustration"
    )
    sound: SoundIdentity = Field(alias="sons")
    phrases: dict[str, tuple[str, ...]] = Field(default={}, description="ce que dit l'habillage faute de texte")
    presenter: Speaker = Field(alias="presentatrice", description="qui présente si le script ne le dit pas")
    reporter: Speaker = Field(description="qui commente si le script ne le dit pas")
    default_theme: str = Field(alias="theme_par_defaut")
    pictures: tuple[PictureChoice, ...] = Field(default=(), alias="illustrations")
    transitions: dict[Transition, Transition] = Field(
        default={}, description="une transition demandée → celle par laquelle cette chaîne passe"
    )
    treatments: dict[str, Treatment] = Field(
        default={}, alias="traitements", description="« archive » : celui des plans qui disent leur année"
    )
    credits: tuple[tuple[str, str], ...] = Field(default=(), alias="credits")
    voice_credit: str = Field(
        default="",
        alias="credit_voix",
        description="le nom, dans « credits », de ce qui n'est dit que d'un film qui a des voix de synthèse",
    )
    played_by: dict[Part, str] = Field(
        default={}, alias="joue_par", description="ce que le journal demande → la scène qui le joue, entre plusieurs"
    )
    tints: dict[str, tuple[str, ...]] = Field(
        default={},
        alias="declinaisons",
        description="rôle qu'une chaîne peut peindre → la couleur même, puis celles qui gardent leur écart avec elle ; "
        "« themes.bonheur.haut » pour celles d'un thème",
    )
    painted: tuple[str, ...] = Field(
        default=(), alias="decors_teints", description="dessins aux couleurs de l'habillage : media/decors/studio-*.svg"
    )
    short: str = Field(default="", alias="sigle", description="nom court de la chaîne ; par défaut « chaine »")
    imprint: Imprint = Field(default=UNSIGNED, alias="mentions", description="qui publie, sous quel nom")
    marking: Marking = Field(default=MARKED, alias="marques", description="comment les films disent ce qu'ils sont")
    logo: Logo | None = Field(default=None, description="logo de la chaîne, là où une scène a un calque « logo »")
    films: dict[Part, OwnFilm] = Field(default={}, description="films de la chaîne, à la place d'une scène")
    repaints: tuple[tuple[str, str], ...] = Field(
        default=(), alias="repeints", description="ce que deviennent les couleurs des décors teints : avant, après"
    )

    def brought_by(self, transition: str) -> str:
        """Return the transition by which the house brings a shot for which one is asked."""
        return next((by for asked, by in self.transitions.items() if asked == transition), transition)
