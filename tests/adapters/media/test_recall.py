"""What was worked out from files is known to the next job, and made again once one of them could say otherwise."""

from pathlib import Path

import pytest

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.recall import Recall
from pipeline.adapters.project import Places
from pipeline.errors import MediaError

NAME = "media/table.txt"


class Desk:
    """Jobs of one project, one after the other, each reading the same table."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "media").mkdir()
        (root / "scripts").mkdir()
        (root / NAME).write_text("un", "utf-8")
        self.places = Places(str(root), str(root), str(root / "scripts"))
        self.recall = Recall(self.places)
        self.made = 0

    def job(self) -> tuple[str, FolderLibrary]:
        """Read the table in a job of its own."""
        library = FolderLibrary.of(self.places, steady=True)

        def make() -> str:
            self.made += 1
            library.asset(NAME)
            return library.read(NAME).decode()

        return self.recall.look().value(library, "table", make), library


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_next_job_reads_nothing_and_still_says_what_it_was_made_from(desk: Desk) -> None:
    (first, before), (second, after) = desk.job(), desk.job()
    assert (first, second, desk.made) == ("un", "un", 1)
    assert after.used == before.used
    assert after.beside == before.beside == {"table.txt": ""}


def test_a_file_that_changed_is_read_again_whatever_its_length(desk: Desk) -> None:
    desk.job()
    (desk.root / NAME).write_text("dé", "utf-8")
    assert desk.job()[0] == "dé"


def test_a_file_that_comes_to_stand_beside_the_script_wins_at_once(desk: Desk) -> None:
    desk.job()
    (desk.root / "scripts" / "table.txt").write_text("ici", "utf-8")
    assert desk.job()[0] == "ici"
    (desk.root / "scripts" / "table.txt").write_text("là", "utf-8")
    assert desk.job()[0] == "là"
    (desk.root / "scripts" / "table.txt").unlink()
    assert desk.job()[0] == "un"


def test_a_change_before_the_film_is_delivered_is_noticed_of_what_another_job_read(desk: Desk) -> None:
    desk.job()
    _, library = desk.job()
    assert library.changed() == ()
    (desk.root / NAME).write_text("trois", "utf-8")
    assert library.changed() == (NAME,)


def test_what_could_not_be_made_is_tried_again(desk: Desk) -> None:
    (desk.root / NAME).unlink()
    with pytest.raises(MediaError):
        desk.job()
    (desk.root / NAME).write_text("revenu", "utf-8")
    assert desk.job()[0] == "revenu"


def test_a_value_made_of_others_is_made_again_for_others(desk: Desk) -> None:
    library = FolderLibrary.of(desk.places)
    one, other = ["une scène"], ["une scène"]
    recall = desk.recall.look()
    kept = recall.value(library, "scènes", lambda: list(one), (one,))
    assert recall.value(library, "scènes", lambda: list(one), (one,)) is kept
    assert recall.value(library, "scènes", lambda: list(other), (other,)) is not kept


def test_what_was_guessed_from_the_files_beside_is_guessed_again_when_others_are_there(desk: Desk) -> None:
    def near() -> tuple[str, ...]:
        library = FolderLibrary.of(desk.places, steady=True)
        return desk.recall.look().value(library, "voisins", library.neighbours)

    assert near() == ()
    (desk.root / "scripts" / "photo.jpg").touch()
    assert near() == ("photo.jpg",)
