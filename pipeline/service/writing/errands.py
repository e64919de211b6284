"""What is asked of whoever works at the bench besides looking: short things soon, a long one when nothing else is."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from pipeline.errors import Cancelled, JTError, UserError
from pipeline.service.events import Cancellation
from pipeline.service.moment import Moment

T = TypeVar("T")

Long = Callable[[Cancellation], None]
"""Something long, which ends by Cancelled when something newer is wanted, and is then done again."""


class Errands:
    """What waits to be done, in order; whoever holds the bench's lock may ask."""

    def __init__(self) -> None:
        self.short: deque[Callable[[Moment | None], None]] = deque()
        self.long: Long | None = None
        self._futures: list[Future[object]] = []

    def ask(self, what: Callable[[Moment], T]) -> "Future[T]":
        """Have something short done with what is planned, and return what it gives once it is there."""
        future: Future[T] = Future()

        def done(moment: Moment | None) -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                if moment is None:
                    raise UserError("ce journal a une erreur à corriger : il ne peut pas encore être montré")  # noqa: TRY301 - told to whoever waits
                future.set_result(what(moment))
            except JTError as error:
                future.set_exception(error)
            except Exception:
                future.set_exception(Cancelled())
                raise

        self.short.append(done)
        self._futures = [one for one in self._futures if not one.done()]
        self._futures.append(future)  # type: ignore[arg-type]  # a future of anything is one to cancel
        return future

    def do_next(self, moment: Moment | None) -> None:
        """Do the short thing that was asked first."""
        self.short.popleft()(moment)

    def do_long(self, cancellation: Cancellation) -> None:
        """Do the long thing; it is wanted again when something newer cut it short."""
        wanted, self.long = self.long, None
        if wanted is None:
            return
        try:
            wanted(cancellation)
        except Cancelled:
            self.long = self.long or wanted
            raise

    def leave(self) -> None:
        """Let whoever waits go."""
        for future in self._futures:
            future.cancel()
