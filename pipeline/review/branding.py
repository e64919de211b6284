"""What is wrong with a channel's `jt.yaml` once its files are opened and its colours worn: all of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.adapters.media.library import FolderLibrary
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.wording import advised, quoted
from pipeline.model.brand import BrandFile
from pipeline.model.scene import House, Scene
from pipeline.plan.branding import branded
from pipeline.review.credentials import signing_findings
from pipeline.review.lettering import face_findings
from pipeline.review.logo import logo_findings, look_at_logo
from pipeline.review.own_media import brought
from pipeline.review.palette import colour_findings


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a brand may choose from: house styles, speech engines, voices of the cast."""

    houses: frozenset[str]
    engines: frozenset[str]
    voices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dressed:
    """A house in its owner's colours, without what of the brand cannot be used, and why that cannot."""

    house: House
    findings: tuple[Finding, ...] = ()


def dressed(file: BrandFile, house: House, library: FolderLibrary) -> Dressed:
    """Return a house as a project's brand wears it; files that cannot be used are left out, and told."""
    if not file.written:
        return Dressed(house)
    faces = tuple(face_findings(file, house, library))
    refused = {role for role, finding in faces if finding.level is Level.ERROR}
    usable = {role: name for role, name in file.brand.faces.items() if role not in refused}
    brand = file.brand.model_copy(update={"faces": usable})
    own = brought(file, branded(house, brand), library)
    worn = own.house
    found = (*(finding for _, finding in faces), *own.findings)
    if not brand.logo:
        return Dressed(worn, found)
    seen = look_at_logo(file, worn, library)
    return Dressed(worn.model_copy(update={"logo": seen.logo or house.logo}), (*found, *seen.findings))


def brand_findings(
    file: BrandFile, house: House, scenes: Mapping[str, Scene], library: FolderLibrary, known: Known
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a brand, in the order of its lines; `house` is as nobody wears it yet."""
    worn = dressed(file, house, library)
    found = (
        *file.findings,
        *worn.findings,
        *_choices(file, known),
        *signing_findings(file),
        *colour_findings(file, house, scenes),
        *(logo_findings(file, worn.house, scenes, library) if file.brand.logo else ()),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.mark))


def _choices(file: BrandFile, known: Known) -> tuple[Finding, ...]:
    """Return the names that a brand chooses and nothing has."""
    brand = file.brand
    asked = (
        (brand.house if "house" in brand.model_fields_set else "", known.houses, "habillage", ("habillage",)),
        (brand.voice, known.engines, "moteur de voix", ("voix",)),
        (brand.presenter.voice, known.voices, "voix", ("presentatrice", "voix")),
        (brand.reporter.voice, known.voices, "voix", ("reporter", "voix")),
    )
    return tuple(
        _unknown(file.mark(*path), name, what, names) for name, names, what, path in asked if name and name not in names
    )


def _unknown(mark: Mark, name: str, what: str, names: frozenset[str]) -> Finding:
    return Finding(mark, f"{what} : {quoted(name)} est inconnu", advised(name, names), code=Code("marque-nom-inconnu"))
