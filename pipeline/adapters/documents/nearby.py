"""The pictures that a text names and that lie beside it, or in a folder beside it: nothing above, nothing elsewhere."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.adapters.documents.effort import Effort


@dataclass(frozen=True, slots=True)
class Nearby:
    """The folder of a text."""

    folder: Path

    def picture(self, name: str, effort: Effort) -> bytes | None:
        """Return the bytes of a picture that lies in the folder or below; None for anything else."""
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts or ".." in parts or ":" in parts[0] or parts[0] == "/" or "\0" in name:
            return None
        place = self.folder.joinpath(*parts)
        try:
            if not place.resolve().is_relative_to(self.folder.resolve()) or not stat.S_ISREG(place.stat().st_mode):
                return None
            most = min(effort.limits.picture, effort.limits.pictures - effort.pictures)
            descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with os.fdopen(descriptor, "rb") as stream:
                content = stream.read(most + 1)
        except (OSError, ValueError):
            return None
        if len(content) > most:
            raise effort.too_much("ses images pèsent trop")
        effort.pictures += len(content)
        return content
