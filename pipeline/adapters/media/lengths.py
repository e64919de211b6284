"""How long the videos of a rundown last: a shot shows no more of one than there is."""

from dataclasses import replace

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.model.rundown import PlannedShot, Rundown


def with_lengths(rundown: Rundown, library: FolderLibrary) -> Rundown:
    """Return a rundown whose films say how long they last; one that cannot be read says nothing."""
    media = ProjectMedia(library)

    def told(shot: PlannedShot) -> PlannedShot:
        if shot.footage is None:
            return shot
        return replace(shot, footage=replace(shot.footage, lasts=media.seconds(shot.footage.path)))

    items = tuple(replace(item, shots=tuple(told(shot) for shot in item.shots)) for item in rundown.items)
    return replace(rundown, items=items)
