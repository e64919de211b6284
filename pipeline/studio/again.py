"""`jt studio` typed once more while a studio has the script: the one that is open gives another address.

Both belong to the same person, who owns the folder: what passes between them are two files that nobody else may read.
"""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

_ASKED, _GIVEN = "encore", "adresse"
_EVERY = 0.5
"""Seconds between two looks."""
_PATIENCE = 6.0
"""Seconds for which an answer is waited for."""


class Doorbell:
    """Gives another address, in a thread of its own, whenever it is asked for one in a folder."""

    def __init__(self, folder: Path, address: Callable[[], str]) -> None:
        self._folder, self._address = folder, address
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="sonnette", daemon=True)

    def __enter__(self) -> Self:
        with suppress(OSError):
            (self._folder / _ASKED).unlink(missing_ok=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _listen(self) -> None:
        while not self._over.wait(_EVERY):
            with suppress(OSError):  # a folder that cannot be written to gives no other address
                if (self._folder / _ASKED).exists():
                    (self._folder / _ASKED).unlink()
                    _written(self._folder / _GIVEN, self._address())


def another_address(folder: Path) -> str:
    """Ask the studio that is open for another address; empty when none answers."""
    given = folder / _GIVEN
    try:
        given.unlink(missing_ok=True)
        _written(folder / _ASKED, "")
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if given.exists():
                return given.read_text("utf-8")
            time.sleep(_EVERY / 5)
    except OSError:
        return ""
    finally:
        for left in (given, folder / _ASKED):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return ""


def _written(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, whole."""
    aside = path.with_name(f".{path.name}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    aside.replace(path)
