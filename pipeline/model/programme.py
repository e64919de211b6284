"""What is asked of a render and what comes out of it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from pipeline.model.picture import Format

FAST, MOVIEPY = "rapide", "moviepy"
"""What composes the pictures: our own planes; or MoviePy, the reference."""


Outlet = Literal["web", "reseaux", "television", "ecrans"]
"""Where a film is seen, as far as somebody may agree to one and not to another: sites, social platforms, a channel,
screens in a room."""


Container = Literal["mp4", "mov", "mxf"]
"""What a film is wrapped in, and the end of its name."""

VideoCodec = Literal["h264", "prores"]
"""How pictures are encoded."""

SoundCodec = Literal["aac", "pcm"]
"""How sound is encoded: AAC-LC, or PCM of 24 bits."""

CaptionForm = Literal["vtt", "srt", "imsc", "ebu-tt-d", "stl", "ass"]
"""How captions are written beside a film."""

PCM_KBPS = 2_304
"""Bitrate of PCM in stereo, 24 bits at 48 kHz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSetting:
    """One x264 setting for the whole programme: closed GOPs, constant rate, BT.709 limited range.

    `speed` is x264's preset, `quality` its constant rate factor, `gop` the frames from one key frame to the next,
    `tuning` what is set beside the preset.
    """

    speed: str
    quality: int
    gop: int = 50
    ceiling_kbps: int = 0
    level: str = "4.0"
    tuning: tuple[tuple[str, str], ...] = ()
    codec: ClassVar[VideoCodec] = "h264"


ProResProfile = Literal["422hq", "4444"]
"""Apple's names of what a ProRes stream holds: 4:2:2 at its highest rate, or 4:4:4 with alpha."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProResSetting:
    """One ProRes setting: every picture stands alone; the profile decides sampling and rate."""

    profile: ProResProfile = "422hq"
    codec: ClassVar[VideoCodec] = "prores"


PictureCoding = VideoSetting | ProResSetting
"""The setting of any encoder of pictures; its type says which encoder, its class variable `codec` by name."""


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

    @property
    def publishes(self) -> bool:
        """Tell whether it is made to be published: neither a draft nor a measure."""
        return bool(self.outlets)


WEB_LOUDNESS = Loudness(-16.0, 1.0, -1.5)
"""Trade practice for the web: −16 LUFS ±1, peaks at most −1.5 dBTP, AAC-LC 48 kHz."""

BROADCAST_LOUDNESS = Loudness(-23.0, 0.5, -3.0)
"""EBU R128 with the stricter French PAD ceiling of CST RT-040: −23 LUFS ±0.5, −3 dBTP."""

_SWIFT = (("subme", "1"), ("me", "dia"), ("rc-lookahead", "4"))
"""Half the time of the preset's own search, for the same picture at the same rate on drawn material (measured)."""

BENCH_VIDEO = VideoSetting(speed="veryfast", quality=20)
"""What everybody is measured with."""

_WEB_VIDEO = VideoSetting(speed="veryfast", quality=21, ceiling_kbps=8000, tuning=_SWIFT)

PRESETS = {
    "draft": Preset(
        name="draft",
        format=Format(960, 540),
        video=VideoSetting(speed="ultrafast", quality=27),
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
        video=VideoSetting(speed="veryfast", quality=21, ceiling_kbps=35_000, level="5.1", tuning=_SWIFT),
        loudness=WEB_LOUDNESS,
        audio_kbps=192,
        draft=False,
        outlets=("ecrans", "web", "television"),
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
"""The deliveries of the trade: draft after the workshop, web for sites, broadcast for screens, uhd for large ones,
vertical and square for social platforms; bench to measure."""


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
