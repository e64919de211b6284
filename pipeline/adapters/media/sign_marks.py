"""Where each item was in the film that an interpreter watched: a file beside theirs, which whoever likes may correct.

It is what lets an interpretation follow its items when the script changes. It is a plain list, in seconds.
"""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.adapters.whole import write_whole
from pipeline.adapters.yaml.files import read_plain
from pipeline.errors import UserError
from pipeline.model.time import Span, frames, seconds

SUFFIX = ".reperes.yaml"

_HEAD = """\
# Où commençait et finissait chaque élément, en secondes, dans le journal que l'interprète a regardé pour être filmé.
# Ce fichier va avec {name} : si le conducteur change, chaque élément garde ainsi son interprétation.
# Il est écrit de nouveau quand ce film est remplacé par un autre.
"""


_DIGITS = 16
"""Hexadecimal digits of a film's SHA-256 that tell it from any other that somebody has."""


def marks_name(film: str) -> str:
    """Return the name of the file that goes with a film.

    >>> marks_name("media/atelier/lsf.mp4")
    'media/atelier/lsf.reperes.yaml'
    """
    return str(PurePosixPath(film).with_suffix(SUFFIX))


def read_marks(path: Path, digest: str) -> tuple[tuple[str, Span], ...]:
    """Return where the items were; nothing when there is no such file, or when it goes with another film.

    Raises UserError when it cannot be read.
    """
    if not path.is_file():
        return ()
    told = read_plain(path)
    try:
        if told["film"] != digest[:_DIGITS]:
            return ()
        return tuple((str(name), _span(pair)) for name, pair in told["elements"].items())
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        advice = "effacer ce fichier : il est écrit de nouveau au prochain rendu de la version « lsf »"
        raise UserError(f"{path} : repères illisibles ; {advice}") from error


def write_marks(path: Path, film: str, digest: str, items: Iterable[tuple[str, Span]]) -> None:
    """Write where the items are in the film that was just made; raises UserError when that cannot be done."""
    rows = [f"  {name}: [{seconds(span.start):.2f}, {seconds(span.end):.2f}]" for name, span in items]
    head = _HEAD.format(name=PurePosixPath(film).name)
    text = "\n".join([f'{head}film: "{digest[:_DIGITS]}"', "elements:", *rows, ""])
    write_whole(
        path, text, "le dossier media/ doit accepter ce fichier, sans lequel l'interprète ne suit pas son sujet"
    )


def _span(pair: Any) -> Span:
    start, end = (Fraction(str(value).replace(",", ".")) for value in pair)
    return Span(frames(start), frames(end))
