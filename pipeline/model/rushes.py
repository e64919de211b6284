"""What became of the clips of a shoot: which one is shown in which shot, and from where to where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import Mark
from pipeline.model.time import frames, seconds

CHOICES = "choix.yaml"
"""The file beside the clips in which it stands which one is shown where."""

BEFORE, AFTER = 0.4, 0.6
"""Seconds of handle before the first word and after the last: a breath in, and the face when it is said."""

KEPT = 0.3
"""Seconds beyond the handles that are worth cutting."""


def with_handles(first: float, last: float, lasts: float) -> tuple[float | None, float | None]:
    """Return where a clip of `lasts` seconds begins and ends that is cut to what is said in it, from `first` to `last`.

    None stands for an end that is not worth cutting.

    >>> with_handles(2.0, 8.0, 10.0), with_handles(0.5, 9.3, 10.0)
    ((1.6, 8.6), (None, None))
    """
    start, end = first - BEFORE, last + AFTER
    return (on_picture(start) if start > KEPT else None), (on_picture(end) if lasts - end > KEPT else None)


def on_picture(at: float) -> float:
    """Return the nearest instant, in seconds, at which a picture of the programme begins; none before the start."""
    return seconds(frames(max(0.0, at)))


def rushes_folder(script: str) -> str:
    """Return where the clips of a script are dropped, from the project's root."""
    return f"media/{script}/rushes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLook:
    """What a clip is before anybody understands what is said in it; times are seconds.

    `seen` and `heard` say that it has pictures, and sound that can be decoded; `upright` that it is taller than wide.
    `made` is when it was recorded, in seconds since 1970, None when it does not say. `slate` is what a code shown in it
    holds. It is heard from `first` to `last` (equal: nothing is), `level` decibels over its noise; a share `cut` of the
    samples of speech is clipped.
    """

    seconds: float
    seen: bool
    heard: bool
    upright: bool = False
    made: float | None = None
    slate: str = ""
    first: float = 0.0
    last: float = 0.0
    level: float = 0.0
    cut: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotChoice:
    """What is shown in a shot: a clip's name, seconds `start` to `end` of it (None: its own), where that is written.

    An empty clip leaves the shot drawn. `words` are the signs of what the shot said when it was chosen (`words_tag`),
    by which one that moved is found again; empty for a shot without words. `voice_only` keeps the drawn picture.
    """

    clip: str
    words: str = ""
    start: float | None = None
    end: float | None = None
    voice_only: bool = False
    mark: Mark | None = field(default=None, compare=False)

    @property
    def told(self) -> str:
        """What is chosen, in one line: by this it is known whether a person changed it since."""
        times = ["" if at is None else f"{at:.2f}" for at in (self.start, self.end)]
        told = f"{self.clip} {times[0]}-{times[1]}" if any(times) else self.clip
        return f"{told} (voix)" if self.voice_only else told


@dataclass(frozen=True, slots=True)
class RushChoices:
    """Everything that is chosen, by the id of the shot; what was proposed for each; clips that are set aside."""

    shots: Mapping[str, ShotChoice]
    proposed: Mapping[str, str]
    aside: frozenset[str] = frozenset()

    @property
    def by_hand(self) -> frozenset[str]:
        """The shots of which a person said something else than what was proposed, or took out what was."""
        changed = (shot for shot, choice in self.shots.items() if self.proposed.get(shot) != choice.told)
        return frozenset(changed) | frozenset(set(self.proposed) - set(self.shots))


NOTHING_CHOSEN = RushChoices({}, {})
