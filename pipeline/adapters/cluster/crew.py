"""Schedulers and workers of Dask as processes of ours: started by Dask's own commands, started again when they end.

Each ends with whoever started it, however that was: it reads a pipe that only closes then.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.adapters.uninterrupted import deafened

_RUN = (
    "import os, sys, threading; sys.path[:] = {path!r}; sys.argv = {argv!r}; "
    "threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start(); "
    "from {module} import main; main()"
)
_QUIET = {
    "DASK_LOGGING__DISTRIBUTED": "critical",
    "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "1h",
    "DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING": "False",
}
"""Dask's settings: it says nothing that we do not say, and orders stay where they were sent."""

_SOON, _LATE = 1.0, 30.0
"""Seconds after which a process that ended is started again: at first, and at most."""

_LOOK = 0.5
"""Seconds between two looks at whether they are all there."""

_LASTING = 60.0
"""Seconds a process lasts for its next end to count as the first."""

_PARTING = 3.0
"""Seconds in which a process that is told to end has ended."""


@dataclass(frozen=True, slots=True)
class DaskCommand:
    """A command of Dask: `scheduler` or `worker`, with its options."""

    name: str
    options: tuple[str, ...]

    @classmethod
    def scheduler(cls, host: str, port: int, *options: str) -> "DaskCommand":
        """Return what starts a scheduler, without its web page; port 0 is any that is free."""
        return cls("scheduler", ("--host", host, "--port", str(port), "--no-dashboard", *options))

    @classmethod
    def worker(cls, *options: str) -> "DaskCommand":
        """Return what starts a worker that does one thing at a time."""
        return cls("worker", ("--nthreads", "1", "--resources", "encodeur=1", "--no-nanny", "--no-dashboard", *options))


@dataclass(slots=True)
class _Member:
    command: DaskCommand
    process: "subprocess.Popen[bytes] | None" = None
    begun: float = 0.0
    ended: float = 0.0
    delay: float = _SOON


class DaskCrew:
    """Processes that stay as many as there were, until they are let go."""

    def __init__(self, commands: Sequence[DaskCommand]) -> None:
        self._members = [_Member(command) for command in commands]

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are there, in the order of their commands."""
        return tuple(member.process.pid for member in self._members if member.process and member.process.poll() is None)

    def start(self) -> None:
        """Start every process."""
        for member in self._members:
            self._begin(member)

    def mend(self) -> int:
        """Start again what has ended, each a little later than the last time; return how many were."""
        now, again = time.monotonic(), 0
        for member in self._members:
            if member.process is not None and member.process.poll() is None:
                continue
            if member.process is not None:
                member.delay = _SOON if now - member.begun > _LASTING else min(member.delay * 2, _LATE)
                member.process, member.ended = self._buried(member.process), now
            if now - member.ended >= member.delay:
                self._begin(member)
                again += 1
        return again

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Start every process, see to them meanwhile, and end them all at the end."""
        over = threading.Event()
        watch = threading.Thread(target=self._watched, args=(over,), name="equipe", daemon=True)
        with deafened():
            self.start()
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()
            self.stop()

    def _watched(self, over: threading.Event) -> None:
        while not over.wait(_LOOK):
            self.mend()

    def stop(self) -> None:
        """End every process, politely, then not."""
        members = [member.process for member in self._members if member.process is not None]
        for process in members:
            process.terminate()
        limit = time.monotonic() + _PARTING
        for process in members:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, limit - time.monotonic()))
            process.kill()
            self._buried(process)
        for member in self._members:
            member.process = None

    @staticmethod
    def _begin(member: _Member) -> None:
        module = f"distributed.cli.dask_{member.command.name}"
        argv = [f"dask {member.command.name}", *member.command.options]
        member.process = subprocess.Popen(  # noqa: S603 - our own Python, Dask's own command
            [sys.executable, "-c", _RUN.format(path=sys.path, argv=argv, module=module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=_QUIET | os.environ,
            start_new_session=True,
        )
        member.begun = time.monotonic()

    @staticmethod
    def _buried(process: "subprocess.Popen[bytes]") -> None:
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
