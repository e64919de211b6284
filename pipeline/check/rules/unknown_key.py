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

from pipeline.check.meant import key_meant, place_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import quoted
from pipeline.model.marked import Entry

_SHOWN = 8


def unknown_key(written: Entry, allowed: Iterable[str], own: Sequence[str] = ()) -> tuple[Finding, str]:
    """Return the finding for a key, and the allowed key that was probably meant (or an empty text).

    `own`: the keys that are this place's alone, to be named when none comes near and none of another place is meant.
    """
    names = sorted(allowed)
    near = key_meant(written.key, names)
    message = f"la clé {quoted(written.key)} est inconnue"
    if near:
        advice = f"vouliez-vous dire {quoted(near)} ?"
    elif (elsewhere := place_of(written.key, names)) is not None:
        key, place = elsewhere
        message = f"la clé {quoted(written.key)} n'a pas sa place ici"
        advice = f"{quoted(key)} se met {place}"
    elif own:
        shown = ", ".join(own[:_SHOWN])
        advice = f"possible ici : {shown}{'…' if len(own) > _SHOWN else ''}"
    else:
        advice = "voir dans le guide les clés permises ici"
    return Finding(written.mark, message, advice, code=Code("cle-inconnue")), near
