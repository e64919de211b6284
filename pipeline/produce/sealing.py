"""The last step before delivery: a film signed, and its report told so.

What is reported of a film is its digest without the signature, which is never twice the same: two renders of the same
script agree on that one.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.marks import FilmMarks
from pipeline.model.version import av1_name
from pipeline.produce.deliver import LaidOut
from pipeline.produce.marks import Sealer, media_type
from pipeline.report.credentials import manifest
from pipeline.report.seal import sealed

_REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Signed:
    """A film that is ready to be put in its place, and what is to be known of its signature, in French."""

    laid_out: LaidOut
    remark: str = ""


def signed(laid_out: LaidOut, aside: Path, marks: FilmMarks, sealer: Sealer | None, script: str) -> Signed:
    """Sign the films that lie in a folder with their report; without a sealer, or unmarked, leave them as they are.

    There are two when the pictures of the film are encoded a second time. `script` is the SHA-256 of what they were
    made from. Raises UserError when one cannot be signed.
    """
    if sealer is None or marks.without:
        return Signed(laid_out)
    told = json.loads((aside / _REPORT).read_bytes())
    films: list[dict[str, str]] = []
    remarks: dict[str, None] = {}
    digests: dict[str, str] = {}
    for name in (each for each in (laid_out.film, av1_name(laid_out.film)) if each in laid_out.files):
        done = sealer.seal(aside / name, manifest(marks, media_type(aside / name), script))
        films.append({"film": name, "unsigned_sha256": laid_out.files[name], "manifest": done.manifest.name})
        remarks |= {done.remark: None} if done.remark else {}
        for path in {aside / name, done.manifest}:
            digests[path.name] = _sha(path)
            told["outputs"][path.name] = {"sha256": digests[path.name], "bytes": path.stat().st_size}
    by = sealer.signatory
    told["marks"]["signature"] = {
        "name": by.name, "issuer": by.issuer, "until": by.until, "self_signed": by.self_signed, "films": films,
    }  # fmt: skip
    report = f"{json.dumps(sealed(told), ensure_ascii=False, indent=2)}\n".encode("utf-8", "backslashreplace")
    (aside / _REPORT).write_bytes(report)
    digests[_REPORT] = hashlib.sha256(report).hexdigest()
    return Signed(replace(laid_out, files={**laid_out.files, **digests}), " ; ".join(remarks))


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
