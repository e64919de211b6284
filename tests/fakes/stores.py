"""A store with nothing but its promise: an entry is there whole, or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path


class PlainStore:
    """Fulfils `Store` over a folder, without a checksum: a damaged entry is not its business."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.finds: list[str] = []
        self.damaged: tuple[str, ...] = ()

    def find(self, kind: str, key: str) -> Path | None:
        self.finds.append(key)
        path = self.root / kind / key
        return path if path.is_file() else None

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
