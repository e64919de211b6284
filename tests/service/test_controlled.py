"""A film that is refused is put aside under a name that says so; what stood there before stays."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from pipeline.adapters.inspecting.film import films_in
from pipeline.control.profiles import PROFILES
from pipeline.control.run import control
from pipeline.control.samples import sample
from pipeline.errors import UserError
from pipeline.model.verdict import ControlVerdict
from pipeline.report.control import control_report
from pipeline.report.control_junit import control_junit
from pipeline.service.control import films_of, judged
from pipeline.service.controlled import forget_refused, kept_aside

ROOT = Path(__file__).parents[2]


def _refused() -> ControlVerdict:
    film = sample()
    assert film.loudness is not None
    loud = replace(film, loudness=replace(film.loudness, integrated=-8.0))
    return control(loud, PROFILES["web"])


def _kept(tmp_path: Path) -> tuple[UserError, Path]:
    folder, work = tmp_path / "output", tmp_path / "travail"
    folder.mkdir()
    work.mkdir()
    (folder / "exemple.mp4").write_bytes(b"le film d'avant")
    (work / "exemple.mp4").write_bytes(b"le film refus\xc3\xa9")
    return kept_aside(_refused(), work / "exemple.mp4", b"<p>non</p>", folder), folder


def test_a_refused_film_stands_beside_the_one_before_it(tmp_path: Path) -> None:
    error, folder = _kept(tmp_path)
    assert (folder / "exemple.mp4").read_bytes() == b"le film d'avant"
    assert (folder / "exemple-refuse.mp4").read_bytes() == "le film refusé".encode()
    assert (folder / "exemple-refuse.html").is_file()
    assert "1 erreur" in str(error)
    assert "[niveau-sonore]" in str(error)
    assert "exemple-refuse.mp4" in str(error)


def test_the_next_film_that_stands_takes_the_place_of_the_refused_one(tmp_path: Path) -> None:
    _, folder = _kept(tmp_path)
    forget_refused(folder, "exemple.mp4")
    assert sorted(path.name for path in folder.iterdir()) == ["exemple.mp4"]


def test_a_folder_is_not_asked_about_what_was_refused(tmp_path: Path) -> None:
    _, folder = _kept(tmp_path)
    assert [film.name for film in films_in(folder)] == ["exemple.mp4"]


def test_a_folder_without_films_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="aucun film"):
        films_of(tmp_path)
    with pytest.raises(UserError, match="n'existe pas"):
        films_of(tmp_path / "absent.mp4")


def test_what_is_no_film_is_a_verdict_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"rien")
    verdict = judged(path)
    assert verdict.refused
    assert [fault.code for fault in verdict.faults] == ["film-indecodable"]


def test_a_picture_that_is_called_a_film_is_told_to_be_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as stream:
        Image.new("RGB", (320, 180), (90, 20, 30)).save(stream, "PNG")
    (fault,) = judged(path).faults
    assert (fault.code, "c'est une image" in fault.message) == ("film-indecodable", True)


def test_a_link_that_leads_nowhere_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").symlink_to("film.mp4")
    with pytest.raises(UserError, match="ce lien ne mène à aucun fichier"):
        films_of(tmp_path / "film.mp4")


def test_an_unknown_profile_is_told_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="antenne"):
        judged(tmp_path / "film.mp4", "cinema")


def test_reports_tell_what_failed_and_when() -> None:
    verdict = _refused()
    told = control_report(verdict, "0")
    jsonschema.validate(told, json.loads((ROOT / "docs/schema/controle.schema.json").read_text("utf-8")))
    assert told["accepted"] is False
    assert told["errors"] == 1
    assert 'failures="1"' in control_junit((verdict,))
    assert 'type="niveau-sonore"' in control_junit((verdict,))
