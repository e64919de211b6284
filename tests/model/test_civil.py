"""Names as people write them: how somebody is shown by first name, by initials, not at all."""

import pytest

from pipeline.model.script import Speaker


@pytest.mark.parametrize(
    ("name", "prenom", "initiales"),
    [
        ("Yvonne Guégan", "Yvonne", "Y. G."),
        ("GUÉGAN Yvonne", "Yvonne", "Y. G."),
        ("Guégan, Yvonne", "Yvonne", "Y. G."),
        ("Mme Yvonne Guégan", "Yvonne", "Y. G."),
        ("Mme Guégan", "Mme G.", "G."),
        ("Sœur Emmanuelle", "Emmanuelle", "E."),
        ("Jean-Pierre Le Goff", "Jean-Pierre", "J.-P. L. G."),
        ("Anne de Kergorlay", "Anne", "A. K."),
        ("Jean d'Ormesson", "Jean", "J. O."),
        ("E\u0301ric Élie", "Éric", "É. É."),
        ("Camille (bénévole)", "Camille", "C."),
        ("yvonne guégan", "yvonne", "Y. G."),
        ("-", "-", "Témoin"),
    ],
)
def test_a_name_is_shown_by_what_was_agreed(name: str, prenom: str, initiales: str) -> None:
    assert Speaker(name=name, display="prenom").shown == prenom
    assert Speaker(name=name, display="initiales").shown == initiales
    assert Speaker(name=name, display="anonyme").shown == "Témoin"
    assert Speaker(name=name).shown == name
