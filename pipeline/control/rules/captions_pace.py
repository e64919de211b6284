"""Tell captions that nobody has the time to read, or that stay too long."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import CaptionFile, Measured, TimedWords
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_cues
from pipeline.control.spans import figure
from pipeline.control.words import frames_of, readable
from pipeline.errors import Code, Level
from pipeline.french.wording import counted
from pipeline.model.reading import REPORTED_SPEED, TOLERANCE, tolerated
from pipeline.model.time import FRAME_RATE

LONGEST = 7.0
"""Seconds that a caption stays on at most (practice of the trade)."""

_SLACK = 1
"""Frames lost where times are written in milliseconds, or in frames of another rate."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    for file in readable(measured):
        yield from _quick(file)
        yield from _slow(file)


def _quick(file: CaptionFile) -> Iterator[Spotted]:
    quick = [cue for cue in file.cues if _stays(cue) + _SLACK < tolerated(_characters(cue))]
    if quick:
        worst = max(quick, key=lambda cue: tolerated(_characters(cue)) / max(1, _stays(cue)))
        seconds = figure(_stays(worst) / float(FRAME_RATE))
        yield Spotted(
            message=f"{counted(len(quick), 'sous-titre')} sans le temps d'être lu ; "
            f"le pire : {_characters(worst)} signes en {seconds} s",
            start_ms=worst.start_ms,
            end_ms=worst.end_ms,
            file=file.name,
        )


def _slow(file: CaptionFile) -> Iterator[Spotted]:
    slow = [cue for cue in file.cues if _stays(cue) > LONGEST * float(FRAME_RATE) + _SLACK]
    if slow:
        worst = max(slow, key=_stays)
        yield Spotted(
            message=f"{counted(len(slow), 'sous-titre')} de plus de {figure(LONGEST, 0)} s",
            start_ms=worst.start_ms,
            end_ms=worst.end_ms,
            file=file.name,
        )


def _stays(cue: TimedWords) -> int:
    return frames_of(cue.start_ms, cue.end_ms)


def _characters(cue: TimedWords) -> int:
    return len(" ".join(cue.lines))


def _hurried(measured: Measured) -> Measured:
    cues = measured.beside.captions[0].cues
    return with_cues(measured, tuple(replace(cue, lines=(*cue.lines, *cue.lines)) for cue in cues))


CAPTIONS_PACE = ControlRule(
    code=Code("sous-titre-illisible"),
    title="Le temps de lire chaque sous-titre",
    measures="les signes de chaque sous-titre et le temps qu'il reste, contre la table de la charte",
    limits=(
        Limit("signes par seconde au-delà de la table", REPORTED_SPEED, "signes/s"),
        Limit("tolérance", float(TOLERANCE) * 100, "%"),
        Limit("durée d'un sous-titre", LONGEST, "s"),
    ),
    source="charte du sous-titrage de 2011 : 12, 20, 36 et 60 signes en 1, 2, 3 et 4 s, à 20 % près",
    level=Level.WARNING,
    advice="dites-le en moins de mots, ou plus lentement",
    look=_look,
    broken=_hurried,
)
