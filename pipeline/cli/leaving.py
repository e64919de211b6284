"""The end of a process at an interruption, when nothing is under way yet; loaded before anything that takes time."""

import _signal  # type: ignore[import-not-found] # `signal` itself takes long enough to load to be interrupted
import os

INTACT = "jt : interrompu ; le film précédent est intact, ce qui est rendu sera repris."
EXIT_INTERRUPTED = 130
"""What a shell gives for a program that Ctrl-C ended: 128 and the number of SIGINT."""

STOPPING = tuple(getattr(_signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(_signal, name))
"""What asks a process to stop and can be heard: Ctrl-C, a cancelled job, a terminal that is closed."""


def leave(_number: int, _frame: object, told: str = INTACT) -> None:
    """Say one line and end the process, here and now."""
    try:
        os.write(2, f"{told}\n".encode())
    finally:
        os._exit(EXIT_INTERRUPTED)


def leave_at_once() -> None:
    """Have an interruption end the process by `leave` from now on; what is not to be heard at all is left so."""
    for number in STOPPING:
        if _signal.getsignal(number) in {_signal.SIG_DFL, _signal.default_int_handler}:
            _signal.signal(number, leave)
