"""The speech engines there are, for every face: their names without loading any of them, and how one is installed."""

from pipeline.adapters.voices.engines import ENGINES, NEURAL, installable, offered, refuge
from pipeline.adapters.voices.installing import install

__all__ = ["ENGINES", "NEURAL", "install", "installable", "offered", "refuge"]
