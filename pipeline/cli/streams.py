"""Standard streams that cost nobody a film: closed, full, or read by somebody who has gone away.

What cannot be written is lost, and the command goes on; what was lost is known at the end.
"""

import errno
import io
import os
import select
import sys
from typing import Any

_STANDARD = (0, 1, 2)


def reopened() -> None:
    """Give the standard streams that are closed a place that takes everything.

    To be called before any file is opened: it would get the number of one of them, and what libraries in C write there.
    """
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for as long as the process lives


class _Lenient(io.RawIOBase):
    """A stream that takes everything; `lost` is why something could not be written, None when all was."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.lost: OSError | None = None

    def writable(self) -> bool:
        """Tell that this is for writing."""
        return True

    def fileno(self) -> int:
        """Return the stream's number."""
        return self._number

    def isatty(self) -> bool:
        """Tell whether somebody watches."""
        return os.isatty(self._number)

    def write(self, content: Any, /) -> int:
        """Write what can be; the rest is lost."""
        while self.lost is None:
            try:
                return os.write(self._number, content)
            except BlockingIOError:
                select.select([], [self._number], [])
            except OSError as error:
                self.lost = error
        return len(content)


class Streams:
    """Standard streams that write UTF-8, whatever the terminal says, and never fail; those that tests set are left."""

    def __init__(self) -> None:
        self._raw: dict[str, _Lenient] = {}
        for name, number in (("stdout", 1), ("stderr", 2)):
            stream = getattr(sys, name)
            if stream is getattr(sys, f"__{name}__"):
                raw = self._raw[name] = _Lenient(number)
                at_once = number == 2 or raw.isatty()
                text = io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "replace", line_buffering=at_once)
                setattr(sys, name, text)

    def lost(self) -> OSError | None:
        """Return why something of the output was lost, None when all is written, or nobody reads on."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        raw = self._raw.get("stdout")
        why = raw.lost if raw else None
        return None if why is None or why.errno == errno.EPIPE else why
