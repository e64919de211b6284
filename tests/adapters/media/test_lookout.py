"""A change of anything a film is made from is seen, and nothing else is."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.adapters.media.lookout import Lookout
from pipeline.adapters.project import Places


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("scripts/journal/photos", "scenes/house", "media/sons", "library/scenes", "output"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "jt.yaml").write_text("chaine: Le canal\n", "utf-8")
    (tmp_path / "scripts/journal.yaml").write_text("titre: Un\n", "utf-8")
    (tmp_path / "scripts/journal/photos/rue.jpg").write_bytes(b"photo")
    (tmp_path / "media/sons/nappe.wav").write_bytes(b"son")
    return tmp_path


def lookout(project: Path) -> Lookout:
    """Look at the script of a project."""
    places = Places(str(project), str(project / "library"), str(project / "scripts"))
    found = Lookout(project / "scripts/journal.yaml", places)
    found.heed({"media/journal/photos/rue.jpg", "media/journal/photos/place.jpg"})
    return found


def seen(project: Path, change: Callable[[], object]) -> bool:
    """Tell whether a change is seen within a few looks."""
    looking = lookout(project)
    before, looks = looking.look(), iter(range(8))
    change()
    return looking.other_than(before, lambda: None, lambda: next(looks, None) is not None)


def test_nothing_is_seen_of_files_that_no_film_is_made_from(project: Path) -> None:
    assert not seen(project, lambda: (project / "output/film.mp4").write_bytes(b"film"))
    assert not seen(project, lambda: (project / "scripts/.journal.yaml.swp").write_bytes(b"editor"))


@pytest.mark.parametrize(
    "name",
    [
        "scripts/journal.yaml",
        "jt.yaml",
        "media/sons/nappe.wav",
        "media/nouveau.png",
        "scenes/house/capsule.yaml",
        "library/scenes/nouvelle.yaml",
        "scripts/journal/photos/rue.jpg",
        "scripts/journal/photos/place.jpg",
    ],
)
def test_a_file_that_changes_or_appears_is_seen(project: Path, name: str) -> None:
    assert seen(project, lambda: (project / name).write_bytes(b"autre chose"))


@pytest.mark.parametrize("name", ["scripts/journal.yaml", "jt.yaml", "media/sons/nappe.wav"])
def test_a_file_that_goes_is_seen(project: Path, name: str) -> None:
    assert seen(project, (project / name).unlink)


def test_a_script_written_aside_and_renamed_is_seen_even_with_the_same_size_and_time(project: Path) -> None:
    script = project / "scripts/journal.yaml"

    def saved() -> None:
        status = script.stat()
        aside = script.with_suffix(".tmp")
        aside.write_text("titre: Do\n", "utf-8")
        os.utime(aside, ns=(status.st_atime_ns, status.st_mtime_ns))
        aside.replace(script)

    assert seen(project, saved)


def test_names_that_a_job_asks_for_later_are_looked_at_from_then_on(project: Path) -> None:
    looking = lookout(project)
    before = looking.look()
    looking.heed({"media/journal/photos/quai.jpg"})
    looks = iter(range(8))
    assert not looking.other_than(before, lambda: None, lambda: next(looks, None) is not None)
    wide = looking.widened(before)
    (project / "scripts/journal/photos/quai.jpg").write_bytes(b"photo")
    assert looking.other_than(wide, lambda: None)
