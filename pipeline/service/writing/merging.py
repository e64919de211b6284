"""Two people changed one text: what they did in different places is put together, what they did in one is asked about.

The classic merge of three texts by lines (diff3): S. Khanna, K. Kunal, B. C. Pierce, « A formal investigation of
diff3 », 2007.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher


def merged(base: str, one: str, other: str) -> str | None:
    """Return a text with what both changed of `base`; None when they changed the same lines otherwise."""
    if one in (base, other):
        return other
    if other == base:
        return one
    lines = [text.splitlines(keepends=True) for text in (base, one, other)]
    out: list[str] = []
    for parts in _chunks(*lines):
        was, mine, theirs = parts
        if was not in (mine, theirs) and mine != theirs:
            return None
        out += theirs if mine == was else mine
    return "".join(out)


def _chunks(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[list[str], ...]]:
    """Yield the texts in pieces that begin and end together: lines that all three have, and what lies between."""
    mine, theirs = _partners(base, one), _partners(base, other)
    at = (0, 0, 0)
    for rank in (*(rank for rank in sorted(mine) if rank in theirs), None):
        stop = (len(base), len(one), len(other)) if rank is None else (rank, mine[rank], theirs[rank])
        between = tuple(list(text[a:b]) for text, a, b in zip((base, one, other), at, stop, strict=True))
        if any(between):
            yield between
        if rank is not None:
            yield [base[rank]], [base[rank]], [base[rank]]
            at = (stop[0] + 1, stop[1] + 1, stop[2] + 1)


def _partners(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return the line of another text that each line of `base` is, for those that stand in both."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}
