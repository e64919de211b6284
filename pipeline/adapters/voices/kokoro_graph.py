"""The neural voice's model, rewritten to be faster on any processor: the same samples, to the bit.

Most of its time went into `ConvInteger`, which onnxruntime multiplies by the slow way when weights and samples are both
unsigned. A convolution is the product of a matrix whose rows hold what each output hears, and such products of
unsigned by signed bytes have fast kernels (`MatMulInteger`, weights packed once). Processors without VNNI add two such
products in 16 bits, where they may be cut; the weights of this model are of 7 bits once their zero point is taken off,
so that no two of them reach the limit; what is not so is left as it is. Sums of products of bytes are whole: not one
of them changes, whatever the processor. The file stays as published; what is rewritten is in memory only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.adapters.voices.onnx_parts import (
    GRAPH,
    INITIALIZER,
    NODE,
    ByteTensor,
    Operator,
    attribute,
    byte_tensor,
    constant,
    name_of,
    operation,
    operator_of,
)
from pipeline.adapters.voices.protobuf import fields, part

_TIME = "jt/time"
_TO_THE_END = 2**62
_MOST = 127
"""The most that a weight may be in 8 bits; two neighbours of one sign may be one more together: 255 × 128 < 2¹⁵."""

Bytes = bytes | memoryview


@dataclass(frozen=True, slots=True, kw_only=True)
class _Convolution:
    """A `ConvInteger` of stride 1: its inputs and output by name, weights of shape (kernel, in, out) about zero."""

    samples: str
    samples_zero: str
    weights: str
    output: str
    kernel: npt.NDArray[np.int8]
    dilation: int
    pads: tuple[int, int]


def quickened(model: Bytes) -> bytes:
    """Return the model with its convolutions as products of matrices; what it does not know is left as it is."""
    return b"".join(
        part(GRAPH, _rewritten(field.value)) if field.number == GRAPH else bytes(field.raw) for field in fields(model)
    )


def _rewritten(graph: memoryview) -> bytes:
    held = tuple(fields(graph))
    tensors = dict(named for field in held if field.number == INITIALIZER for named in byte_tensor(field.value))
    nodes = [operator_of(field.value, field.raw) for field in held if field.number == NODE]
    gone: set[str] = set()
    written = list(_nodes(nodes, tensors, gone))
    if gone:
        written.append(constant(_TIME, np.array([1], np.int64)))
    others = (field for field in held if field.number != NODE)
    written.extend(bytes(each.raw) for each in others if each.number != INITIALIZER or name_of(each.value) not in gone)
    return b"".join(written)


def _nodes(nodes: Sequence[Operator], tensors: Mapping[str, ByteTensor], gone: set[str]) -> Iterator[bytes]:
    """Yield every node, as it stands or rewritten; the weights that nobody reads any more are added to `gone`."""
    for node in nodes:
        found = _convolution(node, tensors)
        if found is not None:
            gone.add(found.weights)
            yield from _product(found)
        else:
            yield bytes(node.raw)


def _convolution(node: Operator, tensors: Mapping[str, ByteTensor]) -> _Convolution | None:
    """Return what a node says when it is a convolution that can be written as a product; None otherwise."""
    if node.kind != "ConvInteger" or len(node.inputs) != 4:
        return None
    samples, weights, samples_zero, weights_zero = node.inputs
    held, zero = tensors.get(weights), tensors.get(weights_zero)
    simple = node.attributes.get("strides", [1]) == [1] and node.attributes.get("group", [1]) == [1]
    if held is None or zero is None or zero.values.size != 1 or not simple or len(held.shape) != 3:
        return None
    if min(held.shape[:2]) < 2:  # a single channel has nothing to gain
        return None
    kernel = _signed(held, int(zero.values[0]))
    if kernel is None:
        return None
    before, after = node.attributes.get("pads", [0, 0])
    return _Convolution(
        samples=samples,
        samples_zero=samples_zero,
        weights=weights,
        output=node.outputs[0],
        kernel=kernel,
        dilation=node.attributes.get("dilations", [1])[0],
        pads=(before, after),
    )


def _signed(held: ByteTensor, zero: int) -> npt.NDArray[np.int8] | None:
    """Return weights without their zero point, of shape (kernel, in, out); None where a sum may be cut."""
    weights = held.values.reshape(held.shape)
    if int(weights.max()) - zero > _MOST or zero - int(weights.min()) > _MOST:
        return None
    turned = np.ascontiguousarray(weights.transpose(2, 1, 0))
    for far in (np.maximum(turned, zero) - np.uint8(zero), np.uint8(zero) - np.minimum(turned, zero)):
        rows = far.reshape(-1, far.shape[2])
        pairs = rows[0:-1:2] + rows[1::2]  # at most 254: bytes hold it
        if pairs.size and int(pairs.max()) > _MOST + 1:
            return None
    return (turned - np.uint8(zero)).view(np.int8)


def _product(asked: _Convolution) -> Iterator[bytes]:
    """Yield the nodes and constants that give what the convolution gave, under the same name."""
    name, (kernel, channels, out) = asked.output, asked.kernel.shape
    yield constant(f"{name}/weights", asked.kernel.reshape(kernel * channels, out))
    turned = attribute("perm", (0, 2, 1))
    heard = f"{name}/rows"
    yield operation("Transpose", (asked.samples,), heard, turned)
    if kernel > 1:
        yield constant(f"{name}/pads", np.array([0, asked.pads[0], 0, 0, asked.pads[1], 0], np.int64))
        yield operation("Pad", (heard, f"{name}/pads", asked.samples_zero), f"{name}/padded")
        for tap in range(kernel):
            begin, end = tap * asked.dilation, (tap + 1 - kernel) * asked.dilation or _TO_THE_END
            yield constant(f"{name}/{tap}/begin", np.array([begin], np.int64))
            yield constant(f"{name}/{tap}/end", np.array([end], np.int64))
            yield operation(
                "Slice", (f"{name}/padded", f"{name}/{tap}/begin", f"{name}/{tap}/end", _TIME), f"{name}/{tap}"
            )
        taps = tuple(f"{name}/{tap}" for tap in range(kernel))
        heard = f"{name}/heard"
        yield operation("Concat", taps, heard, attribute("axis", 2))
    yield operation("MatMulInteger", (heard, f"{name}/weights", asked.samples_zero), f"{name}/product")
    yield operation("Transpose", (f"{name}/product",), name, turned)
