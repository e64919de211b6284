"""Films signed with a manifest of C2PA, by the library of its makers; offline unless a timestamp is asked for."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.adapters.marking.identity import IdentityError, SigningPair
from pipeline.errors import UserError
from pipeline.model.marks import DigitalSource

_SIGNED = frozenset({".mp4", ".mov"})
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


class C2paSealer:
    """Signs mp4 and mov; C2PA has no place for a manifest in MXF."""

    def __init__(self, pair: SigningPair, timestamps: str = "") -> None:
        """Sign with a pair; `timestamps` is the address of who says when, empty for nobody."""
        self.signatory = pair.signatory
        self._pair, self._timestamps = pair, timestamps

    def seals(self, film: Path) -> bool:
        """Tell whether a film of this kind can be signed."""
        return film.suffix.lower() in _SIGNED

    def seal(self, film: Path, manifest: Mapping[str, object]) -> str:
        """Sign a film in its place, whole or not at all; return what is to be known of it, in French.

        Raises UserError when it cannot be signed.
        """
        import c2pa  # noqa: PLC0415 - a quarter of a second, for whoever signs

        aside = film.with_name(f".signature-{film.name}")
        told = ""
        try:
            try:
                self._sign(film, aside, manifest, self._timestamps)
            except c2pa.C2paError as error:
                if not self._timestamps:
                    raise
                aside.unlink(missing_ok=True)
                self._sign(film, aside, manifest, "")
                told = f"{self._timestamps} n'a pas daté la signature ({_reason(error)})"
            aside.replace(film)
        except c2pa.C2paError as error:
            raise UserError(f"le film ne peut pas être signé : {_reason(error)}") from error
        finally:
            aside.unlink(missing_ok=True)
        return told

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

    def _sign(self, film: Path, aside: Path, manifest: Mapping[str, object], timestamps: str) -> None:
        import c2pa  # noqa: PLC0415 - as above

        with self._signer(timestamps) as signer, c2pa.Builder(json.dumps(manifest)) as builder:
            builder.sign_file(film, aside, signer)

    def _signer(self, timestamps: str) -> Any:
        import c2pa  # noqa: PLC0415 - as above

        pair = self._pair
        info = c2pa.C2paSignerInfo(pair.algorithm.encode(), pair.chain, pair.key, timestamps.encode() or None)
        return c2pa.Signer.from_info(info)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
