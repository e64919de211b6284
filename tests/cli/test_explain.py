"""`--explain` names every chunk once, says what became of it, and what changed."""

from pipeline.cli.explaining import explained, sound_explained
from pipeline.produce.run import ChunkStory


def test_neighbours_that_are_reused_share_a_line_and_what_changed_is_named() -> None:
    told = list(
        explained(
            [
                ChunkStory("titres/01/1", 200, reused=True, reasons=()),
                ChunkStory("titres/01/2", 75, reused=True, reasons=()),
                ChunkStory("a/01/1", 50, reused=False, reasons=("texte « Carton : titre »", "police Archivo-Bold")),
                ChunkStory("a/02/1", 25, reused=True, reasons=()),
            ]
        )
    )
    assert told == [
        "0:00  titres/01/1 à titres/01/2 : repris du cache",
        "0:11  a/01/1 : rendu, 50 images ; texte « Carton : titre », police Archivo-Bold",
        "0:13  a/02/1 : repris du cache",
    ]


def test_the_sound_is_told_by_segments() -> None:
    assert sound_explained(1, 3) == "son : 1 segment mixé et encodé, 3 repris du cache"
    assert sound_explained(4, 0) == "son : 4 segments mixés et encodés"
    assert sound_explained(0, 1) == "son : 1 segment repris du cache"
