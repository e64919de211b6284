"""The image that the Dockerfile makes: what is in it, who runs it, where it may write; and a film rendered by it."""

import os
import re
import shlex
from dataclasses import replace
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


def _told() -> tuple[Box, list[str]]:
    """Return how the guide runs the image, somebody in the place of whoever types it, and with which words."""
    page = (ROOT / "docs" / "guide" / "integration-continue.md").read_text("utf-8")
    (line,) = re.findall(r"^docker run (.*)$", page, re.MULTILINE)
    before, words = line.split(" jt2050 ")
    options = shlex.split(before)
    volumes = [options[at + 1].split(":") for at, option in enumerate(options) if option == "--volume"]
    assert options[options.index("--user") + 1] == "$(id -u):$(id -g)"
    assert options[options.index("--tmpfs") + 1] == "/tmp"  # noqa: S108 - the place in the container
    known = {"--rm", "--read-only", "--tmpfs", "--user", "--volume"}
    assert {option for option in options if option.startswith("--")} == known
    return Box(SOMEBODY, volumes={inside: Path(outside) for outside, inside in volumes}), shlex.split(words)


@pytest.mark.pipelines
def test_the_command_of_the_guide_makes_a_film_in_a_box_that_nothing_can_be_written_to(
    image: Engine, tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    os.chown(tmp_path, *_ids())
    made = image.run(Box(SOMEBODY, volumes={"/travail": tmp_path}), "nouveau", "mon-atelier", "--ville", "Talence")
    assert made.returncode == 0, made.stdout + made.stderr
    project = tmp_path / "mon-atelier"
    (project / ".ci" / "cache").mkdir()
    os.chown(project / ".ci" / "cache", *_ids())
    box, words = _told()
    volumes = {inside: Path(str(outside).replace("$PWD", str(project))) for inside, outside in box.volumes.items()}
    for fate in ("21 morceaux", "inchangé"):
        done = image.run(replace(box, volumes=volumes), *words)
        assert done.returncode == 0, done.stdout + done.stderr
        assert fate in done.stderr
    film = project / "output" / "journal" / "journal.mp4"
    assert film.stat().st_size > 100_000
    assert film.stat().st_uid == _ids()[0]
    assert any((project / ".ci" / "cache").iterdir())


def _ids() -> tuple[int, int]:
    user, _, group = SOMEBODY.partition(":")
    return int(user), int(group)


@pytest.mark.pipelines
def test_it_says_its_version_without_a_volume_and_leaves_with_the_codes_of_jt(image: Engine) -> None:
    assert image.run(Box(), "--version").stdout == f"jt {__version__}\n"
    refused = image.run(Box(), "check", "absent.yaml")
    assert refused.returncode == 1
    assert "absent.yaml" in refused.stderr
