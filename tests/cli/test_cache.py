"""`jt cache`: shown, emptied, cleaned, checked."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.work import working
from pipeline.adapters.project import CACHE_VERSION
from pipeline.adapters.shared.sealed import Seal

Jt = Callable[..., Any]

_KEYS = [f"{number:02}" * 8 for number in range(3)]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a cache of three entries of a megabyte, last used 60, 20 and 0 days ago, and one of an old version."""
    folder = tmp_path / "output" / ".cache"
    for kind, key, days in zip(("images", "voix", "images"), _KEYS, (60, 20, 0), strict=True):
        path = FolderStore(folder / CACHE_VERSION, {"images": ".mp4"}).put(kind, key, b"x" * 1_000_000)
        then = time.time() - days * 86_400
        os.utime(path, (then, then))
    FolderStore(folder / "v0").put("images", _KEYS[0], b"x" * 500_000)
    return folder


def _left(cache: Path) -> list[str]:
    return sorted(path.stem for path in (cache / CACHE_VERSION).rglob("*") if path.is_file() and "sha" not in path.name)


def test_it_is_shown_with_its_place_its_kinds_and_its_ages(jt: Jt, cache: Path) -> None:
    told = jt("cache")
    assert (told.code, told.err) == (0, "")
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert lines[0] == f"Cache : {cache}"
    assert "images 2 Mo 2 entrées morceaux d'image encodés" in lines
    assert "voix 1 Mo 1 entrée répliques dites" in lines
    assert any(line.startswith("v0 500 ko 1 entrée ancienne version") for line in lines)
    assert "Total : 3,5 Mo, 4 entrées" in lines
    assert lines[-1] == "Dernier usage : il y a 60 jours pour la plus ancienne entrée, aujourd'hui pour la plus récente"


def test_an_empty_cache_is_said_so(jt: Jt, tmp_path: Path) -> None:
    told = jt("cache")
    assert (told.code, told.out) == (0, f"Cache : {tmp_path / 'output' / '.cache'}\n  vide\n")


def test_it_is_not_emptied_without_a_confirmation(jt: Jt, cache: Path) -> None:
    told = jt("cache", "--vider")
    assert told.code == 1
    assert told.out == f"4 entrées, 3,5 Mo à effacer dans {cache} ; rien n'a été effacé\n"
    assert "--oui" in told.err
    assert _left(cache) == _KEYS


@pytest.mark.parametrize("words", [("--vider", "--oui"), ("--clear", "--yes")])
def test_it_is_emptied_old_versions_included(jt: Jt, cache: Path, words: tuple[str, ...]) -> None:
    told = jt("cache", *words)
    assert (told.code, told.err) == (0, "")
    assert told.out == "4 entrées effacées, 3,5 Mo libérés ; il reste 0 o\n"
    assert not [path for path in cache.rglob("*") if path.is_file()]


def test_what_has_not_served_for_long_goes(jt: Jt, cache: Path) -> None:
    assert jt("cache", "--plus-vieux-que", "30j").out == "1 entrée effacée, 1 Mo libérés ; il reste 2,5 Mo\n"
    assert _left(cache) == _KEYS[1:]


def test_a_size_keeps_what_served_last(jt: Jt, cache: Path) -> None:
    assert jt("cache", "--taille-max", "1,5Mo").out == "3 entrées effacées, 2,5 Mo libérés ; il reste 1 Mo\n"
    assert _left(cache) == _KEYS[2:]


def test_a_rehearsal_removes_nothing(jt: Jt, cache: Path) -> None:
    told = jt("cache", "--taille-max", "1,5Mo", "--plus-vieux-que", "30j", "--essai")
    assert (told.code, told.out) == (0, f"3 entrées, 2,5 Mo à effacer dans {cache} ; rien n'a été effacé\n")
    assert _left(cache) == _KEYS


def test_a_render_under_way_keeps_what_it_uses(jt: Jt, cache: Path) -> None:
    with FolderStore(cache / CACHE_VERSION).in_use():
        told = jt("cache", "--vider", "--oui")
    assert told.code == 0
    assert "1 entrée gardée : un rendu s'en sert, ou vient de s'en servir" in told.out
    assert _left(cache) == _KEYS[2:]


def test_every_sum_is_checked_and_false_entries_go(jt: Jt, cache: Path) -> None:
    assert jt("cache", "--verifier").out == "4 entrées vérifiées, toutes justes\n"
    (damaged,) = cache.rglob(f"{_KEYS[1]}.bin")
    damaged.write_bytes(b"y" * 1_000_000)
    told = jt("cache", "--verifier")
    assert told.code == 1
    assert f"entrée abîmée, effacée : {damaged}" in told.err
    assert told.out == "4 entrées vérifiées, 1 fausse, effacée : le prochain rendu la refera\n"
    assert _left(cache) == [_KEYS[0], _KEYS[2]]
    assert jt("cache", "--verifier").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--taille-max", "beaucoup"), "taille illisible : « beaucoup »"),
        (("--taille-max", f"{'9' * 400}Go"), "taille illisible : « 9999"),
        (("--taille-max", "0quintal"), "taille illisible : « 0quintal »"),
        (("--taille-max", "-5Go"), "taille illisible : « -5Go »"),
        (("--taille-max", "nan"), "taille illisible : « nan »"),
        (("--plus-vieux-que", f"{'9' * 400}j"), "durée illisible : « 9999"),
        (("--plus-vieux-que", "infj"), "durée illisible : « infj »"),
        (("--plus-vieux-que", "hier"), "durée illisible : « hier »"),
        (("--verifier", "--vider"), "--verifier se demande seul"),
        (("--oui",), "--oui confirme --vider"),
    ],
)
def test_what_cannot_be_done_is_told(jt: Jt, cache: Path, words: tuple[str, ...], told: str) -> None:
    assert told in jt("cache", *words).sentence()
    assert _left(cache) == _KEYS


def test_a_cache_that_is_no_folder_is_told(jt: Jt, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    assert "n'est pas un dossier" in jt("cache", "--cache", str(tmp_path / "fichier")).sentence()


def _left_by_a_dead_run(films: Path, registry: Path | None = None) -> Path:
    """Leave what a run that was killed leaves: nobody has this number (Linux gives none above 4 194 304)."""
    left = films / ".en-cours-9999999-abcdefgh"
    (left / "film").mkdir(parents=True)
    (left / "etat.json").write_text('{"jt": 1}', "utf-8")
    (left / "film" / "petit.mp4").write_bytes(b"x" * 2_000_000)
    if registry is not None:
        registry.mkdir(parents=True)
        (registry / f"travail-{left.name}").write_text(str(left), "utf-8")
    return left


def test_what_killed_runs_left_is_counted_and_removed(jt: Jt, folder: Path, tmp_path: Path, cache: Path) -> None:
    here = _left_by_a_dead_run(folder / "output")
    elsewhere = _left_by_a_dead_run(tmp_path / "ailleurs", cache / CACHE_VERSION / "en-cours")
    old = folder / "output" / "petit" / ".en-cours-ab3d_efg"
    old.mkdir(parents=True)
    told = "Restes de rendus arrêtés net : 3 dossiers, 4 Mo"
    assert jt("cache").out.splitlines()[-1] == f"{told} ; le prochain rendu, ou --vider --oui, les efface"
    assert f"{told}, à effacer aussi\n" in jt("cache", "--vider").out
    assert f"{told}, à effacer aussi\n" in jt("cache", "--vider", "--oui", "--essai").out
    assert here.is_dir()
    assert f"{told}, effacés\n" in jt("cache", "--vider", "--oui").out
    assert not [left for left in (here, elsewhere, old) if left.exists()]
    assert "Restes" not in jt("cache").out


def test_the_work_of_a_run_under_way_is_no_leftover(jt: Jt, folder: Path, cache: Path) -> None:
    assert cache.is_dir()
    with working(folder / "output", folder / "output" / "petit", Disk()) as work:
        assert "Restes" not in jt("cache").out
        jt("cache", "--vider", "--oui")
        assert work.tree.is_dir()


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JT_STORE", f"file://{tmp_path}/magasin")
    for key, data in ((_SHARED, b"x" * 2_000), (_SHARED[::-1], b"y" * 3_000)):
        place = tmp_path / "magasin" / "v1" / "images" / key[:2] / key
        place.parent.mkdir(parents=True)
        place.write_bytes(Seal.over("images", key, data).head + data)
    return tmp_path / "magasin"


_SHARED = "0123456789abcdef"


def _there(shared: Path) -> int:
    return sum(path.is_file() for path in shared.rglob("*"))


def test_the_shared_store_is_shown_by_kind(jt: Jt, shared: Path) -> None:
    told = jt("cache", "--partage").out
    assert f"Magasin partagé : file://{shared}\n" in told
    assert "  images    5,2 ko        2 entrées  morceaux d'image encodés\n" in told
    assert "Écriture : aujourd'hui" in told


def test_the_shared_store_is_cleaned_only_when_that_is_said(
    jt: Jt, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = jt("cache", "--partage", "--vider")
    assert (told.code, _there(shared)) == (1, 2)
    assert "pour vider le magasin partagé, celui de tous, ajoutez --oui" in told.err
    assert jt("cache", "--partage", "--taille-max", "3ko", "--essai").code == 0
    assert jt("cache", "--partage", "--plus-vieux-que", "90j").out.startswith("0 entrée effacée")
    assert _there(shared) == 2
    monkeypatch.setenv("JT_STORE_ECRITURE", "non")
    assert "rien n'est effacé du magasin partagé" in jt("cache", "--partage", "--vider", "--oui").sentence()
    monkeypatch.delenv("JT_STORE_ECRITURE")
    assert jt("cache", "--partage", "--vider", "--oui").out.startswith(
        "2 entrées effacées, 5,2 ko libérés dans file://"
    )
    assert _there(shared) == 0
    assert "vide" in jt("cache", "--partage").out


def test_what_is_false_in_the_shared_store_is_removed(jt: Jt, shared: Path) -> None:
    assert jt("cache", "--partage", "--verifier").out == "2 entrées vérifiées, toutes justes\n"
    entry = next(shared.rglob(_SHARED))
    entry.write_bytes(entry.read_bytes()[:-1])
    told = jt("cache", "--partage", "--verifier")
    assert (told.code, _there(shared)) == (1, 1)
    assert f"entrée abîmée, effacée : v1/images/01/{_SHARED}" in told.err


def test_without_a_shared_store_the_variable_is_named(jt: Jt, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "la variable JT_STORE n'est pas donnée" in jt("cache", "--partage").sentence()
    monkeypatch.setenv("JT_STORE", "s3://cle:secret@seau")
    told = jt("cache", "--partage").sentence()
    assert "ni mot de passe" in told
    assert "secret" not in told
