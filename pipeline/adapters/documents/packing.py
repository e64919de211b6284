"""The zip archives that documents are written as; the same parts make the same bytes."""

import io
import zipfile
from collections.abc import Mapping


def packed(parts: Mapping[str, str], first: str = "") -> bytes:
    """Return an archive of parts of text; `first` comes first and is not deflated, as OpenDocument asks of its type."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(parts, key=lambda each: each != first):
            kind = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), parts[name].encode(), kind)
    return made.getvalue()
