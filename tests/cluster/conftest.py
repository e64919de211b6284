"""What tests of a cluster hold their films to, and the cluster they break."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.clusters import Processes, processes, rendered


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The film as one machine makes it, by processes of our own."""
    return rendered(tmp_path_factory.mktemp("seul"))[0]


@pytest.fixture
def grappe(tmp_path: Path) -> Iterator[Processes]:
    with processes(tmp_path / "grappe") as found:
        found.scheduler()
        yield found
