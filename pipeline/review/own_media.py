"""Music and films that a channel brings: whether they can be heard and seen, at their lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.check.context import MISSING
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.brand import BrandFile
from pipeline.model.media import in_project
from pipeline.model.part import Part
from pipeline.model.scene import House, OwnFilm
from pipeline.plan.branding import music_of
from pipeline.plan.films import LONGEST, SHORTEST, with_films

_MUSIC, _FILM = Code("marque-musique"), Code("marque-film")
_SOUNDS = "déposer sous media/ un fichier wav, mp3, m4a, ogg, flac ou aiff, ou ôter cette ligne"
_FILMS = "déposer sous media/ une vidéo MP4 (H.264), ou ôter cette ligne"
_UNHEARD = Code("marque-son-double")

_KEYS = {"generique": Part.OPENING, "fin": Part.CLOSING}
"""The keys of `jt.yaml` that name a film, and the part it plays."""


@dataclass(frozen=True, slots=True)
class OwnMedia:
    """A house with what of its channel's music and films can be used, and what is wrong with the rest."""

    house: House
    findings: tuple[Finding, ...] = ()


def brought(file: BrandFile, house: House, library: FolderLibrary) -> OwnMedia:
    """Return a house with its channel's own music and films."""
    media = ProjectMedia(library)
    found: list[Finding] = []
    music: dict[str, str] = {}
    for role, name in music_of(file.brand).items():
        told = _refused(file, ("musique", role), name, media)
        found += told
        if not told:
            music[role] = in_project(name)
    films: dict[Part, OwnFilm] = {}
    for key, name in (("generique", file.brand.opening), ("fin", file.brand.closing)):
        if not name:
            continue
        problems = tuple(_film_findings(file, key, name, media))
        found += problems
        if not problems:
            heard = media.verdict(name, "sound") is None
            films[_KEYS[key]] = OwnFilm(file=in_project(name), seconds=media.seconds(name) or 0, sounds=heard)
    opening = films.get(Part.OPENING)
    if opening is not None and opening.sounds and "generique" in music:
        message = "cette musique ne s'entend pas : le film du générique a son propre son"
        advice = "ôter cette ligne, ou donner un film sans son"
        found.append(Finding(file.mark("musique", "generique"), message, advice, Level.WARNING, code=_UNHEARD))
    sound = house.sound.model_copy(update={"own": music})
    return OwnMedia(with_films(house.model_copy(update={"sound": sound}), films), tuple(found))


def _refused(file: BrandFile, path: tuple[str, ...], name: str, media: ProjectMedia) -> tuple[Finding, ...]:
    """Return why a file cannot be heard or, for a film, seen; nothing when it can."""
    film = len(path) == 1
    verdict = media.verdict(name, "video" if film else "sound")
    if verdict is None:
        return ()
    code, what, mend = (_FILM, "le film", _FILMS) if film else (_MUSIC, "la musique", _SOUNDS)
    reason, _, advice = verdict.partition(" ; ")
    if verdict == MISSING:
        near = media.likely(name, "video" if film else "sound")
        reason, advice = "le fichier n'existe pas", f"vouliez-vous dire {quoted(near)} ?" if near else ""
    message = f"{what} {quoted(name)} ne peut pas servir : {reason}"
    return (Finding(file.mark(*path), message, advice or mend, code=code),)


def _film_findings(file: BrandFile, key: str, name: str, media: ProjectMedia) -> Iterator[Finding]:
    """Yield what keeps a file from being a film of the channel's."""
    if refused := _refused(file, (key,), name, media):
        yield from refused
        return
    lasts = media.seconds(name) or 0.0
    if not SHORTEST <= lasts <= LONGEST:
        told = f"{lasts:.1f}".replace(".", ",")
        message = f"le film {quoted(name)} dure {told} s : il faut de {SHORTEST:.0f} à {LONGEST:.0f} s"
        yield Finding(file.mark(key), message, "le raccourcir ou le rallonger au montage, et l'exporter", code=_FILM)
