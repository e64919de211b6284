"""`jt importer`: notes become a script; what was understood, what has no place, what changed since."""

from pipeline.cli.telling import show_line, tell_findings, tell_line
from pipeline.french.wording import counted
from pipeline.service.importing import Imported, ImportWish, import_notes
from pipeline.service.understood import summary_of

_MOST_SHOWN = 20
"""Passages and differences told on a terminal; the page shows them all."""

_LONGEST = 90


def import_and_tell(wish: ImportWish) -> int:
    """Import notes, print the path of the script, tell the rest beside; return the exit code."""
    done = import_notes(wish)
    tell_findings(done.told)
    if done.fresh:
        tell_findings(done.answer.findings)
    show_line(done.script)
    tell_line(f"compris : {summary_of(done.whole)}")
    if done.fresh:
        _tell_unplaced(done)
        tell_line(f"ce que j'ai compris, passage par passage : {done.page}")
        tell_line(f"la suite : jt render {done.script} --preset draft")
    else:
        _tell_changes(done)
    return 1 if done.answer.errors and done.fresh else 0


def _tell_unplaced(done: Imported) -> None:
    unplaced = done.whole.unplaced
    if not unplaced:
        tell_line("rien n'est perdu : chaque phrase du document est dans le script")
        return
    tell_line(
        f"{counted(len(unplaced), 'passage non placé', 'passages non placés')} (à la fin du script, en commentaire) :"
    )
    for passage in unplaced[:_MOST_SHOWN]:
        tell_line(f"  {passage.place} : {_short(passage.text)}")
    if len(unplaced) > _MOST_SHOWN:
        tell_line(f"  … et {len(unplaced) - _MOST_SHOWN} autres, sur la page")


def _tell_changes(done: Imported) -> None:
    """Tell what the notes say otherwise than when they were imported, and what became of it."""
    if not done.changes:
        tell_line(f"{done.script} dit déjà tout ce que dit le document ; rien n'a été touché")
        return
    for change in done.changes[:_MOST_SHOWN]:
        lines = change.after or change.before
        shown = next((line.strip() for line in lines if line.strip()), "(ligne vide)")
        sign = "+" if change.after and not change.before else "−" if change.before and not change.after else "~"
        tell_line(f"{done.script}:{change.line}: {sign} {_short(shown)} ({change.fate.value})")
    if len(done.changes) > _MOST_SHOWN:
        tell_line(f"… et {len(done.changes) - _MOST_SHOWN} autres, sur la page")
    tell_line(f"les différences, côte à côte : {done.page}")
    if done.applied and done.left:
        tell_line("ce qui est laissé n'est pas dans le script : reportez-le à la main s'il le faut ; ce sera redit")
    if not done.applied:
        tell_line("rien n'a été touché ; pour reprendre ce qui peut l'être, ajoutez --appliquer")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
