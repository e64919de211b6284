"""Workers that are elsewhere: errands are handed out to them, and each is seen through whatever happens.

One thread decides (see `dispatch`); a few others carry what travels. A promise ends when everything that its errand
makes can be had here, so that what is joined at the end is here by then. Whatever is lost on the way is done again;
what cannot be done at all is told, within the seconds that `ClusterPatience` states.
"""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from pipeline.adapters.cluster.dispatch import Handing, Roster, Stint, Ticket, verdict
from pipeline.adapters.cluster.fingerprint import Fingerprint
from pipeline.adapters.cluster.guests import GuestBook
from pipeline.adapters.cluster.host import compared
from pipeline.adapters.cluster.travel import Alike, Errand, Reply, StoreEntry, Upshot, WorkOrder
from pipeline.adapters.shared.crew import Crew
from pipeline.errors import UserError
from pipeline.french.system import for_the_user

_CARRIERS = 4
"""Threads that introduce workers, send inputs and fetch results."""

_STEP = 0.25
"""Seconds after which whoever decides looks up when nothing happens."""

_SOON = 0.05
"""Seconds between two looks at whether workers have come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPatience:
    """Seconds one waits: for a scheduler to answer first, for a worker that fits, for a scheduler that fell silent.

    Once one fits, the `others` have so long to say who they are before work begins; they may join later.
    A worker that gives no sign for `still` seconds is held to be gone while others are there; `look` is how often one
    looks who is there, `answer` how long one waits for an answer before one looks up.
    """

    connect: float = 15.0
    worker: float = 60.0
    others: float = 10.0
    silence: float = 120.0
    still: float = 45.0
    look: float = 1.0
    answer: float = 5.0


class ClusterLink(Protocol):
    """The way to a cluster; raises ConnectionError when there is none at the moment."""

    def look(self) -> Mapping[str, float]:
        """Return every worker that the scheduler knows, with a figure that changes whenever it gives a sign."""

    def introduce(self, worker: str) -> dict[str, Any]:
        """Have a worker say who it is; raises UserError, in French, when it cannot."""

    def send(self, worker: str, order: WorkOrder, hear: Callable[[Reply], None]) -> Any:
        """Send an order; `hear` is called once, from any thread. Return what it can be withdrawn by."""

    def withdraw(self, handle: Any) -> None:
        """Want an order no more: it is not begun, or stopped."""

    def close(self) -> None:
        """Let go of everything."""


class Depot(Protocol):
    """Where what travels is left for others, and found."""

    def bring(self, errand: Errand, stocked: frozenset[str], *, again: bool) -> None:
        """See to it that workers can have all that an errand needs, but the files that all of them have.

        `again` says that some of it, which had been brought, was not there.
        """

    def fetch(self, entries: tuple[StoreEntry, ...]) -> bool:
        """Bring entries here; tell whether all of them are."""


class ClusterPool:
    """Sends errands to workers elsewhere; `tell` is given a line, in French, when something is worth one."""

    def __init__(
        self,
        link: ClusterLink,
        depot: Depot,
        ours: Fingerprint,
        tell: Callable[[str], None],
        patience: ClusterPatience,
    ) -> None:
        self._link, self._depot, self._ours, self._tell, self._patience = link, depot, ours, tell, patience
        self._roster = Roster()
        self._guests = GuestBook(patience.still)
        self._events: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._side = Crew(_CARRIERS)
        self._rank = 0
        self._promised: set[Ticket] = set()
        self._broken: Exception | None = None
        self._over = self._silent = False
        self._looked, self._answered = 0.0, time.monotonic()
        self._alone = dict.fromkeys(Alike, time.monotonic())
        self._thread = threading.Thread(target=self._decide, name="grappe", daemon=True)
        self._thread.start()

    def meet(self, count: int) -> int:
        """Wait for at least `count` workers to have been asked who they are, and return how many fit.

        Whoever takes long to answer is not waited for once one fits. Raises UserError when nobody fits in time.
        """
        begun = time.monotonic()
        limit = begun + self._patience.worker
        while time.monotonic() < limit:
            guests = [guest for _, guest in self._guests]
            if len(guests) >= count and all(guest.asked for guest in guests):
                break
            if self.size:
                limit = min(limit, begun + self._patience.others)
            time.sleep(_SOON)
        if not self.size:
            raise UserError(self._nobody())
        return self.size

    @property
    def size(self) -> int:
        """How many workers fit at the moment."""
        return len(self._roster.fit(Alike.PICTURES))

    def speaks(self) -> bool:
        """Tell whether a worker may speak in our place."""
        return bool(self._roster.fit(Alike.VOICES))

    def send(self, errand: Errand) -> Future[Any]:
        """Have an errand done somewhere."""
        promise: Future[Any] = Future()
        self._rank += 1
        ticket = Ticket(errand=errand, promise=promise, rank=self._rank)
        self._promised.add(ticket)
        promise.add_done_callback(partial(self._taken_back, ticket))
        if self._broken is not None:
            self._fail(ticket, self._broken)
            return promise
        self._carry(partial(self._prepared, ticket), ticket)
        return promise

    def _taken_back(self, ticket: Ticket, promise: Future[Any]) -> None:
        self._promised.discard(ticket)
        if promise.cancelled():
            self._events.put(partial(self._unwanted, ticket))

    def shutdown(self) -> None:
        """Let go of the cluster; what workers are doing for us is stopped."""
        self._over = True
        self._link.close()  # first of all: it is what frees the workers
        self._events.put(lambda: None)
        self._thread.join(self._patience.answer)

    def _carry(self, task: Callable[[], None], ticket: Ticket | None = None) -> None:
        """Have a carrier do something; whatever it raises ends the promise it was done for, if there is one."""

        def carried() -> None:
            try:
                task()
            except Exception as error:  # noqa: BLE001 - carried to whoever waits: nobody else would hear of it
                if ticket is not None:
                    self._fail(ticket, for_the_user(error) or error)

        self._side.submit(carried)

    def _prepared(self, ticket: Ticket, *, again: bool = False) -> None:
        """Bring what an errand needs, then have it wait for a worker; called in a carrier."""
        self._depot.bring(ticket.errand, self._guests.stocked(), again=again)
        self._events.put(partial(self._roster.wait, ticket))

    def _decide(self) -> None:
        """Go on until all is over; nothing but this thread touches the roster."""
        try:
            while not self._over:
                with suppress(queue.Empty):
                    self._events.get(timeout=_STEP)()
                if time.monotonic() - self._looked >= self._patience.look:
                    self._look()
                while not self._over and (move := self._roster.next(time.monotonic())) is not None:
                    self._make(move)
        except Exception as error:  # noqa: BLE001 - told to everybody who waits, who would wait for ever
            self._broken = error
            for ticket in self._promised.copy():
                self._fail(ticket, error)

    def _make(self, move: Handing) -> None:
        ticket = move.ticket
        if move.instead is not None:
            self._withdraw(move.instead)
        run = self._roster.given(ticket, move.worker, time.monotonic())
        order = WorkOrder.of(ticket.errand, self._ours.token(ticket.errand.rule))
        try:
            run.handle = self._link.send(
                move.worker, order, lambda reply: self._events.put(partial(self._heard, run, reply))
            )
        except ConnectionError:
            self._heard(run, Reply(Upshot.DROPPED))
            self._lose(move.worker)

    def _heard(self, run: Stint, reply: Reply) -> None:
        """Deal with what came of an order."""
        ticket = run.ticket
        if run not in ticket.runs:
            return  # it was withdrawn, or its worker dismissed, before the answer came
        seconds = self._roster.ended(run, time.monotonic())
        if reply.word is Upshot.ENDED:
            ticket.shunned.add(run.worker)
        if ticket.over:
            return
        if reply.word is Upshot.DONE:
            if seconds is not None:
                self._roster.pace.measured(ticket.errand, seconds)
            self._carry(partial(self._fetched, ticket, reply), ticket)
        elif reply.word is Upshot.FAILED:
            self._fail(ticket, reply.content())
        elif not verdict(ticket, reply):
            self._fail(ticket, UserError(_lost_too_often(ticket)))
        elif reply.word is Upshot.UNFIT:
            self._refuse(run.worker)
            self._once_more(ticket)
        elif reply.word is Upshot.LACKING:
            self._carry(partial(self._prepared, ticket, again=True), ticket)
        else:
            self._once_more(ticket)

    def _refuse(self, worker: str) -> None:
        """Give nothing more to a worker that is no longer what it was."""
        guest = self._guests.get(worker)
        if guest is not None:
            guest.unfit = "il n'est plus celui qu'il était ; relancez-le"
        self._lose(worker)

    def _once_more(self, ticket: Ticket) -> None:
        if not ticket.runs and not ticket.over:
            self._roster.wait(ticket)

    def _fetched(self, ticket: Ticket, reply: Reply) -> None:
        """Bring here what an errand made, and keep the promise; called in a carrier."""
        if self._depot.fetch(ticket.errand.makes):
            with suppress(InvalidStateError):  # the same was done elsewhere, and was here first
                ticket.promise.set_result(reply.content())
            self._events.put(partial(self._unwanted, ticket))
        else:
            lost = Reply(Upshot.LACKING, told="le magasin a perdu ce que l'ouvrier y avait mis")
            self._events.put(partial(self._lost_entry, ticket, lost))

    def _lost_entry(self, ticket: Ticket, reply: Reply) -> None:
        if verdict(ticket, reply):
            self._once_more(ticket)
        else:
            self._fail(ticket, UserError(_lost_too_often(ticket)))

    def _unwanted(self, ticket: Ticket) -> None:
        """Withdraw whatever is still being done for a promise that is kept, broken or taken back."""
        for run in tuple(ticket.runs):
            self._withdraw(run)

    def _withdraw(self, run: Stint) -> None:
        self._roster.ended(run, time.monotonic())
        with suppress(ConnectionError):
            self._link.withdraw(run.handle)

    def _fail(self, ticket: Ticket, error: BaseException) -> None:
        with suppress(InvalidStateError):  # it was done elsewhere meanwhile
            ticket.promise.set_exception(error)
        self._events.put(partial(self._unwanted, ticket))

    def _look(self) -> None:
        """Look who is there: newcomers are asked who they are, what the others had waits again."""
        now = self._looked = time.monotonic()
        try:
            seen = self._link.look()
        except ConnectionError:
            self._silent = True
            if now - self._answered > self._patience.silence:
                self._give_up(f"la grappe ne répond plus depuis {now - self._answered:.0f} s ; {_BACK}")
            return
        self._answered = now = time.monotonic()
        if self._silent:  # workers need a moment to find their scheduler again
            self._silent, self._alone = False, dict.fromkeys(Alike, now)
        changes = self._guests.look(seen, now)
        for worker in changes.silent:
            self._tell(f"grappe : {worker} ne donne plus signe de vie, son travail est refait ailleurs")
        for worker in (*changes.gone, *changes.silent):
            self._lose(worker)
        for worker in changes.newcomers:
            self._carry(partial(self._introduced, worker))
        for rule in Alike:
            if self._roster.fit(rule):
                self._alone[rule] = now
            elif now - self._alone[rule] > self._patience.worker:
                self._give_up(_MUTE if self.size else self._nobody(), rule)

    def _introduced(self, worker: str) -> None:
        """Ask a worker who it is; called in a carrier."""
        try:
            told = self._link.introduce(worker)
        except ConnectionError:
            self._events.put(partial(self._unheard, worker))
        except Exception as error:  # noqa: BLE001 - what answers may be anything; it is told, and given nothing
            self._events.put(partial(self._welcome, worker, {}, str(error)))
        else:
            self._events.put(partial(self._welcome, worker, told, ""))

    def _unheard(self, worker: str) -> None:
        """Note that a worker could not be asked: it is, at its next sign."""
        guest = self._guests.get(worker)
        if guest is not None:
            guest.asked = True

    def _welcome(self, worker: str, told: dict[str, Any], refusal: str) -> None:
        guest = self._guests.get(worker)
        if guest is None:
            return
        found = (refusal,) if refusal else compared(self._ours, told, Alike.PICTURES)
        guest.asked, guest.unfit = True, " ; ".join(found)
        if guest.unfit:
            self._tell(f"grappe : {worker} ne rendra rien : {guest.unfit}")
            return
        guest.present, guest.stock = True, frozenset(told.get("stock", ()))
        alike = not compared(self._ours, told, Alike.VOICES)
        self._roster.welcome(worker, [Alike.PICTURES, Alike.VOICES] if alike else [Alike.PICTURES])

    def _lose(self, worker: str) -> None:
        """Count a worker out; what it had is counted against errands, and waits again."""
        guest = self._guests.get(worker)
        if guest is not None:
            guest.present = False
        for run in self._roster.dismiss(worker):
            if run.begun is not None and not run.ticket.over and not verdict(run.ticket, Reply(Upshot.LOST)):
                self._fail(run.ticket, UserError(_lost_too_often(run.ticket)))
            with suppress(ConnectionError):
                self._link.withdraw(run.handle)

    def _give_up(self, told: str, *rules: Alike) -> None:
        """Break every promise that nobody is going to keep: all of them, or those of some kinds of work."""
        waiting = (*self._roster.waiting(), *(run.ticket for run in self._roster.open_runs()))
        for ticket in waiting:
            if ticket.errand.rule in (rules or Alike):
                self._fail(ticket, UserError(told))
        self._answered = time.monotonic()
        self._alone = dict.fromkeys(Alike, self._answered)

    def _nobody(self) -> str:
        """Say why there is no worker to do anything."""
        unfit = [f"{worker} : {why}" for worker, why in self._guests.unfit()]
        if unfit:
            return f"aucun ouvrier de la grappe ne convient : {' ; '.join(unfit)} ; {_SAME}"
        return f"la grappe n'a aucun ouvrier ; {_BACK}"


_BACK = "lancez des ouvriers (jt grappe demarrer, ou dask worker), puis recommencez : ce qui est rendu sera repris"
_SAME = "installez partout la même version de jt2050 et de ses bibliothèques (pip install -c constraints.txt)"

_MUTE = "plus aucun ouvrier de la grappe ne peut dire cette voix ; relancez la même commande : votre machine la dira"


def _lost_too_often(ticket: Ticket) -> str:
    why = f" ({ticket.told})" if ticket.told else ""
    return (
        f"{ticket.errand.name} : {ticket.tries} ouvriers de la grappe n'ont pas pu le rendre{why} ; "
        "donnez plus de mémoire aux ouvriers (--memoire), ou rendez ce film sans --grappe"
    )
