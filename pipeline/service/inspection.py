"""The look, read before anything is drawn: what scenes, their house and their artwork name in vain, with its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.adapters.yaml.files import word_at
from pipeline.check.context import MISSING
from pipeline.check.looks import PLAYS, Around, Lack, art_path, cast_lacks, house_lacks, lacks, rival_lacks
from pipeline.draw.outside import artwork
from pipeline.errors import Code, Finding, SceneError
from pipeline.model.media import in_project
from pipeline.model.part import Part
from pipeline.model.scene import ArtLayer, House, Scene
from pipeline.model.scenes import Scenes

_ABSENT = "le fichier n'existe pas"


def inspect(
    library: FolderLibrary,
    scenes: Mapping[str, Scene],
    house: House,
    transitions: Iterable[str],
    names: Sequence[str],
) -> tuple[Finding, ...]:
    """Return what a house and the scenes of these names ask for and nothing has, with file, line and column."""
    around = Around(house, transitions, scenes, library.exists)
    own = [library.path(f"scenes/house/{house.id}.yaml")]
    cast = Scenes(scenes, house.played_by)
    of_house = (*house_lacks(house, library.exists), *_sounds(library, house), *cast_lacks(house, cast))
    found = [_placed(own, one) for one in of_house]
    for name in names:
        files = [folder / name / "scene.yaml" for folder in library.scene_folders(house.id)]
        wrong = (*lacks(scenes[name], around), *rival_lacks(name, cast))
        found += [_placed([file for file in files if file.is_file()], one) for one in wrong]
    told = {finding.message for finding in found if finding.mark.line}
    # what a scene took over from another is said once, where it is written
    kept = [finding for finding in found if finding.mark.line or finding.message not in told]
    return tuple(dict.fromkeys((*kept, *_artwork(library, [scenes[name] for name in names]))))


def _drawable(library: FolderLibrary, file: str) -> None:
    """Pass over a drawing that can be drawn, looked at or known to be; raises SceneError for any other."""
    content = library.read(file)
    library.kept.form("dessin", (file.encode(), content), lambda: artwork(content, file).tag)


def _placed(files: Sequence[Path], lack: Lack) -> Finding:
    """Return a finding at the word, in the first of the files that has it; at the first file when none has."""
    words = [lack.word]
    words += [Part(lack.word).name.lower()] if lack.key == PLAYS else []  # a part may be written in English
    marks = [word_at(file, word, lack.key) for file in files for word in words]
    return Finding(next((mark for mark in marks if mark.line), marks[0]), lack.message, lack.advice, code=lack.code)


def _sounds(library: FolderLibrary, house: House) -> Iterator[Lack]:
    """Yield the sounds of a house that are missing, or that nobody can hear."""
    media = ProjectMedia(library)
    for role, file in house.sound.files.items():
        problem = _heard(file, library, media)
        if problem is not None:
            told = _ABSENT if problem == MISSING else problem
            message = f"le son « {role} » de l'habillage ne peut pas servir : {told}"
            advice = f"déposer ce fichier dans media/ (wav, ogg, mp3, m4a ou flac), ou ôter « {role} » de « sons »"
            yield Lack(file, role, message, advice, Code("son-inutilisable"))


def _heard(file: str, library: FolderLibrary, media: ProjectMedia) -> str | None:
    """Return what is wrong with a sound, None when nothing is; one that was listened to once is known by its bytes."""
    if not library.exists(name := in_project(file)):
        return media.verdict(file, "sound")
    told: str | None = library.kept.form("son", (library.read(name),), lambda: media.verdict(file, "sound"))
    return told


def _artwork(library: FolderLibrary, scenes: Sequence[Scene]) -> Iterator[Finding]:
    """Yield what is wrong with the artwork that scenes name: no SVG, or one that reaches outside itself."""
    files = dict.fromkeys(
        art_path(scene, layer.file, library.exists)
        for scene in scenes
        for layer in scene.layers
        if isinstance(layer, ArtLayer) and "{" not in layer.file
    )
    for file in filter(library.exists, files):
        try:
            _drawable(library, file)
        except SceneError as error:
            yield from error.findings
