"""What a project says of its channel (`jt.yaml`), where the newsroom asks: houses dressed, scripts completed."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.project import BRAND
from pipeline.adapters.yaml.brands import load_brand
from pipeline.errors import Finding
from pipeline.model.brand import BrandFile
from pipeline.model.scene import House, Scene
from pipeline.model.script import Script
from pipeline.review.branding import Known, brand_findings, dressed


class Channel:
    """One project's brand, read once."""

    def __init__(self, root: Path, library: FolderLibrary) -> None:
        self._path = root / BRAND
        self._library = library

    @cached_property
    def file(self) -> BrandFile:
        """What `jt.yaml` says; it counts among what was read for the film."""
        if self._path.is_file():
            self._library.asset(BRAND)
        return load_brand(self._path)

    def dressed(self, house: House) -> House:
        """Return a house in the channel's colours."""
        return dressed(self.file, house, self._library).house

    def completed(self, script: Script) -> Script:
        """Return a script with the house and the engine that the channel chose, where it says nothing of them."""
        brand, told = self.file.brand, script.model_fields_set
        own = {"house": brand.house, "voice_engine": brand.voice}
        chosen = {name: value for name, value in own.items() if value and name not in told}
        return script.model_copy(update=chosen) if self.file.written and chosen else script

    def findings(self, house: House, scenes: Mapping[str, Scene], known: Known) -> tuple[Finding, ...]:
        """Return everything that is wrong with `jt.yaml`; `house` is as nobody wears it yet."""
        return brand_findings(self.file, house, scenes, self._library, known)
