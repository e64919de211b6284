"""A script cut short anywhere, or with a sign fallen into it anywhere, is read or refused in words."""

import pytest

from pipeline.adapters.yaml.reading import read_text
from pipeline.errors import ScriptError

SCRIPT = """\
titre: “Le journal”
intervenants:
  malo: {nom: Malo Ferrand, role: habitant, 87 ans, portrait: {peau:3, voile: "oui"}}
sujets:
  - titre: 'L'eau monte'
    texte: "Il vient", dit Malo : oui.
  – titre: [off] B
    plans: [ {duree: 4,5}, ]
"""


def _answered(text: str) -> None:
    try:
        read_text(text, "essai.yaml")
    except ScriptError as error:
        assert error.findings  # noqa: PT017 - either answer is one


@pytest.mark.parametrize("sign", ["", ":", "{", "}", "[", '"', "'", "-", ",", "\t", "\n", "\xa0", "*", "#", "\x7f"])
def test_a_script_with_a_sign_fallen_into_it_is_answered(sign: str) -> None:
    for at in range(0, len(SCRIPT), 5):
        _answered(SCRIPT[:at] + sign)
        _answered(SCRIPT[:at] + sign + SCRIPT[at:])
