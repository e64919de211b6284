"""Lines that no voice can say, told all at once and before anything is spoken."""

from collections.abc import Iterable, Iterator

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.letters import foreign
from pipeline.french.wording import quoted
from pipeline.model.rundown import PlannedLine
from pipeline.speak.doubts import doubts
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.worded import said


def unsayable(lines: Iterable[PlannedLine], lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return what is found in the lines that have to be synthesised; what is recorded can hold anything.

    An error for a line that cannot be said, a warning for what would be said absurdly, a note for a word that
    a full stop cuts.
    """
    return tuple(dict.fromkeys(finding for line in lines if not line.recording for finding in _of(line, lexicon)))


def _of(line: PlannedLine, lexicon: Lexicon) -> Iterator[Finding]:
    mark = line.mark or Mark(line.id)
    pairs = said(line, lexicon)
    if not pairs:
        yield Finding(
            mark,
            f"il n'y a rien à dire dans {quoted(line.text)}",
            "écrire une phrase avec des mots",
            code=Code("rien-a-dire"),
        )
    strange = dict.fromkeys(run for _, words in pairs for run in foreign(words))
    if strange:
        found = ", ".join(f"« {run} »" for run in strange)
        key = f"« lexique: {{{next(iter(strange))}: …}} »"
        yield Finding(
            mark,
            f"les voix ne lisent que l'alphabet latin, et pas {found} dans {quoted(line.text)}",
            f"écrire comment le dire, en tête du script : {key}, ou récrire la phrase",
            code=Code("alphabet-etranger"),
        )
    yield from _doubts(line, mark, lexicon)


def _doubts(line: PlannedLine, mark: Mark, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield what the rules cannot read in a line."""
    unread = doubts(line.text, lexicon)
    if unread.mute:
        found = ", ".join(f"« {piece} »" for piece in unread.mute)
        yield Finding(
            mark,
            f"la voix ne sait pas lire {found} dans {quoted(line.text)}",
            "l'écrire en toutes lettres, ou dire comment le lire, en tête du script : "
            f"« lexique: {{{unread.mute[0]}: …}} »",
            Level.WARNING,
            code=Code("lecture-inconnue"),
        )
    if unread.cut_short:
        found = ", ".join(f"« {word} »" for word in unread.cut_short)
        yield Finding(
            mark,
            f"la voix lira {found} comme un mot suivi d'un point dans {quoted(line.text)}",
            "si c'est une abréviation, écrire le mot entier ; si la phrase finit là, mettre une majuscule ensuite",
            Level.NOTE,
            code=Code("abreviation-inconnue"),
        )
