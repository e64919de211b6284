"""What a command has its films be, whatever their project says."""

import pytest

from pipeline.errors import UserError
from pipeline.model.departures import AS_SAID, Departures
from pipeline.model.programme import PRESETS

WEB, DRAFT = PRESETS["web"], PRESETS["draft"]


def test_nothing_asked_changes_nothing() -> None:
    assert AS_SAID.applied(WEB) is WEB
    assert (AS_SAID.reason(WEB), list(AS_SAID.typed())) == ("", [])


def test_outside_a_draft_a_reason_is_asked_for() -> None:
    bare, said = Departures(unmarked="  "), Departures(unmarked=" la plateforme\nl'annonce ")
    with pytest.raises(UserError, match="dites pourquoi"):
        bare.reason(WEB)
    assert bare.reason(DRAFT) == "brouillon"
    assert said.reason(WEB) == said.reason(DRAFT) == "la plateforme l'annonce"
    with pytest.raises(UserError, match="en 200 signes au plus"):
        Departures(unmarked="a" * 201).reason(WEB)


def test_captions_are_burned_or_kept_out_and_another_command_is_told_so() -> None:
    assert Departures(burned=True).applied(WEB).burned is True
    assert Departures(burned=False).applied(WEB).burned is False
    assert list(Departures(burned=False, unmarked="le site l'annonce").typed()) == [
        "--sans-incrustes", "--sans-marques", "le site l'annonce",
    ]  # fmt: skip
