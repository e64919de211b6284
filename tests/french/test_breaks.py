"""Where lines break: a corpus of breaks made by hand, held to the mark."""

from pathlib import Path

import pytest

from pipeline.adapters.yaml.files import read_plain
from pipeline.caption.heard import shown
from pipeline.caption.layout import set_lines
from pipeline.french.breaks import BAD, break_costs

CASES: dict[str, list[str]] = read_plain(Path(__file__).with_name("cases_breaks.yaml"))
MARKED = [(kind, text) for kind, texts in CASES.items() for text in texts]
_BAD, _GOOD = "|", "/"


def _marks(text: str) -> list[tuple[str, str, str]]:
    """Return the word before each mark, the mark, and the word after it."""
    plain = text.replace("| ", "\x01").replace(" / ", "\x02").replace("|", "\x01")
    words, marks, word = [], [], ""
    for sign in plain:
        if sign in " \x01\x02":
            words.append(word)
            marks.append({" ": "", "\x01": _BAD, "\x02": _GOOD}[sign])
            word = ""
        else:
            word += sign
    words.append(word)
    return [(before, mark, after) for before, mark, after in zip(words, marks, words[1:], strict=False)]


def _sentence(text: str) -> str:
    return " ".join([word for word, _, _ in _marks(text)] + [_marks(text)[-1][2]])


def _costs(text: str) -> dict[int, int]:
    """Return the cost of a break after so many letters, spaces and elisions apart."""
    words = shown(_sentence(text).replace("’ ", "’").replace("' ", "'"))
    costs = break_costs(words)
    letters = 0
    found: dict[int, int] = {}
    for word, cost in zip(words, costs, strict=True):
        letters += sum(sign.isalnum() for sign in word)
        found[letters] = cost
    return found


def test_the_corpus_is_large_enough() -> None:
    assert sum(text.count(_BAD) + text.count(_GOOD) for _, text in MARKED) >= 300


@pytest.mark.parametrize(("kind", "text"), MARKED)
def test_a_break_is_judged_as_a_reader_would(kind: str, text: str) -> None:
    costs, letters = _costs(text), 0
    for before, mark, after in _marks(text):
        letters += sum(sign.isalnum() for sign in before)
        if letters not in costs:  # words that a no-break space or an apostrophe holds are never parted
            assert mark != _GOOD, f"{kind}: « {before} » and « {after} » are held together"
            continue
        if mark == _BAD:
            assert costs[letters] >= BAD, f"{kind}: « {before} / {after} » is a bad break, and costs {costs[letters]}"
        elif mark == _GOOD:
            assert costs[letters] < BAD, f"{kind}: « {before} / {after} » is a good break, and costs {costs[letters]}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Nous l’avons dessiné avec les travailleurs", ("Nous l’avons dessiné", "avec les travailleurs")),
        ("La grande maison donne l’heure à ses voisins", ("La grande maison donne", "l’heure à ses voisins")),
        ("Hier soir, Odile Castaing a parlé aux gens", ("Hier soir,", "Odile Castaing a parlé aux gens")),
        ("Vingt voisins tiennent dans le petit salon", ("Vingt voisins tiennent", "dans le petit salon")),
    ],
)
def test_a_line_ends_where_the_sense_lets_it(text: str, lines: tuple[str, str]) -> None:
    assert set_lines(text) == lines
