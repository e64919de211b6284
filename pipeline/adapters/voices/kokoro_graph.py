"""The neural voice's model, rewritten to be faster: the same samples, in two thirds of the time.

Most of its time went into `ConvInteger`, which onnxruntime multiplies by the slow way when weights and samples are both
unsigned. A convolution is the product of a matrix whose rows hold what each output hears, and such products of
unsigned by signed bytes have fast kernels (`MatMulInteger`, weights packed once). Sums of products of bytes are whole
numbers: not one of them changes, on processors that do not cut sums of two products to 16 bits, as those without VNNI
may; `trial` tells. The file stays as published; what is rewritten is in memory only.

Nothing but the few field numbers of onnx.proto that are needed: no package reads or writes the model here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.adapters.voices.protobuf import fields, integers, part, text, whole

_GRAPH = 7
_NODE, _INITIALIZER = 1, 5
_UINT8, _INT8, _INT32, _INT64 = 2, 3, 6, 7
_IR_VERSION, _OPSET = 9, 20
_ATTRIBUTE_INT, _ATTRIBUTE_INTS = 2, 7
_TIME = "jt/time"
_TO_THE_END = 2**62
_DTYPES = {"int8": _INT8, "int64": _INT64}

Bytes = bytes | memoryview


@dataclass(frozen=True, slots=True, kw_only=True)
class _Convolution:
    """A `ConvInteger` of stride 1: its inputs and output by name, weights of shape (out, in, kernel)."""

    samples: str
    samples_zero: str
    weights: str
    output: str
    kernel: npt.NDArray[np.uint8]
    zero: int
    dilation: int
    pads: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Tensor:
    """An initializer of bytes: its shape and its values."""

    shape: tuple[int, ...]
    values: npt.NDArray[np.uint8]


def quickened(model: Bytes) -> bytes:
    """Return the model with its convolutions as products of matrices; what it does not know is left as it is."""
    return b"".join(
        part(_GRAPH, _rewritten(field.value)) if field.number == _GRAPH else bytes(field.raw) for field in fields(model)
    )


def trial() -> tuple[bytes, npt.NDArray[np.uint8], int]:
    """Return a product of the largest bytes as a model, what to feed it as `x`, and the one number of a true `y`."""
    size = 64
    weights = _constant("w", np.full((size, size), 127, np.int8))
    node = _operation("MatMulInteger", ("x", "w"), "y")
    ends = part(11, _described("x", _UINT8)) + part(12, _described("y", _INT32))
    model = whole(1, _IR_VERSION) + part(_GRAPH, node + text(2, "trial") + weights + ends)
    return model + part(8, text(1, "") + whole(2, _OPSET)), np.full((size, size), 255, np.uint8), size * 255 * 127


def _described(name: str, kind: int) -> bytes:
    return text(1, name) + part(2, part(1, whole(1, kind)))


def _rewritten(graph: memoryview) -> bytes:
    tensors = dict(named for field in fields(graph) if field.number == _INITIALIZER for named in _tensor(field.value))
    written: list[bytes] = []
    kept: list[tuple[str, bytes]] = []
    gone: set[str] = set()
    for field in fields(graph):
        if field.number == _INITIALIZER:
            kept.append((_name(field.value), bytes(field.raw)))
            continue
        found = _convolution(field.value, tensors) if field.number == _NODE else None
        if found is None:
            written.append(bytes(field.raw))
            continue
        gone.add(found.weights)
        written.extend(_product(found))
    written.extend(raw for name, raw in kept if name not in gone)
    if not gone:
        return bytes(graph)
    written.append(_constant(_TIME, np.array([2], np.int64)))
    return b"".join(written)


def _convolution(node: memoryview, tensors: Mapping[str, _Tensor]) -> _Convolution | None:
    """Return what a node says when it is a convolution that can be written as a product; None otherwise."""
    inputs, outputs, kind, attributes = _node(node)
    if kind != "ConvInteger" or len(inputs) != 4:
        return None
    samples, weights, samples_zero, weights_zero = inputs
    held, zero = tensors.get(weights), tensors.get(weights_zero)
    simple = attributes.get("strides", [1]) == [1] and attributes.get("group", [1]) == [1]
    if held is None or zero is None or zero.values.size != 1 or not simple or len(held.shape) != 3:
        return None
    if min(held.shape[:2]) < 2:  # a single channel has nothing to gain
        return None
    before, after = attributes.get("pads", [0, 0])
    return _Convolution(
        samples=samples,
        samples_zero=samples_zero,
        weights=weights,
        output=outputs[0],
        kernel=held.values.reshape(held.shape),
        zero=int(zero.values[0]),
        dilation=attributes.get("dilations", [1])[0],
        pads=(before, after),
    )


def _product(asked: _Convolution) -> Iterator[bytes]:
    """Yield the nodes and constants that give what the convolution gave, under the same name."""
    name, (out, channels, kernel) = asked.output, asked.kernel.shape
    signed = np.ascontiguousarray((asked.kernel ^ 0x80).view(np.int8).transpose(2, 1, 0)).reshape(
        kernel * channels, out
    )
    yield _constant(f"{name}/weights", signed)
    yield _constant(f"{name}/zero", np.array(asked.zero - 128, np.int8))
    heard = asked.samples
    if kernel > 1:
        yield _constant(f"{name}/pads", np.array([0, 0, asked.pads[0], 0, 0, asked.pads[1]], np.int64))
        yield _operation("Pad", (heard, f"{name}/pads", asked.samples_zero), f"{name}/padded")
        for tap in range(kernel):
            begin, end = tap * asked.dilation, (tap + 1 - kernel) * asked.dilation or _TO_THE_END
            yield _constant(f"{name}/{tap}/begin", np.array([begin], np.int64))
            yield _constant(f"{name}/{tap}/end", np.array([end], np.int64))
            yield _operation(
                "Slice", (f"{name}/padded", f"{name}/{tap}/begin", f"{name}/{tap}/end", _TIME), f"{name}/{tap}"
            )
        taps = tuple(f"{name}/{tap}" for tap in range(kernel))
        heard = f"{name}/heard"
        yield _operation("Concat", taps, heard, _attribute("axis", 1))
    turned = _attribute("perm", (0, 2, 1))
    yield _operation("Transpose", (heard,), f"{name}/rows", turned)
    operands = (f"{name}/rows", f"{name}/weights", asked.samples_zero, f"{name}/zero")
    yield _operation("MatMulInteger", operands, f"{name}/product")
    yield _operation("Transpose", (f"{name}/product",), name, turned)


def _node(node: memoryview) -> tuple[list[str], list[str], str, dict[str, list[int]]]:
    """Return a node's inputs, outputs, operator and attributes of whole numbers."""
    inputs, outputs, kind, attributes = [], [], "", {}
    for field in fields(node):
        if field.number == 1:
            inputs.append(str(field.value, "utf-8"))
        elif field.number == 2:
            outputs.append(str(field.value, "utf-8"))
        elif field.number == 4:
            kind = str(field.value, "utf-8")
        elif field.number == 5:
            numbers = [number for one in fields(field.value) if one.number in {3, 8} for number in integers(one)]
            attributes[_text_of(field.value, 1)] = numbers
    return inputs, outputs, kind, attributes


def _tensor(tensor: memoryview) -> Iterator[tuple[str, _Tensor]]:
    """Yield the name and values of a tensor of unsigned bytes; nothing when it holds something else."""
    shape: list[int] = []
    values: npt.NDArray[np.uint8] | None = None
    kind = 0
    for field in fields(tensor):
        if field.number == 1:
            shape.extend(integers(field))
        elif field.number == 2:
            kind = integers(field)[0]
        elif field.number == 5:
            values = np.array(integers(field), np.int32).astype(np.uint8)
        elif field.number == 9:
            values = np.frombuffer(field.value, np.uint8)
    if kind == _UINT8 and values is not None:
        yield _name(tensor), _Tensor(tuple(shape), values)


def _name(tensor: memoryview) -> str:
    return _text_of(tensor, 8)


def _text_of(message: memoryview, number: int) -> str:
    return next(str(field.value, "utf-8") for field in fields(message) if field.number == number)


def _constant(name: str, values: npt.NDArray[np.int8] | npt.NDArray[np.int64]) -> bytes:
    shape = b"".join(whole(1, size) for size in values.shape)
    kind = whole(2, _DTYPES[values.dtype.name])
    return part(_INITIALIZER, shape + kind + text(8, name) + part(9, values.tobytes()))


def _operation(kind: str, inputs: tuple[str, ...], output: str, attribute: bytes = b"") -> bytes:
    names = b"".join(text(1, name) for name in inputs) + text(2, output)
    return part(_NODE, names + text(3, f"jt/{output}") + text(4, kind) + attribute)


def _attribute(name: str, value: int | tuple[int, ...]) -> bytes:
    if isinstance(value, int):
        return part(5, text(1, name) + whole(3, value) + whole(20, _ATTRIBUTE_INT))
    numbers = b"".join(whole(8, one) for one in value)
    return part(5, text(1, name) + numbers + whole(20, _ATTRIBUTE_INTS))
