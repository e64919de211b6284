"""The head of the results: on what, with what, when."""

import datetime as dt
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("av", "opencv-python-headless", "numpy", "pillow", "moviepy", "imageio-ffmpeg")


def head() -> str:
    """Return the machine and the versions as Markdown lines."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    return "\n".join(
        (
            f"- {dt.datetime.now(tz=dt.UTC):%Y-%m-%d}",
            f"- {os.cpu_count()} cores, {_processor()}, {_memory()}",
            f"- {platform.system()} {platform.release()}, {platform.machine()}, Python {platform.python_version()}",
            f"- {libraries}",
            f"- x264 in PyAV {_x264()}",
        )
    )


def where() -> str:
    """Return in a sentence when and on what a table was measured; others of its page may be older."""
    return f"Measured on {dt.datetime.now(tz=dt.UTC):%Y-%m-%d}: {os.cpu_count()} cores, {_processor()}, {_memory()}."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _x264() -> str:
    import av  # noqa: PLC0415 - loaded for its versions only

    return f"(libavcodec {'.'.join(map(str, av.library_versions['libavcodec']))})"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    named = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return named or platform.processor() or "unknown processor"


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return "memory unknown"
    return f"{size / 1e9:.0f} GB of memory"
