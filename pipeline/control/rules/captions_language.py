"""Refuse captions that are written in another language than the one they are said to be in."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.words import readable
from pipeline.errors import Code, Level
from pipeline.french.tongues import NAMES, language_of


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    for file in readable(measured):
        written = language_of(" ".join(cue.lines) for cue in file.cues)
        if written and file.language in NAMES and file.language != written:
            yield Spotted(
                message=f"ces sous-titres se disent en {NAMES[file.language]} et sont en {NAMES[written]}",
                file=file.name,
            )


_ENGLISH = ("The house that talks", "to all of the people is here.")


def _mistaken(measured: Measured) -> Measured:
    files = tuple(
        replace(file, language="fra", cues=tuple(replace(cue, lines=_ENGLISH) for cue in file.cues))
        for file in measured.beside.captions
    )
    return replace(measured, beside=replace(measured.beside, captions=files))


CAPTIONS_LANGUAGE = ControlRule(
    code=Code("langue-fausse"),
    title="Les sous-titres sont dans la langue annoncée",
    measures="les petits mots des sous-titres, contre la langue que disent la piste ou le nom du fichier",
    limits=(),
    source="RGAA 4.1, critère 8.3 transposé aux pistes ; BCP 47",
    level=Level.ERROR,
    advice="donnez à la piste ou au fichier la langue de ses mots, ou mettez-y les sous-titres qu'il annonce",
    look=_look,
    broken=_mistaken,
)
