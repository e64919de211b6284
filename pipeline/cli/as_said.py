"""`jt transcrire SCRIPT`: what is said beside what is written, and the script corrected."""

from pathlib import Path

from pipeline.cli.telling import EXIT_USER, show_line, tell_findings, tell_line
from pipeline.errors import HearingError, UserError
from pipeline.french.wording import counted
from pipeline.service.events import Advanced, Event, Noted, StageBegun
from pipeline.service.newsroom import Newsroom
from pipeline.service.script_as_said import LineAsSaid, ScriptAsSaid, script_as_said, write_as_said
from pipeline.service.settings import settings_for


def show_as_said(script: Path, *, correct: bool, confirmed: bool) -> int:
    """Show what is said in a script's recordings, or correct it; return 0, or 1 when something is left to be done.

    Raises UserError when nobody can listen and nobody has.
    """
    if confirmed and not correct:
        raise UserError("--oui confirme --corriger ; tapez les deux")
    newsroom = Newsroom(settings_for(script))
    found = script_as_said(newsroom, script, _hear)
    if not found.lines:
        tell_line(
            f"{script} : aucune réplique n'a d'enregistrement ; « jt voices a-enregistrer {script} » donne les noms"
        )
        return 0
    problem = newsroom.recogniser().unavailable()
    if problem and all(one.line.heard is None for one in found.lines):
        raise HearingError(f"la reconnaissance de la parole n'est pas là : {problem}")
    if correct:
        return _correct(script, found, confirmed=confirmed)
    for one in found.lines:
        _show(one)
    tell_findings(found.findings)
    if found.corrections:
        tell_line(f"jt transcrire {script} --corriger : montre ce qui serait corrigé dans le script")
    return 0


def _hear(event: Event) -> None:
    match event:
        case StageBegun():
            tell_line(f"écoute : {counted(event.total, 'enregistrement')}")
        case Advanced():
            tell_line(f"écoute : {event.done} sur {event.total}")
        case Noted():
            tell_line(event.text)
        case _:
            pass


def _show(one: LineAsSaid) -> None:
    show_line(f"{one.line.mark}  {one.line.recording}")
    written = " ".join(one.line.text.split())
    if written:
        show_line(f"  écrit : {written}")
    if one.said is None:
        show_line("  dit   : (personne n'a écouté, ou personne ne parle)")
    elif one.differs or not written:
        show_line(f"  dit   : {one.said.text}")
    else:
        show_line("  dit   : la même chose")


def _correct(script: Path, found: ScriptAsSaid, *, confirmed: bool) -> int:
    for each in found.corrections:
        show_line(f"{each.mark}")
        show_line(f"  - {each.before}")
        show_line(f"  + {each.after}")
    for mark, why in found.refused:
        tell_line(f"{mark} : pas corrigé : {why}")
    if not found.corrections:
        tell_line(f"{script} : rien à corriger" if not found.refused else f"{script} : rien n'est corrigé")
        return EXIT_USER if found.refused else 0
    count = counted(len(found.corrections), "texte")
    if not confirmed:
        tell_line(f"{count} à corriger, rien n'est encore écrit ; --oui l'écrit dans {script}")
        return EXIT_USER
    write_as_said(script, found)
    tell_line(f"{script} : {count} {'corrigés' if len(found.corrections) > 1 else 'corrigé'}")
    return 0
