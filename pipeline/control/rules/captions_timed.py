"""Refuse captions that come too early or too late, all of them: their beginnings against those of speech."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.lag import heard_lag, lag, planned_lag
from pipeline.control.measured import CaptionFile, Measured, TimedWords
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_cues
from pipeline.control.spans import figure
from pipeline.control.words import foreign, readable
from pipeline.errors import Code, Level

MOST = 250
"""Milliseconds by which all captions may be early or late.

A caption may come a quarter of a second before its words to be read (`caption.reading`); where speech is quick, most do
come early.
"""

COARSE = 500
"""The same where beginnings do not tell it, and only how captions and speech go together does."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.sound is None:
        return
    for file in readable(measured):
        if foreign(measured, file):  # which another rule tells
            continue
        found = lag(measured.sound, _starts(file))
        if found is None:
            found = planned_lag(measured, _starts(file))
        if found is None or (measured.plan is None and abs(found) <= MOST):
            coarse = heard_lag(measured.sound, [(cue.start_ms, cue.end_ms) for cue in _spoken(file)])
            found = coarse if coarse is not None and abs(coarse) > COARSE else found
        if found is not None and abs(found) > MOST:
            side = "trop tôt" if found > 0 else "trop tard"
            yield Spotted(message=f"les sous-titres viennent {figure(abs(found) / 1000, 2)} s {side}", file=file.name)


def _starts(file: CaptionFile) -> list[int]:
    """Return when captions of speech begin; music and sounds are told within signs of their own."""
    return [cue.start_ms for cue in _spoken(file)]


def _spoken(file: CaptionFile) -> list[TimedWords]:
    return [cue for cue in file.cues if cue.lines and not cue.lines[0].startswith(("♪", "(", "["))]


def _late(measured: Measured) -> Measured:
    cues = measured.beside.captions[0].cues
    return with_cues(
        measured, tuple(replace(cue, start_ms=cue.start_ms + 480, end_ms=cue.end_ms + 480) for cue in cues)
    )


CAPTIONS_TIMED = ControlRule(
    code=Code("sous-titres-decales"),
    title="Les sous-titres avec la parole",
    measures="le début de chaque sous-titre contre les montées de l'énergie de la voix (300 à 3 400 Hz), ou contre "
    "ce qui va et vient comme la parole",
    limits=(Limit("décalage de l'ensemble", MOST, "ms"),),
    source="règle de la maison : ce qu'un sous-titre peut venir avant ses mots pour être lu",
    level=Level.ERROR,
    advice="décalez le fichier d'autant, ou rendez le film de nouveau : ces sous-titres viennent d'une autre version",
    look=_look,
    broken=_late,
)
