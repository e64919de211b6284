from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.model.edits import SetScalar
from pipeline.service.writing.manuscript import ConflictError, FileState, Manuscript

SCRIPT = "# à moi\ntitre: Le journal\nsujets:\n  - titre: Le banc  # le vert\n    texte: Un banc parle.\n"
TITLE, TEXT = ("sujets", 0, "titre"), ("sujets", 0, "texte")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "journal.yaml"
    path.write_text(SCRIPT, "utf-8")
    return path


def opened(script: Path) -> Manuscript:
    return Manuscript(script, script.parent / ".jt" / "journal")


def write(manuscript: Manuscript, text: str) -> FileState:
    return manuscript.write(manuscript.standing.digest, lambda _: [SetScalar(TEXT, text)], "carte")


def test_only_what_is_written_changes(script: Path) -> None:
    manuscript = opened(script)
    manuscript.write(manuscript.standing.digest, lambda _: [SetScalar(TEXT, "Un banc chante.")], "carte")
    assert script.read_text("utf-8") == SCRIPT.replace("parle", "chante")


def test_undone_and_done_again_in_another_session(script: Path) -> None:
    first = opened(script)
    after = first.write(first.standing.digest, lambda _: [SetScalar(TEXT, "Un banc chante.")], "carte")
    second = opened(script)
    assert second.standing == after
    second.undo()
    assert script.read_text("utf-8") == SCRIPT
    third = opened(script)
    assert third.standing.redo
    third.redo()
    assert "chante" in script.read_text("utf-8")


def test_nothing_is_undone_before_the_first_state(script: Path) -> None:
    with pytest.raises(UserError, match="rien à annuler"):
        opened(script).undo()


def test_what_somebody_else_wrote_meanwhile_stays(script: Path) -> None:
    manuscript = opened(script)
    seen = manuscript.standing.digest
    script.write_text(SCRIPT.replace("Le journal", "Notre journal"), "utf-8")
    manuscript.write(seen, lambda _: [SetScalar(TEXT, "Un banc chante.")], "carte")
    assert script.read_text("utf-8") == SCRIPT.replace("Le journal", "Notre journal").replace("parle", "chante")


def test_one_passage_changed_by_two_is_asked_about_and_both_are_kept(script: Path) -> None:
    manuscript = opened(script)
    seen = manuscript.standing.digest
    theirs = SCRIPT.replace("Un banc parle", "Un banc se tait")
    script.write_text(theirs, "utf-8")
    with pytest.raises(ConflictError, match="changé ailleurs"):
        manuscript.write(seen, lambda _: [SetScalar(TEXT, "Un banc chante.")], "carte")
    assert script.read_text("utf-8") == theirs


def test_an_earlier_version_is_had_again_and_the_later_ones_are_kept(script: Path) -> None:
    manuscript = opened(script)
    write(manuscript, "Deux.")
    write(manuscript, "Trois.")
    states = manuscript.states()
    assert [state.by for state in states] == ["carte", "carte", "ailleurs"]
    manuscript.restore(states[-1].name)
    assert script.read_text("utf-8") == SCRIPT
    assert len(manuscript.states()) == 4


def test_versions_are_plain_files(script: Path) -> None:
    manuscript = opened(script)
    manuscript.write(manuscript.standing.digest, lambda _: [SetScalar(TITLE, "La place")], "carte")
    kept = sorted((script.parent / ".jt" / "journal" / "versions").glob("*.yaml"))
    assert [file.read_text("utf-8") for file in kept] == [SCRIPT, SCRIPT.replace("Le banc ", "La place ")]


def test_a_text_written_whole_keeps_line_ends_and_what_others_wrote(script: Path) -> None:
    script.write_bytes(SCRIPT.replace("\n", "\r\n").encode())
    manuscript = opened(script)
    seen = manuscript.standing.digest
    script.write_bytes(SCRIPT.replace("Le journal", "Notre journal").replace("\n", "\r\n").encode())
    manuscript.rewrite(seen, SCRIPT.replace("parle", "chante"), "texte")
    wanted = SCRIPT.replace("Le journal", "Notre journal").replace("parle", "chante")
    assert script.read_bytes() == wanted.replace("\n", "\r\n").encode()


def test_a_text_that_cannot_be_read_is_mended_as_text(script: Path) -> None:
    script.write_text("titre: [Le journal\n", "utf-8")
    manuscript = opened(script)
    manuscript.rewrite(manuscript.standing.digest, SCRIPT, "texte")
    assert script.read_text("utf-8") == SCRIPT
