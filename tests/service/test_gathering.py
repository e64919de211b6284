"""The reports of a batch's parts become one, whole; a part that is missing, double or changed is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import Code, Finding, Level, Mark, UserError
from pipeline.model.batch import BatchStory, Fate, FilmStory, Reuse, Shard
from pipeline.service.batch_reports import write_reports
from pipeline.service.gathering import gathered

FINDING = Finding(Mark("scripts/a.yaml", 3, 5), "trop long", "coupez", Level.WARNING, code=Code("trop-long"))


def _film(name: str, preset: str = "web", fate: Fate = Fate.RENDERED) -> FilmStory:
    return FilmStory(
        script=f"scripts/{name}.yaml",
        name=name,
        preset=preset,
        fate=fate,
        place=f"output/{name}/{name}.mp4",
        begun=1.5,
        seconds=20.25,
        length=61.0,
        chunks=Reuse(3, 4),
        segments=Reuse(1, 0),
        findings=(FINDING,),
        error="" if fate.stands else "2 erreurs dans le script",
    )


def _part(number: int, count: int, *films: FilmStory) -> BatchStory:
    return BatchStory(
        films=films,
        seconds=10.0 * number,
        jobs=2,
        shard=Shard(number, count),
        created_with="0.1.0",
        traffic={"octets": 100 * number},
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_reports(tmp_path / "web" / "1", _part(1, 2, _film("a"), _film("b")))
    write_reports(tmp_path / "web" / "2", _part(2, 2, _film("c", fate=Fate.REFUSED)))
    write_reports(tmp_path / "draft" / "1", _part(1, 1, _film("a", "draft")))
    return tmp_path


def test_all_films_are_there_as_they_were_told(folder: Path) -> None:
    story = gathered(folder)
    wanted = [_film("a", "draft"), _film("a"), _film("b"), _film("c", fate=Fate.REFUSED)]
    assert list(story.films) == wanted
    assert (story.seconds, story.jobs, story.traffic, story.created_with) == (20.0, 2, {"octets": 400}, "0.1.0")


def test_what_was_gathered_can_be_reported_as_any_batch(folder: Path) -> None:
    story = gathered(folder)
    written = write_reports(folder, story)
    read = json.loads(written[0].read_text("utf-8"))
    assert (len(read["films"]), read["shard"]) == (4, {"number": 1, "count": 1})
    assert gathered(folder) == story  # the report of the whole is not taken for that of a part


@pytest.mark.parametrize("empty", ["", "web"])
def test_where_there_is_no_report_it_is_said(empty: str, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    with pytest.raises(UserError, match="aucun rapport de part"):
        gathered(tmp_path / empty)


def test_a_part_that_is_missing_is_named_with_how_to_render_it(folder: Path) -> None:
    (folder / "web" / "1" / "lot.json").unlink()
    with pytest.raises(UserError, match=r"il manque la part 1/2 ; rendez-la \(--part 1/2\)"):
        gathered(folder)


def test_a_part_that_is_there_twice_is_told(folder: Path) -> None:
    write_reports(folder / "web" / "autre", _part(2, 2))
    with pytest.raises(UserError, match="la part 2/2 y est deux fois"):
        gathered(folder)


def test_parts_of_two_batches_are_not_mixed(folder: Path) -> None:
    write_reports(folder / "web" / "3", _part(3, 5))
    with pytest.raises(UserError, match="des parts de lots différents"):
        gathered(folder)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "ce n'est pas un rapport"),
        ("[]", "autre version"),
        ('{"version": 99}', "autre version"),
        ('{"version": 1}', "a été changé"),
    ],
)
def test_a_report_that_is_none_is_told(text: str, told: str, folder: Path) -> None:
    (folder / "web" / "2" / "lot.json").write_text(text)
    with pytest.raises(UserError, match=told):
        gathered(folder)


def test_a_report_that_was_changed_is_told(folder: Path) -> None:
    place = folder / "web" / "2" / "lot.json"
    data = json.loads(place.read_text("utf-8"))
    data["films"][0]["fate"] = "rendu"
    place.write_text(json.dumps(data), "utf-8")
    with pytest.raises(UserError, match="a été changé depuis le rendu"):
        gathered(folder)


def test_a_batch_stopped_in_one_part_was_stopped(folder: Path) -> None:
    stopped = replace(_part(2, 2), stopped="50 minutes passées")
    write_reports(folder / "web" / "2", stopped)
    assert gathered(folder).stopped == "50 minutes passées"
