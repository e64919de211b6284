"""Tells whether a media file named by a script can be used, before anything is rendered."""

from pathlib import PurePath

from pipeline.adapters.media.library import FolderLibrary
from pipeline.errors import MediaError
from pipeline.french.system import remedy, scarce, why
from pipeline.french.wording import fold, nearest
from pipeline.model.media import in_project

_TRIED = 6
"""Names that are opened to see whether one can be what was meant."""


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
            from pipeline.adapters.media import usable  # noqa: PLC0415 - what decodes is loaded for a file to decode

            return usable.showable(full) if kind == "image" else usable.playable(full, kind)
        except OSError as error:
            if scarce(error):
                raise
            return f"fichier illisible ({why(error)}) ; {remedy(error)}"
        except MediaError as error:
            return str(error).removeprefix(f"{in_project(path)} : ").removeprefix(f"{PurePath(path).name} : ")

    def caution(self, path: str, kind: str) -> str | None:
        """Return in French what is wrong with a file that can be used all the same.

        A film that breaks off; a voice whose peaks are cut; a picture that moves.
        """
        from pipeline.adapters.media import usable  # noqa: PLC0415 - as above

        return usable.caution(self._library.path(in_project(path)), kind, path)

    def likely(self, path: str, kind: str) -> str:
        """Return the file of the wanted kind that may have been meant, from `media/`, or an empty string.

        First the same name in the same folder, then a near one there, then the same name elsewhere.
        """
        there = {name.removeprefix("media/") for name in self._library.listed("media/**/*")}
        there |= set(self._library.neighbours())
        wanted = PurePath(in_project(path).removeprefix("media/"))
        same = sorted(file for file in there if fold(PurePath(file).stem) == fold(wanted.stem))
        beside = {PurePath(file).stem: file for file in sorted(there) if PurePath(file).parent == wanted.parent}
        near = beside.get(nearest(wanted.stem, beside), "")
        ranked = [file for file in same if PurePath(file).parent == wanted.parent] + [near, *same]
        return next((file for file in ranked[:_TRIED] if file and self.verdict(file, kind) is None), "")

    def spelt(self, path: str) -> str:
        """Return a name as its disk writes it, from `media/`, when only its capitals are different; empty otherwise."""
        return self._library.spelt(in_project(path))

    def mute(self, path: str) -> bool:
        """Tell whether a video has sound of which nothing can be heard, because nothing here decodes it."""
        from pipeline.adapters.media.survey import survey  # noqa: PLC0415 - as above

        try:
            return survey(self._library.path(in_project(path))).mute
        except MediaError:
            return False  # the verdict has said it

    def seconds(self, path: str) -> float | None:
        """Return how long a video lasts, None when it cannot be told."""
        from pipeline.adapters.media.survey import survey  # noqa: PLC0415 - as above

        try:
            return float(survey(self._library.path(in_project(path))).seconds) or None
        except (MediaError, OSError):
            return None  # the verdict has said it
