"""The last step before delivery: a film signed, and its report told so.

What is reported of a film is its digest without the signature, which is never twice the same: two renders of the same
script agree on that one.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.marks import FilmMarks
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
    """Sign a film that lies in a folder with its report; without a sealer, or where none can, leave it as it is.

    `script` is the SHA-256 of what it was made from. Raises UserError when it cannot be signed.
    """
    film = aside / laid_out.film
    if sealer is None or marks.without or not sealer.seals(film):
        return Signed(laid_out)
    remark = sealer.seal(film, manifest(marks, media_type(film), script))
    told = json.loads((aside / _REPORT).read_bytes())
    told["outputs"][laid_out.film] = {"sha256": _sha(film), "bytes": film.stat().st_size}
    by = sealer.signatory
    told["marks"]["signature"] = {
        "name": by.name, "issuer": by.issuer, "until": by.until, "self_signed": by.self_signed,
    }  # fmt: skip
    report = f"{json.dumps(sealed(told), ensure_ascii=False, indent=2)}\n".encode("utf-8", "backslashreplace")
    (aside / _REPORT).write_bytes(report)
    digests = {
        laid_out.film: told["outputs"][laid_out.film]["sha256"],
        _REPORT: hashlib.sha256(report).hexdigest(),
    }
    return Signed(replace(laid_out, files={**laid_out.files, **digests}), remark)


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
