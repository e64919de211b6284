"""A cluster for the time of a command: reached when the first film needs it, let go of at the end."""

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.adapters.cluster.place import ClusterPlace
from pipeline.adapters.project import Settings

if TYPE_CHECKING:
    from pipeline.adapters.cluster.executors import ClusterExecutors

__all__ = ["Cluster", "ClusterPlace"]


class Cluster:
    """Workers elsewhere; `tell` is given a line, in French, when something is worth one."""

    def __init__(self, place: ClusterPlace, tell: Callable[[str], None]) -> None:
        self._place, self._tell = place, tell
        self._left = ExitStack()
        self._reached: ClusterExecutors | None = None

    def executors(self, settings: Settings) -> "ClusterExecutors":
        """Return where work is done; raises UserError when the cluster cannot be used, saying what to do."""
        if self._reached is None:
            from pipeline.wiring.farm import farm  # noqa: PLC0415 - draws in all that renders, and Dask

            self._reached = self._left.enter_context(farm(self._place, settings, self._tell))
        return self._reached

    def __enter__(self) -> Self:
        """Reach nobody yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the cluster."""
        self._left.__exit__(kind, error, trace)
