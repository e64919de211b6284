"""What the wheel carries beside the code: the library that projects lie over. An editable install has the checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARY = ("scenes", "media", "modele", "docs/schema", "docs/guide")


class Library(BuildHookInterface[Any]):
    """Puts the library where `pipeline.adapters.project.library_root` looks for it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to carry, unless what is built only points at the checkout."""
        if version != "editable":
            build_data["force_include"] |= {name: f"pipeline/bibliotheque/{name}" for name in LIBRARY}
