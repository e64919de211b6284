"""The finding that most rules give: a name that exists nowhere, and the one that was probably meant."""

from collections.abc import Iterable

from pipeline.errors import Code, Finding
from pipeline.french.wording import advised, quoted
from pipeline.model.marked import TextNode


def unknown_name(node: TextNode, known: Iterable[str], what: str, code: Code, otherwise: str = "") -> Finding:
    """Return the finding for a name that is none of `known`; `what` is for example « la voix »."""
    message = f"{what} {quoted(node.text)} n'existe pas"
    return Finding(node.mark, message, advised(node.text, known, otherwise), code=code)
