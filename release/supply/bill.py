"""`python -m release.supply.bill [FILE]`: the software bill of materials, CycloneDX 1.6 in JSON; `make sbom`.

It tells what a base installation holds and what the wheel carries: distributions with what stands inside their wheels,
media and fonts by SHA-256, the neural voice's model, which `jt voices install` fetches. It is made from the record and
not from an environment: no path, no host and no index of the machine that made it can get in, and the same checkout
gives the same bytes everywhere. Its time is SOURCE_DATE_EPOCH, else that of the last commit.
"""

import hashlib
import json
import sys
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as Part
from cyclonedx.model.component import ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from pipeline import __version__
from pipeline.adapters.voices import kokoro_model
from release.errors import ReleaseError
from release.moment import moment
from release.supply.closure import BASE
from release.supply.distributions import ROOT
from release.supply.inventory import Component, Inventory, inventory
from release.supply.media import MEDIA, Work, works
from release.supply.policy import RULES, Place, parts

FILE = "jt2050-sbom.cdx.json"
_OWN = "jt2050"
_TYPES = {".ttf": ComponentType.FILE, ".npz": ComponentType.MACHINE_LEARNING_MODEL}


def bill(found: Inventory, media: Iterable[Work], when: datetime) -> str:
    """Return the bill as its file holds it; `when` is the time it gives for its own making."""
    root = Part(
        name=_OWN,
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref=_OWN,
        purl=PackageURL("pypi", None, _OWN, __version__),
        licenses=_licences("EUPL-1.2"),
    )
    bom = Bom(metadata=BomMetaData(component=root, timestamp=when))
    base = found.groups[BASE]
    made = {key: _distribution(found.components[key]) for key in base.where}
    inner = {key: [_inside(key, at, found) for at in range(len(found.components[key].carries))] for key in base.where}
    carried = [*_files(media), _model()]
    bom.components.update((*made.values(), *(part for many in inner.values() for part in many), *carried))
    bom.register_dependency(root, [*(made[key] for key in base.asked), *carried])
    for key, part in made.items():
        wanted = [made[other] for other, by in base.wanted_by.items() if key in by]
        bom.register_dependency(part, [*wanted, *inner[key]])
    bom.serial_number = uuid.UUID(int=0)
    content = JsonV1Dot6(bom).output_as_string()
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(content.encode()).hexdigest())
    ordered = json.loads(JsonV1Dot6(bom).output_as_string())
    return json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _distribution(each: Component) -> Part:
    properties = [Property(name="jt2050:only-on", value=system) for system in each.systems]
    purl = PackageURL("pypi", None, each.name.lower().replace("_", "-"), each.version)
    return Part(
        name=each.name,
        version=each.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        description=each.purpose or None,
        licenses=_licences(each.licence),
        properties=properties,
    )


def _inside(key: str, at: int, found: Inventory) -> Part:
    each = found.components[key].carries[at]
    words = f"inside the wheels of {found.components[key].name}"
    ref = f"{key}#{at}"
    return Part(
        name=each.what, type=ComponentType.LIBRARY, bom_ref=ref, description=words, licenses=_licences(each.licence)
    )


def _files(media: Iterable[Work]) -> Iterator[Part]:
    """Yield each file of `media/` once, under the licences of everything in it."""
    spoken: dict[str, list[Work]] = {}
    for work in media:
        for file in work.files:
            spoken.setdefault(file, []).append(work)
    for file, works_in in sorted(spoken.items()):
        digest = hashlib.sha256((MEDIA / file).read_bytes()).hexdigest()
        names = {name for work in works_in for name in parts(work.licence)}
        yield Part(
            name=f"media/{file}",
            type=_TYPES.get(Path(file).suffix, ComponentType.DATA),
            bom_ref=f"media/{file}",
            description=works_in[0].what,
            supplier=OrganizationalEntity(name=works_in[0].author) if works_in[0].author else None,
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
            licenses=_licences(" AND ".join(sorted(names))),
        )


def _model() -> Part:
    return Part(
        name=kokoro_model.FILE,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"model/{kokoro_model.FILE}",
        description="the neural voice, fetched by « jt voices install », in no archive of ours",
        supplier=OrganizationalEntity(name="hexgrad (Kokoro-82M)"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=kokoro_model.SHA256)],
        licenses=_licences("Apache-2.0"),
    )


def _licences(expression: str) -> list[LicenseExpression]:
    unknown = [name for name in parts(expression) if name not in RULES or not RULES[name].admits(Place.TOOL)]
    if unknown:
        raise ReleaseError(f"no bill is made of what may not be used ({', '.join(unknown)}): python -m release.supply")
    return [LicenseExpression(expression)] if expression else []


def main(target: Path) -> int:
    """Write the bill; return 0, or 1 when something has to be mended first."""
    try:
        content = bill(inventory(), works(), moment())
    except ReleaseError as error:
        print(f"sbom: {error}", file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, "utf-8", newline="\n")
    print(f"{target}  {len(json.loads(content)['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist" / FILE))
