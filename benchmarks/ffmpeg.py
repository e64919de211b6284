"""The ffmpeg program that the imageio-ffmpeg wheel carries: what it is told, what it measures."""

import re
import subprocess
from pathlib import Path

import av

from benchmarks.errors import BenchError
from benchmarks.film import Film

TAGS = ("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv")
THREADS = 2
_OPTIONS = b"options: "
_OWN_NAMES = {"keyint_min": "min-keyint", "me_range": "merange"}
_SPELLED = ("ref", "me", "subme", "8x8dct", "trellis", "bframes", "b_pyramid", "b_adapt", "direct", "weightb",
            "weightp", "open_gop", "keyint", "keyint_min", "scenecut", "rc_lookahead", "mbtree", "me_range",
            "vbv_maxrate", "vbv_bufsize", "cabac", "stitchable", "qcomp", "aq",
            "deblock")  # fmt: skip
_MACHINE = frozenset({"threads", "lookahead_threads", "sliced_threads"})
_OF_A_GROUP = frozenset({"crf", "zones", "bframes"})
"""What our films tell x264 for each group of pictures: its first packet speaks of the first group alone."""


def program() -> str:
    """Return the path of the binary; raises BenchError when the wheel is absent."""
    try:
        import imageio_ffmpeg  # noqa: PLC0415 - an optional package, of the bench extra
    except ImportError as error:
        raise BenchError("imageio-ffmpeg is missing; pip install -e '.[bench]' (make bench does)") from error
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def run(*arguments: str) -> str:
    """Run the program to its end and return all it said; raises BenchError when it fails."""
    done = subprocess.run(
        (program(), "-hide_banner", "-nostdin", *arguments), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchError(f"ffmpeg failed: {done.stderr[-2000:]}")
    return done.stdout + done.stderr


def encoder(film: Film, *, plain: bool = False) -> tuple[str, ...]:
    """Return the output options of every rival; `plain`: x264's own defaults for the preset."""
    own = () if plain or not film.x264 else ("-x264-params", film.x264)
    return (
        *("-c:v", "libx264", "-preset", film.preset, "-crf", film.crf, *own, "-threads", str(THREADS)),
        *("-pix_fmt", "yuv420p", *TAGS, "-c:a", "aac", "-b:a", f"{film.audio_kbps}k", "-frames:v", str(film.frames)),
    )


def x264_says(path: Path) -> dict[str, str]:
    """Return the options that x264 wrote into a film's own first packet; raises BenchError when it wrote none."""
    with av.open(str(path)) as source:
        packet = bytes(next(source.demux(source.streams.video[0])))
    at = packet.find(_OPTIONS)
    if at < 0:
        raise BenchError(f"{path.name} does not say how it was encoded")
    text = packet[at + len(_OPTIONS) :].split(b"\0", 1)[0].decode("ascii", "ignore")
    return dict(re.findall(r"(\w+)=([^ \x80]+)", text))


def parameters(wanted: dict[str, str], plain: dict[str, str]) -> str:
    """Return `-x264-params` that turn the plain preset into what is wanted, from what both films say of themselves.

    >>> parameters({"ref": "1", "keyint_min": "26", "threads": "1"}, {"ref": "2", "keyint_min": "26", "threads": "2"})
    'ref=1'
    >>> parameters({"aq": "1:0.70", "deblock": "1:-1:-2"}, {"aq": "1:1.00", "deblock": "1:0:0"})
    'aq-mode=1:aq-strength=0.70:deblock=-1,-2'
    """
    names = (name for name in _SPELLED if name in wanted and wanted[name] != plain.get(name))
    return ":".join(spelled for name in names for spelled in _spelled(name, wanted[name]))


def _spelled(name: str, value: str) -> tuple[str, ...]:
    match name:
        case "aq":
            mode, _, strength = value.partition(":")
            return f"aq-mode={mode}", f"aq-strength={strength}"
        case "deblock":
            used, _, offsets = value.partition(":")
            return (f"deblock={offsets.replace(':', ',')}" if used == "1" else "no-deblock=1",)
        case _:
            return (f"{_OWN_NAMES.get(name, name.replace('_', '-'))}={value}",)


def same_encoder(one: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return what differs between two encoders' own words, threads and what is told for each group apart."""
    names = (one.keys() | other.keys()) - _MACHINE - _OF_A_GROUP
    pairs = {name: (one.get(name, "–"), other.get(name, "–")) for name in sorted(names)}
    return {name: pair for name, pair in pairs.items() if not _equal(*pair)}


def _equal(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one == other


def likeness(film: Path, composed: tuple[str, ...], *, vmaf: bool) -> tuple[float, float | None]:
    """Return SSIM (all planes) and VMAF of a film against the composed frames (`composed`: their input options)."""
    seen = run("-i", str(film), *composed, "-lavfi", "[0:v][1:v]ssim", "-f", "null", "-")
    ssim = float(found(r"All:([\d.]+)", seen))
    if not vmaf:
        return ssim, None
    scored = run("-i", str(film), *composed, "-lavfi", f"[0:v][1:v]libvmaf=n_threads={THREADS}", "-f", "null", "-")
    return ssim, float(found(r"VMAF score: ([\d.]+)", scored))


def has_vmaf() -> bool:
    """Tell whether this binary measures VMAF."""
    return " libvmaf " in run("-filters")


def found(pattern: str, text: str) -> str:
    """Return what a pattern's group finds in what ffmpeg said; raises BenchError when it finds nothing."""
    found = re.search(pattern, text)
    if found is None:
        raise BenchError(f"ffmpeg did not say {pattern}")
    return found[1]
