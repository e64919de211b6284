"""Objects of a real library, in memory and in a folder: created once, read in pieces, listed, removed."""

import sys
from pathlib import Path

import pytest

from pipeline.adapters.project import SharedPlace
from pipeline.adapters.shared.address import address_of
from pipeline.adapters.shared.linking import linked
from pipeline.adapters.shared.objects import StoredObjects, Trouble
from pipeline.adapters.shared.tiered import TieredStore
from pipeline.errors import UserError


@pytest.fixture(params=["memory", "file"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> StoredObjects:
    url = f"memory://{tmp_path.name}" if request.param == "memory" else f"file://{tmp_path}/magasin"
    return StoredObjects(address_of(url))


def test_an_object_is_created_once(objects: StoredObjects) -> None:
    assert objects.read("v1/images/01/0123") is None
    assert objects.start("v1/images/01/0123", 5) is None
    assert objects.create("v1/images/01/0123", b"un morceau")
    assert not objects.create("v1/images/01/0123", b"un autre")
    assert b"".join(objects.read("v1/images/01/0123") or ()) == b"un morceau"
    assert objects.start("v1/images/01/0123", 5) == b"un mo"


def test_objects_are_listed_below_a_folder_and_removed(objects: StoredObjects) -> None:
    assert list(objects.listed("v1")) == []
    for name in ("v1/images/01/0123", "v1/son/ab/abcd", "v2/son/ab/abcd"):
        objects.create(name, b"12345")
    assert {(one.name, one.size) for one in objects.listed("v1")} == {("v1/images/01/0123", 5), ("v1/son/ab/abcd", 5)}
    objects.remove(["v1/son/ab/abcd", "v1/son/ab/rien"])
    assert [one.name for one in objects.listed("v1")] == ["v1/images/01/0123"]


def test_an_empty_object_is_one(objects: StoredObjects) -> None:
    assert objects.create("v1/images/01/0123", b"")
    assert objects.start("v1/images/01/0123", 5) == b""


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(UserError, match="impossible d'ouvrir file://"):
        StoredObjects(address_of(f"file://{tmp_path}/fichier/magasin"))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(UserError, match=r"pip install 'jt2050\[grappe\]'"):
        StoredObjects(address_of("memory://sans"))


def test_a_place_that_goes_away_is_a_trouble_in_french(tmp_path: Path) -> None:
    objects = StoredObjects(address_of(f"file://{tmp_path}/magasin"))
    (tmp_path / "magasin").rmdir()
    (tmp_path / "magasin").write_text("un fichier")
    with pytest.raises(Trouble, match="ne répond pas"):
        objects.create("v1/images/01/0123", b"x")


def test_two_caches_behind_one_address_share(tmp_path: Path) -> None:
    place = SharedPlace(f"file://{tmp_path}/magasin")
    stores = []
    for name in ("ici", "la-bas"):
        link = linked(place, tmp_path / name)
        stores.append(TieredStore(link.local, link))
        assert linked(place, tmp_path / name) is link, "one a process, whatever the number of jobs"
    here, there = stores
    with here.in_use():
        here.put("images", "0123456789abcdef", b"un morceau")
        assert here.settle()
    found = there.find("images", "0123456789abcdef")
    assert found is not None
    assert found.read_bytes() == b"un morceau"
    (there_is,) = (tmp_path / "magasin").rglob("0123456789abcdef")
    assert there_is.relative_to(tmp_path / "magasin").as_posix() == "v1/images/01/0123456789abcdef"
    assert there_is.read_bytes().startswith(b"JT1 images/0123456789abcdef ")
