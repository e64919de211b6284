"""The model of the neural voice on this machine: where it is kept, what it must be, what is asked of it besides.

It weighs 92 MB and is the same for every project: it stands in the user's own data folder, never in a project. Only
the standard library is needed here, so that knowing whether it is there costs nothing.
"""

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.adapters.voices.guards import way_out
from pipeline.adapters.voices.protobuf import part, text, whole
from pipeline.errors import VoiceError
from pipeline.french.system import why

FILE = "kokoro-v1.0.int8.onnx"
SIZE = 92_361_271
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of the int8 model that kokoro-onnx publishes."""
VARIABLE = "JT_MODELES"
"""The environment variable that names another folder to keep models in."""
FRAME = 600
"""Samples one unit of the `duration` output lasts: 40 a second at 24 kHz."""

_OUTPUT = "duration"
_SOURCE = "/encoder/Clip_output_0"
"""What the model calls the number of frames each token lasts."""
_INT64 = 7


def folder(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path:
    """Return the folder of this user's models: `JT_MODELES`, else where the system keeps the data of programs."""
    if told := environment.get(VARIABLE):
        return Path(told)
    if system == "win32":
        base = environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif system == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "jt2050" / "voix"


def place() -> Path:
    """Return the path of the model, there or not."""
    return folder() / FILE


def present(path: Path) -> bool:
    """Tell whether a whole model seems to be there, by its size alone; its bytes are checked when it is loaded."""
    try:
        return path.stat().st_size == SIZE
    except OSError:
        return False


def sound(data: bytes) -> bool:
    """Tell whether these are the bytes of the model."""
    return len(data) == SIZE and hashlib.sha256(data).hexdigest() == SHA256


def timed(path: Path) -> bytes:
    """Return the model with one more output, `duration`: frames of `FRAME` samples a token, int64, shape (1, n).

    A serialised message followed by another is both, merged: one node and one output are written after the model,
    whose file stays as published. Raises VoiceError when the file cannot be read or is not the model.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise VoiceError(f"le modèle de voix {path} ne se lit pas ({why(error)}) ; {_again()}") from error
    if not sound(data):
        raise VoiceError(f"le modèle de voix {path} est abîmé : son empreinte n'est pas la bonne ; {_again()}")
    return data + _one_more_output()


def _again() -> str:
    return f"tapez « jt voices install », ou {way_out()}"


def _one_more_output() -> bytes:
    """Return a `ModelProto` that holds only a `Cast` to int64 and its output; field numbers are those of onnx.proto."""
    to = text(1, "to") + whole(3, _INT64) + whole(20, 2)
    node = text(1, _SOURCE) + text(2, _OUTPUT) + text(3, "jt/duration") + text(4, "Cast") + part(5, to)
    kind = part(1, whole(1, _INT64))
    output = text(1, _OUTPUT) + part(2, kind)
    return part(7, part(1, node) + part(12, output))
