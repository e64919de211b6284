"""What of a document stands around its stories: sections about the workshop, lines in italics that say what to play."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.gather.lossless import words_told
from pipeline.gather.story_kinds import bare_head
from pipeline.gather.values import LineKind, NoteLine

_TITLES = re.compile(
    r"^\W*(?:\d+\W+)?(?:et (?:maintenant|apr[èe]s|la suite)|(?:la |les )?(?:suites?|observations?|remarques?|"
    r"notes?|prochaines? [ée]tapes?)\b|"
    r"merci|remerciements|(?:en )?conclusion|"
    r"bilan|introduction|contexte|pr[ée]ambule|pour (?:finir|conclure)|[àa] propos|avant[- ]propos|m[ée]thode|"
    r"d[ée]roulement|"
    r"le groupe|l['’][ée]quipe|organisation|consignes?|rappels?|logistique|mat[ée]riel|planning|"
    r"questions diverses|divers|"
    r"ce qu['’]il (?:me |nous )?reste|reste [àa]|[àa] (?:faire|pr[ée]voir)|mot de la (?:fin|secr[ée]taire))\b",
    re.IGNORECASE,
)
_WORKSHOP = re.compile(
    r"\b(?:tournages?|s[ée]ances?|ateliers?|demain (?:matin|apr[èe]s)|prochaine fois|rendez-vous (?:le|à|demain|"
    r"jeudi|lundi|mardi|"
    r"mercredi|vendredi)|participants?|animatrices?|animateurs?|autorisations?|droit à l['’]image|imprimer|"
    r"r[ée]p[ée]ter son|apprendre "
    r"son|merci à)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[«“]|^[^:]{2,40} :\s")


def about_workshop(lines: Sequence[NoteLine], heads: Mapping[int, str], speakers: frozenset[int]) -> frozenset[int]:
    """Return which heads stand over what is about the workshop: nobody speaks there, and its words say so."""
    if len(heads) < 2:
        return frozenset()
    below: dict[int, list[NoteLine]] = {}
    for line in lines:
        if line.number in heads:
            below[line.number] = [line]
        elif below:
            below[next(reversed(below))].append(line)
    spoken = {
        number: any(_is_spoken(line) or line.number in speakers for line in told[1:]) for number, told in below.items()
    }
    if 2 * sum(spoken.values()) < len(spoken):
        return frozenset()
    return frozenset(number for number, told in below.items() if not spoken[number] and _is_around(told))


def _is_around(told: Sequence[NoteLine]) -> bool:
    head, *body = told
    return bool(_TITLES.match(head.text)) or any(_WORKSHOP.search(line.text) for line in body)


def _is_spoken(line: NoteLine) -> bool:
    return line.head is not None or line.tabular or bool(line.said_by) or bool(_SPOKEN.search(line.text))


def titles_again(lines: Sequence[NoteLine], rows: Mapping[int, str]) -> dict[int, str]:
    """Return the lines below a rundown that head again most of the stories that its rows name; empty for none."""
    titles = {words_told(bare_head(title)) for title in rows.values()}
    found: dict[int, str] = {}
    for line in lines:
        title = bare_head(line.text)
        if words_told(title) in titles and not line.tabular and title not in found.values():
            found[line.number] = title
    return found if len(found) > 1 and 2 * len(found) > len(titles) else {}


def staged_lines(lines: Sequence[NoteLine], speakers: frozenset[int]) -> frozenset[int]:
    """Return the lines all in italics beside what people say, where one stands right behind somebody's words."""
    texts = [line for line in lines if line.label is None]
    says = {line.number for line in texts if line.head is not None}
    behind = {after.number for line, after in pairwise(texts) if line.number in says and _is_italic(after)}
    ahead = {line.number for line, after in pairwise(texts) if after.number in says | speakers and _is_italic(line)}
    return frozenset(behind | ahead) if behind else frozenset()


def _is_italic(line: NoteLine) -> bool:
    plain = line.kind is LineKind.PARAGRAPH and line.head is None
    return plain and line.italic and not line.text.startswith(("«", "“", '"'))
