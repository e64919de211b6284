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
