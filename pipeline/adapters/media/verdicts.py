"""Tells whether a media file named by a script can be used, before anything is rendered."""

from fractions import Fraction
from pathlib import Path, PurePath

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.opening import bounded, open_media, stated_length, video_stream
from pipeline.adapters.media.recordings import listened, silent
from pipeline.draw.photo_file import MOST_BYTES, open_photo
from pipeline.errors import MediaError
from pipeline.french.wording import fold, nearest
from pipeline.model.media import in_project

_BROKEN = "fichier illisible ou tronqué"
_SOUND_MISSING = "ce fichier ne contient pas de son"
_SILENT = "on n'y entend rien"
_MISSING_SECONDS = Fraction(3, 2)
"""A film that ends earlier than it says by less than this is as it should be: containers round."""

_FIRST_PACKETS = 300
"""Packets among which a usable file has its first picture or sound."""


class ProjectMedia:
    """The files a script may name: those beside it and under `media/`, named from there or from the project's root."""

    def __init__(self, library: FolderLibrary) -> None:
        self._library = library

    def verdict(self, path: str, kind: str) -> str | None:
        """Return None when the file can be used, `missing`, or why not, in French; after « ; », what to do if known."""
        try:
            full = self._library.path(in_project(path))
            if not full.is_file():
                return "missing"
            if full.stat().st_size == 0:
                return "fichier vide"
            if kind == "image":
                return _showable(full)
            return _playable(full, kind)
        except (MediaError, OSError) as error:
            return str(error).removeprefix(f"{in_project(path)} : ").removeprefix(f"{PurePath(path).name} : ")

    def caution(self, path: str, kind: str) -> str | None:
        """Return in French what is wrong with a file that can be used all the same.

        A film that breaks off; a voice whose peaks are cut.
        """
        full = self._library.path(in_project(path))
        try:
            if kind == "sound":
                return _cut_off(full)
            if kind != "video":
                return None
            with open_media(full) as source:
                return _broken_off(source, video_stream(source, path))
        except (MediaError, OSError, av.error.FFmpegError):
            return None  # the verdict has said it

    def likely(self, path: str) -> str:
        """Return the file that may have been meant, from `media/`: the same name elsewhere, else a near one."""
        there = {name.removeprefix("media/") for name in self._library.listed("media/**/*")}
        there |= set(self._library.neighbours())
        wanted = PurePath(in_project(path).removeprefix("media/"))
        same = sorted(file for file in there if fold(PurePath(file).stem) == fold(wanted.stem))
        beside = {PurePath(file).stem: file for file in there if PurePath(file).parent == wanted.parent}
        return same[0] if same else beside.get(nearest(wanted.stem, beside), "")

    def seconds(self, path: str) -> float | None:
        """Return how long a video lasts, None when it cannot be told."""
        try:
            with open_media(self._library.path(in_project(path))) as source:
                return float(stated_length(source, video_stream(source, path))) or None
        except (MediaError, OSError):
            return None  # the verdict has said it


def _showable(path: Path) -> str | None:
    if path.stat().st_size > MOST_BYTES:
        return f"fichier trop lourd : au plus {MOST_BYTES // 1_000_000} Mo"
    open_photo(path.read_bytes(), path.name)
    return None


def _playable(path: Path, kind: str) -> str | None:
    with open_media(path) as source:
        if kind == "video":
            stream: VideoStream | AudioStream = video_stream(source, path.name)
        elif source.streams.audio:
            stream = source.streams.audio[0]
        else:
            return _SOUND_MISSING
        if not _starts(source, stream, path.name):
            return _BROKEN
    return _SILENT if kind == "sound" and silent(path) else None


def _cut_off(path: Path) -> str | None:
    """Return what to say of a voice recorded too loud."""
    heard = listened(path)
    return f"{100 * heard.cut:.0f} % de la voix est écrêtée" if heard.saturated else None


def _starts(source: InputContainer, stream: VideoStream | AudioStream, name: str) -> bool:
    """Tell whether a first picture or sound can be decoded, past damage at the start."""
    try:
        for number, packet in enumerate(source.demux(stream)):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                frames = []
            if frames:
                if isinstance(frames[0], VideoFrame):
                    bounded(frames[0].width, frames[0].height, name)
                return True
            if number >= _FIRST_PACKETS:
                return False
    except av.error.FFmpegError:
        return False
    return False


def _broken_off(source: InputContainer, stream: VideoStream) -> str | None:
    """Return what to say of a film that ends earlier than its header says.

    Only the end is looked for; the whole file is read through when it is not there.
    """
    base = stream.time_base or Fraction(1, 90_000)
    stated = stated_length(source, stream)
    origin = (stream.start_time or 0) * base
    wanted = stated - _MISSING_SECONDS
    if wanted <= 0 or _last(source, stream, origin + wanted) - origin >= wanted:
        return None
    there = float(max(Fraction(0), _last(source, stream, origin) - origin))
    whole = float(stated)
    if there >= wanted:
        return None
    return f"il s'interrompt à {there:.1f} s sur {whole:.1f} s".replace(".", ",")


def _last(source: InputContainer, stream: VideoStream, seconds: Fraction) -> Fraction:
    """Return when the last packet that can be read ends, looking from `seconds` on."""
    base = stream.time_base or Fraction(1, 90_000)
    end = Fraction(0)
    try:
        source.seek(int(seconds / base), stream=stream, backward=True)
        for packet in source.demux(stream):
            if packet.pts is not None and not packet.is_corrupt:
                end = max(end, (packet.pts + (packet.duration or 0)) * base)
    except av.error.FFmpegError:
        return end
    return end
