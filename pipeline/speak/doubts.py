"""What the rules cannot read: words cut short that nobody knows, units and signs that no voice says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.speak.normalise import claims_on
from pipeline.speak.rules.characters import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.speak.lexicon import Lexicon
    from pipeline.speak.reading import Claim

_LETTER = r"[^\W\d_]"
# No vowel: « pdt », « kn ». Capitals are spelled, and names may be written so.
_MUTE = re.compile(r"(?<![\w.@’'/-])[bcdfghjklmnpqrstvwxz]{2,}(?![\w’'·-])")
_AFTER_A_NUMBER = re.compile(rf"(?<=[0-9])[bcdfghjklmnpqrstvwxz]{{2,}}(?!{_LETTER})")
_CRIES = "brr brrr chh chht grr grrr hm hmm hmmm mmh mm mmm pff pfff pft psst pst pssst tss tsst zzz zzzz"
_SOUNDS = frozenset(_CRIES.split())
_CUT = re.compile(rf"(?<![\w.’'-])({_LETTER}{{1,7}}[bcdfghjklmnpqrstvwxz])\.(?= [a-zà-öø-ÿœ])")
_POWERS = "²³"
_SILENT = frozenset({"Sc", "Sm", "No"})


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the rules cannot read in a text: words said absurdly or not at all, and words that a full stop cuts."""

    mute: tuple[str, ...]
    cut_short: tuple[str, ...]


def doubts(text: str, lexicon: Lexicon) -> Doubts:
    """Return what cannot be read in a text.

    Mute are words without a vowel, signs of money and of reckoning; cut short those that a full stop seems to cut in
    the middle of a sentence, and that no rule knows.

    >>> from pipeline.speak.lexicon import Lexicon
    >>> doubts("12 kn de vent, 5 ¥, 3 km", Lexicon()).mute
    ('kn', '¥')
    """
    plain, claims = claims_on(text, lexicon)
    return Doubts(
        _mute(text, plain, claims), tuple(dict.fromkeys(found[0] for found in _unclaimed(_CUT, plain, claims)))
    )


def _mute(text: str, plain: str, claims: tuple[Claim, ...]) -> tuple[str, ...]:
    words = [found for rule in (_MUTE, _AFTER_A_NUMBER) for found in _unclaimed(rule, plain, claims)]
    unknown = (found[0] for found in sorted(words, key=lambda found: found.start()) if found[0] not in _SOUNDS)
    signs = (sign for sign in text if unicodedata.category(sign) in _SILENT and not _is_read(sign))
    return tuple(dict.fromkeys((*unknown, *signs)))


def _unclaimed(rule: re.Pattern[str], text: str, claims: tuple[Claim, ...]) -> Iterator[re.Match[str]]:
    for found in rule.finditer(text):
        if all(claim.end <= found.start() or claim.start >= found.end() for claim in claims):
            yield found


def _is_read(sign: str) -> bool:
    """Tell whether a sign is said, or stands for one that is: « − » for a hyphen, « ₂ » for a figure."""
    kept = canonical(f"a{sign}a")
    return kept not in {"aa", "a a"} and not (sign in kept and sign not in _POWERS and sign.isdigit())
