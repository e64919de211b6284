"""Nothing is taken for an entry but its own bytes, all of them."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.adapters.shared.sealed import LONGEST, Seal, Unsound, unsealed

_KEY = "0123456789abcdef"


def _object(data: bytes) -> bytes:
    return Seal.over("images", _KEY, data).head + data


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    return iter([data[at : at + size] for at in range(0, len(data), size)])


@given(some.binary(max_size=2_000), some.integers(1, 700))
def test_an_entry_comes_back_however_it_is_cut(data: bytes, size: int) -> None:
    assert b"".join(unsealed(_cut(_object(data), size), "images", _KEY)) == data


@given(some.binary(min_size=1, max_size=300), some.data())
def test_one_byte_changed_anywhere_is_seen(data: bytes, drawn: some.DataObject) -> None:
    whole = bytearray(_object(data))
    whole[drawn.draw(some.integers(0, len(whole) - 1))] ^= drawn.draw(some.integers(1, 255))
    with pytest.raises(Unsound):
        list(unsealed(_cut(bytes(whole), 50), "images", _KEY))


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\n",
        b"x" * 1_000,
        _object(b"bonsoir")[:-1],
        _object(b"bonsoir") + b"x",
        _object(b"bonsoir").replace(b"images/", b"son/"),
        _object(b"bonsoir").replace(_KEY.encode(), _KEY[::-1].encode()),
        _object(b"bonsoir").replace(b"JT1", b"JT2"),
        b"bonsoir",
        b"<html>\nconnectez-vous au wifi</html>",
    ],
    ids=["empty", "line", "headless", "truncated", "longer", "kind", "key", "form", "bare", "portal"],
)
def test_what_is_not_the_entry_asked_for_is_never_given_whole(wrong: bytes) -> None:
    with pytest.raises(Unsound):
        list(unsealed(_cut(wrong, 64), "images", _KEY))


def test_the_longest_head_fits() -> None:
    assert len(Seal.over("constats-images", "f" * 128, b"").head) < LONGEST
