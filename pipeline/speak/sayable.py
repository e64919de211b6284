"""Lines that no voice can say, told all at once and before anything is spoken."""

from collections.abc import Iterable, Iterator

from pipeline.errors import Code, Finding, Mark
from pipeline.french.letters import foreign
from pipeline.model.rundown import PlannedLine
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import said

_SHOWN = 40


def unsayable(lines: Iterable[PlannedLine], lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return an error for each line that has to be synthesised and cannot be; what is recorded can hold anything."""
    return tuple(dict.fromkeys(finding for line in lines if not line.recording for finding in _of(line, lexicon)))


def _of(line: PlannedLine, lexicon: Lexicon) -> Iterator[Finding]:
    mark = line.mark or Mark(line.id)
    pairs = said(line, lexicon)
    if not pairs:
        yield Finding(
            mark,
            f"il n'y a rien à dire dans {_quoted(line.text)}",
            "écrire une phrase avec des mots",
            code=Code("rien-a-dire"),
        )
    strange = dict.fromkeys(run for _, words in pairs for run in foreign(words))
    if strange:
        found = ", ".join(f"« {run} »" for run in strange)
        key = f"« lexique: {{{next(iter(strange))}: …}} »"
        yield Finding(
            mark,
            f"les voix ne lisent que l'alphabet latin, et pas {found} dans {_quoted(line.text)}",
            f"écrire comment le dire, en tête du script : {key}, ou récrire la phrase",
            code=Code("alphabet-etranger"),
        )


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"« {line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'} »"
