"""What holds for every test: the same examples in every run, no deadline on a shared machine, the embedded voice, a
cache that is nobody's, on a machine that is no continuous integration's.

The neural voice takes about as long as it speaks: only tests that are about it may have its model.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.adapters.project import CACHE_VARIABLE, SHARED_VARIABLE, SHARED_WRITING
from pipeline.adapters.voices import kokoro_model

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

_MODEL = kokoro_model.place()

_HEAVY = frozenset({"cli", "contracts", "docs", "end_to_end", "fuzz", "golden", "handoff", "produce", "service"})
"""Folders whose tests render, speak or start programs: seconds each."""


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


@pytest.fixture(scope="session")
def neural_model() -> Path:
    """Where the neural voice's model is on this machine, there or not."""
    return _MODEL
