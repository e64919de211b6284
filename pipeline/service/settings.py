"""Where a job finds and leaves things, for every face: known without loading what draws or speaks."""

from pipeline.adapters.project import CACHE_VERSION, Settings, cache_folder, settings_at, settings_for

__all__ = ["CACHE_VERSION", "Settings", "cache_folder", "settings_at", "settings_for"]
