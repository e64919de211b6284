"""Where a shared store is, read from `JT_STORE`: a bucket of one of the usual kinds, a folder, or memory for tests."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from pipeline.adapters.project import SHARED_VARIABLE
from pipeline.errors import UserError

BUCKETS = {"s3": "S3", "gs": "Google Cloud Storage", "az": "Azure"}
_SHAPES = "s3://seau/dossier, gs://seau/dossier, az://conteneur/dossier ou file:///dossier"
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}")


@dataclass(frozen=True, slots=True)
class Address:
    """A place: its kind (`s3`, `gs`, `az`, `file` or `memory`), its bucket or name, the folder in it."""

    kind: str
    bucket: str
    folder: str

    def __str__(self) -> str:
        """Say where it is; an address holds no secret."""
        return f"{self.kind}://{'/'.join(part for part in (self.bucket, self.folder) if part)}"


def address_of(url: str) -> Address:
    """Read an address; raises UserError, which never repeats it, since what was typed may hold a password.

    >>> str(address_of("s3://union/jt/")), str(address_of("file:///srv/jt"))
    ('s3://union/jt', 'file:///srv/jt')
    """
    parts = _split(url)
    kind = parts.scheme.lower()
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UserError(
            f"{SHARED_VARIABLE} : l'adresse ne doit contenir ni mot de passe ni paramètre ; donnez la clé par les "
            "variables habituelles (AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY pour S3)"
        )
    folder = unquote(parts.path).strip("/")
    if kind == "file" and not parts.netloc and folder:
        return Address(kind, "", str(Path(unquote(parts.path))))
    if (kind == "memory" and parts.netloc) or (kind in BUCKETS and _BUCKET.fullmatch(parts.netloc)):
        if any(step in {"", ".", ".."} for step in folder.split("/")) and folder:
            raise UserError(f"{SHARED_VARIABLE} : ce dossier ne peut pas être nommé ainsi ; écrivez {_SHAPES}")
        return Address(kind, parts.netloc, folder)
    raise UserError(f"{SHARED_VARIABLE} : adresse illisible ; écrivez {_SHAPES}")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise UserError(f"{SHARED_VARIABLE} : adresse illisible ; écrivez {_SHAPES}") from error
