"""x264 alone: one ffmpeg process encodes frames that are already composed. The least any engine can take."""

from pathlib import Path

from benchmarks import ffmpeg
from benchmarks.film import Film


def command(film: Film, folder: Path, frames: tuple[str, ...], out: Path, *, plain: bool) -> tuple[str, ...]:
    """Return the command line; `frames` are the input options of the composed frames, `plain` x264's defaults."""
    return (
        *(ffmpeg.program(), "-hide_banner", "-nostdin", "-y", *frames, "-i", str(folder / film.sound)),
        *("-map", "0:v", "-map", "1:a", *ffmpeg.encoder(film, plain=plain), str(out)),
    )
