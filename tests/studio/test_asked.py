from typing import Any

import pytest

from pipeline.errors import UserError
from pipeline.service.writing.changing import Act, Fill, Put, Shift, Split
from pipeline.studio.asked import changes_asked

BASE = "a" * 64


def test_each_change_is_read() -> None:
    told = {
        "base": BASE,
        "changements": [
            {"faire": "ecrire", "ref": "sujet/1/titre", "texte": "Le banc"},
            {"faire": "deplacer", "ref": "sujet/1", "rang": 0},
            {"faire": "oter", "ref": "sujet/1"},
            {"faire": "couper", "ref": "sujet/1/plan/0", "signe": 12},
            {"faire": "ajouter", "ref": "sujet/1", "scene": "carte", "valeur": "Talence"},
        ],
    }
    assert changes_asked(told) == (
        BASE,
        (
            Fill("sujet/1/titre", "Le banc"),
            Shift("sujet/1", 0),
            Act("sujet/1", "ôter"),
            Split("sujet/1/plan/0", 12),
            Put("sujet/1", "carte", "Talence"),
        ),
    )


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"base": BASE},
        {"base": BASE, "changements": []},
        {"base": BASE, "changements": [{}] * 51},
        {"base": BASE, "changements": ["ecrire"]},
        {"base": BASE, "changements": [{"faire": "effacer tout", "ref": ""}]},
        {"base": BASE, "changements": [{"faire": "ecrire", "ref": "a", "texte": 5}]},
        {"base": BASE, "changements": [{"faire": "ecrire", "ref": "a", "texte": "x" * 20_001}]},
        {"base": BASE, "changements": [{"faire": "deplacer", "ref": "a", "rang": True}]},
        {"base": BASE, "changements": [{"faire": "deplacer", "ref": "a", "rang": -1}]},
        {"base": "x" * 65, "changements": [{"faire": "oter", "ref": "a"}]},
        {"base": BASE, "changements": [{"faire": "oter", "ref": "a"}], "chemin": "/etc/passwd"},
    ],
)
def test_what_is_not_exactly_so_is_refused(told: Any) -> None:
    with pytest.raises(UserError, match="ne se lit pas"):
        changes_asked(told)
