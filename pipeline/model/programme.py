"""What is asked of a render and what comes out of it."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Literal

from pipeline.model.picture import YUV422, YUV422_10, Format
from pipeline.model.time import FRAME_RATE

FAST, MOVIEPY = "rapide", "moviepy"
"""What composes the pictures: our own planes; or MoviePy, the reference."""


Outlet = Literal["web", "reseaux", "television", "ecrans"]
"""Where a film is seen, as far as somebody may agree to one and not to another: sites, social platforms, a channel,
screens in a room."""


Container = Literal["mp4", "mov", "mxf"]
"""What a film is wrapped in, and the end of its name."""

VideoCodec = Literal["h264", "prores", "mpeg2", "av1"]
"""How pictures are encoded."""

SoundCodec = Literal["aac", "pcm"]
"""How sound is encoded: AAC-LC, or PCM of 24 bits."""

CaptionForm = Literal["vtt", "srt", "imsc", "ebu-tt-d", "stl", "ass"]
"""How captions are written beside a film."""

PCM_KBPS = 2_304
"""Bitrate of PCM in stereo, 24 bits at 48 kHz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSetting:
    """One x264 setting for the whole programme: closed GOPs, constant quality, BT.709 limited range.

    `speed` is x264's preset, `quality` the quantiser around which pictures lie, `gop` the frames from one key frame to
    the next at most, `reorder` how many pictures may stand between two that they are predicted from. `tuning` is what
    is set beside the preset, `patience` what is set for key frames alone.
    """

    speed: str
    quality: int
    gop: int = 50
    reorder: int = 3
    patience: tuple[tuple[str, str], ...] = ()
    ceiling_kbps: int = 0
    level: str = "4.0"
    tuning: tuple[tuple[str, str], ...] = ()
    codec: ClassVar[VideoCodec] = "h264"
    grid: ClassVar[int] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProResSetting:
    """One ProRes setting: every picture stands alone; 4:2:2 in 10 bits at the profile's rate, « HQ »."""

    profile: Literal["hq"] = "hq"
    codec: ClassVar[VideoCodec] = "prores"
    grid: ClassVar[int] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mpeg2Setting:
    """MPEG-2 4:2:2 profile at high level as XDCAM HD422 has it: constant rate, closed groups of `gop` frames, 1080i.

    Each picture is coded as two fields of one moment (PsF), the upper one first. `reorder` is how many pictures stand
    between two that others are predicted from. Source: SMPTE RDD 9; Canal+ « Spec-PAD » v7.1, which refers to CST
    RT-040: 50 Mb/s constant, GOP of 12 (N = 12, M = 3), preferably closed.
    """

    kbps: int = 50_000
    gop: int = 12
    reorder: int = 2
    codec: ClassVar[VideoCodec] = "mpeg2"
    grid: ClassVar[int] = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Av1Setting:
    """One SVT-AV1 setting: constant quality, closed groups, BT.709 limited range.

    `speed` is the encoder's preset (0 the slowest, 13 the quickest), `quality` its constant rate factor.
    """

    speed: int
    quality: int
    gop: int = 50
    codec: ClassVar[VideoCodec] = "av1"
    grid: ClassVar[int] = 0


PictureCoding = VideoSetting | ProResSetting | Mpeg2Setting | Av1Setting
"""The setting of any encoder of pictures; its type says which encoder, its class variable `codec` by name.

Its class variable `grid` is the frames of every chunk where groups of pictures must be alike all along; 0 where chunks
follow the shots.
"""


@dataclass(frozen=True, slots=True)
class Loudness:
    """A delivery target: integrated LUFS with its tolerance in LU, true-peak ceiling in dBTP."""

    target: float
    tolerance: float
    ceiling: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A delivery: picture, encoder, loudness, sound and its bitrate, whether it is only a draft, where it is published.

    `container` is what the film is wrapped in and the end of its name; `captions` are the forms written beside it.
    `clock` is the frame that its timecode and its captions count from; None where it has no timecode.
    `stems` is whether voice, music, nat-sound and effects go beside it whatever is asked; `beside`
    encodes its pictures a second time, for players that can read them; `burned` puts captions into the picture or keeps
    them out of it, None as the channel and the script have it.
    """

    name: str
    format: Format
    video: PictureCoding
    loudness: Loudness
    audio_kbps: int
    draft: bool
    outlets: tuple[Outlet, ...] = ()
    container: Container = "mp4"
    sound_codec: SoundCodec = "aac"
    captions: tuple[CaptionForm, ...] = ("vtt", "srt", "imsc")
    clock: int | None = None
    stems: bool = False
    beside: Av1Setting | None = None
    burned: bool | None = None

    @property
    def publishes(self) -> bool:
        """Tell whether it is made to be published: neither a draft nor a measure."""
        return bool(self.outlets)


TEN_O_CLOCK = 10 * 3600 * int(FRAME_RATE)
"""The frame at which French programmes begin on their clock, 10:00:00:00: practice of channels (CST RT-017)."""

WEB_LOUDNESS = Loudness(-16.0, 1.0, -1.5)
"""Trade practice for the web: −16 LUFS ±1, peaks at most −1.5 dBTP, AAC-LC 48 kHz."""

BROADCAST_LOUDNESS = Loudness(-23.0, 0.5, -3.0)
"""EBU R128 with the stricter French PAD ceiling of CST RT-040: −23 LUFS ±0.5, −3 dBTP."""

_SWIFT = (("subme", "1"), ("me", "dia"), ("trellis", "1"), ("deblock", "-1"))
"""Half the time of the preset's own search, for the same picture at the same rate on drawn material (measured).

What is saved pays for coefficients chosen by what they cost; edges are softened a little less: nearer to what was
composed, by 0.3 of VMAF, at as many bytes.
"""

_PATIENT = (("subme", "6"), ("psy-rd", "0"), ("trellis", "1"))
"""Key frames, most of the bytes of what is drawn, are a twentieth smaller and nearer to what was composed: measured."""

BENCH_VIDEO = VideoSetting(speed="veryfast", quality=20, patience=_PATIENT)
"""What everybody is measured with."""

_WEB_VIDEO = VideoSetting(speed="veryfast", quality=22, ceiling_kbps=8000, tuning=_SWIFT, patience=_PATIENT)

_WEB_AV1 = Av1Setting(speed=8, quality=46)
"""A third to a half lighter than H.264 on drawn material, at no less of a likeness to what was composed (measured)."""

PRESETS = {
    "draft": Preset(
        name="draft",
        format=Format(960, 540),
        video=VideoSetting(speed="ultrafast", quality=27, reorder=0),
        loudness=WEB_LOUDNESS,
        audio_kbps=128,
        draft=True,
    ),
    "web": Preset(
        name="web",
        format=Format(1920, 1080),
        video=_WEB_VIDEO,
        loudness=WEB_LOUDNESS,
        audio_kbps=192,
        draft=False,
        outlets=("web",),
    ),
    "web-av1": Preset(
        name="web-av1",
        format=Format(1920, 1080),
        video=_WEB_VIDEO,
        loudness=WEB_LOUDNESS,
        audio_kbps=192,
        draft=False,
        outlets=("web",),
        beside=_WEB_AV1,
    ),
    "broadcast": Preset(
        name="broadcast",
        format=Format(1920, 1080),
        video=VideoSetting(speed="fast", quality=16),
        loudness=BROADCAST_LOUDNESS,
        audio_kbps=320,
        draft=False,
        outlets=("television", "ecrans"),
    ),
    "uhd": Preset(
        name="uhd",
        format=Format(3840, 2160),
        video=replace(_WEB_VIDEO, ceiling_kbps=35_000, level="5.1"),
        loudness=WEB_LOUDNESS,
        audio_kbps=192,
        draft=False,
        outlets=("ecrans", "web", "television"),
    ),
    "master": Preset(
        name="master",
        format=Format(1920, 1080, sampling=YUV422_10),
        video=ProResSetting(),
        loudness=BROADCAST_LOUDNESS,
        audio_kbps=PCM_KBPS,
        draft=False,
        outlets=("television", "ecrans", "web"),
        container="mov",
        sound_codec="pcm",
        captions=("vtt", "srt", "imsc", "ebu-tt-d", "stl", "ass"),
        clock=TEN_O_CLOCK,
        stems=True,
    ),
    "antenne": Preset(
        name="antenne",
        format=Format(1920, 1080, sampling=YUV422),
        video=Mpeg2Setting(),
        loudness=BROADCAST_LOUDNESS,
        audio_kbps=PCM_KBPS,
        draft=False,
        outlets=("television",),
        container="mxf",
        sound_codec="pcm",
        captions=("vtt", "srt", "stl", "ebu-tt-d"),
        clock=TEN_O_CLOCK,
    ),
    "vertical": Preset(
        name="vertical",
        format=Format(1080, 1920),
        video=_WEB_VIDEO,
        loudness=WEB_LOUDNESS,
        audio_kbps=192,
        draft=False,
        outlets=("reseaux",),
    ),
    "square": Preset(
        name="square",
        format=Format(1080, 1080),
        video=_WEB_VIDEO,
        loudness=WEB_LOUDNESS,
        audio_kbps=192,
        draft=False,
        outlets=("reseaux",),
    ),
    "bench": Preset(
        name="bench",
        format=Format(1920, 1080),
        video=BENCH_VIDEO,
        loudness=WEB_LOUDNESS,
        audio_kbps=192,
        draft=False,
    ),
}
"""The deliveries of the trade: draft after the workshop, web for sites (with AV1 too), broadcast for screens, uhd for
large ones, master for editing and archives, antenne for channels, vertical and square for social platforms; bench to
measure."""


@dataclass(frozen=True, slots=True)
class MeasuredSound:
    """Loudness as measured on the decoded result: LUFS, LU, dBTP."""

    integrated: float
    loudness_range: float
    true_peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a finished file says of itself when opened and decoded."""

    width: int
    height: int
    rate: Fraction
    frames: int
    video_seconds: float
    audio_seconds: float
    audio_rate: int
    channels: int
