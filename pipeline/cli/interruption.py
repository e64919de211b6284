"""Ctrl-C, or a polite request to end, that is heard for certain, once, and told as it is.

Before a command runs, nothing is under way and modules are being loaded, which may lose an exception or turn it into
another: the process ends at once. While it runs, `KeyboardInterrupt` is raised wherever the main thread happens to be.
Amid compiled code that tells its own errors by return codes, as PyAV does, that can be lost without a trace: it is made
again until it is on its way. Then tidying up is left in peace, however often Ctrl-C is typed; unless it takes too long.
When the last word is said, nothing is heard any more: Python's own tidying up ends by a traceback otherwise.

SIGTERM is what a job that is cancelled or takes too long gets, SIGHUP what a terminal that is closed sends; the default
would end this process alone, leaving its workers and what is half written.
"""

import atexit
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any, Self

from pipeline.cli.leaving import EXIT_INTERRUPTED, INTACT, STOPPING, leave

_AGAIN = 0.25
"""Seconds after which an interruption that is neither on its way nor told is made again."""
_PATIENCE = 5.0
"""Seconds that tidying up may take before one more interruption ends the process as it is."""


@dataclass(slots=True)
class Outcome:
    """What a command has come to, for what is said when it is interrupted.

    `delivered` is the film that stands already, empty for none; `heard` is when an interruption came (0: none did);
    `over` says that the last word is said.
    """

    delivered: str = ""
    heard: float = 0.0
    over: bool = False

    def surely(self) -> Self:
        """Have the process end with the exit code of an interruption, if one came, when all else is tidied up.

        Python ends by SIGINT itself when the interruption went through compiled text (a dataclass that is being made,
        for one), whatever was made of it afterwards. To be called before anything else is to be done at the end.
        """
        atexit.register(self._end)
        return self

    def _end(self) -> None:
        if self.heard:
            for stream in (sys.stdout, sys.stderr):
                with suppress(OSError, ValueError):
                    stream.flush()
            os._exit(EXIT_INTERRUPTED)

    def told(self) -> str:
        """Return what is true of an interrupted command."""
        return f"jt : interrompu ; le film est livré, entier : {self.delivered}" if self.delivered else INTACT


@contextmanager
def insistent(outcome: Outcome) -> Iterator[None]:
    """Insist on every interruption until it ends this block; Ctrl-C that is not to be heard at all is left so."""
    if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGTERM) not in {signal.SIG_DFL, leave}:
        yield
        return
    ours = {signal.SIG_DFL, signal.default_int_handler, leave}
    hearing: dict[int, Any] = {number: _hearing(outcome) for number in STOPPING}
    before = {number: signal.getsignal(number) for number in (*hearing, signal.SIGALRM)}
    try:
        signal.signal(signal.SIGALRM, _insisting(outcome))
        for number, heard in hearing.items():
            if before[number] in ours:
                signal.signal(number, heard)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if handler == leave else handler)


def _hearing(outcome: Outcome) -> Any:
    """Return what takes an interruption: the first is raised, later ones leave what it began in peace."""

    def heard(number: int, frame: FrameType | None) -> None:
        if outcome.over:
            return
        first, outcome.heard = not outcome.heard, outcome.heard or time.monotonic()
        if not first and time.monotonic() - outcome.heard > _PATIENCE:
            leave(number, frame, outcome.told())
        if first or not _on_its_way():
            signal.setitimer(signal.ITIMER_REAL, _AGAIN)
            raise KeyboardInterrupt

    return heard


def _insisting(outcome: Outcome) -> Any:
    """Return what interrupts again, unless what is going on is the tidying up after an interruption."""

    def again(_number: int, _frame: FrameType | None) -> None:
        if outcome.over:
            return
        if _on_its_way():
            signal.setitimer(signal.ITIMER_REAL, _AGAIN)
        else:
            signal.raise_signal(signal.SIGTERM)  # which what must not be interrupted has wait

    return again


def _on_its_way() -> bool:
    """Tell whether an exception that is being handled is an interruption, or came of one."""
    error = sys.exception()
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None
