"""Whole time: frames and samples are integers, the rate a fraction; seconds live in YAML and on screen."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

SAMPLE_RATE = 48_000
"""Samples a second everywhere inside (EBU R 128 production practice; one 25 fps frame = 1 920 samples)."""

FRAME_RATE = Fraction(25)
"""Frames a second: progressive, France."""

PACKET = 1024
"""Samples of a packet of AAC (ISO/IEC 14496-3): it adds as many to what was heard before it."""

STRIDE = lcm(PACKET, int(SAMPLE_RATE / FRAME_RATE))
"""Samples from one place where a frame and a packet begin together to the next: 0.32 s, 8 frames, 15 packets.

It is a whole number of the 10 and 20 ms in which sound is measured, too.
"""

STRIDE_FRAMES = int(STRIDE * FRAME_RATE / SAMPLE_RATE)
"""Frames in a stride."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of frames, `start` included, `end` excluded."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span cannot end before it starts: {self.start}..{self.end}")

    @property
    def length(self) -> int:
        """Number of frames."""
        return self.end - self.start

    def shifted(self, frames: int) -> "Span":
        """Return the same length, later by `frames`."""
        return Span(self.start + frames, self.end + frames)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether at least one frame is in both."""
        return self.start < other.end and other.start < self.end

    def clipped(self, other: "Span") -> "Span":
        """Return the part that lies in `other` (empty at its edge when there is none)."""
        start = min(max(self.start, other.start), other.end)
        return Span(start, min(max(self.end, start), other.end))


def frames(seconds: Fraction | float, rate: Fraction = FRAME_RATE) -> int:
    """Return the whole number of frames nearest to `seconds` (halves go up)."""
    return _nearest(seconds, rate.numerator, rate.denominator)


def samples(seconds: Fraction | float) -> int:
    """Return the whole number of samples nearest to `seconds` (halves go up)."""
    return _nearest(seconds, SAMPLE_RATE)


def sample_at(frame: int, rate: Fraction = FRAME_RATE) -> int:
    """Return the first sample of a frame, without accumulating any rounding."""
    return _toward_nothing(frame * SAMPLE_RATE * rate.denominator, rate.numerator)


def frames_covering(sample_count: int, rate: Fraction = FRAME_RATE) -> int:
    """Return the smallest number of frames that lasts at least `sample_count` samples."""
    return -(-sample_count * rate.numerator // (rate.denominator * SAMPLE_RATE))


def frame_of(sample: int, rate: Fraction = FRAME_RATE) -> int:
    """Return the frame that is on screen when `sample` is heard."""
    return _toward_nothing(sample * rate.numerator, rate.denominator * SAMPLE_RATE)


def _nearest(seconds: Fraction | float, rate: int, by: int = 1) -> int:
    """Return the whole number nearest to so many seconds at `rate` in `by` seconds, halves up, without a fraction."""
    whole, parts = seconds.as_integer_ratio()
    return _toward_nothing(2 * whole * rate + parts * by, 2 * parts * by)


def _toward_nothing(number: int, by: int) -> int:
    """Return a quotient without its fraction, as `int` has it: thousands are asked for, a fraction costs ten times."""
    return number // by if number >= 0 else -(-number // by)


def seconds(frame_count: int, rate: Fraction = FRAME_RATE) -> float:
    """Return a length in seconds, for people and files only."""
    return float(Fraction(frame_count) / rate)


def clock(frame_count: int, rate: Fraction = FRAME_RATE) -> str:
    """Return `m:ss` (or `h:mm:ss`) as a person reads a length."""
    whole = int(Fraction(frame_count) / rate)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def timestamp(milliseconds: int, separator: str = ".") -> str:
    """Return `hh:mm:ss.mmm`, as WebVTT and SRT (with a comma) write it."""
    rest, milli = divmod(milliseconds, 1000)
    minutes, second = divmod(rest, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}{separator}{milli:03d}"


def timecode(frame_count: int, rate: Fraction = FRAME_RATE) -> str:
    """Return `hh:mm:ss:ff`, as the clock of a programme shows a frame.

    >>> timecode(10 * 3600 * 25 + 26)
    '10:00:01:01'
    """
    return ":".join(f"{part:02d}" for part in clock_parts(frame_count, rate))


def clock_parts(frame_count: int, rate: Fraction = FRAME_RATE) -> tuple[int, int, int, int]:
    """Return the hours, minutes, seconds and frames of a programme's clock; the rate is whole."""
    whole, over = divmod(frame_count, int(rate))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return hours, minute, second, over
