"""What a film says of itself, written into its file: an XMP packet where its container has a place for one."""

from pathlib import Path

from pipeline.adapters.marking.boxes import BOXED, XMP, append_uuid, unsealed_digest
from pipeline.errors import BugError


class FileMarker:
    """Writes into mp4 and mov; MXF has no place for XMP, its own tags are all it says."""

    def embed(self, film: Path, packet: bytes) -> None:
        """Add an XMP packet to a film, at its end: nothing that is there moves; raises BugError for no film."""
        if film.suffix.lower() not in BOXED:
            return
        try:
            append_uuid(film, XMP, packet)
        except ValueError as error:
            raise BugError(f"the finished film is no file of boxes: {error}") from error

    def unsealed(self, film: Path) -> str:
        """Return the SHA-256 of a film as it is without a signature."""
        return unsealed_digest(film)
