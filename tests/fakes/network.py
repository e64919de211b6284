"""A network that goes wrong on command: a TCP relay on 127.0.0.1 between a client and a server."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_BLOCK = 16_384
_LOOK = 0.05


class Relay:
    """Passes bytes on to a port of this machine.

    `stalled` keeps every byte back, on connections that stand and on new ones, until it is cleared; `cut` after so many
    bytes of an answer ends the connection as if the answer were over; `reset` ends it rudely instead. `rate` is that of
    the line, in bytes of answers a second, for all connections together; 0 for as fast as it goes.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self.stalled = threading.Event()
        self.cut: int | None = None
        self.reset: int | None = None
        self.rate = 0.0
        self.connections = 0
        self._line, self._free_at = threading.Lock(), 0.0
        threading.Thread(target=self._open, daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def close(self) -> None:
        self._over.set()
        self._door.close()

    def _open(self) -> None:
        while not self._over.is_set():
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            self.connections += 1
            try:
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            threading.Thread(target=self._pass, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, True), daemon=True).start()

    def _pass(self, source: socket.socket, to: socket.socket, answer: bool) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(_BLOCK):
                while self.stalled.is_set() and not self._over.wait(_LOOK):
                    pass
                if self._over.is_set():
                    break
                if answer and self.cut is not None and passed + len(data) > self.cut:
                    to.sendall(data[: max(0, self.cut - passed)])
                    break
                if answer and self.reset is not None and passed + len(data) > self.reset:
                    to.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    break
                to.sendall(data)
                passed += len(data)
                if answer and self.rate:
                    self._take_up(len(data))
        for one in (source, to):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _take_up(self, size: int) -> None:
        """Wait for as long as so many bytes are on the line."""
        with self._line:
            self._free_at = max(self._free_at, time.monotonic()) + size / self.rate
            until = self._free_at
        time.sleep(max(0.0, until - time.monotonic()))


@contextmanager
def relay(port: int) -> Iterator[Relay]:
    """Give a relay to a port of this machine."""
    made = Relay(port)
    try:
        yield made
    finally:
        made.close()
