"""`jt lot` as it is typed: every line says its film, a table ends it, programs have lines of JSON, exit codes tell."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.batch_table import COLUMNS, table, total
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.batch import BatchStory, Fate, FilmStory, Reuse, Shard
from pipeline.model.traffic import Traffic
from pipeline.service import render as rendering
from pipeline.service.events import Advanced, ChunkReady, Delivered, Finished, Found, Noted, StageBegun
from pipeline.service.render import Rendered

Jt = Callable[..., Any]

_WARNED = Finding(Mark("petit.yaml", 5, 1), "c'est rapide", level=Level.WARNING, code=Code("sous-titre-rapide"))

_EVENTS = (
    StageBegun("images", 75),
    Advanced("images", 30, 75, 1.25),
    Found(_WARNED),
    ChunkReady("plateau/1", "abc", 75, reused=False),
    Delivered("films/x/x.mp4"),
    Finished("films/x/x.mp4"),
)
"""One of each that a render tells."""


@pytest.fixture
def lot(jt: Jt, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Jt:
    """Run `jt lot` where films are made in no time, but for those of scripts that are wrong."""

    def render(newsroom: Any, task: Any, hear: Any, stop: Any, source: Any) -> Rendered:
        if task.path.stem == "bogue":
            raise ZeroDivisionError("ours")
        if task.path.stem in {"faux", "absent"}:
            made: Rendered = real(newsroom, task, hear, stop, source)
            return made
        hear(Noted("voix : pico\nen deux lignes"))
        film = (task.folder or folder / "output") / f"{task.path.stem}.mp4"
        for event in _EVENTS:
            hear(event)
        findings = (_WARNED,) if task.path.stem == "petit" else ()
        return Rendered(
            film=film, frames=75, chunks=(), findings=findings, loudness=-16.0, segments=(1, 0), traffic=Traffic()
        )

    real = rendering.render
    monkeypatch.setattr(rendering, "render", render)
    (folder / "autre.yaml").write_text((folder / "petit.yaml").read_text("utf-8"), "utf-8")
    return lambda *words: jt("lot", *words, "--preset", "draft", "--jobs", "1", "--no-cache", "--out", "films")


def test_every_line_says_its_film_and_the_films_are_on_standard_output(lot: Jt) -> None:
    told = lot("petit.yaml", "faux.yaml", "autre.yaml")
    assert told.code == 1
    assert sorted(told.out.split()) == ["films/autre/autre.mp4", "films/petit/petit.mp4"]
    log, _, end = told.err.partition("\n\n")
    lines = log.splitlines()
    assert {line.split("|")[0] for line in lines} == {"lot   ", "petit ", "faux  ", "autre "}
    assert "petit | voix : pico" in lines
    assert "petit | en deux lignes" in lines
    assert any(line.startswith("faux  | faux.yaml:2:1: ") for line in lines)
    assert "faux  | refusé : 2 erreurs dans le script" in lines
    heads, _, *rows, last = end.splitlines()
    assert heads.split() == ["film", "livraison", "état", "durée", "temps", "rendus", "repris", "remarques"]
    assert [row.split()[:3] for row in rows] == [
        ["petit", "draft", "rendu"],
        ["faux", "draft", "refusé"],
        ["autre", "draft", "rendu"],
    ]
    assert last.startswith("3 films : 2 rendus, 1 refusé ; 0:06 de film en ")
    assert "\x1b" not in told.err


def test_quiet_tells_errors_and_the_table_alone(lot: Jt) -> None:
    told = lot("petit.yaml", "faux.yaml", "--quiet")
    before, _, _ = told.err.partition("\n\n")
    assert {line.partition(" | ")[0].strip() for line in before.splitlines()} == {"faux"}


def test_programs_have_one_object_a_line_and_nothing_else(lot: Jt, folder: Path) -> None:
    (folder / "bogue.yaml").write_text("titre: x", "utf-8")
    told = lot("petit.yaml", "faux.yaml", "bogue.yaml", "--json")
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert (lines[0]["kind"], lines[0]["version"]) == ("batch_begun", 1)
    assert lines[0]["films"] == ["petit", "faux", "bogue"]
    ended = {line["film"]: line for line in lines if line["kind"] == "film_ended"}
    assert {name: line["fate"] for name, line in ended.items()} == {
        "petit": "rendered",
        "faux": "refused",
        "bogue": "broken",
    }
    assert ended["faux"]["findings"][0]["code"] == "cle-inconnue"
    told_of_one = [line for line in lines if line.get("film") == "petit"]
    kinds = [
        "film_begun",
        "noted",
        "stage_begun",
        "advanced",
        "found",
        "chunk_ready",
        "delivered",
        "finished",
        "film_ended",
    ]
    assert [line["kind"] for line in told_of_one] == kinds
    assert told_of_one[kinds.index("delivered")]["place"] == "films/x/x.mp4"
    assert told_of_one[kinds.index("found")]["finding"]["level"] == "warning"
    assert all(line["film"] for line in lines if line["kind"] not in {"batch_begun", "batch_ended"})
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    assert lines[-1]["kind"] == "batch_ended"
    assert lines[-1]["exit_code"] == told.code == 3
    assert "petit | voix : pico" in told.err
    assert (folder / "jt-erreur-bogue.txt").read_text("utf-8").endswith("ZeroDivisionError: ours\n")


@pytest.mark.parametrize(
    ("script", "level", "code"),
    [
        ("petit.yaml", "error", 0),
        ("petit.yaml", "avertissement", 1),
        ("petit.yaml", "warning", 1),
        ("autre.yaml", "warning", 0),
        ("faux.yaml", "erreur", 1),
        ("absent.yaml", "erreur", 1),
    ],
)
def test_the_exit_code_is_that_of_the_worst_film(lot: Jt, script: str, level: str, code: int) -> None:
    assert lot(script, "--echec-sur", level).code == code


def test_what_is_put_off_ends_with_1_and_a_share_of_nothing_with_0(lot: Jt) -> None:
    late = lot("petit.yaml", "--max-minutes", "0.0000001")
    assert late.code == 1
    assert re.search(
        r"^arrêté : les \S+ minutes accordées sont passées ; ce qui est fait sera ", late.err, re.MULTILINE
    )
    assert re.search(r"^petit +draft +reporté ", late.err, re.MULTILINE)
    none = lot("petit.yaml", "--part", "2/2")
    assert (none.code, none.out, none.err) == (0, "", "aucun film à rendre dans la part 2/2\n")


def test_a_script_that_is_named_twice_is_made_once(lot: Jt) -> None:
    told = lot("petit.yaml", "./petit.yaml")
    assert told.out == "films/petit/petit.mp4\n"
    assert "petit.yaml est donné deux fois" in told.err


def test_a_folder_without_scripts_is_told(lot: Jt, folder: Path) -> None:
    (folder / "vide").mkdir()
    assert "aucun script dans" in lot("vide").sentence()


def test_the_table_fits_a_hundred_columns_whatever_is_in_it() -> None:
    story = FilmStory(
        script="x.yaml",
        name="une-commune-au-nom-tres-long-" * 4 + "日本",
        preset="broadcast",
        fate=Fate.RENDERED,
        seconds=90_000.0,
        length=36_000.0,
        chunks=Reuse(12_345, 67_890),
        findings=(_WARNED,) * 120,
    )
    broken = FilmStory(script="y.yaml", name="y", preset="", fate=Fate.BROKEN)
    batch = BatchStory(films=(story, broken), seconds=3_900.0, jobs=2, shard=Shard(2, 5))
    lines = list(table(batch))
    assert all(len(line) + line.count("日") <= COLUMNS for line in lines)
    assert "…" in lines[2]
    assert lines[2].endswith("120 avert.")
    assert total(batch) == (
        "part 2/5, 2 films : 1 rendu, 1 échec ; 10:00:00 de film en 1 h 05 min ; 12345 morceaux rendus, 67890 repris"
    )
