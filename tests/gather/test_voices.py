"""However a document marks who speaks, they speak: the way is found over the whole of it."""

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from pipeline.gather.gathering import gathered
from pipeline.gather.writing import ScriptHead
from tests.fakes.noted import GIVEN_NAMES, HOUSE_WORDS, document_of

TURNS = (
    ("Brigitte (présentatrice)", "Ce soir, douze voisins en gilet orange frappent aux portes, et ils ne vendent rien."),
    ("Sofiane – envoyé spécial", "On demande : ça va ? Et on attend."),
    ("M. Blanchard", "La deuxième fois, j'avais fait un gâteau."),
    ("Le passeur", "Je fais traverser les courses."),
    ("Sofiane", "Et les nouvelles."),
)
SPEAKERS = ("brigitte", "sofiane", "blanchard", "passeur", "sofiane")
WAYS = {
    "colon": "{who} : {words}",
    "stroke": "{who} – {words}",
    "tab": "{who}\t{words}",
    "brackets": "[{who}] {words}",
    "arrow": "{who} > {words}",
    "hour": "[00:01:12] {who} : {words}",
}


def script_of_notes(notes: str) -> Mapping[str, Any]:
    head = ScriptHead(sources=("notes.docx",))
    whole = gathered([document_of(notes)], HOUSE_WORDS, head, name="notes", given_names=GIVEN_NAMES)
    assert not whole.unplaced
    told: Mapping[str, Any] = yaml.safe_load(whole.script.text)
    return told


@pytest.mark.parametrize("way", WAYS)
def test_who_speaks_is_found_as_the_document_marks_it(way: str) -> None:
    turns = [
        WAYS[way].format(who=who.replace(" – ", ", ") if way == "stroke" else who, words=words) for who, words in TURNS
    ]
    told = script_of_notes("\n".join(["# JT du quartier", "## Le porte-à-porte", *turns]))
    story = next(item for item in told["conducteur"] if isinstance(item, dict) and "sujet" in item)
    said = [*story["lancement"], *({shot["sonore"]: shot["texte"]} for shot in story["plans"])]
    assert [(who, text.strip()) for one in said for who, text in one.items()] == [
        (speaker, words) for speaker, (_, words) in zip(SPEAKERS, TURNS, strict=True)
    ]


def test_labels_lists_and_prose_are_nobody() -> None:
    told = script_of_notes(
        "# JT du quartier\nParticipants :\n- Malo : reporter\n- Inès – présentatrice\n## Le bus\n"
        "Lieu : la place du marché\nDurée : deux minutes\nUn bus – électrique – passe chaque matin devant la mairie.\n"
        "Attention : il ne s'arrête pas partout."
    )
    assert set(told["intervenants"]) == {"malo", "ines"}
    assert told["presente_par"] == "ines"


def test_who_films_or_leads_the_workshop_is_nobody_of_the_newscast() -> None:
    told = script_of_notes(
        "# JT du quartier\nAnimatrice : Cathy\nParticipants :\n- Lola, caméra\n- Inès, présentatrice\n## Le bus\n"
        "Inès : Le bus s'arrête à chaque porte, et le chauffeur connaît tous les prénoms."
    )
    assert list(told["intervenants"]) == ["ines"]
    assert told["presente_par"] == "ines"
