import hashlib
from pathlib import Path

import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.media.by_digest import KIND, DigestLibrary, assets_in, library_stock
from pipeline.adapters.project import EXTENSIONS
from pipeline.errors import MediaError
from pipeline.model.picture import ArtSpec, Asset, LayerSpec, PhotoSpec


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "magasin", EXTENSIONS)


def test_a_file_is_had_from_the_package_else_from_the_store(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "police").write_bytes(b"lettres")
    store.put(KIND, digest(b"photo"), b"photo")
    library = DigestLibrary({digest(b"lettres"): tmp_path / "police"}, store)
    assert library.serve({"scenes/p.ttf": digest(b"lettres"), "media/a.jpg": digest(b"photo")}) == ()
    assert library.read("scenes/p.ttf") == b"lettres"
    assert library.path("scenes/p.ttf") == tmp_path / "police"
    assert library.read("media/a.jpg") == b"photo"
    assert library.asset("media/a.jpg") == Asset("media/a.jpg", digest(b"photo"))


def test_what_is_nowhere_is_told_before_the_work_begins(store: FolderStore) -> None:
    library = DigestLibrary({}, store)
    assert library.serve({"media/a.jpg": digest(b"photo")}) == (digest(b"photo"),)
    with pytest.raises(MediaError, match=r"media/a\.jpg : fichier absent du magasin"):
        library.path("media/a.jpg")
    with pytest.raises(MediaError, match="n'annonce pas"):
        library.read("media/autre.jpg")


def test_one_name_is_another_file_in_another_job(store: FolderStore) -> None:
    library = DigestLibrary({}, store)
    for content in (b"logo de Nancy", b"logo de Lyon"):
        store.put(KIND, digest(content), content)
        assert library.serve({"media/logo.svg": digest(content)}) == ()
        assert library.read("media/logo.svg") == content


def test_a_poisoned_entry_is_forgotten_and_never_believed(store: FolderStore) -> None:
    """Its sum is right, its content is another's."""
    store.put(KIND, digest(b"photo"), b"autre chose")
    library = DigestLibrary({}, store)
    assert library.serve({"media/a.jpg": digest(b"photo")}) == (digest(b"photo"),)
    assert store.damaged == [f"{KIND}/{digest(b'photo')}"]
    store.put(KIND, digest(b"photo"), b"photo")
    assert library.serve({"media/a.jpg": digest(b"photo")}) == ()
    assert library.read("media/a.jpg") == b"photo"


def test_a_file_that_changes_under_our_feet_is_looked_at_again(store: FolderStore, tmp_path: Path) -> None:
    here = tmp_path / "police"
    here.write_bytes(b"lettres")
    library = DigestLibrary({digest(b"lettres"): here}, store)
    assert library.serve({"p.ttf": digest(b"lettres")}) == ()
    here.write_bytes(b"d'autres lettres")
    with pytest.raises(MediaError):
        library.read("p.ttf")


def test_every_file_of_a_job_is_found_however_deep_it_lies() -> None:
    one, two = Asset("a.svg", "1"), Asset("b.jpg", "2")
    layers: dict[str, LayerSpec] = {
        "k": ArtSpec(files=(one,), box=(0, 0, 1, 1)),
        "l": PhotoSpec(two, (0, 0, 1, 1), "remplit", 0.0),
    }
    assert set(assets_in((layers, (layers,)))) == {one, two}


def test_the_package_carries_its_own_library() -> None:
    found = library_stock()
    assert any(path.suffix == ".ttf" for path in found.values())
    some = next(iter(found))
    assert digest(found[some].read_bytes()) == some
