"""The prompter's text: short lines to read aloud, notes apart."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.pauses import parted
from pipeline.french.typography import typeset, words
from pipeline.model.part import Part
from pipeline.model.rundown import PlannedItem, PlannedLine, PlannedShot, Rundown
from pipeline.report.prompter import WIDTH, prompter


def line(speaker: str, text: str, *, on_camera: bool = True) -> PlannedLine:
    """Return a line."""
    return PlannedLine(
        id=f"l-ancre/01/{speaker}", speaker=speaker, voice="v", text=text, recording="", on_camera=on_camera, mark=None
    )


def shot(scene: str, *lines: PlannedLine) -> PlannedShot:
    """Return a shot in which something is said."""
    return PlannedShot(
        id=f"l-ancre/{scene}",
        label=scene,
        scene=scene,
        slots={},
        lines=lines,
        thirds=(),
        place="",
        source="",
        archive="",
        duration=None,
        transition="coupe",
        footage=None,
        mark=None,
        part=Part.FOOTAGE if scene == "video" else None,
    )


def rundown(*shots: PlannedShot) -> Rundown:
    """Return a newscast of one story after its titles."""
    titles = PlannedItem(
        id="generique",
        kind="generique",
        title="Générique",
        chapter="Générique",
        theme="",
        number=0,
        shots=(shot("generique"),),
    )
    story = PlannedItem(
        id="l-ancre",
        kind="sujet",
        title="L'Ancre & les autres",
        chapter="L'Ancre",
        theme="bonheur",
        number=1,
        shots=shots,
    )
    return Rundown(script="bordeaux", title="JT 2050", city="Talence", ticker=(), bed="nappe", items=(titles, story))


RUNDOWN = rundown(
    shot("plateau", line("ines", "On les surnomme la génération zapping.")),
    shot("video", line("camille", "Malo pose sa valise, la 4e depuis janvier.", on_camera=False)),
)

NAMES = {"ines": "Inès Delcourt", "camille": "Camille"}


def blocks(text: str) -> list[str]:
    """Return the paragraphs."""
    return text.rstrip("\n").split("\n\n")


def test_words_to_read_and_notes_never_share_a_line() -> None:
    for block in blocks(prompter(RUNDOWN, NAMES)):
        assert block.startswith("(") == block.endswith(")"), f"the presenter reads a note aloud: {block}"


def test_each_speaker_is_announced() -> None:
    found = blocks(prompter(RUNDOWN, NAMES))
    assert found[2:6] == [
        "(SUJET –\u00a0L’Ancre & les autres)",
        "(Inès Delcourt, plateau)",
        "On les surnomme la génération\nzapping.",
        "(Camille, off sur vidéo)",
    ]


def test_numbers_are_spelled_out_when_one_knows_how() -> None:
    assert "quatrième depuis" in prompter(RUNDOWN, spell=lambda text: text.replace("4e", "quatrième"))


def test_a_reader_sees_only_the_last_words_of_the_others() -> None:
    text = prompter(RUNDOWN, NAMES, reader="ines")
    assert "Malo pose" not in text, "the presenter has to scroll through somebody else's words"
    assert "(Camille, chute\u00a0: «\u00a0valise, la 4e depuis janvier.\u00a0»)" in text


@given(st.lists(st.text("abcé '-", min_size=1, max_size=40), min_size=1, max_size=20).map(" ".join))
def test_lines_are_short_and_no_word_is_lost(said: str) -> None:
    newscast = rundown(shot("plateau", line("ines", said + " fin.")))
    read = blocks(prompter(newscast, NAMES))[-1]
    assert all(len(row) <= WIDTH or " " not in row for row in read.split("\n")), "the eye has to travel"
    assert read.split() == words(typeset(" ".join(said.split()) + " fin.")), "a word is lost"


def test_a_written_pause_is_a_note_between_the_words() -> None:
    written = parted("Il vient. [pause 1,5 s] Nous chercher.")
    spoken = replace(line("malo", written.text), rests=written.rests)
    text = prompter(rundown(shot("illustration", spoken)))
    assert "Il vient.\n\n(pause, 1,5\u00a0s)\n\nNous chercher." in text
