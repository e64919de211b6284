"""Refuse a key that means nothing at its place, and say which one was probably meant.

Refused::

    titre: Essai
    conducteur:
      - virgule
    bandau: Bonsoir

Finding::

    exemple.yaml:4:1: la clé « bandau » est inconnue ; vouliez-vous dire « bandeau » ? [cle-inconnue]
"""

from collections.abc import Iterable, Sequence

from pipeline.errors import Code, Finding
from pipeline.french.wording import advised, nearest, quoted
from pipeline.model.marked import Entry


def unknown_key(written: Entry, allowed: Iterable[str], own: Sequence[str] = ()) -> tuple[Finding, str]:
    """Return the finding for a key, and the allowed key that was probably meant (or an empty text).

    `own`: the keys that are this place's alone, to be named when none comes near.
    """
    names = sorted(allowed)
    message = f"la clé {quoted(written.key)} est inconnue"
    otherwise = f"possible ici : {', '.join(own)}" if own else "l'effacer, ou voir les clés permises dans le guide"
    advice = advised(written.key, names, otherwise)
    return Finding(written.mark, message, advice, code=Code("cle-inconnue")), nearest(written.key, names)
