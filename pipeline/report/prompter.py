"""The prompter's text: what is read aloud in short lines, technical notes alone in parentheses."""

from collections.abc import Callable, Mapping

from pipeline.french.typography import typeset, words
from pipeline.model.rundown import Rundown
from pipeline.report.prompted import PromptedPiece, ReaderView, prompted

WIDTH = 32
"""Characters a line: what an eye takes in without moving at a prompter's size (practice of the trade)."""

_NO_NAMES: Mapping[str, str] = {}


def _as_written(text: str) -> str:
    return text


def prompter(
    rundown: Rundown,
    names: Mapping[str, str] = _NO_NAMES,
    *,
    reader: str = "",
    spell: Callable[[str], str] = _as_written,
) -> str:
    """Return the text in UTF-8 lines of at most 32 characters (a longer word stands alone).

    `names` gives the name of a speaker by id. With `reader` (an id) only that speaker's words are there in
    full, the others' are a note with their last words. `spell` turns figures into words.
    """
    view = ReaderView(names, reader)
    blocks = [_note(typeset(rundown.title))]
    for item in prompted(rundown, view):
        heading = item.heading.upper()
        blocks.append(_note(f"{heading} – {item.title}" if item.title else heading))
        blocks += filter(None, (_block(piece, view, spell) for piece in item.pieces))
    return "\n\n".join(blocks) + "\n"


def _block(piece: PromptedPiece, view: ReaderView, spell: Callable[[str], str]) -> str:
    """Return a piece as a block of lines, empty for what this form leaves out."""
    match piece.kind:
        case "words":
            return _short_lines(typeset(spell(piece.text)))
        case "speaker":
            return _note(f"{view.name(piece.speaker)}, {piece.text}")
        case "outcue":
            return _note(f"{view.name(piece.speaker)}, chute : « {piece.text} »")
        case "pause":
            return _note(f"pause, {piece.seconds:g} s".replace(".", ","))
        case _:
            return ""


def _note(text: str) -> str:
    return f"({typeset(text).translate(_NO_PARENTHESES)})"


_NO_PARENTHESES = str.maketrans({"(": "[", ")": "]", "\n": " "})


def _short_lines(text: str) -> str:
    """Break at ordinary spaces only: no-break spaces hold."""
    lines: list[str] = []
    for word in words(text):
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)
