"""What pictures show, in words: what `decrit` says in a manifest of media, by the names that scripts give them."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from pipeline.model.media import in_project

_ARTWORK = "media/illustrations"
"""Where drawings stand that a script names without folder or suffix."""


def pictured(manifest: Any) -> dict[str, str]:
    """Return the sentence of each picture that a manifest describes, by its path from the project's root.

    An illustration is also known by its bare name. What is no table of texts is passed over.

    >>> pictured({"decrit": {"illustrations/banc.svg": "Un banc.", "gare.jpg": "Une gare."}})
    {'media/illustrations/banc.svg': 'Un banc.', 'banc': 'Un banc.', 'media/gare.jpg': 'Une gare.'}
    """
    told = manifest.get("decrit") if isinstance(manifest, Mapping) else None
    found: dict[str, str] = {}
    for name, sentence in told.items() if isinstance(told, Mapping) else ():
        path = in_project(str(name))
        found[path] = str(sentence)
        if path.startswith(_ARTWORK):
            found[PurePosixPath(path).stem] = str(sentence)
    return found


def sentence_of(name: str, known: Mapping[str, str]) -> str:
    """Return what is known of a picture, by the name that a script gives it; empty when nothing is.

    >>> sentence_of("gare.jpg", {"media/gare.jpg": "Une gare."})
    'Une gare.'
    """
    return known.get(name) or known.get(in_project(name), "")
