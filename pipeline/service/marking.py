"""How the films of a job are marked and signed: what their project says, what was asked, who signs."""

from dataclasses import replace
from pathlib import Path

from pipeline.adapters.marking.credentials import credentials
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.model.marks import FilmMarks
from pipeline.model.task import Task
from pipeline.plan.context import PlanContext
from pipeline.produce.marks import Sealer
from pipeline.service.newsroom import Newsroom

IDENTITY = "identite"
"""The folder of what was made on this machine to sign with, beside every version of the cache."""


def marked_as_asked(context: PlanContext, task: Task) -> PlanContext:
    """Return a context whose film bears no marks where that was asked for, with the reason."""
    if not task.without_marks:
        return context
    marking = context.house.marking.model_copy(update={"without": task.without_marks})
    return replace(context, house=context.house.model_copy(update={"marking": marking}))


def unmarked_findings(newsroom: Newsroom, marks: FilmMarks) -> tuple[Finding, ...]:
    """Return what the report keeps of a film that bears no marks: the reason that was given."""
    if not marks.without:
        return ()
    file = newsroom.channel.file
    where = file.mark("marques", "sans") if file.brand.marks.without == marks.without else Mark("--sans-marques")
    told = f"ce film ne porte aucune marque : « {marks.without} »"
    advice = "l'annoncer là où vous le publiez : une voix de synthèse doit l'être"
    return (Finding(where, told, advice, Level.WARNING, code=Code("film-sans-marques")),)


def sealer_of(newsroom: Newsroom, *, draft: bool) -> Sealer:
    """Return who signs the films of a project: its certificate; in a draft, or without any, one made on this machine.

    Raises ScriptError when the project's own cannot sign.
    """
    from pipeline.adapters.marking.identity import IdentityError, own_pair, usable_pair  # noqa: PLC0415 - not to check
    from pipeline.adapters.marking.sealing import C2paSealer  # noqa: PLC0415 - as above

    file = newsroom.channel.file
    given = credentials(file.brand.marks, Path(file.mark().file).parent)
    if draft or not given.given:
        return C2paSealer(own_pair(newsroom.settings.caches / IDENTITY))
    try:
        sealer = C2paSealer(usable_pair(given), file.brand.marks.timestamps)
        sealer.try_out()
    except IdentityError as error:
        mark = file.mark("marques", error.part)
        raise ScriptError.of(mark, error.problem, error.advice, code=Code("signature-impossible")) from error
    return sealer


def remark_finding(film: str, remark: str) -> tuple[Finding, ...]:
    """Return what is to be told of a signature that is not all it should be."""
    if not remark:
        return ()
    advice = "rendre de nouveau quand il répond ; la signature vaut, sans date certaine"
    return (Finding(Mark(film), remark, advice, Level.WARNING, code=Code("horodatage-absent")),)
