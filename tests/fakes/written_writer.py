"""OpenDocument texts made on the spot: blocks as LibreOffice writes them, or a body written by hand."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from pipeline.model.notes import (
    DocumentPart,
    Emphasis,
    NoteBlock,
    NoteComment,
    NotePicture,
    NoteRun,
    NoteTable,
    NoteText,
    TextKind,
)
from tests.fakes.zips import zipped

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    [
        *(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "meta", "form")),
        f'xmlns:draw="{_ODF}:drawing:1.0"',
        f'xmlns:svg="{_ODF}:svg-compatible:1.0"',
        f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE = "application/vnd.oasis.opendocument.text"
_SET = (
    (Emphasis.BOLD, 'fo:font-weight="bold"'),
    (Emphasis.ITALIC, 'fo:font-style="italic"'),
    (Emphasis.UNDERLINED, 'style:text-underline-style="solid"'),
    (Emphasis.STRUCK, 'style:text-line-through-style="solid"'),
    (Emphasis.HIGHLIGHTED, 'fo:background-color="yellow"'),
)


class WriterFile:
    """An OpenDocument text in the making."""

    def __init__(self) -> None:
        self.media: dict[str, bytes] = {}
        self.comments = 0

    def bytes(self, body: str, extra: Mapping[str, str | bytes] | None = None, margins: str = "") -> bytes:
        """Return the file whose body is given."""
        looks = "".join(
            f'<style:style style:name="T{look.value}" style:family="text"><style:text-properties '
            f"{' '.join(told for each, told in _SET if each in look)}/></style:style>"
            for look in map(Emphasis, range(32))
        )
        lists = "".join(
            f'<text:list-style style:name="{name}">'
            + "".join(f'<text:list-level-style-{kind} text:level="{at}" {told}/>' for at in range(1, 5))
            + "</text:list-style>"
            for name, kind, told in (
                ("L1", "bullet", 'text:bullet-char="•"'),
                ("L2", "number", 'style:num-format="1" style:num-suffix="."'),
            )
        )
        named = (
            '<style:style style:name="Title" style:family="paragraph"/>'
            '<style:style style:name="Illustration" style:family="paragraph"/>'
        )
        content = (
            f"{_XML}<office:document-content {_SPACES}>"
            f"<office:automatic-styles>{looks}{lists}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )
        styles = (
            f"{_XML}<office:document-styles {_SPACES}><office:styles>{named}</office:styles><office:master-styles>"
            f"{margins}</office:master-styles></office:document-styles>"
        )
        parts: dict[str, str | bytes] = {"mimetype": _TYPE, "content.xml": content, "styles.xml": styles}
        return zipped({**parts, **self.media, **(extra or {})}, first="mimetype")

    def written(self, blocks: Sequence[NoteBlock]) -> str:
        """Return blocks as LibreOffice has them: a footnote and a comment hang on the paragraph before them."""
        made: list[str] = []
        for kind, group in groupby(blocks, _list_of):
            if kind:
                made.append(self._items([each for each in group if isinstance(each, NoteText)], kind, 0))
                continue
            for block in group:
                self._one(block, made)
        return "".join(made)

    def _one(self, block: NoteBlock, made: list[str]) -> None:
        if isinstance(block, NoteComment):
            made[-1] = self._commented(made[-1], block)
        elif isinstance(block, NoteText) and block.part is DocumentPart.FOOTNOTE:
            note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
            made[-1] = _at_end(made[-1], f"{note}{paragraph(block.runs)}</text:note-body></text:note>")
        elif isinstance(block, NoteText) and block.part is DocumentPart.BOX:
            box = f"<draw:frame><draw:text-box>{paragraph(block.runs)}</draw:text-box></draw:frame>"
            made[-1] = _at_end(made[-1], box)
        elif isinstance(block, NoteText):
            made.append(_text(block))
        elif isinstance(block, NotePicture):
            made.append(self._picture(block))
        else:
            made.append(self._table(block))

    def _items(self, items: Sequence[NoteText], style: str, depth: int) -> str:
        made = ""
        for item in items:
            if item.level == depth:
                made += f"<text:list-item>{paragraph(item.runs)}</text:list-item>"
        deeper = [item for item in items if item.level > depth]
        if deeper:
            made = ""
            rest = list(items)
            while rest:
                head = rest.pop(0)
                below = []
                while rest and rest[0].level > depth:
                    below.append(rest.pop(0))
                inner = self._items(below, style, depth + 1) if below else ""
                made += f"<text:list-item>{paragraph(head.runs)}{inner}</text:list-item>"
        named = f' text:style-name="{style}"' if depth == 0 else ""
        return f"<text:list{named}>{made}</text:list>"

    def _picture(self, block: NotePicture) -> str:
        self.media[f"Pictures/{block.name}"] = block.content
        width, height = block.shown
        frame = (
            f'<draw:frame svg:width="{width}cm" svg:height="{height}cm">'
            f'<draw:image xlink:href="Pictures/{block.name}"/>'
            f"<svg:desc>{escape(block.alternative)}</svg:desc></draw:frame>"
        )
        if not block.caption:
            return f"<text:p>{frame}</text:p>"
        caption = f'<text:p text:style-name="Illustration">{frame}{spans([NoteRun(block.caption)])}</text:p>'
        return f"<text:p><draw:frame><draw:text-box>{caption}</draw:text-box></draw:frame></text:p>"

    def _table(self, block: NoteTable) -> str:
        rows = ""
        for line in block.rows:
            cells = "".join(f"<table:table-cell>{self.written(each.blocks)}</table:table-cell>" for each in line)
            rows += f"<table:table-row>{cells}</table:table-row>"
        return f"<table:table>{rows}</table:table>"

    def _commented(self, made: str, block: NoteComment) -> str:
        self.comments += 1
        name = f'office:name="c{self.comments}"'
        told = f"<dc:creator>{escape(block.author)}</dc:creator><dc:date>{block.date}T10:00:00</dc:date>"
        opened = f"<office:annotation {name}>{told}{paragraph(block.runs)}</office:annotation>"
        about = spans([NoteRun(block.about)])
        return made.replace(about, f"{opened}{about}<office:annotation-end {name}/>")


def writer_file(blocks: Sequence[NoteBlock], **margins: str) -> bytes:
    """Return blocks as an OpenDocument text; `header` and `footer` are what stands in its margins."""
    made = WriterFile()
    areas = "".join(f"<style:{name}>{paragraph([NoteRun(text)])}</style:{name}>" for name, text in margins.items())
    page = f'<style:master-page style:name="Standard">{areas}</style:master-page>' if areas else ""
    return made.bytes(made.written(blocks), margins=page)


def writer_of(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return an OpenDocument text whose body is written by hand."""
    return WriterFile().bytes(body, parts)


def calc_of(sheets: str) -> bytes:
    """Return an OpenDocument spreadsheet whose sheets are written by hand."""
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f"{_XML}<office:document-content {_SPACES}>{body}</office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content}, first="mimetype")


def paragraph(runs: Sequence[NoteRun]) -> str:
    """Return a paragraph."""
    return f"<text:p>{spans(runs)}</text:p>"


def spans(runs: Sequence[NoteRun]) -> str:
    """Return runs as LibreOffice has them."""
    made = ""
    for each in runs:
        text = (
            escape(each.text)
            .replace("\n", "<text:line-break/>")
            .replace("\t", "<text:tab/>")
            .replace("  ", " <text:s/>")
        )
        span = f'<text:span text:style-name="T{each.emphasis.value}">{text}</text:span>'
        made += f'<text:a xlink:href="{escape(each.link)}">{span}</text:a>' if each.link else span
    return made


def _text(block: NoteText) -> str:
    if block.kind is not TextKind.HEADING:
        return paragraph(block.runs)
    if not block.styled:
        return paragraph([NoteRun(each.text, each.emphasis | Emphasis.BOLD) for each in block.runs])
    if block.level == 0:
        return f'<text:p text:style-name="Title">{spans(block.runs)}</text:p>'
    return f'<text:h text:outline-level="{block.level}">{spans(block.runs)}</text:h>'


def _list_of(block: NoteBlock) -> str:
    listed = isinstance(block, NoteText) and block.kind is TextKind.ITEM and block.ticked is None
    return ("L2" if isinstance(block, NoteText) and block.marker else "L1") if listed else ""


def _at_end(made: str, more: str) -> str:
    cut = made.rindex("</text:")
    return made[:cut] + more + made[cut:]
