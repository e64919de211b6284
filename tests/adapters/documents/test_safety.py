"""Files made to harm are refused, with a reason and a way out; nothing in a file is run, followed or written."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.adapters.documents.effort import Limits
from pipeline.adapters.documents.reading import read_document
from pipeline.errors import ScriptError
from pipeline.model.notes import Document
from tests.fakes.written_word import paragraph, relations, word_of
from tests.fakes.written_writer import writer_of
from tests.fakes.zips import zipped

Reading = Callable[..., Document]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    """Return what reads bytes as a file of a name."""

    def of(content: bytes, name: str = "notes.docx", limits: Limits | None = None) -> Document:
        (tmp_path / name).write_bytes(content)
        return read_document(tmp_path / name, limits)

    return of


def refusal(read: Reading, content: bytes, name: str = "notes.docx", limits: Limits | None = None) -> tuple[str, str]:
    """Return the code of what refuses a file, and its words."""
    with pytest.raises(ScriptError) as caught:
        read(content, name, limits)
    (finding,) = caught.value.findings
    assert finding.advice
    assert finding.mark.file.endswith(name)
    return str(finding.code), finding.message


def with_part(part: str, text: str | bytes) -> bytes:
    return word_of(paragraph("Bonjour."), {part: text})


def huge(part: str = "word/document.xml", size: int = 30_000_000) -> bytes:
    """A part that unpacks to thirty million bytes of spaces."""
    return with_part(part, b"<a>" + b" " * size + b"</a>")


def test_a_document_that_grows_a_thousand_times_is_refused(read: Reading) -> None:
    assert refusal(read, huge())[0] == "document-demesure"
    code, message = refusal(read, huge(size=5_000_000))
    assert code == "document-piege"
    assert "grossit" in message


def test_what_a_zip_says_of_its_sizes_is_not_believed(read: Reading) -> None:
    content = bytearray(huge())
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/document.xml"))
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    assert refusal(read, bytes(content))[0] in {"document-abime", "document-demesure"}


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_document_type_is_refused_wherever_it_stands(part: str, read: Reading) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
    code, message = refusal(read, with_part(part, laughs))
    assert code == "document-piege"
    assert part in message


def test_an_entity_from_elsewhere_is_not_opened(read: Reading, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mot de passe")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><a>&x;</a>'
    assert refusal(read, with_part("word/document.xml", outside))[0] == "document-piege"


def test_elements_without_end_within_one_another_are_refused(read: Reading) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000
    assert refusal(read, word_of(body))[0] == "document-piege"
    spans = "<text:span>" * 5_000 + "</text:span>" * 5_000
    assert refusal(read, writer_of(f"<text:p>{spans}</text:p>"), "notes.odt")[0] == "document-piege"


def test_too_many_elements_are_refused(read: Reading) -> None:
    body = paragraph("a") * 300
    assert refusal(read, word_of(body), limits=Limits(elements=500))[0] == "document-demesure"


def test_reading_ends_when_its_time_is_over(read: Reading) -> None:
    body = paragraph("Une phrase.") * 3_000
    code, message = refusal(read, word_of(body), limits=Limits(seconds=0.0))
    assert code == "document-demesure"
    assert "temps" in message


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\x.exe", "word\\..\\..\\x"])
def test_a_part_that_wants_to_lie_elsewhere_is_refused(name: str, read: Reading, tmp_path: Path) -> None:
    assert refusal(read, with_part(name, "x"))[0] == "document-piege"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.docx"]


def test_two_parts_of_one_name_are_refused(read: Reading) -> None:
    made = io.BytesIO(word_of(paragraph("Celui que Word montre.")))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/Document.xml", "<a/>")
    assert refusal(read, made.getvalue())[0] == "document-piege"


def test_too_many_parts_are_refused(read: Reading) -> None:
    parts = {f"word/media/{number}": b"" for number in range(5_000)}
    assert refusal(read, word_of("", parts))[0] == "document-demesure"


def test_a_locked_document_says_so(read: Reading) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(read, locked)[0] == "document-protege"
    spaces = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    manifest = f"<manifest:manifest {spaces}>{entry}</manifest:manifest>"
    assert refusal(read, writer_of("", {"META-INF/manifest.xml": manifest}), "notes.odt")[0] == "document-protege"


def test_a_document_that_was_cut_short_says_so(read: Reading) -> None:
    whole = word_of(paragraph("Bonjour.") * 50)
    assert refusal(read, whole[: len(whole) // 2])[0] == "document-abime"
    assert refusal(read, with_part("word/document.xml", "<a><b></a>"))[0] == "document-abime"


def test_a_picture_elsewhere_is_told_and_not_fetched(read: Reading) -> None:
    drawing = '<w:p><w:r><w:drawing><a:blip r:link="rId10"/></w:drawing></w:r></w:p>'
    target = ("image", "http://127.0.0.1:9/espion.png")
    document = read(word_of(paragraph("Bonjour.") + drawing, {}, target))
    assert [str(finding.code) for finding in document.told] == ["document-externe"]


def test_a_part_that_points_out_of_the_archive_gives_nothing(read: Reading, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    drawing = '<w:p><w:r><w:drawing><a:blip r:embed="rId10"/></w:drawing></w:r></w:p>'
    document = read(word_of(paragraph("Bonjour.") + drawing, {}, ("image", "../../secret.png")))
    assert [str(finding.code) for finding in document.told] == ["document-externe"]


def test_markdown_takes_no_picture_from_above(tmp_path: Path) -> None:
    folder = tmp_path / "atelier"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "lien.png").symlink_to(tmp_path / "secret.png")
    (folder / "notes.md").write_text("![a](../secret.png) ![b](/etc/passwd) ![c](lien.png)", "utf-8")
    document = read_document(folder / "notes.md")
    assert {str(finding.code) for finding in document.told} == {"document-externe"}
    assert not any(hasattr(block, "content") for block in document.blocks)


def test_macros_are_told_and_nothing_else(read: Reading) -> None:
    document = read(with_part("word/vbaProject.bin", b"AutoOpen"))
    assert [str(finding.code) for finding in document.told] == ["document-macro"]


def _sheet(rows: str) -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    linked = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    sheet = '<sheet name="A" r:id="rId1"/>'
    return zipped({
        "xl/workbook.xml": f"<workbook {space} {linked}><sheets>{sheet}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations([("rId1", "worksheet", "worksheets/sheet1.xml")]),
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
    })  # fmt: skip


def test_two_cells_at_the_ends_of_a_sheet_are_no_billion_of_cells(read: Reading) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refusal(read, _sheet(rows), "notes.xlsx")[0] == "document-demesure"


def test_a_formula_is_its_value_and_never_run(read: Reading) -> None:
    cells = (
        '<c r="A1" t="str"><f>HYPERLINK("http://127.0.0.1:9/","ici")</f><v>ici</v></c>'
        '<c r="B1"><f>SUM(C1:C9)</f><v>42</v></c><c r="C1"><f>cmd|\'/c calc\'!A0</f></c>'
        '<c r="D1" t="e"><v>#REF!</v></c>'
    )
    document = read(_sheet(f'<row r="1">{cells}</row>'), "notes.xlsx")
    assert document.blocks[0].text == "ici\t42"
    assert [str(finding.code) for finding in document.told] == ["document-formule"] * 2
    assert "cellule C1" in document.told[0].message


@pytest.mark.parametrize(
    ("content", "said", "advised"),
    [
        (b"%PDF-1.7\n%...", "un PDF", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "(.doc)", "enregistrer en .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "(.xls)", "enregistrer en .xlsx"),
        (zipped({"Index/Document.iwa": b"x"}), "Pages", "Exporter vers > Word"),
        (zipped({"photo.jpg": b"x"}), "archive zip", "un par un"),
        (b'{"url": "https://exemple.fr/d/1", "doc_id": "1"}', "un lien", "Télécharger"),
        (b"{\\rtf1\\ansi Bonjour}", "RTF", "enregistrer en .docx"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "photo JPEG", ".docx"),
        (bytes(range(256)) * 9, "ni un texte", ".docx"),
        (b"", "vide", "bon fichier"),
        (b"\xef\xbb\xbf  \n", "vide", "bon fichier"),
    ],
)
def test_what_is_no_document_says_what_it_is_and_what_to_do(
    content: bytes, said: str, advised: str, read: Reading
) -> None:
    with pytest.raises(ScriptError) as caught:
        read(content, "notes.docx")
    (finding,) = caught.value.findings
    assert said in finding.message
    assert advised in finding.advice


def test_a_name_says_nothing(read: Reading) -> None:
    assert read(word_of(paragraph("Bonjour.")), "notes.txt").format == "Word"
    assert read("Bonjour à tous.".encode(), "notes.docx").format == "texte"


SLOW = ("[" * 300_000, "![[]()" * 50_000, ("[" * 100 + "\n") * 3_000, "|a" * 50_000 + "\n" + "|-" * 50_000)


@pytest.mark.parametrize("said", SLOW, ids=range(len(SLOW)))
def test_markdown_written_to_be_slow_is_read_as_text(said: str, read: Reading) -> None:
    assert read(said.encode(), "notes.md").blocks


@pytest.mark.parametrize("said", ["<!", "<a ", "</script ", "<a href='"])
def test_a_page_of_tags_that_never_close_is_refused(said: str, read: Reading) -> None:
    assert refusal(read, b"<html>" + said.encode() * 60_000, "page.html")[0] == "document-piege"


def test_a_page_of_comments_within_comments_says_nothing(read: Reading) -> None:
    assert refusal(read, b"<html>" + b"<!--" * 60_000, "page.html")[0] == "document-vide"
