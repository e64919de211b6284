"""The marks that any film or picture was found to bear: what anybody who has the file can know of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.model.marks import SOURCE_TAG


def manifest_beside(film: Path) -> Path:
    """Return where the manifest of a film is that is not in it: as those who read C2PA look for it.

    >>> manifest_beside(Path("films/journal.mxf")).as_posix()
    'films/journal.c2pa'
    """
    return film.with_suffix(".c2pa")


class SealState(StrEnum):
    """What became of a signature: it holds and its signer is vouched for, it holds, it does not, it cannot be read."""

    TRUSTED = "fiable"
    VALID = "valide"
    BROKEN = "rompue"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundManifest:
    """A manifest of C2PA in a file.

    `sources` are the digital source types that it tells of (addresses of IPTC), `actions` what it says was done;
    `faults` are the codes of what failed and what they mean, in the words of C2PA. `signer` and `issuer` are the names
    on the certificate, `until` its last moment (ISO 8601); one that is `self_signed` proves no identity. `beside` is
    the file that it is in when it is not in the film.
    """

    state: SealState
    generator: str
    title: str
    actions: tuple[str, ...]
    sources: tuple[str, ...]
    signer: str
    issuer: str
    until: str
    self_signed: bool
    faults: tuple[tuple[str, str], ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class FoundTrack:
    """A track of a film: what it holds (`video`, `audio`, `subtitle`), how, in which language, what it is called."""

    kind: str
    codec: str
    language: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMarks:
    """Everything that a file says of itself.

    `kind` is `film`, `son` or `image`; `container` its format, in the words of whatever opened it. `tags` are those of
    the container, `xmp` the properties of its packet, by their usual prefix, None when there is none. `label` tells
    whether the words on screen announce what is synthetic, as the report beside the film says it; None when no report
    tells of this file. `faults` are what is wrong with the file itself, in French.
    """

    kind: str
    container: str
    tags: Mapping[str, str]
    tracks: tuple[FoundTrack, ...]
    xmp: Mapping[str, tuple[str, ...]] | None
    manifest: FoundManifest | None
    label: bool | None
    faults: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The digital source types that the file tells of, those of its manifest first."""
        told = self.manifest.sources if self.manifest else ()
        tagged = (self.tags[SOURCE_TAG],) if self.tags.get(SOURCE_TAG) else ()
        return tuple(dict.fromkeys((*told, *(self.xmp or {}).get("Iptc4xmpExt:DigitalSourceType", ()), *tagged)))

    @property
    def marked(self) -> bool:
        """Tell whether a machine can learn from the file where it comes from."""
        return bool(self.sources)

    @property
    def sound(self) -> bool:
        """Tell whether nothing of what the file says is belied by the file itself."""
        return not self.faults and (self.manifest is None or self.manifest.state is not SealState.BROKEN)
