"""A voice of Piper of some kilobytes: a tone for each phoneme, with noise drawn as its real models draw it."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.adapters.voices import piper_files
from pipeline.adapters.voices.protobuf import part, text, whole

RATE = 22_050
_INT64, _FLOAT = 7, 1
_PHONEME = 1_100
"""Samples that a phoneme lasts at the normal pace."""
_SIGNS = "_^$ abdefhijklmnoprstuvwyzøœɑɔəɛɡɲʁʃʒɥŋ̃ː.,;:!?…—-'0123456789"


def settings(language: str = "fr", people: dict[str, int] | None = None) -> dict[str, Any]:
    """Return what stands in the JSON file beside a model."""
    people = people or {}
    return {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": language},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "num_symbols": 256,
        "num_speakers": max(1, len(people)),
        "speaker_id_map": people,
        "phoneme_id_map": {sign: [number] for number, sign in enumerate(_SIGNS)},
    }


def model(*, people: bool = False) -> bytes:
    """Return an ONNX model with the inputs and the output of Piper's."""
    tone = np.sin(np.arange(8 * _PHONEME) * 2 * np.pi * 180 / RATE).astype(np.float32)[None, None, :]
    inputs = [("input", _INT64), ("input_lengths", _INT64), ("scales", _FLOAT)]
    louder = _node("Cast", ("input",), "ids", _whole("to", _FLOAT))
    if people:
        inputs.append(("sid", _INT64))
        louder += _node("Cast", ("sid",), "person", _whole("to", _FLOAT))
        louder += _node("Mul", ("person", "many"), "much") + _node("Add", ("ids", "much"), "said")
    else:
        louder += _node("Add", ("ids", "one"), "said")
    graph = (
        louder
        + _node("Unsqueeze", ("said", "axis"), "each")
        + _node("Gather", ("scales", "second"), "slowness")
        + _node("Mul", ("slowness", "phoneme"), "lasts")
        + _node("Cast", ("lasts",), "samples", _whole("to", _INT64))
        + _node("Slice", ("tone", "start", "samples", "axis"), "hum")
        + _node("Mul", ("each", "hum"), "plain")
        + _node("RandomNormalLike", ("plain",), "drawn")
        + _node("Gather", ("scales", "start"), "noise")
        + _node("Mul", ("drawn", "noise"), "breath")
        + _node("Add", ("plain", "breath"), "whole")
        + _node("Reshape", ("whole", "flat"), "output")
        + text(2, "piper")
        + _tensor("tone", tone)
        + _tensor("one", np.array([1], np.float32))
        + _tensor("many", np.array([40], np.float32))
        + _tensor("phoneme", np.array([_PHONEME], np.float32))
        + _tensor("axis", np.array([2], np.int64))
        + _tensor("start", np.array([0], np.int64))
        + _tensor("second", np.array([1], np.int64))
        + _tensor("flat", np.array([1, 1, -1], np.int64))
        + b"".join(part(11, _described(*put)) for put in inputs)
        + part(12, _described("output", _FLOAT))
    )
    return whole(1, 9) + part(7, graph) + part(8, text(1, "") + whole(2, 20))


def downloaded(folder: Path, name: str = "fr_FR-essai-medium", language: str = "fr", *people: str) -> Path:
    """Lay a voice out as it is downloaded, a model and its settings; return the model."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{piper_files.MODEL}"
    path.write_bytes(model(people=bool(people)))
    numbers = {person: number for number, person in enumerate(people)}
    piper_files.beside(path, piper_files.SETTINGS).write_text(json.dumps(settings(language, numbers)), "utf-8")
    return path


def ready(name: str = "fr_FR-essai-medium", language: str = "fr", *people: str) -> Path:
    """Lay a voice out as if it had been installed; return the model."""
    path = downloaded(piper_files.folder(), name, language, *people)
    piper_files.beside(path, piper_files.PRINT).write_text(piper_files.fingerprints(path), "ascii")
    return path


def _node(kind: str, inputs: tuple[str, ...], output: str, attribute: bytes = b"") -> bytes:
    names = b"".join(text(1, name) for name in inputs) + text(2, output)
    return part(1, names + text(4, kind) + attribute)


def _whole(name: str, value: int) -> bytes:
    return part(5, text(1, name) + whole(3, value) + whole(20, 2))


def _tensor(name: str, values: Any) -> bytes:
    kind = _FLOAT if values.dtype == np.float32 else _INT64
    shape = b"".join(whole(1, size) for size in values.shape)
    return part(5, shape + whole(2, kind) + text(8, name) + part(9, values.tobytes()))


def _described(name: str, kind: int) -> bytes:
    return text(1, name) + part(2, part(1, whole(1, kind)))
