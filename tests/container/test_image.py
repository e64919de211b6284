"""The image that the Dockerfile makes: what is in it, who runs it, where it may write; and a film rendered by it."""

import os
import re
from pathlib import Path

import pytest

from docs.showing import ROOT
from pipeline import __version__
from release.archives import LIBRARY
from tests.fakes.containers import Box, Docker, Engine, Folders, instructions, sent

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
SOMEBODY = "12345:12345"


def test_it_is_sent_what_the_wheel_is_made_of_and_nothing_else() -> None:
    given = sent(ROOT)
    assert {
        "pyproject.toml",
        "constraints.txt",
        "hatch_build.py",
        "README.md",
        "LICENSE",
        "pipeline/__init__.py",
    } <= set(given)
    assert all(any(name.startswith(f"{folder}/") for name in given) for folder in LIBRARY)
    tops = {"docs" if name.startswith("docs/") else name.split("/")[0] for name in given}
    assert tops.isdisjoint({"tests", "benchmarks", "output", "scripts", ".git", ".venv"})
    assert not any(name.startswith("docs/") and not name.startswith(("docs/guide/", "docs/schema/")) for name in given)


def test_it_is_debian_slim_and_the_package_index_alone_and_runs_as_nobody_in_particular() -> None:
    said = list(instructions(DOCKERFILE))
    bases = [rest for word, rest in said if word == "FROM"]
    assert all(re.match(r"python:\$\{PYTHON\}-slim-bookworm\b", base) for base in bases)
    assert len(bases) == 2
    last = dict(said[[word for word, _ in said].index("FROM", 3) :])
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", last["USER"])
    assert last["ENTRYPOINT"] == '["jt"]'
    assert not re.search(r"\bapt(-get)?\b|curl|wget|://", "\n".join(rest for _, rest in said))


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The image, by Docker where it is, else in folders; built once."""
    engine: Engine
    if Docker.there():
        engine = Docker("jt2050-essai")
    elif Folders.there():
        engine = Folders(tmp_path_factory.mktemp("image"))
    else:
        pytest.skip("neither a Docker daemon nor root's mounts on this machine")
    engine.build(ROOT)
    return engine


@pytest.mark.slow
def test_a_film_is_made_by_anybody_in_a_box_that_nothing_can_be_written_to(image: Engine, tmp_path: Path) -> None:
    work, cache = tmp_path / "travail", tmp_path / "cache"
    for folder in (work, cache):
        folder.mkdir()
        os.chown(folder, *map(int, SOMEBODY.split(":")))
    tmp_path.chmod(0o755)
    box = Box(SOMEBODY, volumes={"/travail": work, "/cache": cache})
    script = "mon-atelier/scripts/journal.yaml"
    for words in (
        ("nouveau", "mon-atelier", "--ville", "Talence"),
        ("check", script),
        ("render", script, "--preset", "draft"),
    ):
        done = image.run(box, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "/travail/mon-atelier/output/journal/journal.mp4\n"
    film = work / "mon-atelier" / "output" / "journal" / "journal.mp4"
    assert film.stat().st_size > 100_000
    assert film.stat().st_uid == int(SOMEBODY.partition(":")[0])
    assert any(cache.iterdir())
    again = image.run(box, "render", script, "--preset", "draft")
    assert "rien n'a changé" in again.stderr


@pytest.mark.slow
def test_it_says_its_version_without_a_volume_and_leaves_with_the_codes_of_jt(image: Engine) -> None:
    assert image.run(Box(), "--version").stdout == f"jt {__version__}\n"
    refused = image.run(Box(), "check", "absent.yaml")
    assert refused.returncode == 1
    assert "absent.yaml" in refused.stderr
