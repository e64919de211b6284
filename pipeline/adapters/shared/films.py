"""Finished films in a shared store: a record of what was delivered, under all that it was made from, and its files.

The record is an entry of kind `films`, its key the portable fingerprint of the census; each file is one of kind
`fichiers`, its key the file's own SHA-256. The record is sent last: where it is
the files are, unless they were evicted.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.adapters.cache.places import opened_plainly
from pipeline.adapters.shared.link import Fetching, Link
from pipeline.adapters.shared.remote import MOST, Sent
from pipeline.adapters.shared.sealed import BY_DIGEST

_RECORDS = "films"
_PATIENCE = 90.0
_LOOK = 0.2


class SharedFilms:
    """The films of a shared store, as a machine uses them; nothing is raised for what the store does not do."""

    def __init__(self, link: Link, given: set[tuple[str, str]]) -> None:
        """Use a store; `given` learns the kind and key of everything that is sent."""
        self._link, self._given = link, given

    def record(self, fingerprint: str, go_on: Callable[[], None]) -> bytes | None:
        """Return the record of the film that was made from all this, None when there is none."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # one that is late may still write
            got = self._got({Path(folder, "film"): (_RECORDS, fingerprint)}, go_on)
            return Path(folder, "film").read_bytes() if got else None

    def bring(self, files: Mapping[str, str], folder: Path, go_on: Callable[[], None]) -> bool:
        """Write files, given by name and SHA-256, into a folder; tell whether all are there, each what it should be."""
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        return self._got({folder / name: (BY_DIGEST, digest) for name, digest in files.items()}, go_on)

    def give(
        self, fingerprint: str, record: bytes, files: Mapping[str, str], folder: Path, go_on: Callable[[], None]
    ) -> bool:
        """Send a film that is not there yet, its record last; tell whether it is there now."""
        link = self._link
        if not link.writes or not link.remote.writable:
            return False
        try:
            if any((folder / name).stat().st_size > MOST for name in files):
                return False
        except OSError:  # somebody has taken a file away: it was theirs to take
            return False
        sending = [link.sender.submit(partial(self._file_sent, folder / name, files[name])) for name in files]
        return self._all_sent(sending, go_on) and self._all_sent(
            [link.sender.submit(partial(self._sent, _RECORDS, fingerprint, record))], go_on
        )

    def _all_sent(self, sending: Sequence[Future[bool]], go_on: Callable[[], None]) -> bool:
        """Wait for uploads, for a minute and a half: a line of 8 Mbit/s sends 90 MB meanwhile."""
        left, limit = set(sending), time.monotonic() + _PATIENCE
        while left and time.monotonic() < limit:
            go_on()
            left = wait(left, timeout=_LOOK).not_done
        if left:
            self._link.remote.remark(f"{self._link.remote} est trop lent pour le film entier : ses morceaux y sont")
        return not left and all(future.result() for future in sending)

    def _file_sent(self, path: Path, digest: str) -> bool:
        try:
            with opened_plainly(path) as stream:
                content = stream.read()
        except OSError:  # as above
            return False
        return self._sent(BY_DIGEST, digest, content)

    def _sent(self, kind: str, key: str, data: bytes) -> bool:
        self._given.add((kind, key))
        return self._link.sender.send_now(kind, key, data) in {Sent.NEW, Sent.THERE}

    def _got(self, wanted: Mapping[Path, tuple[str, str]], go_on: Callable[[], None]) -> bool:
        got: list[bool] = []

        def fetching(path: Path, kind: str, key: str) -> Fetching:
            return Fetching(kind, key, lambda: nullcontext(path), got.append)

        self._link.bring([fetching(path, *entry) for path, entry in wanted.items()], go_on)
        return got.count(True) == len(wanted)
