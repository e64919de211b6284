"""Notes as text of several kinds: Markdown, and what people type into a plain editor."""

from collections.abc import Sequence

from pipeline.model.notes import Emphasis, NoteBlock, NotePicture, NoteRun, NoteTable, NoteText, TextKind

_SIGNS = ((Emphasis.STRUCK, "~~"), (Emphasis.ITALIC, "*"), (Emphasis.BOLD, "**"))


def markdown_file(blocks: Sequence[NoteBlock]) -> bytes:
    """Return blocks as Markdown; its pictures lie beside it."""
    made, before = "", False
    for block in blocks:
        item = isinstance(block, NoteText) and block.kind is TextKind.ITEM
        made += ("\n" if item and before else "\n\n") + _markdown(block)
        before = item
    return made.strip().encode()


def _markdown(block: NoteBlock) -> str:
    if isinstance(block, NotePicture):
        return f'![{block.alternative}]({block.name} "{block.caption}")'
    if isinstance(block, NoteTable):
        rows = ["| " + " | ".join(cell.text for cell in row) + " |" for row in block.rows]
        return "\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]])
    if not isinstance(block, NoteText):
        raise TypeError(block)
    text = "".join(map(_marked, block.runs)).replace("\n", "\\\n")
    if block.kind is TextKind.HEADING:
        return f"{'#' * block.level} {text}" if block.styled else f"**{text}**"
    if block.kind is TextKind.ITEM:
        box = "" if block.ticked is None else "[x] " if block.ticked else "[ ] "
        return f"{'    ' * block.level}{block.marker or '-'} {box}{text}"
    return text


def _marked(run: NoteRun) -> str:
    text = run.text
    for emphasis, sign in _SIGNS:
        if emphasis in run.emphasis:
            text = sign + text + sign
    return f"[{text}]({run.link})" if run.link else text


def plain_file(blocks: Sequence[NoteBlock]) -> bytes:
    """Return blocks as people type them without any means."""
    made, before = "", False
    for block in blocks:
        item = isinstance(block, NoteText) and block.kind is TextKind.ITEM
        made += ("\n" if item and before else "\n\n") + _plain(block)
        before = item
    return made.strip().encode()


def _plain(block: NoteBlock) -> str:
    if isinstance(block, NoteTable):
        return "\n".join("\t".join(cell.text for cell in row) for row in block.rows)
    if isinstance(block, NoteText) and block.kind is TextKind.ITEM:
        box = "" if block.ticked is None else "[x] " if block.ticked else "[ ] "
        return f"{'  ' * block.level}{block.marker or '-'} {box}{block.text}"
    if isinstance(block, NoteText) and block.kind is TextKind.HEADING:
        under = "=" if block.level == 1 else "-"
        return f"{block.text}\n{under * len(block.text)}"
    return block.text
