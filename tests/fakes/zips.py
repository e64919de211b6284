"""Zip archives made on the spot, sound and otherwise."""

import io
import zipfile
from collections.abc import Mapping


def zipped(parts: Mapping[str, str | bytes], *, first: str = "") -> bytes:
    """Return an archive of parts; `first` is stored unpacked, as OpenDocument wants its type."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: each != first):
            packed = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), parts[name], packed)
    return made.getvalue()
