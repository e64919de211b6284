"""Ctrl-C, or a polite request to end, that is heard for certain: an interruption that a library loses is made again.

Python raises it wherever the main thread happens to be. Amid compiled code that tells its own errors by return codes,
as PyAV's does, it can vanish without a trace, and the render would go on as if nobody had asked it to stop.

SIGTERM is what a job that is cancelled or takes too long gets; the default would end this process alone, leaving its
workers and what is half written.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 0.25
"""Seconds after which an interruption that is neither on its way nor told is made again."""


@contextmanager
def insistent() -> Iterator[None]:
    """Insist on every interruption until it ends this block; Ctrl-C that is not to be heard at all is left so."""
    if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    deaf = signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    taken = {signal.SIGALRM: _again, signal.SIGTERM: _heard} | ({} if deaf else {signal.SIGINT: _heard})
    before = {number: signal.signal(number, handler) for number, handler in taken.items()}
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _heard(_number: int, _frame: FrameType | None) -> None:
    signal.setitimer(signal.ITIMER_REAL, _AGAIN)
    raise KeyboardInterrupt


def _again(_number: int, _frame: FrameType | None) -> None:
    """Interrupt again, unless what is going on is the tidying up after an interruption."""
    if _on_its_way():
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)
    else:
        signal.raise_signal(signal.SIGTERM)


def _on_its_way() -> bool:
    """Tell whether an exception that is being handled is an interruption, or came of one."""
    error = sys.exception()
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None
