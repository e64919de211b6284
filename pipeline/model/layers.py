"""What a scene is painted with: every kind of layer, how it comes, moves and goes, and what may change of it.

Positions are pixels of a 1920x1080 grid; boxes are `[x, y, width, height]`.
"""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.picture import Box
from pipeline.model.script import Value, YesNo

GRID_WIDTH = 1920
GRID_HEIGHT = 1080

Colour = Annotated[str, Field(min_length=1, max_length=60)]
"""A name of the palette, `theme.<part>` for the story's theme, or a `{slot}`; never a literal value."""


class Enter(Value):
    """How a layer comes or goes: from where, in how many frames, after how many, over what distance."""

    direction: Literal["fondu", "gauche", "droite", "haut", "bas", "volet"] = Field(default="fondu", alias="de")
    frames: Annotated[int, Field(ge=1, le=100)] = Field(default=12, alias="images")
    delay: Annotated[int, Field(ge=0, le=1000)] = Field(default=0, alias="retard")
    distance: float = 60


Share = Annotated[float, Field(ge=0, le=1)]


class Moves(Value):
    """What a layer does while it is on screen."""

    drift: tuple[float, float] = Field(default=(0, 0), alias="derive", description="pixels sur la durée du plan")
    zoom: tuple[float, float] = (1, 1)
    turn: float = Field(default=0, alias="tourne", description="degrés parcourus avant de se poser, en quatre secondes")
    bob: float = Field(default=0, alias="flotte", description="pixels de part et d'autre")
    pulse: tuple[float, float] = Field(default=(1, 1), alias="respire", description="opacités basse et haute")
    voice: tuple[Share, Share, Share, Share] | None = Field(
        default=None,
        alias="voix",
        description="opacités au repos, voix basse, moyenne et forte : suit le niveau de qui parle",
    )
    voice_of: str = Field(default="", alias="voix_de", description="qui est suivi ; par défaut toute voix du plan")
    scroll: int = Field(default=0, alias="defile", description="pixels par image, vers la gauche")
    roll: YesNo = Field(default=False, alias="deroule", description="monte d'un bord à l'autre pendant le plan")
    step: Annotated[int, Field(ge=1, le=25)] = Field(
        default=1, alias="pas", description="images que dure chaque pose : 2 anime « sur deux »"
    )


class Repeat(Value):
    """Draw the layer once for every entry of a list slot, each one further by `step` and later by `stagger`."""

    over: str = Field(alias="sur")
    step: tuple[float, float] = Field(default=(0, 0), alias="pas")
    stagger: int = Field(default=3, alias="retard")
    most: Annotated[int, Field(ge=1, le=60)] = Field(default=12, alias="maxi")
    spread: YesNo = Field(
        default=False, alias="repartir", description="moins d'entrées que maxi : le pas s'élargit pour tenir la place"
    )
    paced: YesNo = Field(
        default=False, alias="etale", description="les entrées arrivent l'une après l'autre sur toute la durée du plan"
    )
    alone: YesNo = Field(
        default=False, alias="seul", description="avec « etale » : chaque entrée s'en va quand la suivante arrive"
    )
    overlap: Annotated[int, Field(ge=0, le=100)] = Field(
        default=0, alias="chevauche", description="avec « seul » : images où elle reste sous la suivante"
    )


class BaseLayer(Value):
    """What every kind of layer has in common."""

    name: str = Field(default="", alias="nom")
    only_if: str = Field(default="", alias="si", description="emplacement rempli ; « !x » : emplacement vide")
    line: str = Field(default="", alias="replique", description="visible pendant la réplique de ce rang")
    hidden: YesNo = Field(default=False, alias="masque", description="oui : ne sert que dans d'autres formats")
    opacity: Annotated[float, Field(ge=0, le=1)] = Field(default=1, alias="opacite")
    enter: Enter | None = Field(default=None, alias="entree")
    leave: Enter | None = Field(default=None, alias="sortie")
    moves: Moves = Field(default=Moves(), alias="mouvement")
    repeat: Repeat | None = Field(default=None, alias="repete")


class GroundLayer(BaseLayer):
    """A ground of the house style."""

    type: Literal["fond"]
    ground: str = Field(alias="fond")


class Plate(Value):
    """A panel that hugs a text, with its padding in pixels."""

    colour: Colour = Field(alias="couleur")
    padding: tuple[float, float] = Field(default=(28, 12), alias="marge")
    radius: float = Field(default=0, alias="rayon")
    opacity: Annotated[float, Field(ge=0, le=1)] = Field(default=1, alias="opacite")
    bar: Colour | None = Field(default=None, alias="barre")
    bar_width: float = Field(default=14, alias="largeur_barre")
    bar_right: YesNo = Field(default=False, alias="barre_a_droite")


Anchor = Literal["haut-gauche", "haut", "haut-droite", "gauche", "centre", "droite", "bas-gauche", "bas", "bas-droite"]
Focus = Annotated[float, Field(ge=0, le=1)]
Fit = Literal["remplit", "contient", "flou"]


class TextLayer(BaseLayer):
    """Words in a style, fitted into a box."""

    type: Literal["texte"]
    text: str = Field(alias="texte")
    style: str
    box: Box = Field(alias="boite")
    anchor: Anchor = Field(default="haut-gauche", alias="ancre")
    lines: Annotated[int, Field(ge=1, le=20)] = Field(default=1, alias="lignes")
    colour: Colour | None = Field(default=None, alias="couleur")
    plate: Plate | None = Field(default=None, alias="plaque")
    count: YesNo = Field(default=False, alias="compte", description="le nombre monte de zéro à sa valeur")
    group: str = Field(
        default="", alias="groupe", description="les textes d'un même groupe se serrent, et s'ancrent ensemble"
    )


class ArtLayer(BaseLayer):
    """Vector artwork, with its colour tokens replaced."""

    type: Literal["dessin"]
    file: str = Field(alias="fichier")
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    colours: dict[str, Colour] = Field(default={}, alias="couleurs")
    cover: YesNo = Field(default=False, alias="remplit")
    focus: Focus = Field(default=0.5, alias="foyer", description="part de la largeur qui reste au milieu")
    treatment: str = Field(default="", alias="traitement", description="un nom de « traitements » de l'habillage")
    shaded: YesNo = Field(
        default=False, alias="ombre", description="reçoit l'ombre de qui est filmé et incrusté derrière lui"
    )


class IllustrationLayer(BaseLayer):
    """A composed picture: every top-level group of the artwork is a depth that moves by itself."""

    type: Literal["illustration"]
    slot: str = Field(default="illustration", alias="emplacement")
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    flat: YesNo = Field(default=False, alias="a_plat", description="une seule image, sans profondeurs")
    radius: float = Field(default=0, alias="rayon")
    focus: Focus | None = Field(default=None, alias="foyer", description="sinon, celui de l'habillage pour ce dessin")
    treatment: str = Field(default="", alias="traitement", description="un nom de « traitements » de l'habillage")


class PortraitLayer(BaseLayer):
    """A speaker's bust, built from parts."""

    type: Literal["portrait"]
    speaker: str = Field(alias="personne")
    box: Box = Field(alias="boite")
    part: Literal["buste", "bras", "canne"] = Field(
        default="buste",
        alias="partie",
        description="« bras » : ses avant-bras posés, peints devant une table ; « canne » : la main sur une canne",
    )


class PanelLayer(BaseLayer):
    """A plain or rounded rectangle."""

    type: Literal["bloc"]
    box: Box = Field(alias="boite")
    colour: Colour = Field(alias="couleur")
    radius: float = Field(default=0, alias="rayon")


class Ring(Value):
    """One broken ring: angles in degrees, clockwise from the top."""

    radius: float = Field(alias="rayon")
    width: float = Field(alias="trait")
    start: float = Field(default=0, alias="debut")
    sweep: float = Field(default=360, alias="ouverture")
    colour: Colour = Field(default="ambre", alias="couleur")
    opacity: Annotated[float, Field(ge=0, le=1)] = Field(default=1, alias="opacite")


class RingsLayer(BaseLayer):
    """Rings of the time capsule around a centre."""

    type: Literal["anneaux"]
    centre: tuple[float, float]
    rings: tuple[Ring, ...] = Field(alias="anneaux", min_length=1)
    disc: float = Field(default=0, alias="disque")
    disc_colour: Colour = Field(default="ambre", alias="couleur_disque")
    gauge: str = Field(default="", alias="jauge", description="un pourcentage qui règle l'ouverture du premier anneau")
    grown: Annotated[float, Field(gt=0, le=5)] = Field(default=1, alias="echelle", description="agrandit les anneaux")


class MapLayer(BaseLayer):
    """The départements of France, one of them lit."""

    type: Literal["carte"]
    box: Box = Field(alias="boite")
    department: str = Field(alias="departement")
    land: Colour = Field(alias="terre")
    lit: Colour = Field(alias="allume")
    border: Colour = Field(alias="frontiere")
    only_lit: YesNo = Field(default=False, alias="seul")


class PhotoLayer(BaseLayer):
    """A still picture, cropped or fitted to its box."""

    type: Literal["image"]
    file: str = Field(alias="fichier")
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    fit: Fit = Field(default="flou", alias="cadrage")
    radius: float = Field(default=0, alias="rayon")
    treatment: str = Field(default="", alias="traitement", description="un nom de « traitements » de l'habillage")


class FootageLayer(BaseLayer):
    """A moving picture, conformed to the programme's rate and size."""

    type: Literal["video"]
    file: str = Field(alias="fichier")
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    fit: Fit = Field(default="flou", alias="cadrage")
    treatment: str = Field(default="", alias="traitement", description="un nom de « traitements » de l'habillage")


class ClipLayer(BaseLayer):
    """A moving picture made by the scene's own program: `clip.py`, beside its `scene.yaml`, and no other file."""

    type: Literal["clip"]
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    colours: dict[str, Colour] = Field(default={}, alias="couleurs")
    fonts: dict[str, str] = Field(default={}, alias="polices")


class LogoLayer(BaseLayer):
    """The channel's logo, whole, as large as its box lets it; nothing when the channel has none."""

    type: Literal["logo"]
    box: Box = Field(alias="boite", description="avec sa plaque, le logo tient dedans")
    anchor: Anchor = Field(default="gauche", alias="ancre")
    plate: Plate | None = Field(default=None, alias="plaque", description="sous le logo, à sa mesure")
    bare: str = Field(
        default="", alias="nu", description="fond de l'habillage sur lequel un logo lisible va sans plaque"
    )


Layer = Annotated[
    GroundLayer
    | TextLayer
    | ArtLayer
    | IllustrationLayer
    | PortraitLayer
    | PanelLayer
    | RingsLayer
    | MapLayer
    | PhotoLayer
    | FootageLayer
    | ClipLayer
    | LogoLayer,
    Field(discriminator="type"),
]


class LayerChange(Value):
    """What a layer of a scene does otherwise in another format: only the keys that are written change."""

    text: str = Field(default="", alias="texte")
    style: str = ""
    box: Box = Field(default=(0, 0, 0, 0), alias="boite")
    anchor: Anchor = Field(default="haut-gauche", alias="ancre")
    lines: Annotated[int, Field(ge=1, le=20)] = Field(default=1, alias="lignes")
    colour: Colour = Field(default="", alias="couleur")
    plate: Plate | None = Field(default=None, alias="plaque")
    group: str = Field(default="", alias="groupe")
    only_if: str = Field(default="", alias="si")
    hidden: YesNo = Field(default=False, alias="masque")
    opacity: Annotated[float, Field(ge=0, le=1)] = Field(default=1, alias="opacite")
    enter: Enter | None = Field(default=None, alias="entree")
    leave: Enter | None = Field(default=None, alias="sortie")
    moves: Moves = Field(default=Moves(), alias="mouvement")
    repeat: Repeat | None = Field(default=None, alias="repete")
    ground: str = Field(default="", alias="fond")
    file: str = Field(default="", alias="fichier")
    cover: YesNo = Field(default=False, alias="remplit")
    focus: Focus = Field(default=0.5, alias="foyer")
    fit: Fit = Field(default="flou", alias="cadrage")
    flat: YesNo = Field(default=False, alias="a_plat")
    radius: float = Field(default=0, alias="rayon")
    centre: tuple[float, float] = (0, 0)
    disc: float = Field(default=0, alias="disque")
    grown: Annotated[float, Field(gt=0, le=5)] = Field(default=1, alias="echelle")
    rings: tuple[Ring, ...] = Field(default=(), alias="anneaux")
