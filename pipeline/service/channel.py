"""What a project says of its channel (`jt.yaml`), where the newsroom asks: houses dressed, scripts completed."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.project import BRAND
from pipeline.adapters.yaml.brands import load_brand
from pipeline.errors import Finding
from pipeline.model.brand import BrandFile
from pipeline.model.scene import House, Scene
from pipeline.model.script import Script

if TYPE_CHECKING:  # what looks at logos, fonts and films is loaded for a channel that has some
    from pipeline.review.branding import Known


def brand_of(root: Path, library: FolderLibrary) -> BrandFile:
    """Return what a project's `jt.yaml` says; it counts among what was read for the film."""
    path = _as_typed(root / BRAND)
    if path.is_file():
        library.asset(BRAND)
    return load_brand(path)


class Channel:
    """One project's brand, as it was read."""

    def __init__(self, file: BrandFile, library: FolderLibrary) -> None:
        self.file = file
        self._library = library

    def dressed(self, house: House) -> House:
        """Return a house in the channel's colours."""
        if not self.file.written:
            return house
        from pipeline.review.branding import dressed  # noqa: PLC0415 - see above

        return dressed(self.file, house, self._library).house

    def completed(self, script: Script, house: str) -> Script:
        """Return a script with the house and the engine that are chosen for it, where it says nothing of them."""
        own = {"house": house, "voice_engine": self.file.brand.voice}
        chosen = {name: value for name, value in own.items() if value and name not in script.model_fields_set}
        return script.model_copy(update=chosen) if chosen else script

    def findings(self, house: House, scenes: Mapping[str, Scene], known: "Known") -> tuple[Finding, ...]:
        """Return everything that is wrong with `jt.yaml`; `house` is as nobody wears it yet."""
        from pipeline.review.branding import brand_findings  # noqa: PLC0415 - see above

        return brand_findings(self.file, house, scenes, self._library, known)


def _as_typed(path: Path) -> Path:
    """Return a path as it is typed from here, so that findings name it as they name the script."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
