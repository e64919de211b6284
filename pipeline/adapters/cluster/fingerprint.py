"""What decides the bytes of a film, on one machine: two that have the same make the same pictures and the same sound.

Told by names in French, so that what differs can be told as it is. Files are no part of it: they travel by their
SHA-256, fonts and house sounds among them, and are what they should be or are not used at all. A neural voice is
something apart: its samples depend on how a processor multiplies bytes, so whoever speaks must have one of the same
class; pictures ask for less of it.
"""

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pipeline
from pipeline.adapters.cluster.travel import Alike
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.project import library_root
from pipeline.adapters.voices.engines import built
from pipeline.ports import Voice

_DRAWING = {
    "NumPy": "numpy",
    "OpenCV": "opencv-python-headless",
    "ThorVG": "thorvg-python",
    "HarfBuzz": "uharfbuzz",
    "Pillow": "pillow",
    "HEIF": "pi-heif",
    "MoviePy": "moviepy",
}
_SPEAKING = {"ONNX Runtime": "onnxruntime", "eSpeak NG": "espeakng-loader", "Piper": "piper-tts", "Pico": "py-nanotts"}
"""Libraries that decide pictures, and voices, by the names people know; what pip calls each."""

_FLAGS = {
    Alike.PICTURES: ("avx2", "fma"),
    Alike.VOICES: ("avx2", "fma", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm"),
}
"""What a processor says it can do, by which libraries choose how they multiply and add.

Measured on forty seconds of scripts/nancy.yaml: without AVX-512 in NumPy and OpenCV the film is the same to the byte;
without AVX2 and FMA besides, one chunk of pictures in thirteen is another, and the sound is the same.
"""

_CPUINFO = Path("/proc/cpuinfo")
_NONE = "absent"

Parts = Mapping[str, str]
"""What decides, by name."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What decides pictures and sound, and what decides voices besides."""

    pictures: Parts
    voices: Parts

    def parts(self, rule: Alike) -> Parts:
        """Return all that decides one kind of work."""
        return self.pictures if rule is Alike.PICTURES else {**self.pictures, **self.voices}

    def token(self, rule: Alike) -> str:
        """Return one word for all that decides a kind of work."""
        return hashlib.sha256(repr(sorted(self.parts(rule).items())).encode()).hexdigest()[:32]


def differences(ours: Parts, theirs: Parts) -> tuple[str, ...]:
    """Say in French everything that differs on another machine from what is here.

    >>> differences({"NumPy": "2.4.1", "OpenCV": "4.13"}, {"NumPy": "2.3.0", "OpenCV": "4.13"})
    ('NumPy : 2.3.0, ici 2.4.1',)
    """
    return tuple(
        f"{name} : {theirs.get(name, _NONE)}, ici {ours.get(name, _NONE)}"
        for name in dict.fromkeys((*ours, *theirs))
        if ours.get(name) != theirs.get(name)
    )


@lru_cache(maxsize=1)
def fingerprint() -> Fingerprint:
    """Return this machine's, as the code stood when it was first asked for."""
    import av  # noqa: PLC0415 - a worker that only introduces itself loads nothing else

    ffmpeg = " ".join(f"{name} {'.'.join(map(str, numbers))}" for name, numbers in sorted(av.library_versions.items()))
    return Fingerprint(
        pictures={
            "jt2050": f"{pipeline.__version__} ({_source()})",
            "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "machine": platform.machine(),
            "processeur": processor_class(Alike.PICTURES),
            "FFmpeg": ffmpeg,
            "PyAV": _installed("av"),
            **{name: _installed(package) for name, package in _DRAWING.items()},
        },
        voices={
            **{name: _installed(package) for name, package in _SPEAKING.items()},
            **{f"voix {voice.name}": voice.version for voice in _spoken_in_parallel()},
            "classe de processeur": processor_class(Alike.VOICES),
        },
    )


def processor_class(rule: Alike, told: str | None = None) -> str:
    """Return what a processor can do that decides one kind of work; `told` is what Linux says of it.

    Elsewhere than on Linux, its whole name.
    """
    if told is None:
        told = _CPUINFO.read_text("utf-8", errors="replace") if _CPUINFO.exists() else ""
    line = next((line for line in told.splitlines() if line.startswith(("flags", "Features"))), "")
    flags = set(line.partition(":")[2].split())
    if not flags:
        return platform.processor() or platform.machine()
    return " ".join(flag for flag in _FLAGS[rule] if flag in flags) or "ordinaire"


def _spoken_in_parallel() -> Iterator[Voice]:
    """Yield the engines that workers may be asked to speak with, made of the library that the package carries."""
    yield from (voice for voice in built(FolderLibrary(library_root())).values() if voice.facts.parallel)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return _NONE


def _source() -> str:
    """Return twelve digits of the SHA-256 of all our own code."""
    code, digest = Path(pipeline.__file__).parent, hashlib.sha256()
    for path in sorted(code.rglob("*.py")):
        if "bibliotheque" not in path.relative_to(code).parts:
            digest.update(path.relative_to(code).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
