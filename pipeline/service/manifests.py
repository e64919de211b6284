"""Tables of a project, read once; and what the manifests of the library say: who made which file, what sounds are."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.adapters.cache.kept import KeptForms
from pipeline.adapters.yaml.files import read_plain
from pipeline.model.media import SoundNote
from pipeline.plan.credits import Maker, makers

MANIFEST = "media/manifest.yaml"
"""Where everything in the library comes from, and who is to be credited for it."""


def table_of(path: Path, kept: KeptForms, read: Callable[[Path], Any] = read_plain) -> Any:
    """Return a table as it is read, or known from an earlier command by its bytes."""
    try:
        content = path.read_bytes()
    except OSError:
        return read(path)  # which says what is wrong with it
    return kept.form(f"table {read.__name__}", (content,), lambda: read(path))


def makers_in(library: Path, kept: KeptForms) -> tuple[tuple[str, ...], tuple[Maker, ...]]:
    """Return what those who made the library's files are named by, in order, and who made which."""
    manifest = table_of(library / MANIFEST, kept)
    others = {f"{Path(name).parent}/": table_of(library / "media" / name, kept) for name in manifest["manifestes"]}
    return tuple(manifest["ordre_du_generique"]), makers({"": manifest, **others})


def sound_notes(library: Path, kept: KeptForms) -> Mapping[str, SoundNote]:
    """Return what the manifests of the library's sounds say of each, by file."""
    folders = (Path("media", name) for name in table_of(library / MANIFEST, kept)["manifestes"])
    return {
        (file.parent / told["fichier"]).as_posix(): SoundNote(str(told.get("description", "")), float(told["duree"]))
        for file in folders
        for told in table_of(library / file, kept).get("sons", {}).values()
    }
