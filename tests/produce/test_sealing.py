"""A film is signed last, and its report says so; what cannot be signed, or is not to be marked, is left alone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline.caption.values import Captions
from pipeline.model.marks import SealedFilm, Signatory
from pipeline.model.verdict import ControlVerdict
from pipeline.produce.deliver import Judged, LaidOut
from pipeline.produce.sealing import signed
from pipeline.report.seal import broken, sealed
from tests.fakes.marks import TOLD

_FINE = Judged(ControlVerdict(film="journal.mp4", profile="web", planned=True, faults=(), rules=()), {})
_CCAS = Signatory(name="CCAS", issuer="Autorité", until="2030-01-01", self_signed=False)


@dataclass
class InkSealer:
    """Signs by adding a line."""

    signatory: Signatory = _CCAS
    told: list[Mapping[str, object]] = field(default_factory=list)

    def seal(self, film: Path, manifest: Mapping[str, object]) -> SealedFilm:
        self.told.append(manifest)
        where = film if film.suffix == ".mp4" else film.with_suffix(".c2pa")
        where.write_bytes((film.read_bytes() if where == film else b"") + b"signature")
        return SealedFilm(where, "pas de date")


def _laid_out(folder: Path, name: str = "journal.mp4") -> LaidOut:
    (folder / name).write_bytes(b"film")
    digest = hashlib.sha256(b"film").hexdigest()
    told = {"outputs": {name: {"sha256": digest, "bytes": 4}}, "marks": {"unsigned_sha256": digest, "signature": None}}
    (folder / "report.json").write_text(json.dumps(sealed(told)))
    return LaidOut(name, Captions((), ()), {name: digest, "report.json": "vieux"}, _FINE)


def test_the_report_knows_the_signed_film_and_who_signed_it(tmp_path: Path) -> None:
    sealer = InkSealer()
    done = signed(_laid_out(tmp_path), tmp_path, TOLD, sealer, "a" * 64)
    film = (tmp_path / "journal.mp4").read_bytes()
    report = json.loads((tmp_path / "report.json").read_bytes())
    digest = hashlib.sha256(film).hexdigest()
    assert film == b"filmsignature"
    assert report["outputs"]["journal.mp4"] == {"sha256": digest, "bytes": len(film)}
    assert report["marks"]["unsigned_sha256"] == hashlib.sha256(b"film").hexdigest()
    assert report["marks"]["signature"]["name"] == "CCAS"
    assert not broken(report)
    assert done.remark == "pas de date"
    assert done.laid_out.files == {
        "journal.mp4": digest,
        "report.json": hashlib.sha256((tmp_path / "report.json").read_bytes()).hexdigest(),
    }
    (told,) = sealer.told
    assert told["title"] == TOLD.title
    assert told["format"] == "video/mp4"
    assert "a" * 64 in json.dumps(told)


def test_both_films_are_signed_where_the_pictures_are_encoded_twice(tmp_path: Path) -> None:
    laid_out = _laid_out(tmp_path)
    (tmp_path / "journal.av1.mp4").write_bytes(b"autre")
    own = hashlib.sha256(b"autre").hexdigest()
    done = signed(
        replace(laid_out, files={**laid_out.files, "journal.av1.mp4": own}), tmp_path, TOLD, InkSealer(), "a" * 64
    )
    assert (tmp_path / "journal.av1.mp4").read_bytes() == b"autresignature"
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert [(each["film"], each["manifest"]) for each in report["marks"]["signature"]["films"]] == [
        ("journal.mp4", "journal.mp4"), ("journal.av1.mp4", "journal.av1.mp4"),
    ]  # fmt: skip
    assert report["marks"]["signature"]["films"][1]["unsigned_sha256"] == own
    assert done.laid_out.files["journal.av1.mp4"] == hashlib.sha256(b"autresignature").hexdigest()
    assert done.remark == "pas de date", "once"


def test_a_signature_beside_a_film_is_delivered_with_it(tmp_path: Path) -> None:
    done = signed(_laid_out(tmp_path, "journal.mxf"), tmp_path, TOLD, InkSealer(), "")
    report = json.loads((tmp_path / "report.json").read_bytes())
    digest = hashlib.sha256(b"signature").hexdigest()
    assert (tmp_path / "journal.mxf").read_bytes() == b"film"
    assert report["outputs"]["journal.c2pa"] == {"sha256": digest, "bytes": 9}
    assert done.laid_out.files["journal.c2pa"] == digest
    assert report["marks"]["signature"]["films"][0]["manifest"] == "journal.c2pa"


@pytest.mark.parametrize("how", ["unmarked", "nobody"])
def test_what_is_not_to_be_signed_stays_as_it_is(tmp_path: Path, how: str) -> None:
    laid_out = _laid_out(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    marks = replace(TOLD, without="essai") if how == "unmarked" else TOLD
    done = signed(laid_out, tmp_path, marks, None if how == "nobody" else InkSealer(), "")
    assert done.laid_out is laid_out
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
