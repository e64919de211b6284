"""Writes sound as WAV: PCM at 48 kHz, of 16 bits, or of 24 for whoever edits on; whole or not at all."""

import shutil
import tempfile
import wave
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

import numpy as np

from pipeline.french.system import unwritable
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples


def write_wav(path: Path, sound: Samples) -> None:
    """Write samples of shape (n,) or (n, 2), full scale ±1; raises UserError when the place cannot be written."""
    aside = path.with_name(f".{path.name}.en-cours")
    pcm = np.round(np.clip(sound, -1, 1) * 32_767).astype("<i2")
    try:
        with aside.open("wb") as stream, wave.open(stream, "wb") as file:
            file.setnchannels(1 if sound.ndim == 1 else sound.shape[1])
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
            file.writeframes(pcm.tobytes())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise unwritable(path, error, "choisissez un autre dossier") from error


def write_stems(folder: Path, blocks: Iterable[Mapping[str, Samples]]) -> Path:
    """Write several stereo files side by side in 24 bits, from stretches of shape (n, 2) by file name; return where.

    The folder appears whole, in the place of an older one; raises UserError when it cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".en-cours-", dir=folder.parent) as place:
            aside = Path(place) / folder.name
            aside.mkdir()
            with ExitStack() as stack:
                files: dict[str, wave.Wave_write] = {}
                for block in blocks:
                    for name, sound in block.items():
                        if name not in files:
                            stream = stack.enter_context((aside / name).open("wb"))
                            files[name] = stack.enter_context(_deep(stream))
                        files[name].writeframes(_in_24_bits(sound))
            shutil.rmtree(folder, ignore_errors=True)
            aside.replace(folder)
    except OSError as error:
        raise unwritable(folder, error, "choisissez un autre dossier avec --out") from error
    return folder


def write_parts(whole: Path, parts: Iterable[tuple[Path, int, int]]) -> None:
    """Write stretches of a WAV file as files of their own, each from one sample to another, bit for bit.

    Samples beyond the end are silent.
    """
    with wave.open(str(whole), "rb") as source:
        width = source.getnchannels() * source.getsampwidth()
        for path, start, end in parts:
            source.setpos(min(start, source.getnframes()))
            data = source.readframes(end - start)
            with path.open("wb") as stream, wave.open(stream, "wb") as file:
                file.setparams(source.getparams())
                file.setnframes(0)
                file.writeframes(data.ljust((end - start) * width, b"\0"))


def silent(path: Path) -> bool:
    """Tell whether there is nothing at all to hear in a WAV file."""
    with wave.open(str(path), "rb") as source:
        return not any(any(source.readframes(SAMPLE_RATE)) for _ in range(0, source.getnframes(), SAMPLE_RATE))


def _deep(stream: BinaryIO) -> wave.Wave_write:
    file = wave.open(stream, "wb")  # noqa: SIM115 - closed by the stack of its caller
    file.setnchannels(2)
    file.setsampwidth(3)
    file.setframerate(SAMPLE_RATE)
    return file


def _in_24_bits(sound: Samples) -> bytes:
    """Return samples ±1 as little-endian integers of three bytes."""
    whole = np.round(np.clip(sound.astype(np.float64), -1, 1) * 8_388_607).astype("<i4")
    return np.ascontiguousarray(whole).view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
