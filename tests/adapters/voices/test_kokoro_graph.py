"""The model rewritten to be faster: the same numbers from other operations, and what is not understood stays.

Some processors (those without VNNI) cut a sum of two products to 16 bits, and only there the model is not rewritten.
Numbers are compared exactly where exactness is promised: with weights whose sums fit 16 bits on every processor, with
any weights where `trial` comes out right.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.adapters.voices import kokoro, kokoro_model
from pipeline.adapters.voices.kokoro_graph import quickened, trial
from pipeline.adapters.voices.protobuf import fields, integers, part, text, whole

_UINT8, _INT32 = 2, 6
_SAMPLES = np.random.default_rng(5).integers(0, 256, (1, 6, 40), np.uint8)
_ANY, _SMALL = (0, 256), (64, 192)
"""Bounds of weights: all there are, and those (−64 to 63 once signed) of which two products fit 16 bits."""


def _attribute(name: str, *numbers: int) -> bytes:
    return part(5, text(1, name) + b"".join(whole(8, one) for one in numbers) + whole(20, 7))


def _shape(*sizes: int) -> bytes:
    return part(2, b"".join(part(1, whole(1, size)) for size in sizes))


def _value(name: str, kind: int, shape: bytes) -> bytes:
    return text(1, name) + part(2, part(1, whole(1, kind) + shape))


def _model(kernel: int, dilation: int = 1, stride: int = 1, out: int = 8, bounds: tuple[int, int] = _ANY) -> bytes:
    """Return a model of one convolution of whole numbers, as an ONNX file holds it."""
    weights = np.random.default_rng(kernel).integers(*bounds, (out, 6, kernel), np.uint8)
    pads = (kernel - 1) // 2 * dilation
    attributes = (
        _attribute("kernel_shape", kernel)
        + _attribute("pads", pads, pads)
        + _attribute("strides", stride)
        + _attribute("dilations", dilation)
        + part(5, text(1, "group") + whole(3, 1) + whole(20, 2))
    )
    names = b"".join(text(1, name) for name in ("x", "w", "x_zero", "w_zero")) + text(2, "y")
    node = part(1, names + text(3, "conv") + text(4, "ConvInteger") + attributes)
    held = part(
        5, b"".join(whole(1, size) for size in weights.shape) + whole(2, 2) + text(8, "w") + part(9, weights.tobytes())
    )
    zero = part(5, whole(2, _UINT8) + part(5, b"\x83\x01") + text(8, "w_zero"))
    inputs = part(11, _value("x", _UINT8, _shape(1, 6, 40))) + part(11, _value("x_zero", _UINT8, part(2, b"")))
    graph = node + text(2, "g") + held + zero + inputs + part(12, text(1, "y") + part(2, part(1, whole(1, _INT32))))
    return whole(1, 9) + part(7, graph) + part(8, text(1, "") + whole(2, 20))


def _kinds(model: bytes) -> list[str]:
    graph = next(field.value for field in fields(model) if field.number == 7)
    nodes = [field.value for field in fields(graph) if field.number == 1]
    return [str(field.value, "utf-8") for node in nodes for field in fields(node) if field.number == 4]


def _run(model: bytes) -> npt.NDArray[np.int32]:
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(model, providers=["CPUExecutionProvider"])
    said: npt.NDArray[np.int32] = session.run(["y"], {"x": _SAMPLES, "x_zero": np.array(131, np.uint8)})[0]
    return said


_SHAPES = pytest.mark.parametrize(("kernel", "dilation"), [(1, 1), (3, 1), (5, 3), (7, 5)])


@_SHAPES
def test_every_number_is_the_one_the_convolution_gave(kernel: int, dilation: int) -> None:
    plain = _model(kernel, dilation, bounds=_SMALL)
    quick = quickened(plain)
    assert "ConvInteger" not in _kinds(quick)
    np.testing.assert_array_equal(_run(quick), _run(plain))


@_SHAPES
def test_a_processor_that_passes_the_trial_keeps_every_number(kernel: int, dilation: int) -> None:
    if not kokoro._exact(pytest.importorskip("onnxruntime")):
        pytest.skip("this processor cuts sums: the model is left as published here")
    plain = _model(kernel, dilation)
    np.testing.assert_array_equal(_run(quickened(plain)), _run(plain))


class _Runtime:
    """An onnxruntime on some processor: every product it gives is `off` its true value."""

    SessionOptions = SimpleNamespace

    def __init__(self, off: int) -> None:
        self._off = off
        self.loaded: list[bytes] = []

    def InferenceSession(self, data: bytes, *_: Any, **__: Any) -> Any:  # noqa: N802 - onnxruntime's own name
        self.loaded.append(data)
        fed, wanted = trial()[1:]
        said = np.full(fed.shape, wanted - self._off, np.int32)
        return SimpleNamespace(run=lambda *_: [said])

    def RunOptions(self) -> Any:  # noqa: N802 - onnxruntime's own name
        return SimpleNamespace(add_run_config_entry=lambda *_: None)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], bytes]:
    """Return the model that would speak on a processor whose sums are off by so much."""
    monkeypatch.setattr(kokoro_model, "timed", lambda _: _model(3))

    def load(off: int) -> bytes:
        runtime = _Runtime(off)
        monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
        kokoro._session.__wrapped__(Path("modele.onnx"))
        return runtime.loaded[-1]

    return load


def test_a_processor_that_keeps_sums_speaks_with_the_quick_model(loaded: Callable[[int], bytes]) -> None:
    assert loaded(0) == quickened(_model(3)) != _model(3)


def test_a_processor_that_cuts_sums_speaks_with_the_model_as_published(loaded: Callable[[int], bytes]) -> None:
    assert loaded(1) == _model(3)


@pytest.mark.parametrize("model", [_model(3, stride=2), _model(3, out=1)])
def test_a_convolution_with_nothing_to_gain_stays_as_it_is(model: bytes) -> None:
    assert quickened(model) == model


def test_what_follows_the_model_is_kept() -> None:
    more = part(7, part(12, text(1, "duration")))
    assert quickened(_model(3) + more).endswith(more)


def test_numbers_are_read_alone_or_packed() -> None:
    message = whole(1, 300) + part(2, b"\xac\x02\x05")
    assert [integers(field) for field in fields(message)] == [[300], [300, 5]]


def test_a_kind_of_field_that_no_model_has_is_refused() -> None:
    with pytest.raises(ValueError, match="kind 3"):
        list(fields(b"\x0b"))


def test_the_trial_is_a_model_whose_sums_no_16_bits_hold() -> None:
    model, fed, wanted = trial()
    assert wanted > 2**16
    session = pytest.importorskip("onnxruntime").InferenceSession(model, providers=["CPUExecutionProvider"])
    said = session.run(["y"], {"x": fed})[0]
    assert said.shape == fed.shape
    assert said.max() <= wanted  # less where the processor cuts sums: the model is then left as published
