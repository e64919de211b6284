"""Values in another form than the one asked for: taken where one thing only can be meant, with a note."""

from collections.abc import Callable

import pytest

from pipeline.check import Checked
from pipeline.errors import Level
from pipeline.model.script import Script

_TOP = "titre: Essai\npresente_par: Inès Delcourt\n"


def _script(checked: Callable[..., Checked], written: str, *codes: str) -> Script:
    result = checked(_TOP + written)
    assert [(each.level, each.code) for each in result.findings] == [(Level.NOTE, code) for code in codes]
    assert result.script is not None
    return result.script


@pytest.mark.parametrize(
    ("written", "entries"),
    [
        ("Un, deux, trois", ("Un", "deux", "trois")),
        ('"- Un - Deux"', ("Un", "Deux")),
        ("|\n        - Un\n        - Deux\n        - Trois", ("Un", "Deux", "Trois")),
    ],
)
def test_a_text_where_a_list_is_wanted(written: str, entries: tuple[str, ...], checked: Callable[..., Checked]) -> None:
    text = f"conducteur:\n  - points:\n      titre: La charte\n      liste: {written}\n    texte: Oui.\n"
    script = _script(checked, text, "liste-attendue")
    assert script.items[0].shots[0].slots["liste"] == entries


def test_a_dash_too_many(checked: Callable[..., Checked]) -> None:
    text = "sujets:\n  - - titre: La fête\n      texte: On danse.\n"
    script = _script(checked, text, "liste-dans-la-liste")
    assert [item.title for item in script.items if item.kind == "sujet"] == ["La fête"]


def test_a_colon_between_brackets_and_in_a_slot(checked: Callable[..., Checked]) -> None:
    text = (
        "bandeau: [Marché : samedi, Concert : dimanche]\nconducteur:\n  - citation:\n      auteur: Une voisine\n"
        "      phrase:\n        Une règle : danser.\n"
    )
    script = _script(checked, text, *["deux-points-dans-un-texte"] * 3)
    assert script.ticker == ("Marché : samedi", "Concert : dimanche")
    assert script.items[0].shots[0].slots["phrase"] == "Une règle : danser."


@pytest.mark.parametrize("day", ["12/03/2050", "12.03.2050", "12 mars 2050", "samedi 12 mars 2050", "le 12 Mars 2050"])
def test_a_day_as_french_people_write_it(day: str, checked: Callable[..., Checked]) -> None:
    script = _script(checked, f"date_fiction: {day}\nconducteur: [virgule]\n")
    assert script.fiction_date.isoformat() == "2050-03-12"


@pytest.mark.parametrize(
    ("hour", "clock"),
    [("20h", "20:00"), ("20 h 30", "20:30"), ("20H15", "20:15"), ("8 heures", "8:00"), ("20:30", "20:30")],
)
def test_an_hour_as_french_people_write_it(hour: str, clock: str, checked: Callable[..., Checked]) -> None:
    assert _script(checked, f"antenne: {hour}\nconducteur: [virgule]\n").on_air == clock
