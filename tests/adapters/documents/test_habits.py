"""What people and their word processors do to notes: corrections, hidden words, old encodings, merged cells."""

from pathlib import Path

import pytest

from pipeline.adapters.documents.reading import read_document
from pipeline.model.notes import Document, DocumentPart, LeftOutReason, NoteTable, NoteText, TextKind
from tests.fakes.written_word import paragraph, word_file, word_of
from tests.fakes.written_writer import calc_of, writer_of

RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"


def read(tmp_path: Path, content: bytes | str, name: str) -> Document:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_corrections_are_read_as_accepted_and_what_was_deleted_is_kept_apart(tmp_path: Path) -> None:
    deleted = '<w:del w:author="Camille"><w:r><w:delText>cent</w:delText></w:r></w:del>'
    inserted = f"<w:ins>{RUN.format('deux cents')}</w:ins>"
    body = f"<w:p>{RUN.format('Le four cuit ')}{deleted}{inserted}{RUN.format(' pains.')}</w:p>"
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    joined = f"<w:p>{mark}{RUN.format('Une phrase ')}</w:p>{paragraph('qui continue.')}"
    document = read(tmp_path, word_of(body + joined), "notes.docx")
    assert texts(document) == ["Le four cuit deux cents pains.", "Une phrase qui continue."]
    (gone,) = document.left_out
    assert (gone.text, gone.reason, gone.author) == ("cent", LeftOutReason.DELETED, "Camille")
    assert gone.place.where == "paragraphe 1"
    assert [str(finding.code) for finding in document.told] == ["document-suivi"]


def test_libreoffice_keeps_deletions_elsewhere_and_they_are_found(tmp_path: Path) -> None:
    deletion = "<text:deletion><text:p>cent</text:p></text:deletion>"
    change = f'<text:changed-region text:id="ct1">{deletion}</text:changed-region>'
    said = '<text:p>Le four <text:change text:change-id="ct1"/>cuit.</text:p>'
    body = f"<text:tracked-changes>{change}</text:tracked-changes>{said}"
    document = read(tmp_path, writer_of(body), "notes.odt")
    assert texts(document) == ["Le four cuit."]
    assert [each.text for each in document.left_out] == ["cent"]


def test_hidden_words_are_no_words_and_not_lost(tmp_path: Path) -> None:
    hidden = "<w:p><w:r><w:t>Vu. </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Pas vu.</w:t></w:r></w:p>"
    document = read(tmp_path, word_of(hidden), "notes.docx")
    assert texts(document) == ["Vu."]
    assert [(each.text, each.reason) for each in document.left_out] == [("Pas vu.", LeftOutReason.HIDDEN)]


def test_headers_and_footers_stand_apart(tmp_path: Path) -> None:
    blocks = read(tmp_path, word_of(paragraph("Bonjour.")), "a.docx").blocks
    document = read(tmp_path, word_file(blocks, header="Atelier de Nancy", footer="12"), "notes.docx")
    assert texts(document) == ["Bonjour."]
    assert [(each.text, each.part) for each in document.margins] == [("Atelier de Nancy", DocumentPart.HEADER)]


def test_a_heading_is_one_in_any_language(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="{}"/></w:style>'
    head = '<w:p><w:pPr><w:pStyle w:val="X"/></w:pPr><w:r><w:t>Le café</w:t></w:r></w:p>'
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for name in ("heading 2", "Titre 2", "Überschrift 2", "Título 2"):
        styles = f"<w:styles {spaces}>{style.format(name)}</w:styles>"
        content = word_of(head + paragraph("Suite."), {"word/styles.xml": styles})
        (block, _) = read(tmp_path, content, "n.docx").blocks
        assert isinstance(block, NoteText)
        assert (block.kind, block.level, block.styled) == (TextKind.HEADING, 2, True)


def test_the_strict_form_of_word_is_read(tmp_path: Path) -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        "<w:p><w:r><w:t>Bonjour.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert texts(read(tmp_path, word_of("", {"word/document.xml": strict}), "n.docx")) == ["Bonjour."]


def test_merged_cells_are_written_once_and_rows_stay_as_long(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text) if text else '<w:p/>'}</w:tc>"

    wide, top, under = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        f"<w:tbl><w:tr>{cell('Sujet', top)}{cell('Qui et quand', wide)}</w:tr>"
        f"<w:tr>{cell('', under)}{cell('Malo')}{cell('20 h')}</w:tr></w:tbl>"
    )
    (table,) = read(tmp_path, word_of(body), "n.docx").blocks
    assert isinstance(table, NoteTable)
    assert table.text == "Sujet\tQui et quand\t\n\tMalo\t20 h"
    assert [table.rows[0][at].covers for at in (0, 1)] == [(2, 1), (1, 2)]


def test_a_field_that_shows_its_hint_is_empty_and_one_that_is_filled_is_not(tmp_path: Path) -> None:
    hint = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    filled = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = hint.format(paragraph("Cliquez ici")) + filled.format(paragraph("Le café"))
    assert texts(read(tmp_path, word_of(body), "n.docx")) == ["Le café"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "cp850"])
def test_a_text_is_read_in_any_encoding_and_a_guess_is_told(encoding: str, tmp_path: Path) -> None:
    said = "À Nancy, l'été, on partage des pâtes, du café brûlant et de très bonnes idées. Où ? À la maison."
    document = read(tmp_path, said.encode(encoding), "notes.txt")
    assert texts(document) == [said]
    codes = [str(finding.code) for finding in document.told]
    assert codes == ([] if encoding in {"utf-8", "utf-8-sig", "utf-16"} else ["document-encodage"])


def test_lines_that_were_cut_when_full_make_one_paragraph(tmp_path: Path) -> None:
    said = (
        "Bonjour à toutes et à tous, voici ce que notre groupe a retenu de la\n"
        "soirée : une maison ouverte à toute heure, des veilleurs qui passent et\n"
        "un four où chacun vient cuire son pain.\n\n"
        "- le four est allumé par les enfants du quartier, dit-on, dès cinq\nheures\n"
    )
    first, second = texts(read(tmp_path, said, "mail.txt"))
    assert first.startswith("Bonjour à toutes")
    assert "de la soirée : une maison ouverte à toute heure, des veilleurs qui passent et un four" in first
    assert second == "le four est allumé par les enfants du quartier, dit-on, dès cinq heures"


def test_a_table_of_text_is_read_whatever_parts_it(tmp_path: Path) -> None:
    for sign in ";,\t":
        rows = "\r\n".join(sign.join(row) for row in (("Sujet", "Qui"), ("Le café", '"Malo\r\nInès"'), ("=A1", "2")))
        (table,) = read(tmp_path, rows.encode("cp1252"), "conducteur.csv").blocks
        assert table.text == "Sujet\tQui\nLe café\tMalo\nInès\n=A1\t2"


def test_a_spreadsheet_says_what_it_shows(tmp_path: Path) -> None:
    kind = 'office:value-type="percentage" office:value="0.6"'
    cell = f"<table:table-cell {kind}><text:p>60 %</text:p></table:table-cell>"
    rows = f"<table:table-row>{cell}</table:table-row>"
    unseen = "<table:table-cell><text:p>caché</text:p></table:table-cell>"
    hidden = f'<table:table-row table:visibility="collapse">{unseen}</table:table-row>'
    sheet = f'<table:table table:name="Chiffres">{rows}{hidden}</table:table>'
    document = read(tmp_path, calc_of(sheet), "chiffres.ods")
    (table,) = document.blocks
    assert isinstance(table, NoteTable)
    assert (table.name, table.text) == ("Chiffres", "60 %")
    assert table.rows[0][0].place.where == "feuille Chiffres, cellule A1"
    assert [each.text for each in document.left_out] == ["caché"]


def test_a_page_that_was_pasted_says_its_words_and_runs_nothing(tmp_path: Path) -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><script>alert('non')</script><h2>Le café</h2>"
        "<p>Odile dit : <b>bonjour</b><br>à tous</p><ul><li>un</li><li>deux</li></ul>"
        "<table><tr><td>Sujet<td>Qui<tr><td>Le bal<td>Malo</table></body></html>"
    )
    document = read(tmp_path, page, "page.html")
    assert texts(document) == ["Le café", "Odile dit : bonjour\nà tous", "un", "deux", "Sujet\tQui\nLe bal\tMalo"]


@pytest.mark.parametrize(
    "stamp",
    ["[12/10/2026 18:22] {}: ", "[12/10/2026, 18:22:07] {}: ", "12/10/2026, 18:22 - {}: ", "12/10/26 à 18h22 - {} : "],
)
def test_a_chat_gives_what_was_written_and_not_who_typed_it(stamp: str, tmp_path: Path) -> None:
    chat = f"{stamp.format('Zoé')}*Le four*\n{stamp.format('+33 6 00 00 00 00')}on y cuit\net on parle\n"
    document = read(tmp_path, chat, "chat.txt")
    assert texts(document) == ["Le four", "on y cuit", "et on parle"]
    assert [str(finding.code) for finding in document.told] == ["document-discussion"]
    first = document.blocks[0]
    assert isinstance(first, NoteText)
    assert first.kind is TextKind.HEADING
    assert first.place.line == 1


MAIL = b"""\
From: =?utf-8?q?Zo=C3=A9?= <zoe@exemple.fr>
Subject: Notes
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=AA

--AA
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Sujet 1 : La f=C3=AAte
--AA
Content-Type: application/pdf; name=affiche.pdf
Content-Transfer-Encoding: base64

AAAA
--AA--
"""


def test_a_mail_is_its_words_and_what_is_joined_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.eml"
    path.write_bytes(MAIL)
    document = read_document(path)
    assert [block.text for block in document.blocks] == ["Sujet 1 : La fête"]
    assert ["affiche.pdf" in finding.message for finding in document.told] == [True]


def test_what_stands_above_a_page_of_a_site_names_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("---\ntitle: Le journal\ntags: [jt]\n---\n\n# La fête\n\nOn danse.\n", "utf-8")
    document = read_document(path)
    assert document.title == "Le journal"
    assert [block.text for block in document.blocks] == ["La fête", "On danse."]
    assert "tags : [jt]" in [margin.text for margin in document.margins]
