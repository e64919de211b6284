"""Pictures as values: what to draw, how it moves, and what is seen in frame n.

Positions are pixels of the shape's grid (`GRIDS`; 1920x1080 when it is 16:9) unless said otherwise; colours are
`#rrggbb` or `#rrggbbaa`.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.model.part import Role
from pipeline.model.time import FRAME_RATE, Span

Box = tuple[float, float, float, float]
"""Left, top, width and height, in pixels of the grid; a measured one says its corners where it is used."""

Shape = Literal["horizontal", "vertical", "carre"]
"""The three shapes a programme is laid out in."""

GRIDS: dict[Shape, tuple[int, int]] = {"horizontal": (1920, 1080), "vertical": (1080, 1920), "carre": (1080, 1080)}
"""The grid of each shape, in pixels: the short side is 1080 in all of them."""

_WIDE = 4 / 3
"""Width by height half-way between a square and 16:9, as ratios go: from there on a picture is wide, or high."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the project: its path to open it, its SHA-256 for keys (the path never enters a key)."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class GroundSpec:
    """A full-frame gradient, dithered: `stops` evenly spaced, `centre` and `radius` relative to the frame."""

    radial: bool
    stops: tuple[str, ...]
    centre: tuple[float, float]
    radius: float
    angle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateSpec:
    """A panel hugging a text."""

    colour: str
    padding: tuple[float, float]
    radius: float
    bar: str
    bar_width: float
    bar_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpec:
    """Words to set: the box, the anchor in it, and the size range in which they must fit.

    `fallback` is the font of the signs that `font` lacks.
    """

    text: str
    font: Asset
    size: float
    smallest: float
    colour: str
    leading: float
    tracking: float
    capitals: bool
    box: Box
    anchor: str
    lines: int
    plate: PlateSpec | None
    small_capitals: bool = False
    group: "GroupSpec | None" = None
    fallback: Asset | None = None


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """The other texts of a group, each with its distance: they close up in the box and are anchored as one.

    `room` is the height that the text itself may take: its box is the whole group's.
    """

    room: float
    above: tuple[tuple[TextSpec, float], ...]
    below: tuple[tuple[TextSpec, float], ...]


@dataclass(frozen=True, slots=True)
class ToneSpec:
    """Two colours between which a picture's own are drawn, by its light and by a share (`strength`) of 1."""

    dark: str
    light: str
    strength: float


@dataclass(frozen=True, slots=True)
class DayToneSpec(ToneSpec):
    """A tone whose picture is first seen in another light: each of its values, from 0 to 1, to this power."""

    power: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtSpec:
    """Vector artwork: files painted one over another, tokens replaced, an optional group kept alone.

    A `group` is drawn beyond the frame too, so that it can drift. `cover` fills the box instead of fitting into
    it, about `focus` (the part of its width that stays in the middle, 0 to 1); `radius` rounds its corners; `paint`
    gives paths, by id or all (`*`), a fill and a stroke; `markup` is drawn instead of files when there are none;
    `mirror` turns what is drawn left to right, within its box.
    """

    files: tuple[Asset, ...] = ()
    markup: str = ""
    tokens: tuple[tuple[str, str], ...] = ()
    group: str = ""
    paint: tuple[tuple[str, str, str], ...] = ()
    box: Box
    radius: float = 0.0
    cover: bool = False
    focus: float = 0.5
    tone: ToneSpec | None = None
    mirror: bool = False


@dataclass(frozen=True, slots=True)
class PhotoSpec:
    """A still picture: `fit` is fill (`remplit`), letterbox (`contient`) or blurred surround (`flou`)."""

    file: Asset
    box: Box
    fit: str
    radius: float
    tone: ToneSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageSpec:
    """A moving picture from `start` (seconds, a fraction): what is on screen at each of `length` programme frames."""

    file: Asset
    box: Box
    fit: str
    start: Fraction
    length: int
    tone: ToneSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedSpec(FootageSpec):
    """Somebody filmed before a plain colour, lifted off it; `screen` is the word for its colour."""

    screen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadeSpec(KeyedSpec):
    """The soft shadow that somebody lifted off a screen throws onto artwork that stands before them."""

    onto: ArtSpec
    colour: str


@dataclass(frozen=True, slots=True)
class PlaceholderSpec:
    """What stands for media that is missing, in drafts only."""

    text: str
    font: Asset
    box: Box
    colours: tuple[str, str]


Pairs = tuple[tuple[str, str], ...]
"""Names and texts, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipSpec:
    """A moving picture that a scene's own program makes, `frames` long.

    `slots` holds each slot's text, texts, or entries as pairs; `colours` and `fonts` are the house's, by the names
    the scene gives them; `maker` is what plays the program, with its version.
    """

    scene: str
    file: Asset
    box: Box
    slots: tuple[tuple[str, str | tuple[str, ...] | tuple[Pairs, ...]], ...]
    colours: Pairs
    fonts: tuple[tuple[str, Asset], ...]
    frames: int
    maker: str


LayerSpec = GroundSpec | TextSpec | ArtSpec | PhotoSpec | FootageSpec | PlaceholderSpec | ClipSpec

MOVING = (FootageSpec, ClipSpec)
"""Kinds of layers that show another picture in every frame (`Placement.source`)."""


@dataclass(frozen=True, slots=True)
class Move:
    """An entrance or an exit: direction, length and delay in frames, distance in grid pixels."""

    direction: str
    frames: int
    delay: int
    distance: float


BOB_SECONDS = 4.0
"""How long a layer that bobs takes to come back to where it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """How a layer lives: entrance, exit, and what it does in between (see `pipeline.model.scene.Moves`).

    `step` is how many frames each pose of what it does in between stays. `steps` are the frames, from the layer's
    start, at which its opacity becomes so many 1/256, held until the next: what follows a voice.
    """

    enter: Move | None = None
    leave: Move | None = None
    drift: tuple[float, float] = (0.0, 0.0)
    zoom: tuple[float, float] = (1.0, 1.0)
    turn: float = 0.0
    bob: float = 0.0
    pulse: tuple[float, float] = (1.0, 1.0)
    scroll: int = 0
    roll: float = 0.0
    phase: int = 0
    step: int = 1
    steps: tuple[tuple[int, int], ...] = ()

    @property
    def still(self) -> bool:
        """Tell whether nothing moves between entrance and exit."""
        return self.zoom == (1.0, 1.0) and not self.turn and self.turns_only

    @property
    def turns_only(self) -> bool:
        """Tell whether whatever moves between entrance and exit comes to rest once it has turned."""
        return (
            self.drift == (0.0, 0.0)
            and (self.zoom == (1.0, 1.0) or self.turn != 0)
            and not (self.bob or self.scroll or self.roll)
            and self.pulse == (1.0, 1.0)
            and not self.steps
        )

    @property
    def held(self) -> bool:
        """Tell whether nothing but `steps` changes between entrance and exit."""
        return (
            bool(self.steps)
            and self.drift == (0.0, 0.0)
            and self.zoom == (1.0, 1.0)
            and self.pulse == (1.0, 1.0)
            and not (self.turn or self.bob or self.scroll or self.roll)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedLayer:
    """A layer on its shot's own clock: `span` counts frames from the shot's start.

    `scene` is the id of the scene it belongs to, `name` its own there, `role` what it is for those who read it.
    `label` says so in French, to people alone (reasons, findings): nothing is told from it. `clip` bounds what is
    seen, in grid pixels (None: the whole frame). `panel` says that it is a plain rectangle, on which others may stand,
    `bust` that it draws somebody, who has a face.
    """

    spec: LayerSpec
    label: str
    span: Span
    motion: Motion = Motion()
    opacity: float = 1.0
    pivot: tuple[float, float] = (960.0, 540.0)
    clip: Box | None = None
    scene: str = ""
    name: str = ""
    role: Role = Role.SHOT
    panel: bool = False
    bust: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """The scene and the layer of it: the same for every text that a layer shows in turn."""
        return self.scene, self.name


@dataclass(frozen=True, slots=True)
class Sampling:
    """How samples are stored: bits a sample, luma rows to one chroma row, the codec library's name for it."""

    name: str
    depth: int
    rows: int

    @property
    def dtype(self) -> str:
        """The NumPy name of one sample's type."""
        return "uint8" if self.depth == 8 else "uint16"

    @property
    def full(self) -> int:
        """The highest value of a sample."""
        return (1 << self.depth) - 1


YUV420 = Sampling("yuv420p", 8, 2)
YUV422 = Sampling("yuv422p", 8, 1)
YUV422_10 = Sampling("yuv422p10le", 10, 1)


@dataclass(frozen=True, slots=True)
class Format:
    """A picture format: even width and height in pixels, frames a second, planar sampling."""

    width: int
    height: int
    rate: Fraction = FRAME_RATE
    sampling: Sampling = YUV420

    @property
    def samples_shape(self) -> tuple[int, int]:
        """The shape of one picture as an array: luma rows, then Cb, then Cr, packed into rows as wide as luma."""
        return self.height + self.height // self.sampling.rows, self.width

    @property
    def scale(self) -> float:
        """Pixels of the output for one pixel of the grid."""
        return min(self.width, self.height) / 1080

    @property
    def shape(self) -> Shape:
        """Which of the three layouts this format asks for: the one whose sides are nearest to its own."""
        ratio = self.width / self.height
        if ratio >= _WIDE:
            return "horizontal"
        return "vertical" if ratio <= 1 / _WIDE else "carre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One layer as it is in one frame; whole numbers, so that two equal pictures are equal values.

    `layer` is the key of what is drawn. `dx`, `dy` are 1/64 output pixels from the drawn place; `opacity`
    0..256; `zoom` and `turn` in 1/65536 (of 1, of a turn); `reveal` the visible left part in 1/4096; `source`
    the frame of a moving picture.
    """

    layer: str
    dx: int = 0
    dy: int = 0
    opacity: int = 256
    zoom: int = 65_536
    turn: int = 0
    reveal: int = 4096
    source: int = 0


Picture = tuple[Placement, ...]
"""What one shot shows in one frame, in paint order."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen in one frame: a picture, or two of them on the way from one to the other.

    `progress` runs from 0 (only `picture`) to 256 (only `incoming`); `how` names the transition. `over` is what lies
    over either, in a larger picture of which they are a part.
    """

    picture: Picture
    incoming: Picture = ()
    progress: int = 0
    how: str = ""
    over: Picture = ()


@dataclass(frozen=True, slots=True)
class Depth:
    """One top-level group of an illustration, with how it lives."""

    group: str
    drift: float
    bob: float
    pulse: bool
