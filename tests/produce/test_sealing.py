"""A film is signed last, and its report says so; what cannot be signed, or is not to be marked, is left alone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline.caption.values import Captions
from pipeline.model.marks import Signatory
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

    def seals(self, film: Path) -> bool:
        return film.suffix == ".mp4"

    def seal(self, film: Path, manifest: Mapping[str, object]) -> str:
        self.told.append(manifest)
        film.write_bytes(film.read_bytes() + b"signature")
        return "pas de date"


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


@pytest.mark.parametrize("how", ["mxf", "unmarked", "nobody"])
def test_what_is_not_to_be_signed_stays_as_it_is(tmp_path: Path, how: str) -> None:
    laid_out = _laid_out(tmp_path, "journal.mxf" if how == "mxf" else "journal.mp4")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    marks = replace(TOLD, without="essai") if how == "unmarked" else TOLD
    done = signed(laid_out, tmp_path, marks, None if how == "nobody" else InkSealer(), "")
    assert done.laid_out is laid_out
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
