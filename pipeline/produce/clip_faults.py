"""A scene's program that fails, said where an author can do something about it: the shot that asked for it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pipeline.errors import ClipError, Code, Finding, ScriptError, UserError
from pipeline.model.rundown import PlannedShot, Rundown


@contextmanager
def clip_faults(rundown: Rundown) -> Iterator[None]:
    """Turn a failing program into a finding at the place of its shot; raises ScriptError."""
    try:
        yield
    except ClipError as error:
        raise located(error, rundown.shots) from error


def located(error: ClipError, shots: Sequence[PlannedShot]) -> UserError:
    """Return the error with the shot it is about.

    The chunk that failed may be the transition into the next shot, which shows the last frame of this one.
    """
    before: PlannedShot | None = None
    for shot in shots:
        if shot.scene == error.scene:
            before = shot
        if before is not None and shot.id == error.shot:
            break
        if before is not None and not error.shot:
            break
    if before is None:
        return error
    said = error.of_shot(f"« {before.label} » ({before.id})")
    return (
        said
        if before.mark is None
        else ScriptError((Finding(before.mark, str(said), code=Code("programme-de-scene")),))
    )
