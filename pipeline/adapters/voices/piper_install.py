"""Bring a voice of Piper here: from a file, a folder or an address that is named, never from one that nobody named.

What is installed is pinned: the SHA-256 of the model and of its settings are written beside them and checked whenever
the voice is loaded.
"""

import re
import tempfile
from pathlib import Path

from pipeline.adapters.voices import piper_files
from pipeline.adapters.voices.installing import Pip, Tell, fetched, pip, put, remote, runtime
from pipeline.adapters.voices.piper_files import AGAIN, LANGUAGE, MODEL, PRINT, SETTINGS, beside
from pipeline.errors import VoiceError

_MOST = 400_000_000
"""Bytes of the largest voice that is fetched: those of the best quality have 120 MB."""
_WHERE = "les voix françaises de Piper (fr_FR-siwis-medium, par exemple) se téléchargent sur la page du projet Piper"


def install(source: str, digest: str, tell: Tell, run_pip: Pip = pip) -> Path:
    """Bring Piper, then the voice that is named, and return where it is; raises VoiceError.

    `digest` is the SHA-256 its publisher gives, empty when nobody knows it: then that of the file is told and kept.
    """
    brought = runtime("piper", tell, run_pip)
    if not source:
        ready = [voice.name for voice in piper_files.installed()]
        if not ready:
            raise VoiceError(f"piper n'a pas de voix ; {_WHERE} : un fichier .onnx et son .onnx.json ; puis {AGAIN}")
        tell(f"piper est {'installé' if brought else 'déjà installé'}, avec {', '.join(ready)}")
        return piper_files.folder()
    with tempfile.TemporaryDirectory(prefix="jt-voix-") as aside:
        model = _downloaded(source, Path(aside), tell) if remote(source) else _named(Path(source))
        return _kept(model, digest, tell)


def _kept(model: Path, digest: str, tell: Tell) -> Path:
    """Check a voice and copy it where it is looked for; raises VoiceError."""
    voice = piper_files.described(model)
    if voice.language.split("-")[0] != LANGUAGE:
        raise VoiceError(
            f"la voix {voice.name} ne parle pas français : ses réglages disent « {voice.language} » ; "
            "prenez une voix dont le nom commence par fr_"
        )
    prints = piper_files.fingerprints(model)
    mine = prints.split()[0]
    if digest and digest.strip().lower() != mine:
        raise VoiceError(
            f"{model} n'est pas la voix attendue : son empreinte SHA-256 est {mine} et non {digest} ; "
            "téléchargez-la de nouveau"
        )
    target = piper_files.folder() / model.name
    for path, data in (
        (target, model.read_bytes()),
        (beside(target, SETTINGS), beside(model, SETTINGS).read_bytes()),
        (beside(target, PRINT), f"{prints}\n".encode()),  # last: without it the voice is not there
    ):
        put(path, data)
    checked = "empreinte vérifiée" if digest else f"empreinte SHA-256 {mine}"
    tell(f"la voix {', '.join(voice.speakers)} est installée : {target} ({checked})")
    return target


def _named(source: Path) -> Path:
    """Return the one model in a file or a folder; raises VoiceError."""
    if not source.exists():
        raise VoiceError(f"{source} n'existe pas ; donnez le fichier .onnx de la voix, ou le dossier qui le contient")
    if source.is_dir():
        found = sorted(source.glob(f"*{MODEL}"))
        if len(found) != 1:
            here = ", ".join(path.name for path in found) or "aucun"
            raise VoiceError(f"{source} doit contenir un fichier .onnx (ici : {here}) ; donnez le fichier lui-même")
        return found[0]
    if not source.name.endswith(MODEL):
        raise VoiceError(f"{source} n'est pas une voix de Piper ; donnez le fichier .onnx, son .onnx.json à côté")
    return source


def _downloaded(address: str, aside: Path, tell: Tell) -> Path:
    """Fetch a model and its settings from the address of the model; raises VoiceError."""
    path, _, query = address.partition("?")
    name = path.rpartition("/")[2]
    if not re.fullmatch(r"[\w-]+\.onnx", name):
        raise VoiceError(f"{address} ne nomme pas une voix de Piper ; donnez l'adresse d'un fichier .onnx")
    model = aside / name
    model.write_bytes(fetched(address, _MOST, tell))
    settings = f"{path.removesuffix(MODEL)}{SETTINGS}" + (f"?{query}" if query else "")
    beside(model, SETTINGS).write_bytes(fetched(settings, _MOST, tell))
    return model
