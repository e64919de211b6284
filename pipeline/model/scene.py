"""The look as data: what a house style and a scene may say. A designer edits these; no code names a colour.

All positions are pixels of a 1920x1080 reference grid; boxes are `[x, y, width, height]`.
"""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.script import Speaker, Value, YesNo

GRID_WIDTH = 1920
GRID_HEIGHT = 1080

Box = tuple[float, float, float, float]
Colour = Annotated[str, Field(min_length=1, max_length=60)]
"""A name of the palette, `theme.<part>` for the story's theme, or a `{slot}`; never a literal value."""

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


class Enter(Value):
    """How a layer comes or goes: from where, in how many frames, after how many, over what distance."""

    direction: Literal["fondu", "gauche", "droite", "haut", "bas", "volet"] = Field(default="fondu", alias="de")
    frames: Annotated[int, Field(ge=1, le=100)] = Field(default=12, alias="images")
    delay: Annotated[int, Field(ge=0, le=1000)] = Field(default=0, alias="retard")
    distance: float = 60


class Moves(Value):
    """What a layer does while it is on screen."""

    drift: tuple[float, float] = Field(default=(0, 0), alias="derive", description="pixels sur la durée du plan")
    zoom: tuple[float, float] = (1, 1)
    turn: float = Field(default=0, alias="tourne", description="degrés parcourus avant de se poser, en quatre secondes")
    bob: float = Field(default=0, alias="flotte", description="pixels de part et d'autre")
    pulse: tuple[float, float] = Field(default=(1, 1), alias="respire", description="opacités basse et haute")
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


class BaseLayer(Value):
    """What every kind of layer has in common."""

    name: str = Field(default="", alias="nom")
    only_if: str = Field(default="", alias="si", description="emplacement rempli ; « !x » : emplacement vide")
    line: str = Field(default="", alias="replique", description="visible pendant la réplique de ce rang")
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


class TextLayer(BaseLayer):
    """Words in a style, fitted into a box."""

    type: Literal["texte"]
    text: str = Field(alias="texte")
    style: str
    box: Box = Field(alias="boite")
    anchor: Literal[
        "haut-gauche", "haut", "haut-droite", "gauche", "centre", "droite", "bas-gauche", "bas", "bas-droite"
    ] = Field(default="haut-gauche", alias="ancre")
    lines: Annotated[int, Field(ge=1, le=20)] = Field(default=1, alias="lignes")
    colour: Colour | None = Field(default=None, alias="couleur")
    plate: Plate | None = Field(default=None, alias="plaque")
    count: YesNo = Field(default=False, alias="compte", description="le nombre monte de zéro à sa valeur")


class ArtLayer(BaseLayer):
    """Vector artwork, with its colour tokens replaced."""

    type: Literal["dessin"]
    file: str = Field(alias="fichier")
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    colours: dict[str, Colour] = Field(default={}, alias="couleurs")
    cover: YesNo = Field(default=False, alias="remplit")


class IllustrationLayer(BaseLayer):
    """A composed picture: every top-level group of the artwork is a depth that moves by itself."""

    type: Literal["illustration"]
    slot: str = Field(default="illustration", alias="emplacement")
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    flat: YesNo = Field(default=False, alias="a_plat", description="une seule image, sans profondeurs")
    radius: float = Field(default=0, alias="rayon")


class PortraitLayer(BaseLayer):
    """A speaker's bust, built from parts."""

    type: Literal["portrait"]
    speaker: str = Field(alias="personne")
    box: Box = Field(alias="boite")


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
    fit: Literal["remplit", "contient", "flou"] = Field(default="flou", alias="cadrage")
    radius: float = Field(default=0, alias="rayon")


class FootageLayer(BaseLayer):
    """A moving picture, conformed to the programme's rate and size."""

    type: Literal["video"]
    file: str = Field(alias="fichier")
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    fit: Literal["remplit", "contient", "flou"] = Field(default="flou", alias="cadrage")


class ClipLayer(BaseLayer):
    """A moving picture made by the scene's own program: `clip.py`, beside its `scene.yaml`, and no other file."""

    type: Literal["clip"]
    box: Box = Field(default=(0, 0, GRID_WIDTH, GRID_HEIGHT), alias="boite")
    colours: dict[str, Colour] = Field(default={}, alias="couleurs")
    fonts: dict[str, str] = Field(default={}, alias="polices")


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
    | ClipLayer,
    Field(discriminator="type"),
]

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


class Scene(Value):
    """A reusable look: slots that a script fills, layers in paint order, what the house lays over it."""

    id: str = ""
    alias: str = Field(default="", description="nom anglais accepté dans les scripts")
    label: str = Field(default="", alias="libelle")
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
    sound: str = Field(default="", alias="son", description="effet joué à l'entrée du plan")
    spoken: tuple[str, ...] = Field(default=(), alias="dit", description="emplacements dits faute de texte")
    layers: tuple[Layer, ...] = Field(alias="calques", min_length=1)


class SoundIdentity(Value):
    """The files of the house sound, and how loudly they sit, in decibels."""

    files: dict[str, str] = Field(
        default={}, alias="fichiers", description="rôle (generique, titres, virgule, cloture) ou nom de tapis → fichier"
    )
    gains: dict[str, float] = Field(default={}, alias="niveaux")
    duck: float = Field(default=14, alias="retrait", description="décibels ôtés au tapis sous la voix (10 à 20)")
    attack: float = Field(default=0.15, alias="attaque", description="secondes")
    release: float = Field(default=0.6, alias="retour", description="secondes")


class PictureChoice(Value):
    """An illustration for stories that name none: chosen when one of its words is in the story."""

    file: str = Field(alias="choix")
    words: tuple[str, ...] = Field(default=(), alias="mots")


class House(Value):
    """A house style: everything that makes all scenes one channel."""

    id: str = ""
    label: str = Field(alias="nom")
    channel: str = Field(alias="chaine")
    faces: dict[str, str] = Field(alias="polices")
    palette: dict[str, Hex] = Field(alias="couleurs")
    themes: dict[str, ThemeLook]
    styles: dict[str, Style]
    grounds: dict[str, Ground] = Field(alias="fonds")
    safe: Box = Field(alias="surete", description="zone sûre des textes")
    depth_step: Annotated[int, Field(ge=1, le=25)] = Field(
        default=1, alias="pas_des_profondeurs", description="images que dure au plus chaque pose d'une illustration"
    )
    sound: SoundIdentity = Field(alias="sons")
    phrases: dict[str, tuple[str, ...]] = Field(default={}, description="ce que dit l'habillage faute de texte")
    presenter: Speaker = Field(alias="presentatrice", description="qui présente si le script ne le dit pas")
    reporter: Speaker = Field(description="qui commente si le script ne le dit pas")
    default_theme: str = Field(alias="theme_par_defaut")
    pictures: tuple[PictureChoice, ...] = Field(default=(), alias="illustrations")
    credits: tuple[tuple[str, str], ...] = Field(default=(), alias="credits")
