"""A pause that an author wrote is in no caption, no transcript and no prompter; words after it come that much later."""

from pathlib import Path

from pipeline.caption.cues import cues
from pipeline.caption.transcript import transcript
from pipeline.report.prompter import prompter
from tests.fakes.projects import planned

_SCRIPT = """\
titre: Le journal
presente_par: Inès Delcourt
conducteur:
  - sujet: bus
    titre: Le bus
    lancement: non
    texte: Il vient. {pause}Nous chercher. [rires]
"""


def test_a_written_pause_parts_the_captions_and_is_read_nowhere(tmp_path: Path) -> None:
    rundown, paused = planned(_SCRIPT.replace("{pause}", "[pause 4s] "), tmp_path / "a")
    _, plain = planned(_SCRIPT.replace("{pause}", ""), tmp_path / "b")
    told = [cue for cue in cues(paused.timeline).cues if cue.role != "music"]
    assert [" ".join(cue.lines) for cue in told] == ["Sacha\u00a0: Il vient.", "Nous chercher."]
    assert told[1].start_ms - told[0].end_ms > 2000
    assert paused.timeline.length - plain.timeline.length == round(25 * (4 - 0.3))
    lines = [line.text for chapter in transcript(paused.timeline, rundown).chapters for line in chapter.lines]
    assert lines == ["Il vient. Nous chercher."]
    assert "(pause, 4\u00a0s)" in prompter(rundown)
    assert "rires" not in prompter(rundown)
