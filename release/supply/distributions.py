"""What distributions say of themselves: read from those installed here, kept in a record for those that are not.

The record (`distributions.json`, beside this module) makes the inventory the same on every machine: a Linux runner has
neither what only Windows needs nor the parts of the neural voice. `python -m release.supply` renews it.
"""

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution as Installed
from importlib.metadata import PathDistribution, distributions
from pathlib import Path

from packaging.utils import canonicalize_name

from release.errors import ReleaseError
from release.supply.policy import said

ROOT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).with_name("distributions.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A distribution of the package index.

    `name` is as it writes it; `licence` what it says of itself (SPDX, empty when it says nothing that can be read);
    `requires` what it asks for, in its own words.
    """

    name: str
    version: str
    licence: str
    requires: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name by which it is looked up."""
        return canonicalize_name(self.name)


def pinned(constraints: Path = ROOT / "constraints.txt") -> dict[str, tuple[str, str]]:
    """Return the name and the version of every distribution of `constraints.txt`, by key."""
    lines = [line for line in constraints.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [(name, version) for name, _, version in (line.partition("==") for line in lines)]
    return {canonicalize_name(name): (name, version) for name, version in pairs}


def installed(pins: Mapping[str, tuple[str, str]]) -> dict[str, Distribution]:
    """Return what is installed here, of the versions that are pinned; others would say what is not ours to record."""
    found: dict[str, Installed] = {canonicalize_name(each.metadata["Name"]): each for each in distributions()}
    return {
        key: _read(name, found[key])
        for key, (name, version) in pins.items()
        if key in found and found[key].version == version
    }


def told_by(wheels: Iterable[Path], pins: Mapping[str, tuple[str, str]]) -> dict[str, Distribution]:
    """Return what wheels say that are not installed; raises ReleaseError for one that is not pinned, or no wheel."""
    made: dict[str, Distribution] = {}
    for wheel in wheels:
        try:
            (info,) = [each for each in zipfile.Path(wheel).iterdir() if each.name.endswith(".dist-info")]
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise ReleaseError(f"{wheel} is no wheel ({error})") from error
        found = PathDistribution(info)
        name, version = pins.get(canonicalize_name(found.metadata["Name"]), (found.metadata["Name"], ""))
        if version != found.version:
            raise ReleaseError(
                f"{wheel.name}: constraints.txt has {name}=={version or '?'}; write the version there first"
            )
        made[canonicalize_name(name)] = _read(name, found)
    return made


def _read(name: str, found: Installed) -> Distribution:
    fields = found.metadata
    classifiers = [text for text in fields.get_all("Classifier", []) if text.startswith("License ::")]
    expression, words = (fields[name] if name in fields else "" for name in ("License-Expression", "License"))  # noqa: SIM401 - metadata have no get
    licence = said(expression, words, classifiers)
    return Distribution(name=name, version=found.version, licence=licence, requires=tuple(found.requires or ()))


def recorded(path: Path = RECORD) -> dict[str, Distribution]:
    """Return the record; raises ReleaseError when it cannot be read."""
    try:
        rows = json.loads(path.read_text("utf-8"))
        return {
            key: Distribution(
                name=row["name"], version=row["version"], licence=row["licence"], requires=tuple(row["requires"])
            )
            for key, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{path.name} cannot be read ({error}): git checkout {path.name}") from error


def record_text(found: Iterable[Distribution]) -> str:
    """Return a record as its file holds it."""
    rows = {
        each.key: {
            "name": each.name,
            "version": each.version,
            "licence": each.licence,
            "requires": list(each.requires),
        }
        for each in sorted(found, key=lambda each: each.key)
    }
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
