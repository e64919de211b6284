"""Films signed with a manifest of C2PA, by the library of its makers; offline unless a timestamp is asked for."""

import json
from collections.abc import Mapping
from io import SEEK_CUR, SEEK_END, SEEK_SET, BytesIO, RawIOBase
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.adapters.marking.boxes import BOXED
from pipeline.adapters.marking.identity import IdentityError, SigningPair
from pipeline.errors import UserError
from pipeline.model.found_marks import manifest_beside
from pipeline.model.marks import DigitalSource, SealedFilm

_SIDE = 8
_TRIAL = {
    "claim_generator_info": [{"name": "JT 2050"}],
    "format": "image/jpeg",
    "assertions": [
        {
            "label": "c2pa.actions.v2",
            "created": True,
            "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": DigitalSource.CREATION.uri}]},
        }
    ],
}
"""What is signed to know whether a pair signs."""


class _Nowhere(RawIOBase):
    """Takes the copy of a film that nobody wants: a manifest that is not embedded leaves the film as it is."""

    def __init__(self) -> None:
        self._at = self._end = 0

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._at += len(data)
        self._end = max(self._end, self._at)
        return len(data)

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        self._at = offset + {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._end}[whence]
        return self._at

    def tell(self) -> int:
        return self._at


class C2paSealer:
    """Signs mp4 and mov in their place; MXF, which has none for a manifest, in a file beside it (C2PA 2.2, 11.4)."""

    def __init__(self, pair: SigningPair, timestamps: str = "") -> None:
        """Sign with a pair; `timestamps` is the address of who says when, empty for nobody."""
        self.signatory = pair.signatory
        self._pair, self._timestamps = pair, timestamps

    def seal(self, film: Path, manifest: Mapping[str, object]) -> SealedFilm:
        """Sign a film, whole or not at all: in its place, or in a file beside it where its kind has no place for that.

        Raises UserError when it cannot be signed.
        """
        import c2pa  # noqa: PLC0415 - a quarter of a second, for whoever signs

        aside = film.with_name(f".signature-{film.name}")
        told = ""
        try:
            try:
                target = self._sign(film, aside, manifest, self._timestamps)
            except c2pa.C2paError as error:
                if not self._timestamps:
                    raise
                aside.unlink(missing_ok=True)
                target = self._sign(film, aside, manifest, "")
                told = f"{self._timestamps} n'a pas daté la signature ({_reason(error)})"
            aside.replace(target)
        except c2pa.C2paError as error:
            raise UserError(f"le film ne peut pas être signé : {_reason(error)}") from error
        finally:
            aside.unlink(missing_ok=True)
        return SealedFilm(target, told)

    def try_out(self) -> None:
        """Sign a tiny picture, to know at once what a film would meet; raises IdentityError."""
        import c2pa  # noqa: PLC0415 - as above

        picture, signed = BytesIO(), BytesIO()
        Image.new("RGB", (_SIDE, _SIDE)).save(picture, "JPEG")
        picture.seek(0)
        try:
            with self._signer("") as signer, c2pa.Builder(_TRIAL) as builder:
                builder.sign(signer, "image/jpeg", picture, signed)
        except c2pa.C2paError as error:
            advice = "en demander un qui suit le profil de C2PA"
            raise IdentityError(
                "certificat", f"ce certificat ne signe pas de films : {_reason(error)}", advice
            ) from error

    def _sign(self, film: Path, aside: Path, manifest: Mapping[str, object], timestamps: str) -> Path:
        """Write the signed film, or its manifest alone, aside; return what that is to be."""
        import c2pa  # noqa: PLC0415 - as above

        with self._signer(timestamps) as signer, c2pa.Builder(json.dumps(manifest)) as builder:
            if film.suffix.lower() in BOXED:
                builder.sign_file(film, aside, signer)
                return film
            builder.set_no_embed()
            with film.open("rb") as source, _Nowhere() as nowhere:
                aside.write_bytes(builder.sign(signer, str(manifest["format"]), source, nowhere))
            return manifest_beside(film)

    def _signer(self, timestamps: str) -> Any:
        import c2pa  # noqa: PLC0415 - as above

        pair = self._pair
        info = c2pa.C2paSignerInfo(pair.algorithm.encode(), pair.chain, pair.key, timestamps.encode() or None)
        return c2pa.Signer.from_info(info)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
