"""What comes out of the control of a film, in a sentence that nobody can take for more than it is."""

from pipeline.errors import Level
from pipeline.french.wording import counted
from pipeline.model.verdict import ControlVerdict


def conclusion(verdict: ControlVerdict) -> str:
    """Return what a film is fit for.

    « bon à … » is said of a finished film alone, whose plan is known and in which nothing at all was found.

    >>> conclusion(ControlVerdict(film="a.mp4", profile="web", planned=True, faults=(), rules=()))
    'bon à publier : rien à redire'
    >>> conclusion(ControlVerdict(film="a.mp4", profile="brouillon", planned=True, faults=(), rules=(), use=""))
    'un brouillon, pas à publier : rien à redire'
    """
    found, use = _found(verdict), verdict.use or "publier"
    if verdict.refused:
        return f"à ne pas {use} : {found}"
    if not verdict.use or verdict.excerpt:
        part = "un extrait, pas à" if verdict.use else "un brouillon, pas à"
        return f"{part} {use}{' seul' if verdict.use else ''} : {found or 'rien à redire'}"
    if found:
        first = "à regarder avant de" if verdict.count(Level.WARNING) else "à lire avant de"
        return f"{first} {use} : {found}{_unseen(verdict)}"
    if verdict.blind:
        return f"rien trouvé qui empêche de {use}{_unseen(verdict)}"
    return f"bon à {use} : rien à redire"


def _found(verdict: ControlVerdict) -> str:
    """Count what was found, the worst first; empty when nothing was."""
    kinds = ((Level.ERROR, "erreur"), (Level.WARNING, "avertissement"), (Level.NOTE, "note"))
    return ", ".join(counted(count, name) for level, name in kinds if (count := verdict.count(level)))


def _unseen(verdict: ControlVerdict) -> str:
    """Say how many rules could not look, in a film whose plan nobody knows."""
    blind = len(verdict.blind)
    every = blind + len(verdict.rules)
    return f" ; sans le plan du film, {counted(blind, 'règle')} sur {every} n'ont pas pu regarder" if blind else ""
