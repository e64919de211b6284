"""Text that was dictated, without a full stop: where stories begin in it is heard, and where their titles end guessed.

>>> dictated("voici le premier sujet c'est la ferme sur le toit les poules y dorment le deuxième sujet c'est le bal")
('voici', "le premier sujet c'est la ferme sur le toit", 'les poules y dorment', "le deuxième sujet c'est le bal")
>>> dictated("Le premier sujet est le bal. Le deuxième sujet est la fête.")
()
"""

import re
from itertools import pairwise

_LEAST = 60
"""Signs of a text below which it is short, rather than dictated."""

_WORDS_A_STOP = 40
"""Words for one full stop, from which a text has none that counts."""

_BEGINS = re.compile(
    r"\b(?:(?:donc|alors|bon|et|ensuite|puis) )*(?:le |la |l['’]|notre |mon )?"
    r"(?:premi(?:er|[èe]re)|deuxi[èe]me|seconde?|troisi[èe]me|quatri[èe]me|cinqui[èe]me|dernier|derni[èe]re|autre) "
    r"(?:sujet|histoire|reportage|s[ée]quence|id[ée]e|titre|sc[èe]ne) "
    r"(?:c['’ ]?est|s['’]appelle|est|serait|parle de|ce serait|ça serait)\s+",
    re.IGNORECASE,
)
_ENDS_NO_TITLE = (
    "de du des d à au aux en sur sous dans par pour avec sans chez vers entre contre et ou qui que dont où tout tous "
    "toute toutes c'est est sont comme selon l un une le la les ce cette ces son sa ses leur"
)
_GOES_ON = frozenset(_ENDS_NO_TITLE.split())
_BEGIN_SENTENCES = "le la les un une il elle on ils elles nous vous chaque tous chacun y c'est ça ce cela là ici"
_SUBJECTS = frozenset(_BEGIN_SENTENCES.split())
"""Words that a sentence begins with behind a title."""

_SHORTEST, _LONGEST = 2, 14


def dictated(text: str) -> tuple[str, ...]:
    """Return the pieces of a dictated text, titles apart with the words that announce them; empty for any other."""
    words = len(text.split())
    stops = len(re.findall(r"[.!?;:](?=\s|$)", text))
    found = list(_BEGINS.finditer(text))
    if len(text) < _LEAST or not found or words < _WORDS_A_STOP * stops:
        return ()
    pieces = [text[: found[0].start()]]
    ends = [*(each.start() for each in found[1:]), len(text)]
    for begun, end in zip(found, ends, strict=True):
        told = text[begun.end() : end]
        cut = _title_end(told)
        pieces += [begun[0] + told[:cut], told[cut:]]
    return tuple(piece.strip() for piece in pieces if piece.strip())


def _title_end(told: str) -> int:
    """Return the signs that a title takes: up to a word that begins a sentence, behind one that may end a title."""
    words = list(re.finditer(r"\S+", told))
    for number, (last, word) in enumerate(pairwise(words), 1):
        bare = re.split(r"['’](?=\w)", word[0].lower())[0]
        before = last[0].lower().rstrip(",")
        begins = bare in _SUBJECTS or word[0].lower() in _SUBJECTS or word[0].lower().startswith(("l'", "l’"))
        if number >= _SHORTEST and begins and before not in _GOES_ON:
            return last.end()
        if number >= _LONGEST:
            break
    return words[min(len(words), _LONGEST) - 1].end() if words else 0
