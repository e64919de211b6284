"""Objects in a bucket, a folder or memory, by `obstore`: read, created once, listed, removed, each within a limit.

The limits: 5 s to connect, 8 s without a byte while reading, one more try, none later than 20 s after the first; a
whole upload has 30 s for its first megabyte and 8 s (1 Mbit/s) for each that follows.
"""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Protocol

from pipeline.adapters.project import SHARED_VARIABLE
from pipeline.adapters.shared.address import BUCKETS, Address
from pipeline.errors import UserError

_CONNECT, _READ, _RETRYING = 5, 8, 20
_FIRST_MEGABYTE, _MEGABYTE = 30, 8
_PAGE = 1_000
_FULL = re.compile(r"no space left|quota|status code: 507|storage ?full|insufficient storage", re.IGNORECASE)
_SLOW = re.compile(r"timed? ?out|deadline|timeout", re.IGNORECASE)
_STATUS = re.compile(r"status code: (\d{3})")


_LACKING = (
    f"{SHARED_VARIABLE} : le magasin partagé demande un complément ; installez-le avec pip install 'jt2050[grappe]', "
    "ou ôtez cette variable pour travailler avec le seul cache de cette machine"
)


class Trouble(Exception):  # noqa: N818 - it is one, and no error of the run
    """What a shared store did instead of answering, in French, for a sentence that begins with its name."""

    def __init__(self, told: str, *, refused: bool = False) -> None:
        super().__init__(told)
        self.refused = refused
        """Whether asking again is of no use: the key is wrong, or has no right to do this."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as it is listed: its name, its bytes, when it was written, by the store's own clock."""

    name: str
    size: int
    written: float


class Objects(Protocol):
    """Objects by name; every method raises Trouble when the store does not do it."""

    def read(self, name: str) -> Iterator[bytes] | None:
        """Return the bytes of an object, piece after piece; None when there is none of this name."""

    def start(self, name: str, count: int) -> bytes | None:
        """Return up to `count` bytes of the beginning of an object; None when there is none."""

    def create(self, name: str, data: bytes) -> bool:
        """Write an object whole; return False, having changed nothing, when there is one of this name."""

    def listed(self, folder: str) -> Iterator[Listed]:
        """Yield every object below a folder, in no order; few are in memory at a time."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects; those that are gone already are no trouble."""


class StoredObjects:
    """Objects of a real store, by `obstore`."""

    def __init__(self, address: Address) -> None:
        """Open the store of an address, without asking it anything; raises UserError when that cannot be done."""
        self._address = address
        if find_spec("obstore") is None:
            raise UserError(_LACKING)
        try:
            self._store = _opened(address, 0)
        except (_library().exceptions.BaseError, OSError, ValueError) as error:
            raise _unusable(address) from error

    def read(self, name: str) -> Iterator[bytes] | None:
        """Return the bytes of an object, piece after piece; None when there is none of this name."""
        try:
            with _troubles():
                found = _library().get(self._store, name)
        except FileNotFoundError:
            return None
        return _streamed(found)

    def start(self, name: str, count: int) -> bytes | None:
        """Return up to `count` bytes of the beginning of an object; None when there is none."""
        try:
            with _troubles():
                return bytes(_library().get(self._store, name, options={"range": (0, count)}).bytes())
        except FileNotFoundError:
            return None
        except Trouble:  # an empty object has no such range
            found = self.read(name)
            return None if found is None else next(found, b"")[:count]

    def create(self, name: str, data: bytes) -> bool:
        """Write an object whole; return False, having changed nothing, when there is one of this name."""
        store = _opened(self._address, _upload_seconds(len(data))) if self._address.kind in BUCKETS else self._store
        try:
            with _troubles():
                _library().put(store, name, data, mode="create", use_multipart=False)
        except _library().exceptions.AlreadyExistsError:
            return False
        return True

    def listed(self, folder: str) -> Iterator[Listed]:
        """Yield every object below a folder, in no order; a thousand are in memory at a time."""
        with _troubles():
            pages = iter(_library().list(self._store, folder, chunk_size=_PAGE))
        while True:
            with _troubles():
                page = next(pages, None)
            if page is None:
                return
            for one in page:
                yield Listed(one["path"], one["size"], one["last_modified"].timestamp())

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects, many with one request where the store knows how; those that are gone are no trouble."""
        several = list(names)
        try:
            with _troubles():
                _library().delete(self._store, several)
        except (FileNotFoundError, Trouble):  # of one of them: the others may be there still
            self._remove_each(several)

    def _remove_each(self, names: Iterable[str]) -> None:
        for name in names:
            try:
                with _troubles():
                    _library().delete(self._store, name)
            except FileNotFoundError:
                continue


def _streamed(found: Any) -> Iterator[bytes]:
    with _troubles():
        pieces = iter(found.stream())
    while True:
        with _troubles():
            piece = next(pieces, None)
        if piece is None:
            return
        yield bytes(piece)


def _upload_seconds(size: int) -> int:
    """Return how long an upload may take: the same for all of about one size, so that few clients are kept."""
    megabytes = max(1, 1 << (size // 1_000_000).bit_length())
    return _FIRST_MEGABYTE + _MEGABYTE * (megabytes - 1)


def _library() -> Any:
    """Return the library, of the extra `grappe`: loaded when a shared store is first asked for something."""
    import obstore.store  # noqa: PLC0415 - an extra

    return obstore


@lru_cache(maxsize=64)
def _opened(address: Address, upload: int) -> Any:
    """Return a client of a store, for reading, or for uploads of so many seconds at most; they are kept by address."""
    store = _library().store
    if address.kind == "memory":
        return store.MemoryStore()
    if address.kind == "file":
        return store.LocalStore(address.folder, mkdir=True)
    limits = {"timeout": _seconds(upload)} if upload else {"read_timeout": _seconds(_READ), "timeout": _seconds(3_600)}
    options: Any = {
        "client_options": {"connect_timeout": _seconds(_CONNECT), "allow_http": _plain(), **limits},
        "retry_config": {
            "max_retries": 1,
            "retry_timeout": _seconds(_RETRYING),
            "backoff": {"init_backoff": _seconds(0.2), "max_backoff": _seconds(2), "base": 2},
        },
    }
    kinds: dict[str, Any] = {"s3": store.S3Store, "gs": store.GCSStore, "az": store.AzureStore}
    return kinds[address.kind](address.bucket, prefix=address.folder or None, **options)


def _seconds(count: float) -> dt.timedelta:
    return dt.timedelta(seconds=count)


def _plain() -> bool:
    """Tell whether the endpoint that the variables name is a plain HTTP one, as a store in one's own house may be."""
    names = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT", "AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT")
    return any(os.environ.get(name, "").startswith("http://") for name in names)


@contextmanager
def _troubles() -> Iterator[None]:
    """Say in French what the library raises, without its words, which may hold an address with a signature."""
    errors = _library().exceptions
    try:
        yield
    except (FileNotFoundError, errors.AlreadyExistsError):
        raise
    except (errors.PermissionDeniedError, errors.UnauthenticatedError) as error:
        raise Trouble("refuse l'accès avec cette clé", refused=True) from error
    except (errors.BaseError, OSError, ValueError) as error:
        raise Trouble(_said(str(error))) from error


def _said(told: str) -> str:
    """Say what happened, from the words of the library's error; what it dumps after them names limits, not causes."""
    told = told.partition("Debug source")[0]
    if _FULL.search(told):
        return "est plein"
    if _SLOW.search(told):
        return "ne répond pas à temps"
    found = _STATUS.search(told)
    if found:
        return f"répond par une erreur ({found[1]})"
    return "ne répond pas"


def _unusable(address: Address) -> UserError:
    return UserError(
        f"{SHARED_VARIABLE} : impossible d'ouvrir {address} ; vérifiez l'adresse et les variables qui donnent la clé"
    )
