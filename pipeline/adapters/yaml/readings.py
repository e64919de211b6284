"""What texts were read as, the last few kept: whoever writes in a text reads it again and again."""

import threading
from collections import OrderedDict

from pipeline.adapters.yaml.graph import Reading
from pipeline.adapters.yaml.reading import read_text

_MOST = 6
"""Texts that are kept: what stands, what was seen, what is tried."""


class Readings:
    """Reads a text as `read_text` does, once while it is among the last; any thread may ask."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], Reading] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, text: str, file: str) -> Reading:
        """Read a YAML text that stands, or is to stand, in a file; raises `ScriptError` as `read_text`."""
        asked = (file, text)
        with self._lock:
            known = self._known.get(asked)
            if known is not None:
                self._known.move_to_end(asked)
                return known
        reading = read_text(text, file)
        with self._lock:
            self._known[asked] = reading
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return reading
