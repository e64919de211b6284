"""What a test's newsroom works out of contents, remembered for the other tests of its process."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from pipeline.adapters.cache.kept import KeptForms

_REMEMBERED: dict[tuple[object, ...], str] = {}


class RememberedForms(KeptForms):
    """Forms that are asked for, kept and saved as ever: what contents alone decide is worked out once a process."""

    def form(self, kind: str, of: Iterable[bytes], make: Callable[[], Any]) -> Any:
        """Return what `make` makes of contents, made here when no test had the very same made."""
        contents = tuple(of)

        def remembered() -> Any:
            key = (kind, *contents)
            if key not in _REMEMBERED:
                _REMEMBERED[key] = json.dumps(make())
            return json.loads(_REMEMBERED[key])

        return super().form(kind, contents, remembered)
