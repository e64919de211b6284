import pytest

from pipeline.adapters.cluster.place import ClusterPlace
from pipeline.errors import UserError


@pytest.mark.parametrize("text", ["tcp://10.0.0.2:8786", "tls://rendu.union.fr:8786", "tcp://[::1]:8786", "local:4"])
def test_a_place_is_read_and_written_alike(text: str) -> None:
    assert str(ClusterPlace.read(f" {text} ")) == text


@pytest.mark.parametrize("text", ["10.0.0.2:8786", "tcp://10.0.0.2", "local", "local:0", "local:999", "http://a:1", ""])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UserError, match=r"tcp://MACHINE:PORT, ou local:4"):
        ClusterPlace.read(text)
