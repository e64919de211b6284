"""Every file of media/ has its licence and credit, and nothing is credited that is not there."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from pipeline.adapters.yaml.files import read_plain
from pipeline.plan.pictured import pictured

MEDIA = Path(__file__).parents[2] / "media"
MANIFEST: dict[str, Any] = read_plain(MEDIA / "manifest.yaml")
ENTRIES: list[dict[str, Any]] = MANIFEST["fichiers"]
FILES = sorted(
    path.relative_to(MEDIA).as_posix()
    for path in MEDIA.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
)


def _covered_elsewhere() -> Iterator[str]:
    """Yield what the manifests of single folders speak for: themselves, their files, what made them."""
    for name in MANIFEST["manifestes"]:
        folder = Path(name).parent
        own = read_plain(MEDIA / name)
        yield name
        yield (folder / own["fabrique_par"]).as_posix()
        yield from ((folder / name).as_posix() for name in own["code"])
        for entry in own["sons"].values():
            assert entry["licence"], f"{name}: {entry['fichier']} has no licence"
            yield (folder / entry["fichier"]).as_posix()


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_covered(file: str) -> None:
    patterns = [entry["motif"] for entry in ENTRIES]
    assert file in set(_covered_elsewhere()) or any(fnmatchcase(file, pattern) for pattern in patterns), (
        f"media/{file} has no licence: add it to media/manifest.yaml"
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["motif"]))
def test_every_pattern_finds_a_file_and_says_what_it_is(entry: dict[str, Any]) -> None:
    assert any(fnmatchcase(file, entry["motif"]) for file in FILES)
    assert entry["quoi"]
    assert entry.get("licence") or entry["motif"] == "licences/*"


def test_every_file_named_by_a_folders_own_manifest_exists() -> None:
    assert set(_covered_elsewhere()) <= set(FILES)


def test_every_text_of_a_licence_is_there() -> None:
    texts = {entry["texte"] for entry in ENTRIES if "texte" in entry}
    texts |= {entry["emprunts"]["texte"] for entry in ENTRIES if "emprunts" in entry}
    assert texts <= set(FILES)
    assert "Microsoft Corporation" in (MEDIA / "licences" / "MIT-FluentEmoji.txt").read_text("utf-8")


def test_licences_that_are_not_the_projects_come_with_their_text() -> None:
    own = {MANIFEST["licence_du_projet"], None}
    borrowed = [entry for entry in ENTRIES if entry.get("licence") not in own]
    assert all("texte" in entry or "licences" in entry["quoi"] for entry in borrowed)


def test_every_illustration_that_borrows_exists() -> None:
    (drawn,) = [entry for entry in ENTRIES if "emprunts" in entry]
    borrowing = {f"illustrations/{name}" for name in drawn["emprunts"]["objets"]}
    assert borrowing <= set(FILES)
    assert all(drawn["emprunts"]["objets"].values())


def test_every_picture_is_described_for_those_who_do_not_see_it() -> None:
    told = pictured(MANIFEST)
    pictures = [name for name in FILES if name.startswith(("illustrations/", "exemples/")) and not name.endswith(".py")]
    assert [name for name in pictures if f"media/{name}" not in told] == []
    assert {PurePosixPath(name).stem for name in pictures if name.endswith(".svg")} <= told.keys()
    for name, sentence in told.items():
        assert sentence[0].isupper(), f"{name}: no sentence"
        assert sentence.endswith("."), f"{name}: no sentence"
        assert len(sentence) <= 200, f"{name}: too long to be heard"
    assert {name for name in told if name.startswith("media/")} <= {f"media/{name}" for name in FILES}
