"""Bring what voices need to this machine: packages through pip, files whole or not at all."""

import importlib
import os
import pkgutil
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from pipeline.adapters.voices import kokoro_model
from pipeline.adapters.voices.engines import ENGINES, NEURAL, installable
from pipeline.adapters.voices.guards import way_out
from pipeline.errors import UserError, VoiceError
from pipeline.french.system import why
from pipeline.french.wording import meant

_PATIENCE = 900
"""Seconds for pip to fetch some 100 MB."""
_SILENCE = 20
"""Seconds without a byte after which an address is given up."""
_BLOCK = 1 << 20

Tell = Callable[[str], None]
Pip = Callable[[Sequence[str]], None]


def pip(arguments: Sequence[str]) -> None:
    """Run this Python's pip; raises VoiceError with the last line it wrote."""
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet"]
    try:
        run = subprocess.run(  # noqa: S603 - our own Python, names of packages that stand above
            [*command, "--only-binary", ":all:", *arguments],
            capture_output=True, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise VoiceError(f"pip ne répond pas ({error})") from error
    if run.returncode:
        lines = [line for line in run.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        told = [line for line in lines if line.startswith("ERROR")] or lines or [f"code {run.returncode}"]
        raise VoiceError(f"pip a échoué ({told[-1].removeprefix('ERROR: ')})")


def runtime(engine: str, tell: Tell, run_pip: Pip) -> bool:
    """Bring the packages an engine runs on, and tell whether any were missing; raises VoiceError."""
    missing = ENGINES[engine].missing
    if not missing:
        return False
    tell(f"installation de {' et '.join(wanted.partition('>')[0] for wanted in missing)}…")
    try:
        run_pip(missing)
    except VoiceError as error:
        raise VoiceError(f"{error} ; vérifiez la connexion, ou rendez avec {way_out()}") from error
    importlib.invalidate_caches()
    return True


def install(name: str, source: str, digest: str, tell: Tell, run_pip: Pip = pip) -> None:
    """Bring what an engine runs on, and its model if it has one; raises VoiceError, UserError when there is no such.

    `source` names where its model is, `digest` is what that model must be; empty, they are found out.
    """
    engine = ENGINES.get(name)
    if engine is None or not engine.packages:
        known = installable()
        raise VoiceError(
            f"moteur de voix inconnu : « {name} » ; {meant(name, known)}choisissez parmi {', '.join(known)}"
        )
    if digest and not engine.digest:
        asking = " et ".join(own for own, other in ENGINES.items() if other.digest)
        raise UserError(
            f"--empreinte ne sert qu'aux voix de {asking} ; ôtez-la : l'empreinte de {NEURAL} est déjà connue"
        )
    if engine.installer:
        pkgutil.resolve_name(engine.installer)(source, digest, tell, run_pip)
    elif source:
        raise UserError(f"le moteur {name} n'a pas de modèle à installer ; ôtez --depuis")
    else:
        tell(f"{name} est {'installé' if runtime(name, tell, run_pip) else 'déjà installé'}")


def remote(source: str) -> bool:
    """Tell whether a source is an address rather than a file."""
    return source.startswith(("https://", "http://"))


def fetched(address: str, most: int, tell: Tell) -> bytes:
    """Return the file at an address; raises VoiceError when it cannot be had, or holds more than `most` bytes."""
    tell(f"téléchargement de {address}…")
    data = bytearray()
    try:
        with urlopen(address, timeout=_SILENCE) as answer:  # noqa: S310 - `remote` lets web addresses through only
            while block := answer.read(_BLOCK):
                data += block
                if len(data) > most:
                    raise VoiceError(
                        f"{address} donne plus que les {most / 1e6:.0f} Mo attendus ; donnez un autre fichier"
                    )
    except (OSError, ValueError, URLError) as error:
        raise VoiceError(
            f"{address} ne répond pas ({_why(error)}) ; téléchargez ce fichier autrement, puis donnez-le avec --depuis"
        ) from error
    return bytes(data)


def _why(error: Exception) -> str:
    """Say in French why an address gave nothing."""
    reason = getattr(error, "reason", error)
    if isinstance(error, HTTPError):
        return f"erreur {error.code}"
    if isinstance(reason, socket.gaierror):
        return "l'adresse est introuvable, ou il n'y a pas d'internet"
    if isinstance(reason, TimeoutError):
        return "pas de réponse à temps"
    return "connexion impossible"


def put(target: Path, data: bytes) -> None:
    """Write a file aside, then give it its name; raises VoiceError when the folder cannot be written."""
    aside = target.with_name(f".en-cours-{os.getpid()}-{target.name}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(target)
    except OSError as error:
        raise VoiceError(
            f"{target.parent} ne s'écrit pas ({why(error)}) ; libérez de la place, ou nommez un autre dossier "
            f"dans la variable {kokoro_model.VARIABLE}"
        ) from error
    finally:
        with suppress(OSError):  # a folder that is no folder has said so already
            aside.unlink()
