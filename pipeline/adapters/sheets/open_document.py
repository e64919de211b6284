"""A table as an OpenDocument spreadsheet (ODF 1.3, OASIS): every cell a text."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from pipeline.model.text_table import TextRow, TextTable

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MADE = (2050, 1, 1, 0, 0, 0)
_SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
        for name, of in (("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"))
    )
    + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
_LETTER_CM = 0.21
"""Centimetres a letter takes at ten points."""

_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def open_document(grid: TextTable) -> bytes:
    """Return the bytes of a spreadsheet for LibreOffice and others."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content, how in (
            ("mimetype", _TYPE, zipfile.ZIP_STORED),  # first and bare, as the format asks
            ("META-INF/manifest.xml", _MANIFEST, zipfile.ZIP_DEFLATED),
            ("content.xml", _content(grid), zipfile.ZIP_DEFLATED),
        ):
            package.writestr(zipfile.ZipInfo(name, _MADE), content.encode(), how)
    return stream.getvalue()


def _content(grid: TextTable) -> str:
    columns = "".join(
        f'<style:style style:name="c{rank}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{column.width * _LETTER_CM:.2f}cm"/></style:style>'
        for rank, column in enumerate(grid.columns)
    )
    cells = "".join(
        f'<style:style style:name="{weight}" style:family="table-cell">'
        f'<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
        f'<style:text-properties fo:font-weight="{bold}"/></style:style>'
        for weight, bold in (
            ("head", "bold"),
            ("item", "bold"),
            ("shot", "normal"),
            ("total", "bold"),
        )
    )
    head = TextRow(tuple(column.title for column in grid.columns), "head")
    rows = "".join(_row(row) for row in grid.rows)
    widths = "".join(f'<table:table-column table:style-name="c{rank}"/>' for rank in range(len(grid.columns)))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{columns}{cells}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Conducteur">{widths}<table:table-header-rows>{_row(head)}'
        f"</table:table-header-rows>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def _row(row: TextRow) -> str:
    return f"<table:table-row>{''.join(_cell(cell, row.weight) for cell in row.cells)}</table:table-row>"


def _cell(text: str, weight: str) -> str:
    if not text:
        return f"<table:table-cell table:style-name={quoteattr(weight)}/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    style = f'table:style-name={quoteattr(weight)} office:value-type="string"'
    return f"<table:table-cell {style}>{lines}</table:table-cell>"
