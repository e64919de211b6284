"""A real S3 server of one's own: SeaweedFS (`weed`, of the extra `s3`) on 127.0.0.1, ended by its own id."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_LONGEST = 60.0
"""Seconds in which a server is there: it takes two on an idle machine."""

_PARTS = ("master", "master.port.grpc", "volume", "volume.port.grpc", "filer", "filer.port.grpc", "s3", "s3.port.grpc")
_IDENTITIES = {"jt-ecrit": ["Admin", "Read", "Write", "List", "Tagging"], "jt-lit": ["Read", "List"]}
BUCKET = "union"


def weed() -> str:
    """Where the program is, empty when it is not installed."""
    beside = shutil.which("weed", path=str(Path(sys.executable).parent))
    return beside or shutil.which("weed") or ""


class S3Server:
    """A server with one bucket (`BUCKET`), one who writes, one who only reads; may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports = _free(len(_PARTS))
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "donnees").mkdir(parents=True)
        (folder / "identites.json").write_text(
            json.dumps(
                {
                    "identities": [
                        {"name": name, "credentials": [{"accessKey": name, "secretKey": _secret(name)}], "actions": may}
                        for name, may in _IDENTITIES.items()
                    ]
                }
            ),
            "utf-8",
        )

    @property
    def port(self) -> int:
        return self._ports[_PARTS.index("s3")]

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self, who: str = "jt-ecrit", *, endpoint: str = "", secret: str = "") -> Mapping[str, str]:
        """The variables by which clients find it, through `endpoint` when something stands in between."""
        return {
            "AWS_ENDPOINT_URL": endpoint or self.endpoint,
            "AWS_ACCESS_KEY_ID": who,
            "AWS_SECRET_ACCESS_KEY": secret or _secret(who),
            "AWS_REGION": "us-east-1",
        }

    def start(self) -> None:
        """Start it and wait until it takes and gives an object."""
        ports = {part if "." in part else f"{part}.port": port for part, port in zip(_PARTS, self._ports, strict=True)}
        words = [
            weed(),
            "server",
            f"-dir={self._folder / 'donnees'}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            "-s3",
            f"-s3.config={self._folder / 'identites.json'}",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-master.telemetry=false",
            "-master.volumeSizeLimitMB=64",
            "-volume.max=40",
            *(f"-{name}={port}" for name, port in ports.items()),
        ]
        with (self._folder / "journal.txt").open("ab") as log:
            self._process = subprocess.Popen(words, stdout=log, stderr=log, cwd=self._folder)  # noqa: S603 - the server
        limit = time.monotonic() + _LONGEST
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError((self._folder / "journal.txt").read_text("utf-8", "replace")[-2_000:])
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _ready(self) -> bool:
        """Tell whether it answers, and keeps what it is given: the bucket is made by the first object."""
        import obstore
        from obstore.store import S3Store

        try:
            urllib.request.urlopen(self.endpoint, timeout=5)  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            pass  # who asks without a name is refused: it is there
        except OSError:
            return False
        told = self.environment()
        store = S3Store(
            BUCKET,
            endpoint=told["AWS_ENDPOINT_URL"],
            access_key_id=told["AWS_ACCESS_KEY_ID"],
            secret_access_key=told["AWS_SECRET_ACCESS_KEY"],
            region=told["AWS_REGION"],
            client_options={"allow_http": True},
            retry_config={"max_retries": 0},
        )
        try:
            obstore.put(store, "pret", b"oui")
        except obstore.exceptions.BaseError:
            return False
        return bytes(obstore.get(store, "pret").bytes()) == b"oui"


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Give a server that is there, in an empty folder of its own."""
    server = S3Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def _secret(name: str) -> str:
    return f"secret-de-{name}"


def _free(count: int) -> list[int]:
    """Return ports that nobody listens on at this moment."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()
