"""What is seen and heard of a media file that is opened: whether it can be used, and what is wrong with it."""

from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.media.clock import demuxed
from pipeline.adapters.media.opening import BROKEN, bounded, foreign_first, locked, open_media, stated_length
from pipeline.adapters.media.recordings import listened, silent
from pipeline.adapters.media.survey import picture_of, sound_of, survey
from pipeline.draw.photo_limits import MOST_BYTES
from pipeline.errors import MediaError

_SOUND_MISSING = "ce fichier ne contient pas de son"
_UNDECODED = "son codage est inconnu de nos décodeurs ; l'enregistrer de nouveau en WAV, en MP3 ou en M4A (AAC)"
_ONLY_SOUND = "c'est un son, sans image ; en faire la voix d'une réplique avec « enregistrement: … »"
_LOCKED = "il est protégé contre la copie (DRM) ; demander le fichier d'origine, sans protection"
_SILENT = "on n'y entend rien"
_MISSING_SECONDS = Fraction(3, 2)
"""A film that ends earlier than it says by less than this is as it should be: containers round."""

_STILL = "seule sa première image est montrée"
_FIRST_PACKETS = 300
"""Packets among which a usable file has its first picture or sound."""


def showable(path: Path) -> str | None:
    """Return None when a picture can be shown, else why not, in French; raises MediaError, OSError."""
    if path.stat().st_size > MOST_BYTES:
        return f"fichier trop lourd : au plus {MOST_BYTES // 1_000_000} Mo"
    from pipeline.draw.photo_file import open_photo  # noqa: PLC0415 - as above

    try:
        open_photo(path.read_bytes(), path.name)
    except MediaError:
        told = foreign_first(path) or _playing(path)
        if told is not None:
            return told
        raise
    return None


def _playing(path: Path) -> str | None:
    """Return what to say of a film or a sound where a picture is wanted, None when it is neither."""
    try:
        found = survey(path)
    except MediaError:
        return None
    if found.seconds:
        return "c'est une vidéo ; l'écrire « video: … » au lieu de « image: … »"
    return (
        "c'est un son, sans image ; en faire la voix d'une réplique avec « enregistrement: … »" if found.heard else None
    )


def caution(path: Path, kind: str, name: str) -> str | None:
    """Return in French what is wrong with a file that can be used all the same, None when nothing is."""
    try:
        if kind == "sound":
            return _cut_off(path)
        if kind == "image":
            from pipeline.draw.photo_file import moves  # noqa: PLC0415 - a script may show no photo

            return _STILL if moves(path) else None
        return _film_caution(path, name) if kind == "video" else None
    except (MediaError, OSError, av.error.FFmpegError):
        return None  # the verdict has said it


def playable(path: Path, kind: str) -> str | None:
    """Return None when a film or a sound can be used, else why not, in French; raises MediaError, OSError."""
    found = survey(path)
    first = found.stretches[0]
    with open_media(path, first.part) as source:
        if kind == "sound" and not found.heard:
            return _UNDECODED if first.unknown else BROKEN if found.mute else _SOUND_MISSING
        if kind == "video" and found.heard and not source.streams.video:
            return _ONLY_SOUND
        stream = picture_of(source, first, path.name) if kind == "video" else sound_of(source, first)
        if stream is not None and not _starts(source, stream, path.name):
            return _LOCKED if locked(path) else BROKEN
    return _SILENT if kind == "sound" and silent(path) else None


def _cut_off(path: Path) -> str | None:
    """Return what to say of a voice recorded too loud."""
    heard = listened(path)
    return f"{100 * heard.cut:.0f} % de la voix est écrêtée" if heard.saturated else None


def _starts(source: InputContainer, stream: VideoStream | AudioStream, name: str) -> bool:
    """Tell whether a first picture or sound can be decoded, past damage at the start."""
    for number, packet in enumerate(demuxed(source, [stream])):
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
    return False


def _film_caution(path: Path, name: str) -> str | None:
    """Return what to say of a film that can be shown all the same, None when nothing is missing."""
    found = survey(path)
    if found.lost:
        return (
            f"{found.lost} de ses morceaux mis bout à bout ne se lit pas"
            if found.lost == 1
            else (f"{found.lost} de ses morceaux mis bout à bout ne se lisent pas")
        )
    if not found.plain:
        return None
    with open_media(path) as source:
        return _broken_off(source, picture_of(source, found.stretches[0], name))


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
        for packet in demuxed(source, [stream]):
            if packet.pts is not None and not packet.is_corrupt:
                end = max(end, (packet.pts + (packet.duration or 0)) * base)
    except av.error.FFmpegError:
        return end
    return end
