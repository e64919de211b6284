"""What is asked of a render and what comes out of it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.model.picture import Format

FAST, MOVIEPY = "rapide", "moviepy"
"""What composes the pictures: our own planes; or MoviePy, the reference."""


Outlet = Literal["web", "reseaux", "television", "ecrans"]
"""Where a film is seen, as far as somebody may agree to one and not to another: sites, social platforms, a channel,
screens in a room."""


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


@dataclass(frozen=True, slots=True)
class Loudness:
    """A delivery target: integrated LUFS with its tolerance in LU, true-peak ceiling in dBTP."""

    target: float
    tolerance: float
    ceiling: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A delivery: picture, encoder, loudness, sound bitrate, whether it is only a draft, where it may be published."""

    name: str
    format: Format
    video: VideoSetting
    loudness: Loudness
    audio_kbps: int
    draft: bool
    outlets: tuple[Outlet, ...] = ()

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
        video=VideoSetting(speed="veryfast", quality=20),
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
