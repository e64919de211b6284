"""Tells whether a media file named by a script can be used, before anything is rendered."""

from pathlib import Path, PurePath

import av

from pipeline.adapters.footage import open_media
from pipeline.adapters.library import FolderLibrary
from pipeline.draw.photo import open_photo
from pipeline.errors import MediaError
from pipeline.model.media import in_project


class ProjectMedia:
    """The files a script may name: those under `media/`, named from there or from the project's root."""

    def __init__(self, library: FolderLibrary) -> None:
        self._library = library

    def verdict(self, path: str, kind: str) -> str | None:
        """Return None when the file can be used, `missing`, or why not, in French."""
        try:
            full = self._library.path(in_project(path))
            if not full.is_relative_to(self._library.path("media")):
                return "ce chemin sort du dossier media/ ; placez-y le fichier"
            if not full.is_file():
                return "missing"
            if full.stat().st_size == 0:
                return "fichier vide"
            if kind == "image":
                open_photo(full.read_bytes(), full.name)
                return None
            return _playable(full, kind)
        except (MediaError, OSError) as error:
            named = str(error).removeprefix(f"{in_project(path)} : ").removeprefix(f"{PurePath(path).name} : ")
            return named.split(" ; ")[0]


def _playable(path: Path, kind: str) -> str | None:
    with open_media(path) as source:
        streams = source.streams.video if kind == "video" else source.streams.audio
        if not streams:
            return "ce fichier ne contient pas d'image" if kind == "video" else "ce fichier ne contient pas de son"
        try:
            first = next(source.decode(streams[0]), None)
        except av.error.FFmpegError:
            first = None
        return None if first is not None else "fichier illisible ou tronqué"
