"""What the rooms need from outside, as protocols; adapters fulfil them, tests have fakes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar
from zipfile import BadZipFile

from pipeline.model.heard import Recognised
from pipeline.model.marks import DigitalSource
from pipeline.model.picture import Asset, ClipSpec, Depth, FootageSpec, Format, Frame, LayerSpec
from pipeline.model.programme import Container, PictureCoding, Probe
from pipeline.model.traffic import Traffic

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, EOFError, RecursionError, BadZipFile)
"""What reading something kept may raise when it is not what it should be."""
T = TypeVar("T")
if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray

    Samples = NDArray[float32]
    """PCM at 48 kHz, shape (n,) for mono or (n, 2) for stereo, full scale ±1."""
    Pixels = NDArray[uint8]
    """Pixels or samples of 8 bits (16 in a picture of more depth); the shape is said where it is used."""
else:  # numpy is half as long to load as all that a check needs: who only knows of arrays does without
    Samples = Pixels = object


@dataclass(frozen=True, slots=True)
class VoiceSetting:
    """How one engine speaks one cast voice: its own voice name, pace (1 = normal), pitch and size factors."""

    voice: str
    pace: float = 1.0
    pitch: float = 1.0
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as it stands in the text, and the sample it begins at."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an engine says: mono PCM, float32 ±1, at its own `rate`; word marks when the engine gives them."""

    samples: Samples
    rate: int
    words: tuple[SpokenWord, ...] = ()


Timings = Literal["none", "sentences", "words", "phonemes"]
"""The finest thing of which an engine can tell when it is said; one sentence a call makes sentences exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """What is always true of a speech engine.

    `rate` is in samples a second, before the size factor; the first of `speakers` is its plain voice;
    `deterministic` promises the same samples for the same words; `licence` is that of what has to be installed;
    `parallel` says that several processes speak sooner than one; `effort` is how many seconds of a processor a second
    of speech takes, 0 when nobody notices; `source` is what its sound comes from.
    """

    rate: int
    languages: tuple[str, ...]
    speakers: tuple[str, ...]
    timings: Timings
    deterministic: bool
    online: bool
    licence: str
    parallel: bool = False
    effort: float = 0.0
    source: DigitalSource = DigitalSource.TRAINED


class Voice(Protocol):
    """A speech engine; `version` enters the key of every take."""

    name: str
    version: str
    facts: EngineFacts

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence of spoken French; raises VoiceError with a way out."""


class Recogniser(Protocol):
    """Hears words in sound, `longest` seconds at once; `version` enters the key of what is heard."""

    longest: float
    version: str

    def unavailable(self) -> str:
        """Return why it cannot hear here and what to type, in French, or an empty string."""

    def hear(self, sound: Samples, hints: Sequence[str] = ()) -> Recognised:
        """Return what is said in mono sound, shape (n,), of at most `longest` seconds, or why there are no words.

        `hints` are words to expect, the most telling first: names, places, figures as they are written. Words lie
        inside the sound and in order. Raises HearingError with a way out.
        """


class Library(Protocol):
    """The project's own files: artwork, fonts, sounds, media; paths are relative to the project."""

    def asset(self, path: str) -> Asset:
        """Return the file with its digest; raises MediaError when it is missing."""

    def exists(self, path: str) -> bool:
        """Tell whether there is such a file."""

    def path(self, name: str) -> Path:
        """Return where the file is; raises MediaError when the name would leave the project."""

    def read(self, path: str) -> bytes:
        """Return the file's bytes; raises MediaError when it cannot be read."""

    def depths(self, path: str) -> tuple[Depth, ...]:
        """Return the depths of an illustration, in paint order; raises MediaError when it has none."""


class Store(Protocol):
    """Content-addressed files: an entry appears whole or not at all, and is checked when used."""

    @property
    def damaged(self) -> Sequence[str]:
        """The entries (`kind/key`) that failed their check since the store was opened, in the order they were met."""

    @property
    def unkept(self) -> str:
        """Why something given to `keep` could not be kept, in French; empty when all of it was."""

    def find(self, kind: str, key: str) -> Path | None:
        """Return the path of a sound entry, or None when it is absent or fails its check."""

    def read(self, kind: str, key: str, parse: Callable[[bytes], T]) -> T | None:
        """Return what a sound entry holds, as `parse` reads it; None when it is absent or cannot be read.

        What `parse` refuses with one of `UNREADABLE` is forgotten.
        """

    def forget(self, kind: str, key: str) -> None:
        """Drop an entry that turned out not to be what it should be, and note it as damaged."""

    def put(self, kind: str, key: str, data: bytes) -> Path:
        """Keep bytes under a key and return where; raises CacheError when that cannot be done."""

    def keep(self, kind: str, key: str, data: bytes) -> None:
        """Keep bytes that the work at hand can do without; where that cannot be done, `unkept` says why."""

    def writing(self, kind: str, key: str) -> AbstractContextManager[Path]:
        """Give a temporary path to write to; on a clean exit it becomes the entry.

        Raises CacheError when the store cannot be written to.
        """

    def alone(self, kind: str, key: str) -> AbstractContextManager[None]:
        """Hold others off while an entry is made, so that it is made once; they wait."""

    def in_use(self) -> AbstractContextManager[None]:
        """Keep any cleaning away from what is found or written meanwhile; may be held by several at once."""

    def sweep(self) -> None:
        """Remove what interrupted writers left; no entry, and nothing that is being written."""

    def gather(self, kind: str, keys: Iterable[str], go_on: Callable[[], None] = ...) -> None:
        """Have those of these entries that are kept far away ready for `find`, many at once, by asking for them anew.

        `go_on` is called several times a second meanwhile, and may raise.
        """

    def offer(self) -> None:
        """Have what was found and made since the store was opened sent to others, where it is shared."""

    def settle(self, go_on: Callable[[], None] = ...) -> bool:
        """Wait, within limits, until others have all that is to be sent to them; tell whether they have."""

    @property
    def traffic(self) -> Traffic:
        """How much came from where since the store was opened."""

    def remarks(self) -> tuple[str, ...]:
        """Return what is to be told of others' store, in French; each thing is given once."""


class Film(Protocol):
    """Footage as a shot shows it, whose every picture can be had, in any order."""

    def planes(self, number: int) -> Pixels:
        """Return planar YUV 4:2:0, BT.709 limited range, shape (height * 3 / 2, width); the last one is held."""

    def close(self) -> None:
        """Let go of the file."""


class FootageReader(Protocol):
    """Reads pictures and sound out of video and sound files; by another `version`, otherwise."""

    version: str

    def film(self, path: Path, spec: FootageSpec, fmt: Format) -> Film:
        """Return what a layer shows of a file, conformed; raises MediaError when no picture can be read."""

    def sound(self, path: Path, start: float = 0.0, end: float | None = None, longest: float = 3600.0) -> Samples:
        """Return PCM (n, 2) at 48 kHz between two seconds, empty when mute; raises MediaError beyond `longest`."""

    def blocks(self, path: Path) -> Iterator[Samples]:
        """Yield the same sound from its beginning to its end, in stretches of shape (n, 2), none of them kept."""

    def seconds(self, path: Path) -> float:
        """Return the length of the picture in seconds; raises MediaError when the file is no video."""


class ClipPlayer(Protocol):
    """Plays the moving pictures that scenes make themselves."""

    def picture(self, spec: ClipSpec, fmt: Format, number: int) -> Pixels:
        """Return frame `number` of the clip as RGBA of shape (height, width, 4), straight alpha.

        Raises ClipError when the scene's program fails, answers with something else, or takes too long.
        """


class PictureEngine(Protocol):
    """Composes frames in another way than our own, to be held against it."""

    def frames(self, frames: Sequence[Frame], layers: Mapping[str, LayerSpec], fmt: Format) -> Iterator[Pixels]:
        """Yield planar YUV 4:2:0 arrays of shape (height * 3 / 2, width), one a frame."""


@dataclass(frozen=True, slots=True)
class Held:
    """A composed picture (`Format.samples_shape`), for how many frames it stays; each that comes after, if known."""

    picture: Pixels
    frames: int
    coming: tuple[int, ...] | None = None


class Encoder(Protocol):
    """Encodes chunks with any setting."""

    def version(self, setting: PictureCoding) -> str:
        """Return what stands in a chunk's key for the encoder that a setting asks for."""

    def encode(self, path: Path, pictures: Iterator[Held], fmt: Format, setting: PictureCoding) -> int:
        """Write pictures, each as long as it holds; return how many frames. One may be overwritten by the next."""


SoundUse = Literal["main", "description"]
"""What a sound track is for: the programme, or the programme with what is seen described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundTrack:
    """A sound track beside the first: a file of encoded sound, its language (ISO 639-2), what players call it."""

    path: Path
    language: str
    title: str
    use: SoundUse = "description"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackCue:
    """What a text track shows from one millisecond to another: lines and their colour (`#rrggbb`).

    Players set them at the foot of the picture: where they would best stand, no player reads in such a track.
    """

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTrack:
    """A track of captions: its cues in order, its language (ISO 639-2), what it is called.

    `shown` is whether players show it unless they are told otherwise.
    """

    cues: tuple[TrackCue, ...]
    language: str
    title: str
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MuxPlan:
    """What the programme file is made of, in order.

    `chapters` are (first frame, frame after the last, title); `metadata` holds the language of picture and first sound
    track (ISO 639-2) as `language`. `tracks` are heard instead of `sound`, `texts` are shown over the picture, where
    the `container` can hold them. `clock` is the frame that the timecode counts from; None for a film without one.
    """

    chunks: tuple[Path, ...]
    chunk_frames: tuple[int, ...]
    sound: Path
    chapters: tuple[tuple[int, int, str], ...]
    metadata: Mapping[str, str]
    sound_title: str = ""
    tracks: tuple[SoundTrack, ...] = ()
    texts: tuple[TextTrack, ...] = ()
    container: Container = "mp4"
    clock: int | None = None


class Muxer(Protocol):
    """Joins chunks and sound without decoding, writes chapters."""

    def mux(self, path: Path, plan: MuxPlan, fmt: Format) -> None:
        """Write the programme; raises BugError when chunks do not belong together."""

    def probe(self, path: Path) -> Probe:
        """Read the file through and return its facts; raises BugError when it is not sound."""


@dataclass(frozen=True, slots=True)
class SoundPart:
    """Encoded sound: `length` samples after `lead` of what is before; `bare` where nothing beside them is wanted."""

    path: Path
    lead: int
    length: int
    bare: bool = False


class SoundEncoder(Protocol):
    """Encodes the programme's sound."""

    version: str

    def encode(self, path: Path, blocks: Iterator[Samples], kbps: int) -> None:
        """Write stereo blocks of shape (n, 2) at 48 kHz."""

    def join(
        self, path: Path, parts: Sequence[SoundPart], hear: Callable[[Samples], None], known: Sequence[int | None] = ()
    ) -> tuple[int, ...]:
        """Write parts as one sound, not encoded again; return how many samples after its edge each join stands.

        Those that are `known` stand there; `hear` hears the others, (2, n). Raises BugError when parts do not fit.
        """


class Meter(Protocol):
    """Measures loudness (EBU R128)."""

    def energies(self, sound: Samples, lead: int, ms: int = 100) -> tuple[float, ...]:
        """Return the K-weighted energy of every whole `ms` of stereo sound, shape (n, 2), after `lead` samples.

        An energy is a mean square, summed over the channels.
        """

    def decoded(self, path: Path) -> Samples:
        """Return the decoded sound of a file, shape (n, 2)."""


class Progress(Protocol):
    """Hears how far a render has come, and may have it stop."""

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of `total` steps (0: unknown)."""

    def advance(self, steps: int = 1) -> None:
        """Count some steps as done."""

    def note(self, text: str) -> None:
        """Something worth a line, in French."""

    def ready(self, name: str, key: str, frames: int, *, reused: bool) -> None:
        """Learn that a chunk of pictures can be had from the store under its key; called from any thread."""

    def watchable(self, title: str, film: Path) -> None:
        """Learn that something of the film can be watched until all of it stands."""

    def go_on(self) -> None:
        """Be asked, several times a second, whether to go on; raises Cancelled when not."""


class Executors(Protocol):
    """Gives an executor of any kind: local processes, threads, a cluster."""

    def open(self, jobs: int) -> AbstractContextManager[Executor]:
        """Open an executor with that many workers."""
