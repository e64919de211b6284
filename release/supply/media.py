"""Every file of `media/`, which the wheel carries, as its manifests tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pipeline.adapters.yaml.files import read_plain
from release.supply.distributions import ROOT

MEDIA = ROOT / "media"
TEXTS = "licences/*"
"""The texts of licences, which have none themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Files of one author under one licence (SPDX).

    `what` is in French, as the manifest says it; `source` where they come from; `text` the licence's own, beside them;
    `credit` how the end of a film names them.
    """

    pattern: str
    files: tuple[str, ...]
    what: str
    author: str
    licence: str
    source: str = ""
    text: str = ""
    credit: str = ""


def works(media: Path = MEDIA) -> Iterator[Work]:
    """Yield everything the manifests tell of, then what no manifest covers, without a licence."""
    files = held(media)
    left = set(files)
    manifest = read_plain(media / "manifest.yaml")
    for entry in manifest["fichiers"]:
        found = tuple(file for file in files if fnmatchcase(file, entry["motif"]))
        left -= set(found)
        yield _work(entry, entry["motif"], found)
        if "emprunts" in entry:
            drawn = entry["emprunts"]
            where = Path(entry["motif"]).parent
            yield _work(
                {"quoi": f"objets dans {entry['motif']}", **drawn},
                f"{entry['motif']} (objets)",
                tuple((where / name).as_posix() for name in drawn["objets"]),
            )
    for name in manifest["manifestes"]:
        own, folder = read_plain(media / name), Path(name).parent
        sounds = tuple((folder / each["fichier"]).as_posix() for each in own["sons"].values())
        made = (name, *((folder / each).as_posix() for each in (own["fabrique_par"], *own["code"])))
        licences = {each["licence"] for each in own["sons"].values()} | {own["licence"]}
        common = {"auteur": own["auteur"], "generique": own.get("generique", {})}
        yield _work({"quoi": "sons", "licence": " AND ".join(sorted(licences)), **common}, f"{folder}/*.ogg", sounds)
        code = {"quoi": "ce qui fabrique ces sons", "licence": manifest["licence_du_projet"], "auteur": own["auteur"]}
        yield _work(code, f"{folder}/{own['fabrique_par']}", made)
        left -= {*sounds, *made}
    for file in sorted(left):
        yield Work(pattern=file, files=(file,), what="?", author="", licence="")


def held(media: Path = MEDIA) -> list[str]:
    """Return every file of the folder, with slashes."""
    return sorted(
        path.relative_to(media).as_posix()
        for path in media.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    )


def _work(entry: dict[str, Any], pattern: str, files: tuple[str, ...]) -> Work:
    return Work(
        pattern=pattern,
        files=files,
        what=entry["quoi"],
        author=entry.get("auteur", ""),
        licence=entry.get("licence", ""),
        source=entry.get("source", ""),
        text=entry.get("texte", ""),
        credit=entry.get("generique", {}).get("nom", ""),
    )
