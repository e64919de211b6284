"""The blank form as an OpenDocument text: a table of labels and fields, whose labels name them.

Source: ODF 1.3, part 3.
"""

from xml.sax.saxutils import escape

from pipeline.adapters.documents.packing import packed
from pipeline.french.typography import typeset
from pipeline.model.form_sheet import FormField, FormSheet

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    [
        *(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "manifest")),
        f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"',
    ]
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE = "application/vnd.oasis.opendocument.text"


def writer_form(form: FormSheet) -> bytes:
    """Return the form as the bytes of an .odt."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (("/", _TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    )
    parts = {
        "mimetype": _TYPE,
        "content.xml": (
            f'{_XML}<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>{_looks(form)}'
            f"</office:automatic-styles><office:body><office:text>{_table(form)}</office:text></office:body>"
            "</office:document-content>"
        ),
        "styles.xml": _styles(form),
        "META-INF/manifest.xml": (
            f'{_XML}<manifest:manifest {_SPACES} manifest:version="1.3">{entries}</manifest:manifest>'
        ),
    }
    return packed(parts, first="mimetype")


def _looks(form: FormSheet) -> str:
    line = f'fo:border="0.5pt solid {_hue(form.dark)}" fo:padding="0.15cm"'
    heights = "".join(
        f'<style:style style:name="R{number}" style:family="table-row"><style:table-row-properties '
        f'style:min-row-height="{field.height}cm" fo:keep-together="always"/></style:style>'
        for number, field in enumerate(form.fields)
    )
    cells = (
        f'<style:style style:name="L" style:family="table-cell"><style:table-cell-properties {line} '
        f'fo:background-color="{_hue(form.accent)}"/></style:style><style:style style:name="F" '
        f'style:family="table-cell"><style:table-cell-properties {line}/></style:style>'
    )
    columns = "".join(
        f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width}cm"/></style:style>'
        for name, width in (("C1", 4.8), ("C2", 13.2))
    )
    table = (
        '<style:style style:name="T" style:family="table"><style:table-properties style:width="18cm" '
        'table:align="left"/></style:style>'
    )
    words = (
        f'<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold" '
        f'fo:font-size="10.5pt" fo:color="{_hue(form.dark)}"/></style:style>'
        '<style:style style:name="S" style:family="text"><style:text-properties fo:font-size="8.5pt"/></style:style>'
    )
    return f"{heights}{cells}{columns}{table}{words}"


def _table(form: FormSheet) -> str:
    rows = "".join(_row(number, field) for number, field in enumerate(form.fields))
    columns = '<table:table-column table:style-name="C1"/><table:table-column table:style-name="C2"/>'
    return f'<table:table table:name="Fiche" table:style-name="T">{columns}{rows}</table:table>'


def _row(number: int, field: FormField) -> str:
    label = f'<text:span text:style-name="B">{escape(typeset(field.label))}</text:span>'
    hint = f'<text:line-break/><text:span text:style-name="S">({escape(typeset(field.hint))})</text:span>'
    return (
        f'<table:table-row table:style-name="R{number}"><table:table-cell table:style-name="L"><text:p>{label}{hint}'
        '</text:p></table:table-cell><table:table-cell table:style-name="F"><text:p/></table:table-cell>'
        "</table:table-row>"
    )


def _styles(form: FormSheet) -> str:
    told = escape(" · ".join(filter(None, (form.owner, form.group))))
    margins = 'fo:margin-top="0.8cm" fo:margin-bottom="1.2cm" fo:margin-left="1.5cm" fo:margin-right="1.5cm"'
    page = (
        '<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        f'{margins}/><style:header-style><style:header-footer-properties fo:margin-bottom="0.3cm"/>'
        "</style:header-style></style:page-layout>"
        '<style:style style:name="Ht" style:family="text"><style:text-properties fo:font-weight="bold" '
        f'fo:font-size="18pt" fo:color="{_hue(form.dark)}"/></style:style>'
        '<style:style style:name="Hp" style:family="paragraph"><style:paragraph-properties '
        f'fo:border-bottom="3pt solid {_hue(form.accent)}" fo:padding-bottom="0.1cm"><style:tab-stops><style:tab-stop '
        'style:position="18cm" style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>'
    )
    header = (
        f'<text:p text:style-name="Hp"><text:span text:style-name="Ht">{escape(form.title)}</text:span><text:tab/>'
        f"{told}</text:p><text:p>{escape(typeset(form.advice))}</text:p>"
    )
    usual = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="fr" '
        'fo:country="FR"/></style:default-style>'
    )
    return (
        f'{_XML}<office:document-styles {_SPACES} office:version="1.3"><office:styles>{usual}</office:styles>'
        f"<office:automatic-styles>{page}</office:automatic-styles><office:master-styles><style:master-page "
        f'style:name="Standard" style:page-layout-name="P"><style:header>{header}</style:header></style:master-page>'
        "</office:master-styles></office:document-styles>"
    )


def _hue(digits: str) -> str:
    return f"#{digits}"
