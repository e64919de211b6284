"""Where a job finds and leaves things, for every face: known without loading what draws or speaks."""

from pipeline.adapters.project import Settings, cache_folder, settings_at, settings_for

__all__ = ["Settings", "cache_folder", "settings_at", "settings_for"]
