"""A store with nothing but its promise: an entry is there whole, or not at all."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from pipeline.adapters.cache.unshared import Unshared
from pipeline.model.traffic import Traffic
from pipeline.ports import UNREADABLE

T = TypeVar("T")


class PlainStore(Unshared):
    """Fulfils `Store` over a folder, without a checksum: a damaged entry is not its business."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.finds: list[str] = []
        self.damaged: list[str] = []
        self.unkept = ""

    def find(self, kind: str, key: str) -> Path | None:
        self.finds.append(key)
        path = self.root / kind / key
        return path if path.is_file() else None

    def read(self, kind: str, key: str, parse: Callable[[bytes], T]) -> T | None:
        path = self.find(kind, key)
        try:
            return None if path is None else parse(path.read_bytes())
        except UNREADABLE:
            self.forget(kind, key)
            return None

    def forget(self, kind: str, key: str) -> None:
        self.damaged.append(f"{kind}/{key}")
        (self.root / kind / key).unlink(missing_ok=True)

    def keep(self, kind: str, key: str, data: bytes) -> None:
        self.put(kind, key, data)

    def put(self, kind: str, key: str, data: bytes) -> Path:
        with self.writing(kind, key) as path:
            path.write_bytes(data)
        return self.root / kind / key

    @contextmanager
    def writing(self, kind: str, key: str) -> Iterator[Path]:
        (self.root / kind).mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=self.root))
        try:
            yield aside / key
            (aside / key).replace(self.root / kind / key)
        finally:
            shutil.rmtree(aside)

    def alone(self, kind: str, key: str) -> AbstractContextManager[None]:
        del kind, key
        return nullcontext()

    def in_use(self) -> AbstractContextManager[None]:
        return nullcontext()

    def sweep(self) -> None:
        """Nothing is ever left half written here."""

    @property
    def traffic(self) -> Traffic:
        return Traffic()
