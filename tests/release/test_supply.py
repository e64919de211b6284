"""The inventory of what the product is made of tells the truth, on any machine, and refuses what it should."""

import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from release.errors import ReleaseError
from release.supply.closure import BASE, SYSTEMS, groups, reach, requirements
from release.supply.distributions import (
    RECORD,
    ROOT,
    Distribution,
    installed,
    pinned,
    record_text,
    recorded,
    told_by,
)
from release.supply.inventory import Inventory, faults, inventory, needed
from release.supply.media import Work, held, works
from release.supply.page import PAGE, page
from release.supply.policy import RULES, Place, parts, refused

RENEW = "python -m release.supply"
FOUND = inventory()
WORKS = tuple(works())
RICH = FOUND.known["rich"]
HEAVY = 300_000
"""Bytes from which a library inside a wheel has to be named."""


def _with(other: Distribution) -> Inventory:
    """Return the inventory as it would be had one distribution said something else."""
    return inventory({**FOUND.known, other.key: other})


def _said(found: Inventory, media: tuple[Work, ...] = ()) -> list[str]:
    return list(faults(found, media))


def test_nothing_is_wrong_with_what_we_are_made_of() -> None:
    assert list(faults(FOUND, WORKS)) == []


def test_the_page_is_what_the_project_says_now() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == page(FOUND, WORKS), RENEW


def test_the_record_is_what_those_installed_here_say() -> None:
    here = installed(pinned())
    apart = [key for key, each in needed(inventory({**recorded(), **here})).items() if FOUND.known.get(key) != each]
    assert not apart, RENEW
    assert BASE in FOUND.groups
    assert len(here.keys() & FOUND.groups[BASE].where.keys()) > 30  # it was not an empty environment that agreed


def test_the_record_is_written_the_same_whatever_the_order() -> None:
    assert RECORD.read_text("utf-8") == record_text(reversed(list(needed(FOUND).values())))


def test_everything_that_the_base_brings_here_is_in_the_base() -> None:
    """Walked through what is installed, without the record: a dependency of a dependency that nobody knew of."""
    system = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}[sys.platform]
    names = {canonicalize_name(each.metadata["Name"]) for each in distributions()}
    here: dict[str, Distribution] = {}
    for name in names:
        found = distribution(name)
        here[name] = Distribution(name=name, version=found.version, licence="", requires=tuple(found.requires or ()))
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    reached = reach(requirements()[BASE], here, system, python)
    assert reached.keys() - FOUND.groups[BASE].where.keys() == set(), RENEW


def test_a_dependency_that_is_not_in_the_record_is_refused() -> None:
    told = _said(_with(replace(RICH, requires=(*RICH.requires, "left-pad>=1"))))
    assert any("left-pad: constraints.txt has no version" in one for one in told)
    assert any("left-pad: no licence is known" in one for one in told)


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("", "no licence is known"),
        ("GPL-2.0-only", "cannot stand with Apache-2.0"),
        ("MIT AND SSPL-1.0", "no free licence"),
        ("Fancy-1.0", "nobody has judged"),
    ],
)
def test_a_licence_that_may_not_stand_in_the_base_is_refused(licence: str, told: str) -> None:
    (fault,) = _said(_with(replace(RICH, licence=licence)))
    assert fault.startswith("rich: ")
    assert told in fault


def test_a_version_that_moved_without_the_record_is_told() -> None:
    assert any("rich" in one and RENEW in one for one in _said(_with(replace(RICH, version="0.1"))))


def test_a_medium_under_another_licence_or_none_is_refused() -> None:
    font = next(work for work in WORKS if work.pattern.startswith("fonts/"))
    for licence, told in (("", "no licence"), ("GPL-3.0-or-later", "may not be carried"), ("CC-BY-NC-4.0", "forbids")):
        (fault,) = _said(FOUND, (replace(font, licence=licence),))
        assert told in fault
        assert font.pattern in fault


def test_every_medium_is_told_of_and_a_new_one_is_refused(tmp_path: Path) -> None:
    assert set(held()) == {file for work in WORKS for file in work.files}
    entry = "{motif: manifest.yaml, quoi: ici, licence: EUPL-1.2}"
    (tmp_path / "manifest.yaml").write_text(f"licence_du_projet: EUPL-1.2\nmanifestes: []\nfichiers: [{entry}]\n")
    (tmp_path / "inconnu.svg").write_text("<svg/>")
    (fault,) = _said(FOUND, tuple(works(tmp_path)))
    assert fault.startswith("media/inconnu.svg: no licence")


def test_a_choice_of_licences_needs_one_that_may_stand() -> None:
    assert list(refused("GPL-3.0-or-later OR MIT", Place.CARRIED)) == []
    assert list(refused("MIT AND (GPL-2.0-only OR ISC)", Place.BASE)) != []  # no choice at the outermost level
    assert parts("MIT AND (GPL-2.0-only OR ISC)") == ["MIT", "GPL-2.0-only", "ISC"]


def test_the_gpl_is_never_carried_and_what_may_be_carried_may_stand_anywhere() -> None:
    for name, rule in RULES.items():
        if "GPL" in name and name.startswith(("GPL", "AGPL", "LGPL")):
            assert not rule.admits(Place.CARRIED), name
        if rule.admits(Place.CARRIED):
            assert all(map(rule.admits, Place)), name


def test_systems_and_extras_are_told_apart() -> None:
    assert FOUND.components["py-nanotts"].systems == ("Linux", "Windows")
    assert FOUND.components["colorama"].systems == ("Windows",)
    assert FOUND.components["edge-tts"].place is Place.EXTRA
    assert FOUND.components["pytest"].place is Place.TOOL
    made = groups({"one": ("a[x]; sys_platform == 'win32'",)}, {"a": _made("a", "b; extra == 'x'", "c; extra == 'y'")})
    assert made["one"].where == {"a": ("Windows",), "b": ("Windows",)}
    assert set(SYSTEMS) == {"Linux", "macOS", "Windows"}


def _made(name: str, *requires: str) -> Distribution:
    return Distribution(name=name, version="1", licence="MIT", requires=requires)


def test_a_broken_record_says_how_to_have_it_back(tmp_path: Path) -> None:
    (tmp_path / "distributions.json").write_text("{")
    with pytest.raises(ReleaseError, match="git checkout"):
        recorded(tmp_path / "distributions.json")


def test_a_wheel_that_is_not_installed_can_be_told_of(tmp_path: Path) -> None:
    wheel = tmp_path / "colorama-0.4.6-py2.py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        said = "Metadata-Version: 2.4\nName: Colorama\nVersion: 0.4.6\nLicense: MIT\nRequires-Dist: rich\n"
        archive.writestr("colorama-0.4.6.dist-info/METADATA", said)
    told = told_by([wheel], {"colorama": ("colorama", "0.4.6")})
    assert told == {"colorama": Distribution(name="colorama", version="0.4.6", licence="MIT", requires=("rich",))}
    for path, words in ((wheel, "constraints.txt has Colorama"), (Path(__file__), "is no wheel")):
        with pytest.raises(ReleaseError, match=words):
            told_by([path], {})


def _heavy(key: str) -> Iterator[str]:
    folder = Path(str(distribution(key).locate_file(f"{key.replace('-', '_')}.libs")))
    yield from (file.name for file in folder.glob("*") if file.stat().st_size >= HEAVY)


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries inside wheels are listed for Linux")
def test_every_heavy_library_inside_a_wheel_is_named() -> None:
    here = installed(pinned())
    used = {key: each for key, each in FOUND.components.items() if each.place is not Place.TOOL and key in here}
    patterns = {key: [one for inner in each.carries for one in inner.files] for key, each in used.items()}
    heavy = {key: list(_heavy(key)) for key in used}
    strange = [
        f"{key}: {name}"
        for key, names in heavy.items()
        for name in names
        if not any(fnmatchcase(name, pattern) for pattern in patterns[key])
    ]
    assert not strange, "name these, with their licence, in release/supply/judged.yaml"
    assert sum(map(len, heavy.values())) > 20
