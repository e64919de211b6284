"""What holds for every test: the same examples in every run, no deadline on a shared machine, the embedded voice, a
cache that is nobody's, on a machine that is no continuous integration's.

The neural voice takes about as long as it speaks: only tests that are about it may have its model.
"""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from pipeline.adapters.project import CACHE_VARIABLE, SHARED_VARIABLE, SHARED_WRITING
from pipeline.adapters.voices import kokoro_model
from pipeline.wiring import equipment
from tests.fakes.forms import RememberedForms

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

_MODEL = kokoro_model.place()

_HEAVY = frozenset({"cli", "contracts", "docs", "end_to_end", "fuzz", "golden", "handoff", "produce", "service"})
"""Folders whose tests render, speak or start programs: seconds each."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage among thousands of tests, here or later: each would be looked at again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class _Forgetful(LoadGroupScheduling):  # type: ignore[misc]  # xdist publishes no types
    """Hands groups of tests out as ever, and forgets those that are done.

    What each worker has left is counted after each test, over all that it was ever given: of thousands, most of what
    handing them out takes.
    """

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        super().mark_test_complete(node, item_index, duration)
        given = self.assigned_work[node]
        group = self._split_scope(self.registered_collections[node][item_index])
        if all(given[group].values()):
            del given[group]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadGroupScheduling | None:
    return _Forgetful(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(tryfirst=True)  # before each worker writes the groups down
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand the heavy tests out one by one, first; then the others, a module at a time.

    Handing thousands of tests out one by one is work of its own, and what a module prepares is prepared by every
    process that has one of its tests.
    """
    folder = Path(__file__).parent

    def light(item: pytest.Item) -> bool:
        room, *below = item.path.relative_to(folder).parts
        return bool(below) and room not in _HEAVY and item.get_closest_marker("slow") is None

    for item in items:
        if light(item) and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(folder).as_posix()))
    items.sort(key=light)


@pytest.fixture(scope="session", autouse=True)
def _no_model_by_default(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(kokoro_model.VARIABLE, str(tmp_path_factory.mktemp("sans-modele")))
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        patch.delenv(SHARED_VARIABLE, raising=False)
        patch.delenv(SHARED_WRITING, raising=False)
        for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _forms_are_remembered() -> Iterator[None]:
    """Read the look that ships once a process, though each test has a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equipment, "KeptForms", RememberedForms)
        yield


@pytest.fixture(scope="session")
def neural_model() -> Path:
    """Where the neural voice's model is on this machine, there or not."""
    return _MODEL
