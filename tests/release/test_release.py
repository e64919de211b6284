"""A release is refused for what a user would miss, and its notes are what the changelog says of it."""

import ast
import io
import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from pipeline import __version__
from release.archives import HEAVIEST, LIBRARY, difference, metadata_faults, sdist_faults, wheel_faults
from release.errors import ReleaseError
from release.notes import dated, notes

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [1.0.0] - 2050-03-12\n\n### Added\n\n- Old.\n"
TRACKED = ("README.md", "pipeline/__init__.py", "pipeline/pages/templates/page.html", "scenes/carte/scene.yaml")
METADATA = "Metadata-Version: 2.4\nName: jt2050\nVersion: 1.0.0\nDescription-Content-Type: text/markdown\n\n# JT\n"
INFO = "jt2050-1.0.0.dist-info"
WHOLE = {
    "pipeline/__init__.py": "",
    "pipeline/pages/templates/page.html": "<p>",
    "pipeline/bibliotheque/scenes/carte/scene.yaml": "libelle: Carte",
    f"{INFO}/METADATA": METADATA,
    f"{INFO}/entry_points.txt": "[console_scripts]\njt = pipeline.__main__:main\n",
    f"{INFO}/licenses/LICENSE": "EUPL",
    f"{INFO}/RECORD": "",
}


def _wheel(folder: Path, files: dict[str, str], name: str = "jt2050-1.0.0-py3-none-any.whl") -> Path:
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return folder / name


def test_the_notes_are_those_of_the_version() -> None:
    assert notes(CHANGELOG, "1.0.0") == "# 1.0.0 - 2050-03-12\n\n### Added\n\n- Old.\n"


def test_what_has_no_section_yet_is_what_is_to_come() -> None:
    assert notes(CHANGELOG, "1.1.0") == "# 1.1.0\n\n- New.\n"


@pytest.mark.parametrize("changelog", ["# Changelog\n", "## [Unreleased]\n\n## [0.9.0]\n\n- Old.\n"])
def test_a_release_without_notes_is_refused(changelog: str) -> None:
    with pytest.raises(ReleaseError, match="CHANGELOG"):
        notes(changelog, "1.1.0")


def test_only_a_section_with_its_day_is_ready_to_go_out() -> None:
    assert [dated(CHANGELOG, version) for version in ("1.0.0", "1.1.0", "Unreleased")] == [True, False, False]


def test_the_project_has_notes_for_the_next_release() -> None:
    assert len(notes((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__)) > 100


def test_the_version_is_the_same_wherever_it_stands() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__


def test_what_is_checked_is_what_the_wheel_is_told_to_carry() -> None:
    found = re.search(r"^LIBRARY = (\(.*\))$", (ROOT / "hatch_build.py").read_text("utf-8"), re.MULTILINE)
    assert found
    assert ast.literal_eval(found[1]) == LIBRARY


def test_a_whole_wheel_has_no_faults(tmp_path: Path) -> None:
    assert list(wheel_faults(_wheel(tmp_path, WHOLE), TRACKED, "1.0.0")) == []


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("pipeline/pages/templates/page.html", "lacks pipeline/pages/templates/page.html"),
        ("pipeline/bibliotheque/scenes/carte/scene.yaml", "lacks pipeline/bibliotheque/scenes/carte/scene.yaml"),
        (f"{INFO}/licenses/LICENSE", "no licence"),
    ],
)
def test_a_wheel_that_lacks_something_is_refused(missing: str, told: str, tmp_path: Path) -> None:
    wheel = _wheel(tmp_path, {name: content for name, content in WHOLE.items() if name != missing})
    (fault,) = wheel_faults(wheel, TRACKED, "1.0.0")
    assert told in fault


@pytest.mark.parametrize("stranger", ["tests/test_base.py", "pipeline/bibliotheque/output/film.mp4", "film.mp4"])
def test_a_wheel_that_holds_a_stranger_is_refused(stranger: str, tmp_path: Path) -> None:
    (fault,) = wheel_faults(_wheel(tmp_path, WHOLE | {stranger: "x"}), TRACKED, "1.0.0")
    assert f"holds {stranger}" in fault


def test_a_wheel_that_is_too_heavy_is_refused(tmp_path: Path) -> None:
    (fault,) = wheel_faults(_wheel(tmp_path, WHOLE | {f"{INFO}/x": "x" * HEAVIEST}), TRACKED, "1.0.0")
    assert re.search(r"weighs \d+ bytes", fault)


def test_a_wheel_without_its_command_is_refused(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path, WHOLE | {f"{INFO}/entry_points.txt": ""})
    assert [fault for fault in wheel_faults(wheel, TRACKED, "1.0.0") if "no command jt" in fault]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Version: 1.0.0", "Version: 1.0.1", "version 1.0.1, the code says 1.0.0"),
        ("Name: jt2050\n", "", "name"),
        ("text/markdown", "text/plain", "no description in Markdown"),
        ("\n\n# JT\n", "\n", "no description in Markdown"),
        ("Version: 1.0.0", "Version: one", "version"),
    ],
)
def test_metadata_that_an_index_would_refuse_is_told(old: str, new: str, told: str) -> None:
    assert told in " ".join(metadata_faults(METADATA.replace(old, new).encode(), "1.0.0"))


def test_a_source_archive_holds_every_file_of_the_project(tmp_path: Path) -> None:
    path = tmp_path / "jt2050-1.0.0.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in TRACKED[1:]:
            archive.addfile(tarfile.TarInfo(f"jt2050-1.0.0/{name}"), io.BytesIO())
    assert list(sdist_faults(path, TRACKED)) == ["jt2050-1.0.0.tar.gz lacks README.md"]


def test_two_wheels_that_differ_are_told_apart(tmp_path: Path) -> None:
    here, there = _wheel(tmp_path / "a", WHOLE), _wheel(tmp_path / "b", WHOLE | {"pipeline/__init__.py": "x = 1\n"})
    assert list(difference(here, here)) == []
    assert [fault.rpartition(" ")[2] for fault in difference(here, there)] == ["pipeline/__init__.py"]


def test_two_wheels_of_one_content_that_are_not_the_same_bytes_are_told_apart(tmp_path: Path) -> None:
    here = _wheel(tmp_path / "a", WHOLE)
    there = tmp_path / "b" / here.name
    there.parent.mkdir()
    with zipfile.ZipFile(here) as read, zipfile.ZipFile(there, "w") as written:
        for each in read.infolist():
            each.external_attr = 0o755 << 16
            written.writestr(each, read.read(each.filename))
    assert len(list(difference(here, there))) == len(WHOLE)
