"""Word files made on the spot: the blocks of a document as Word writes them, or parts written by hand."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

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

_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_OFFICE}/drawingml/2006/main" '
    f'xmlns:pic="{_OFFICE}/drawingml/2006/picture" xmlns:mc="{_OFFICE}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_KINDS = f"{_OFFICE}/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMU = 360_000
_SET = (
    (Emphasis.BOLD, "<w:b/>"),
    (Emphasis.ITALIC, "<w:i/>"),
    (Emphasis.UNDERLINED, '<w:u w:val="single"/>'),
    (Emphasis.STRUCK, "<w:strike/>"),
    (Emphasis.HIGHLIGHTED, '<w:highlight w:val="yellow"/>'),
)
_STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="Titre{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for level in range(1, 5)
    )
    + '<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>'
    + '<w:style w:type="paragraph" w:styleId="Lgende"><w:name w:val="caption"/><w:rPr><w:i/></w:rPr></w:style>'
)


class WordFile:
    """A Word file in the making."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.comments: list[str] = []
        self.footnotes: list[str] = []
        self.media: dict[str, bytes] = {}
        self.relations: list[tuple[str, str, str]] = []
        self.margins: dict[str, str] = {}

    def relation(self, kind: str, target: str) -> str:
        """Return the name by which the text points to another part."""
        self.relations.append((f"rId{len(self.relations) + 10}", kind, target))
        return self.relations[-1][0]

    def bytes(self, extra: Mapping[str, str | bytes] | None = None) -> bytes:
        """Return the file."""
        section = "".join(
            f'<w:{name}Reference w:type="default" r:id="{self.relation(name, f"{name}1.xml")}"/>'
            for name in self.margins
        )
        document = f"{''.join(self.body)}<w:sectPr>{section}</w:sectPr>"
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types"/>',
            "_rels/.rels": relations([("rId1", "officeDocument", "word/document.xml")]),
            "word/document.xml": f"{_XML}<w:document {_SPACES}><w:body>{document}</w:body></w:document>",
            "word/styles.xml": f"{_XML}<w:styles {_SPACES}>{_STYLES}</w:styles>",
            "word/numbering.xml": _numbering(),
        }
        told = [("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml")]
        if self.comments:
            parts["word/comments.xml"] = f"{_XML}<w:comments {_SPACES}>{''.join(self.comments)}</w:comments>"
            told.append(("rId3", "comments", "comments.xml"))
        if self.footnotes:
            parts["word/footnotes.xml"] = f"{_XML}<w:footnotes {_SPACES}>{''.join(self.footnotes)}</w:footnotes>"
            told.append(("rId4", "footnotes", "footnotes.xml"))
        for name, text in self.margins.items():
            tag = "hdr" if name == "header" else "ftr"
            parts[f"word/{name}1.xml"] = f"{_XML}<w:{tag} {_SPACES}>{paragraph(text)}</w:{tag}>"
        parts["word/_rels/document.xml.rels"] = relations([*told, *self.relations])
        parts.update(self.media)
        parts.update(extra or {})
        return zipped(parts)

    def add(self, blocks: Sequence[NoteBlock]) -> "WordFile":
        """Write blocks."""
        self.body.extend(self.written(blocks))
        return self

    def written(self, blocks: Sequence[NoteBlock]) -> list[str]:
        """Return blocks as Word has them: a footnote and a comment hang on the paragraph before them."""
        made: list[str] = []
        for block in blocks:
            if isinstance(block, NoteComment):
                made[-1] = self._commented(made[-1], block)
            elif isinstance(block, NoteText) and block.part is DocumentPart.FOOTNOTE:
                made[-1] = self._noted(made[-1], block)
            elif isinstance(block, NoteText) and block.part is DocumentPart.BOX:
                made[-1] = _in_last_run(made[-1], box(self._text(block)))
            elif isinstance(block, NoteText):
                made.append(self._text(block))
            elif isinstance(block, NotePicture):
                made.append(self._picture(block))
            else:
                made.append(self._table(block))
        return made

    def _text(self, block: NoteText) -> str:
        properties = ""
        if block.kind is TextKind.HEADING and block.styled:
            properties = f'<w:pStyle w:val="Titre{block.level or ""}"/>'
        elif block.kind is TextKind.ITEM:
            number = 2 if block.marker else 1
            properties = f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="{number}"/></w:numPr>'
        bold = block.kind is TextKind.HEADING and not block.styled
        before = ""
        if block.ticked is not None:
            state = int(block.ticked)
            before = f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
            before += f"<w:sdtContent>{run(NoteRun('☒' if state else '☐'))}</w:sdtContent></w:sdt>"
        runs = before + "".join(self._run(each, bold=bold) for each in block.runs)
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def _run(self, each: NoteRun, *, bold: bool) -> str:
        made = run(NoteRun(each.text, each.emphasis | (Emphasis.BOLD if bold else Emphasis.NONE)))
        if not each.link:
            return made
        name = self.relation("hyperlink", each.link)
        return f'<w:hyperlink r:id="{name}">{made}</w:hyperlink>'

    def _picture(self, block: NotePicture) -> str:
        self.media[f"word/media/{block.name}"] = block.content
        name = self.relation("image", f"media/{block.name}")
        width, height = (round(each * _EMU) for each in block.shown)
        drawing = (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="1" name="Image 1" descr={quoteattr(block.alternative)}/>'
            f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        caption = f'<w:p><w:pPr><w:pStyle w:val="Lgende"/></w:pPr>{run(NoteRun(block.caption))}</w:p>'
        return f"<w:p>{drawing}</w:p>{caption if block.caption else ''}"

    def _table(self, block: NoteTable) -> str:
        rows = ""
        for line in block.rows:
            cells = "".join(f"<w:tc>{''.join(self.written(cell.blocks)) or '<w:p/>'}</w:tc>" for cell in line)
            rows += f"<w:tr>{cells}</w:tr>"
        return f"<w:tbl>{rows}</w:tbl>"

    def _commented(self, made: str, block: NoteComment) -> str:
        number = len(self.comments)
        text = "".join(map(run, block.runs))
        self.comments.append(
            f'<w:comment w:id="{number}" w:author={quoteattr(block.author)} w:date="{block.date}T10:00:00Z">'
            f"<w:p>{text}</w:p></w:comment>"
        )
        about = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
        made = made.replace(run(NoteRun(block.about)), f"{about[0]}{run(NoteRun(block.about))}{about[1]}")
        return _in_last_run(made, f'<w:r><w:commentReference w:id="{number}"/></w:r>')

    def _noted(self, made: str, block: NoteText) -> str:
        number = len(self.footnotes) + 1
        text = "".join(map(run, block.runs))
        self.footnotes.append(f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{text}</w:p></w:footnote>')
        return _in_last_run(made, f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


def word_file(blocks: Sequence[NoteBlock], **margins: str) -> bytes:
    """Return blocks as a Word file; `header` and `footer` are what stands in its margins."""
    made = WordFile().add(blocks)
    made.margins = margins
    return made.bytes()


def word_of(body: str, parts: Mapping[str, str | bytes] | None = None, *targets: tuple[str, str]) -> bytes:
    """Return a Word file whose body is written by hand; `targets` (kind, target) become rId10, rId11…."""
    made = WordFile()
    made.body.append(body)
    for kind, target in targets:
        made.relation(kind, target)
    return made.bytes(parts)


def run(each: NoteRun) -> str:
    """Return a run as Word has it."""
    text = "".join(
        {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(part, f'<w:t xml:space="preserve">{escape(part)}</w:t>')
        for part in _parts(each.text)
    )
    look = "".join(tag for emphasis, tag in _SET if emphasis in each.emphasis)
    return f"<w:r><w:rPr>{look}</w:rPr>{text}</w:r>"


def paragraph(text: str) -> str:
    """Return a paragraph of plain words."""
    return f"<w:p>{run(NoteRun(text))}</w:p>"


def box(content: str) -> str:
    """Return a text box as Word writes it: twice, once for those that know no shapes."""
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"
    drawing = (
        f"<w:drawing><wp:anchor><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def relations(told: Sequence[tuple[str, str, str]]) -> str:
    """Return a part of relations (name, kind, target)."""
    each = "".join(
        f'<Relationship Id="{name}" Target={quoteattr(target)} Type="{_KINDS}/{kind}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for name, kind, target in told
    )
    return f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships">{each}</Relationships>'


def _in_last_run(made: str, more: str) -> str:
    return made[: -len("</w:p>")] + more + "</w:p>"


def _numbering() -> str:
    shapes = ""
    for number, form, text in ((1, "bullet", "•"), (2, "decimal", "%{at}.")):
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text.replace("{at}", str(at + 1))}"/></w:lvl>'
            for at in range(4)
        )
        shapes += f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f"{_XML}<w:numbering {_SPACES}>{shapes}{nums}</w:numbering>"


def _parts(text: str) -> list[str]:
    parts = [""]
    for sign in text:
        if sign in "\n\t":
            parts += [sign, ""]
        else:
            parts[-1] += sign
    return [part for part in parts if part]
