"""`jt explain`: what the code at the end of a finding means, why it matters and what to do."""

import re
import shutil
import textwrap
from collections.abc import Iterator

from pipeline.cli.telling import show_line
from pipeline.french.typography import NO_BREAK
from pipeline.service.explain import PLACES, Explanation, Family, catalogue, explained

_WIDEST = 100
_NARROWEST = 40
_CLINGING = re.compile(r"(?<=«) | (?=[»:;!?])")


def tell(code: str) -> None:
    """Print the explanation of a code, or every code by family; raises UserError for an unknown code."""
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
    lines = told(*explained(code), width) if code.strip() else listed(catalogue(), width)
    show_line("\n".join(lines))


def told(code: str, each: Explanation, width: int) -> Iterator[str]:
    """Yield an explanation line by line, at most `width` characters each but for the examples."""
    yield f"{code} ({', '.join(level.value for level in each.levels)})"
    yield from _wrapped(f"{each.title}.", width)
    yield ""
    yield from _wrapped(each.meaning, width)
    yield ""
    yield from _wrapped(f"Pourquoi : {each.stakes}", width)
    yield ""
    yield from _wrapped(f"Que faire : {each.remedy}", width)
    for head, example in (("Faux", each.wrong), ("Juste", each.right)):
        if example:
            yield from ("", f"{head}, {PLACES[each.kept]} :", "")
            yield from textwrap.indent(example, "    ").splitlines()


def listed(families: tuple[Family, ...], width: int) -> Iterator[str]:
    """Yield every code with its title, by family."""
    column = max(len(code) for family in families for code in family.codes) + 2
    for family in families:
        yield from (family.title, "")
        for code, each in family.codes.items():
            yield from _wrapped(f"  {code:<{column}}{each.title}", width, " " * (column + 2))
        yield ""
    yield from _wrapped("« jt explain CODE » explique l'un d'eux.", width)


def _wrapped(text: str, width: int, below: str = "") -> list[str]:
    """Return a paragraph cut at its spaces, but never between a word and the French sign that clings to it."""
    bound = _CLINGING.sub(NO_BREAK, text)
    lines = textwrap.wrap(bound, width, subsequent_indent=below, break_long_words=False, break_on_hyphens=False)
    return [line.replace(NO_BREAK, " ") for line in lines]
