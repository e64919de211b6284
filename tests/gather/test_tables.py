"""Tables of notes: our own form comes back as it was asked; one of unknown columns loses nothing."""

from dataclasses import replace

from pipeline.french.form import FORM_FIELDS
from pipeline.gather.gathering import gathered
from pipeline.gather.tables import has_known_columns
from pipeline.gather.writing import ScriptHead
from pipeline.model.notes import Document, NoteTable
from tests.fakes.noted import GIVEN_NAMES, HOUSE_WORDS, document_of, table_of

ANSWERS = {
    "jt-theme": "bonheur",
    "jt-sujet": "La serre du dimanche",
    "jt-histoire": "Le dimanche, la serre ouvre à tous. On y plante ce qu'on veut. On n'y récolte que pour les autres.",
    "jt-vit": "Clarisse, 41 ans, conductrice de bus",
    "jt-enjeu": "apprendre à donner sans compter",
    "jt-qui": "Clarisse",
    "jt-phrase": "Ma tomate a fini chez un inconnu.",
    "jt-chiffre": "130 kilos donnés",
    "jt-lieu": "Niort, un dimanche matin",
}


def _form(answers: dict[str, str]) -> Document:
    rows = [[f"{form.label}<br>({form.hint})", answers.get(form.name, "")] for form in FORM_FIELDS]
    return replace(document_of(""), blocks=(table_of(rows),))


def test_our_own_form_comes_back_as_a_story() -> None:
    whole = gathered([_form(ANSWERS)], HOUSE_WORDS, ScriptHead(sources=("f",)), name="f", given_names=GIVEN_NAMES)
    (story,) = whole.draft.stories
    assert (story.title, story.theme) == ("La serre du dimanche", "bonheur")
    assert ("clarisse", "Ma tomate a fini chez un inconnu.") in [(one.who, one.text) for one in story.elements]
    assert "prénom inventé" not in whole.script.text
    assert not whole.unplaced


def test_a_blank_form_says_nothing() -> None:
    whole = gathered([_form({})], HOUSE_WORDS, ScriptHead(sources=("f",)), name="f")
    assert not whole.draft.stories


def test_columns_are_known_by_their_words() -> None:
    known = table_of([["Qui", "Durée", "Sujet"], ["Odile", "1:00", "La serre"]])
    unknown = table_of([["Prix", "Poids"], ["12", "3"]])
    assert isinstance(known, NoteTable)
    assert has_known_columns(known)
    assert not has_known_columns(unknown)
