"""Where sentences end in notes: quotations are kept whole, words cut short end nothing."""

import re

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_END = re.compile(rf"[.!?…]+(?:[ \u00a0\u202f]?[!?]+)*(?:[\s]*[»”\"’')\]]+)?\s+(?=[«“\"(\[–—-]?\s*[{_CAPITAL}0-9«])")
_CUT_SHORT = re.compile(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|av|bd|n|p|art|ex|cf|env|tél|boul)|\b[A-ZÀ-Þ])\.\s*$"
)
_SIGNED = re.compile(r"(?:[–—-]+\s*(?:M\.|Dr\.|[^.!?«»]){2,80}|\((?:M\.|Dr\.|[^().!?]){2,80}\))\.?\s*$")
"""Who said what stands before, at the very end: « … » — Odile, 84 ans."""

_OPENS, _CLOSES = "«“", "»”"


def apart(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order, with every sign of it but the spaces between them.

    >>> apart("M. Le Goff arrive. « Oui ! Et alors ? », dit-il. On rit.")
    ('M. Le Goff arrive.', '« Oui ! Et alors ? », dit-il.', 'On rit.')
    """
    return tuple(text[start:end].strip() for start, end in sentence_spans(text))


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return from and up to which sign each sentence stands, spaces around it left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        piece = text[start : end.end()]
        if _SIGNED.match(text, end.end()) and piece.rstrip().endswith(("»", "”", '"')):
            continue
        if _CUT_SHORT.search(text[start : end.start() + 1]) or _quoting(piece):
            continue
        found.append((start, end.end()))
        start = end.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple((_skip(text, first), first + len(text[first:last].rstrip())) for first, last in found)


def _quoting(piece: str) -> bool:
    """Tell whether a quotation is open at the end of a piece, and not so long that its end was forgotten."""
    opened = max(piece.rfind(sign) for sign in _OPENS)
    closed = max(piece.rfind(sign) for sign in _CLOSES)
    odd = piece.count('"') % 2 == 1 and len(piece) - piece.rfind('"') < 400
    return odd or (opened > closed and len(piece) - opened < 600)


def _skip(text: str, start: int) -> int:
    return start + len(text[start:]) - len(text[start:].lstrip())
