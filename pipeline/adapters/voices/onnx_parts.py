"""Nodes and constants of a model, read and written: the few field numbers of onnx.proto that rewriting one takes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.adapters.voices.protobuf import fields, integers, part, text, whole

GRAPH = 7
NODE, INITIALIZER = 1, 5
_UINT8, _INT8, _INT64 = 2, 3, 7
_ATTRIBUTE_INT, _ATTRIBUTE_INTS = 2, 7
_DTYPES = {"int8": _INT8, "int64": _INT64}

Constant = npt.NDArray[np.int8] | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operation: its inputs and outputs by name, its operator, its attributes of whole numbers; as it stands."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    kind: str
    attributes: dict[str, list[int]]
    raw: memoryview


@dataclass(frozen=True, slots=True)
class ByteTensor:
    """An initializer of bytes: its shape and its values."""

    shape: tuple[int, ...]
    values: npt.NDArray[np.uint8]


def operator_of(message: memoryview, raw: memoryview) -> Operator:
    """Return what the message of a node says; `raw` is the whole field it stands in."""
    inputs: list[str] = []
    outputs: list[str] = []
    kind, attributes = "", {}
    for field in fields(message):
        if field.number == 1:
            inputs.append(str(field.value, "utf-8"))
        elif field.number == 2:
            outputs.append(str(field.value, "utf-8"))
        elif field.number == 4:
            kind = str(field.value, "utf-8")
        elif field.number == 5:
            numbers = [number for one in fields(field.value) if one.number in {3, 8} for number in integers(one)]
            attributes[text_of(field.value, 1)] = numbers
    return Operator(tuple(inputs), tuple(outputs), kind, attributes, raw)


def byte_tensor(message: memoryview) -> Iterator[tuple[str, ByteTensor]]:
    """Yield the name and values of a tensor of unsigned bytes; nothing when it holds something else."""
    shape: list[int] = []
    values: npt.NDArray[np.uint8] | None = None
    kind = 0
    for field in fields(message):
        if field.number == 1:
            shape.extend(integers(field))
        elif field.number == 2:
            kind = integers(field)[0]
        elif field.number == 5:
            values = np.array(integers(field), np.int32).astype(np.uint8)
        elif field.number == 9:
            values = np.frombuffer(field.value, np.uint8)
    if kind == _UINT8 and values is not None:
        yield name_of(message), ByteTensor(tuple(shape), values)


def name_of(tensor: memoryview) -> str:
    """Return the name of an initializer."""
    return text_of(tensor, 8)


def text_of(message: memoryview, number: int) -> str:
    """Return a field of text."""
    return next(str(field.value, "utf-8") for field in fields(message) if field.number == number)


def constant(name: str, values: Constant) -> bytes:
    """Write an initializer."""
    kind = whole(2, _DTYPES[values.dtype.name])
    return part(INITIALIZER, _shape(values.shape) + kind + text(8, name) + part(9, values.tobytes()))


def operation(kind: str, inputs: tuple[str, ...], output: str, attribute: bytes = b"") -> bytes:
    """Write a node of one output, of the standard operators."""
    names = b"".join(text(1, name) for name in inputs) + text(2, output)
    return part(NODE, names + text(3, f"jt/{output}") + text(4, kind) + attribute)


def attribute(name: str, value: int | tuple[int, ...]) -> bytes:
    """Write an attribute that is a whole number or several."""
    if isinstance(value, int):
        return part(5, text(1, name) + whole(3, value) + whole(20, _ATTRIBUTE_INT))
    numbers = b"".join(whole(8, one) for one in value)
    return part(5, text(1, name) + numbers + whole(20, _ATTRIBUTE_INTS))


def _shape(sizes: tuple[int, ...]) -> bytes:
    return b"".join(whole(1, size) for size in sizes)
