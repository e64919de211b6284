"""Two machines that share objects."""

from pathlib import Path

import pytest

from tests.fakes.objects import FakeObjects, Machine


@pytest.fixture
def objects() -> FakeObjects:
    return FakeObjects()


@pytest.fixture
def here(tmp_path: Path, objects: FakeObjects) -> Machine:
    return Machine(tmp_path / "ici", objects)


@pytest.fixture
def there(tmp_path: Path, objects: FakeObjects) -> Machine:
    return Machine(tmp_path / "la-bas", objects)
