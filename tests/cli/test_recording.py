"""`jt voices a-enregistrer`: every line with its file, who says it, whether it is there."""

from pipeline.cli.recording import listed
from pipeline.plan.recordings import dropped_in, named
from pipeline.service.record import recordable
from tests.fakes.plans import item, line, rundown, shot


def test_lists_each_line_once_with_its_file_its_speaker_its_state_and_its_words() -> None:
    lines = [line("1", "Ici, on paie en heures."), line("2", "Odile sourit."), line("3", "Odile sourit.")]
    plan = named(rundown([item("a", [shot("a/01", lines)])]))
    heard = dropped_in(plan, ["presentation-odile-sourit.m4a"]).rundown
    told = "\n".join(listed(recordable(heard, {"presentation": "Inès Delcourt"})))
    assert "media/essai/voix/" in told
    assert "1 enregistrée(s) sur 2" in told
    assert "presentation-ici-on-paie-en-heures.wav  Inès Delcourt, à enregistrer\n  Ici, on paie en heures." in told
    assert "enregistrée : media/essai/voix/presentation-odile-sourit.m4a" in told
    assert told.count("Odile sourit.") == 1


def test_keeps_one_speaker_when_asked() -> None:
    plan = named(rundown([item("a", [shot("a/01", [line("1", "Ici, on paie en heures.")])])]))
    assert len(list(listed(recordable(plan, {}), "malo"))) == 1
