"""The speech engines there are, for every face: their names without loading any of them, and how one is installed."""

from collections.abc import Callable

from pipeline.adapters.voices.engines import ENGINES, NEURAL, installable, offered, refuge

__all__ = ["ENGINES", "NEURAL", "install", "installable", "offered", "refuge"]


def install(name: str, source: str, digest: str, tell: Callable[[str], None]) -> None:
    """Bring what an engine runs on, and its model if it has one; raises VoiceError, UserError when there is no such.

    `source` names where its model is, `digest` is what that model must be; empty, they are found out.
    """
    from pipeline.adapters.voices.installing import install as bring  # noqa: PLC0415 - help names engines, and no more

    bring(name, source, digest, tell)
