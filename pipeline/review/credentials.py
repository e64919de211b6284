"""What is wrong with the certificate and the key that a channel signs its films with."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.adapters.marking.credentials import credentials
from pipeline.errors import Code, Finding, Level
from pipeline.model.brand import BrandFile

_PLACES = {"certificat": ("marques", "certificat"), "cle": ("marques", "cle")}


def signing_findings(file: BrandFile) -> Iterator[Finding]:
    """Yield why films cannot be signed as `jt.yaml` asks, and a key that would travel with its project."""
    root = Path(file.mark().file).parent
    given = credentials(file.brand.marks, root)
    if not given.given:
        return
    from pipeline.adapters.marking.identity import IdentityError, usable_pair  # noqa: PLC0415 - for who signs
    from pipeline.adapters.marking.sealing import C2paSealer  # noqa: PLC0415 - as above

    try:
        C2paSealer(usable_pair(given)).try_out()
    except IdentityError as error:
        mark = file.mark(*_PLACES[error.part])
        yield Finding(mark, error.problem, error.advice, Level.WARNING, code=Code("signature-impossible"))
    key = given.key
    if key is not None and key.is_file() and key.resolve().is_relative_to(root.resolve()):
        told = "la clé est dans le projet : elle partirait avec lui, et n'importe qui signerait à votre place"
        advice = "la garder ailleurs, et la nommer ici ou dans la variable JT_CLE"
        yield Finding(file.mark(*_PLACES["cle"]), told, advice, Level.WARNING, code=Code("cle-dans-le-projet"))
