"""The model rewritten to be faster: the same numbers from other operations, and what is not understood stays.

Processors without VNNI cut a sum of two products to 16 bits: only weights that no such sum can exceed are rewritten, so
that numbers are compared exactly, on whichever processor this is.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.adapters.voices import kokoro, kokoro_model
from pipeline.adapters.voices.kokoro_graph import quickened
from pipeline.adapters.voices.protobuf import fields, integers, part, text, whole

_UINT8, _INT32 = 2, 6
_SAMPLES = np.random.default_rng(5).integers(0, 256, (1, 6, 40), np.uint8)
_ZERO = 131
_SMALL = (_ZERO - 64, _ZERO + 65)
"""Bounds of weights of which two products always fit 16 bits: −64 to 64 once their zero point is taken off."""


def _attribute(name: str, *numbers: int) -> bytes:
    return part(5, text(1, name) + b"".join(whole(8, one) for one in numbers) + whole(20, 7))


def _shape(*sizes: int) -> bytes:
    return part(2, b"".join(part(1, whole(1, size)) for size in sizes))


def _value(name: str, kind: int, shape: bytes) -> bytes:
    return text(1, name) + part(2, part(1, whole(1, kind) + shape))


def _model(kernel: int, dilation: int = 1, stride: int = 1, out: int = 8, bounds: tuple[int, int] = _SMALL) -> bytes:
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


def _run(model: bytes, samples: npt.NDArray[np.uint8] = _SAMPLES) -> npt.NDArray[np.int32]:
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(model, providers=["CPUExecutionProvider"])
    said: npt.NDArray[np.int32] = session.run(["y"], {"x": samples, "x_zero": np.array(131, np.uint8)})[0]
    return said


_SHAPES = pytest.mark.parametrize(("kernel", "dilation"), [(1, 1), (3, 1), (5, 3), (7, 5)])


@_SHAPES
def test_every_number_is_the_one_the_convolution_gave(kernel: int, dilation: int) -> None:
    plain = _model(kernel, dilation)
    quick = quickened(plain)
    assert "ConvInteger" not in _kinds(quick)
    np.testing.assert_array_equal(_run(quick), _run(plain))


@pytest.mark.parametrize("bounds", [(_ZERO + 65, _ZERO + 66), (_ZERO - 65, _ZERO - 64), (_ZERO - 128, _ZERO - 127)])
def test_weights_of_which_a_processor_might_cut_a_sum_stay_as_they_are(bounds: tuple[int, int]) -> None:
    model = _model(3, bounds=bounds)
    assert quickened(model) == model


@pytest.mark.parametrize("weight", [_ZERO + 64, _ZERO - 64])
def test_the_largest_weights_that_are_rewritten_are_multiplied_exactly(weight: int) -> None:
    plain = _model(3, bounds=(weight, weight + 1))
    quick = quickened(plain)
    assert "ConvInteger" not in _kinds(quick)
    samples = np.full_like(_SAMPLES, 255)
    np.testing.assert_array_equal(_run(quick, samples), _run(plain, samples))


def test_it_is_the_quick_model_that_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bytes] = []

    def session(data: bytes, *_: object, **__: object) -> SimpleNamespace:
        loaded.append(data)
        return SimpleNamespace()

    runtime = SimpleNamespace(
        SessionOptions=SimpleNamespace,
        InferenceSession=session,
        RunOptions=lambda: SimpleNamespace(add_run_config_entry=lambda *_: None),
    )
    monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
    monkeypatch.setattr(kokoro_model, "timed", lambda _: _model(3))
    kokoro._session.__wrapped__(Path("modele.onnx"))
    assert loaded == [quickened(_model(3))]


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
