"""The blank form as a Word file: a table of labels and fields, each field a content control that keeps its name.

Source: ECMA-376 part 1; sizes in twentieths of a point.
"""

from xml.sax.saxutils import escape, quoteattr

from pipeline.adapters.documents.packing import packed
from pipeline.french.typography import typeset
from pipeline.model.form_sheet import FormField, FormSheet

_OFFICE = "http://schemas.openxmlformats.org"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
_CM = 567
_LABEL, _FIELD = round(4.8 * _CM), round(13.2 * _CM)
_MARGIN = round(1.5 * _CM)
_PAGE = (11_906, 16_838)
"""A4."""

_AROUND = (
    '<w:tblCellMar><w:top w:w="70" w:type="dxa"/><w:left w:w="110" w:type="dxa"/><w:bottom w:w="70" w:type="dxa"/>'
    '<w:right w:w="110" w:type="dxa"/></w:tblCellMar>'
)
_KINDS = f"{_OFFICE}/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word_form(form: FormSheet) -> bytes:
    """Return the form as the bytes of a .docx."""
    parts = {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_TYPES}.header+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml")),
        "word/document.xml": f"{_XML}<w:document {_SPACES}><w:body>{_body(form)}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/header1.xml": f"{_XML}<w:hdr {_SPACES}>{_header(form)}</w:hdr>",
    }
    return packed(parts)


def _body(form: FormSheet) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:color="{form.dark}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_row(form, field) for field in form.fields)
    grid = f'<w:tblGrid><w:gridCol w:w="{_LABEL}"/><w:gridCol w:w="{_FIELD}"/></w:tblGrid>'
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_LABEL + _FIELD}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{_AROUND}</w:tblPr>{grid}{rows}</w:tbl>'
    )
    last = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    width, height = _PAGE
    return (
        f'{table}{last}<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{2 * _MARGIN}" w:right="{_MARGIN}" '
        f'w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="{_MARGIN // 2}" w:footer="{_MARGIN // 2}"/></w:sectPr>'
    )


def _row(form: FormSheet, field: FormField) -> str:
    label = _run(typeset(field.label), f'<w:b/><w:color w:val="{form.dark}"/><w:sz w:val="21"/>')
    hint = "<w:r><w:br/></w:r>" + _run(f"({typeset(field.hint)})", '<w:sz w:val="17"/>')
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val={quoteattr(field.label)}/><w:tag w:val="{field.name}"/></w:sdtPr>'
        "<w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    )
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{round(field.height * _CM)}" w:hRule="atLeast"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{_LABEL}" w:type="dxa"/><w:shd w:val="clear" w:fill="{form.accent}"/></w:tcPr>'
        f"<w:p>{label}{hint}</w:p></w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{_FIELD}" w:type="dxa"/></w:tcPr>{control}</w:tc></w:tr>'
    )


def _header(form: FormSheet) -> str:
    told = " · ".join(filter(None, (form.owner, form.group)))
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="24" w:space="4" w:color="{form.accent}"/></w:pBdr>'
    title = _run(form.title, f'<w:b/><w:color w:val="{form.dark}"/><w:sz w:val="36"/>')
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_LABEL + _FIELD}"/></w:tabs>'
    line = f"<w:p><w:pPr>{rule}{tab}</w:pPr>{title}<w:r><w:tab/></w:r>{_run(told)}</w:p>"
    return f"{line}<w:p>{_run(typeset(form.advice))}</w:p>"


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
    words = f'<w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault>'
    return f"{_XML}<w:styles {_SPACES}><w:docDefaults>{words}</w:docDefaults></w:styles>"


def _run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _relations(*told: tuple[str, str, str]) -> str:
    each = "".join(f'<Relationship Id="{name}" Type="{_KINDS}/{kind}" Target="{at}"/>' for name, kind, at in told)
    return f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships">{each}</Relationships>'
