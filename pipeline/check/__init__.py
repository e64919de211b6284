"""Marked YAML becomes a script, or every finding at once."""

from pipeline.check.context import MISSING, CheckContext, Checked, MediaKind, MediaLibrary
from pipeline.check.run import check

__all__ = ["MISSING", "CheckContext", "Checked", "MediaKind", "MediaLibrary", "check"]
