"""The process that does the work of a worker: one thing at a time, and it can be ended at any moment.

A worker of Dask runs what it is given in a thread, which nobody can stop, beside the loop that tells the scheduler that
it is alive. What draws and encodes here is native code that is not made for several threads and may take seconds: it
is done in a process aside, which is ended when the work is no longer wanted, takes too much memory, or stands still.
What it had begun to write is no entry of any store.
"""

import contextlib
import os
import pickle
import platform
import queue
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from pipeline.adapters.cluster.travel import HinderedError, LackingError, Reply, Upshot
from pipeline.adapters.executors.sentinel import MOST_STILL, ticks
from pipeline.errors import BugError, CacheError
from pipeline.french.system import starved

_STEP = 0.1
"""Seconds between two looks at whether the work is still wanted."""

_EVERY = 5.0
"""Seconds between two looks at whether the process moves; as many of them as the sentinel counts end it."""

_HEAD = struct.Struct(">Q")

_RUN = "import sys; sys.path[:] = {path!r}; from pipeline.adapters.cluster.apprentice import serve; serve()"


class Apprentice:
    """A process that does what it is told, started when there is something to do."""

    def __init__(self, scratch: str) -> None:
        """Start nothing yet; what is left in a temporary folder is left under `scratch`."""
        self._scratch = scratch
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.Queue[bytes | None] = queue.Queue()
        self._folder = ""

    @property
    def pid(self) -> int | None:
        """The process, None while there is none."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def do(self, packed: bytes, wanted: Callable[[], bool], most: int | None) -> Reply:
        """Have work done and return what came of it; the process is ended as soon as it is not `wanted`.

        It may hold `most` bytes (None: as many as there are).
        """
        process = self._started()
        still, moved, looked = 0, -1, time.monotonic()
        try:
            _send(process.stdin, packed)
        except OSError:
            return self._ended("le processus de travail s'est arrêté")
        while True:
            try:
                heard = self._heard.get(timeout=_STEP)
            except queue.Empty:
                if not wanted():
                    return self._ended("plus personne n'en veut", Upshot.DROPPED)
                if most is not None and (held := held_by(process.pid)) > most:
                    return self._ended(f"le travail prenait {held // 1_000_000} Mo, {most // 1_000_000} Mo sont permis")
                if time.monotonic() - looked > _EVERY:
                    looked, before, moved = time.monotonic(), moved, ticks(process.pid)
                    still = still + 1 if moved == before and sys.platform == "linux" else 0
                    if still >= MOST_STILL:
                        return self._ended("le travail n'avançait plus")
                continue
            if heard is None:
                return self._ended("le processus de travail a été arrêté par le système, sans doute faute de mémoire")
            reply: Reply = pickle.loads(heard)  # noqa: S301 - from the process that we started
            return reply

    def stop(self) -> None:
        """End the process, whatever it is doing, and remove what it left in its temporary folder."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what it did not take any more
                    pipe.close()
        process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ended(self, told: str, word: Upshot = Upshot.ENDED) -> Reply:
        self.stop()
        return Reply(word, told=told)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        self._folder = tempfile.mkdtemp(prefix="jt-", dir=self._scratch)
        process = subprocess.Popen(  # noqa: S603 - our own Python, our own code
            [sys.executable, "-c", _RUN.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"TMPDIR": self._folder},
            start_new_session=True,
        )
        heard: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=_listen, args=(process.stdout, heard), daemon=True).start()
        self._process, self._heard = process, heard
        return process


def held_by(pid: int) -> int:
    """Return the bytes of memory that a process holds; 0 where that cannot be told, or when it is gone."""
    import psutil  # noqa: PLC0415 - comes with Dask

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def serve() -> None:
    """Do what comes in, one thing after the other, until the one who sends it is gone; this is the process itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is never taken for an answer
    coming: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, coming, _leave), daemon=True).start()
    while (packed := coming.get()) is not None:
        _send(out, pickle.dumps(_done(packed), pickle.HIGHEST_PROTOCOL))


def _done(packed: bytes) -> Reply:
    """Do one thing; whatever it raises is an answer, too."""
    try:
        work: Callable[[], Any] = pickle.loads(packed)  # noqa: S301 - whoever is let into the cluster can run programs
        return Reply(Upshot.DONE, pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
    except LackingError as error:
        return Reply(Upshot.LACKING, lacking=error.entries)
    except (HinderedError, CacheError) as error:
        return Reply(Upshot.ENDED, told=f"{platform.node()} : {error}")
    except Exception as error:  # noqa: BLE001 - as an executor, it carries any failure to whoever asks for the result
        if starved(error):
            return Reply(Upshot.ENDED, told="la mémoire manque")
        return Reply(Upshot.FAILED, _packed(error))


def _packed(error: Exception) -> bytes:
    """Pack an error; one that cannot travel is told by its name and words."""
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)  # noqa: S301 - just made
    except Exception:  # noqa: BLE001 - anybody's error may refuse to be packed in any way
        return pickle.dumps(BugError(f"{type(error).__name__}: {error}"))
    return packed


def _leave() -> None:
    os._exit(1)


def _send(pipe: IO[bytes] | None, packed: bytes) -> None:
    if pipe is None:
        raise BrokenPipeError
    pipe.write(_HEAD.pack(len(packed)) + packed)
    pipe.flush()


def _listen(pipe: IO[bytes], heard: "queue.Queue[bytes | None]", over: Callable[[], None] = lambda: None) -> None:
    """Put every message in the queue, None at the end of them; then do what is to be done when it is over."""
    with contextlib.suppress(OSError, ValueError):  # closed while it was read from
        while len(head := pipe.read(_HEAD.size)) == _HEAD.size:
            size = _HEAD.unpack(head)[0]
            packed = pipe.read(size)
            if len(packed) < size:
                break
            heard.put(packed)
    heard.put(None)
    over()
