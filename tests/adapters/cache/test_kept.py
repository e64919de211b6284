"""What was worked out of files is kept by their contents: never an old answer, never a broken one, never in the way."""

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.adapters.cache import kept
from pipeline.adapters.cache.kept import NAME, KeptForms

FORM = {"titre": "Un été", "lignes": [1, 2.5, None, True], "vide": {}}


class Maker:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> object:
        self.asked += 1
        return FORM


def saved(folder: Path, content: bytes = b"un") -> None:
    """Keep a form of a content in a folder."""
    forms = KeptForms(folder)
    forms.form("essai", (content,), Maker())
    forms.save()


def asked_again(folder: Path, content: bytes = b"un", kind: str = "essai") -> int:
    """Return how often a later process works the form out again."""
    maker = Maker()
    assert KeptForms(folder).form(kind, (content,), maker) == FORM
    return maker.asked


def test_a_form_is_worked_out_once(tmp_path: Path) -> None:
    saved(tmp_path)
    assert asked_again(tmp_path) == 0


def test_another_content_another_kind_another_code_is_another_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path)
    assert asked_again(tmp_path, b"uN") == 1
    assert asked_again(tmp_path, kind="autre") == 1
    monkeypatch.setattr(kept, "_code", lambda: b"next version")
    assert asked_again(tmp_path) == 1


def test_where_one_content_ends_and_the_next_begins_counts(tmp_path: Path) -> None:
    forms = KeptForms(tmp_path)
    forms.form("essai", (b"a", b"bc"), lambda: 1)
    assert forms.form("essai", (b"ab", b"c"), lambda: 2) == 2


def test_what_was_made_is_told_as_what_is_known_and_is_the_callers_own(tmp_path: Path) -> None:
    forms = KeptForms(tmp_path)
    made = forms.form("essai", (b"un",), lambda: {"paire": (1, 2)})
    assert made == {"paire": [1, 2]}
    made["paire"].append(3)
    assert forms.form("essai", (b"un",), lambda: None) == {"paire": [1, 2]}


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4])


def _damaged(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Un", b"Uh"))


def _foreign(file: Path) -> None:
    file.write_text(json.dumps({"essai": 3}))


def _bottomless(file: Path) -> None:
    file.write_bytes(b"[" * 200_000)


def _linked(file: Path) -> None:
    aside = file.with_name("ailleurs")
    file.rename(aside)
    file.symlink_to(aside)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("spoil", [_truncated, _damaged, _foreign, _bottomless, _linked, _folder])
def test_whatever_is_not_as_it_was_written_is_made_again_and_kept(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    saved(tmp_path)
    spoil(tmp_path / NAME)
    assert asked_again(tmp_path) == 1
    saved(tmp_path)
    assert asked_again(tmp_path) == 0


def test_what_cannot_be_kept_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    saved(tmp_path / "cache")
    assert asked_again(tmp_path / "cache") == 1


def test_a_full_disk_leaves_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(tmp_path)
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(28, os.strerror(28))

        patch.setattr(kept, "put_in_place", full)
        saved(tmp_path, b"deux")
    assert (asked_again(tmp_path), asked_again(tmp_path, b"deux")) == (0, 1)
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_two_at_once_do_no_harm(tmp_path: Path) -> None:
    contents = [b"%d" % number for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: saved(tmp_path, content), contents))
    assert sum(not asked_again(tmp_path, content) for content in contents) >= 1


def test_what_was_used_last_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_ROOM", 3 * len(json.dumps(FORM, separators=(",", ":"))))
    for content in (b"1", b"2", b"3"):
        saved(tmp_path, content)
    forms = KeptForms(tmp_path)
    forms.form("essai", (b"1",), Maker())
    forms.form("essai", (b"4",), Maker())
    forms.save()
    assert [asked_again(tmp_path, content) for content in (b"1", b"2", b"3", b"4")] == [0, 1, 0, 0]


def test_nothing_that_fails_is_kept(tmp_path: Path) -> None:
    forms = KeptForms(tmp_path)

    def fails() -> object:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        forms.form("essai", (b"un",), fails)
    assert forms.form("essai", (b"un",), lambda: 1) == 1
