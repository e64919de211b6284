"""What a file given as notes is, by its bytes and never by its name; what cannot be read says what to do instead."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

from pipeline.adapters.documents.archive import locked
from pipeline.adapters.documents.mail import is_mail
from pipeline.adapters.yaml.documents import document
from pipeline.errors import Code, Mark, ScriptError


class NotesFormat(Enum):
    """What can be read."""

    WORD = "docx"
    WRITER = "odt"
    EXCEL = "xlsx"
    CALC = "ods"
    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    TEXT = "txt"
    MAIL = "eml"


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind of file that is not read: what it is, what to do."""

    name: str
    advice: str


_DOCX = "l'ouvrir dans Word ou LibreOffice et l'enregistrer en .docx"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_BOXED: tuple[tuple[bytes, "NotesFormat | _Refused"], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", NotesFormat.WRITER),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", NotesFormat.CALC),
    (
        b"opendocument.presentation",
        _Refused("une présentation LibreOffice", "en copier le texte dans un document .odt"),
    ),
    (b"word/document", NotesFormat.WORD),
    (b"xl/workbook.bin", _Refused("un classeur Excel binaire (.xlsb)", "l'enregistrer en .xlsx")),
    (b"xl/workbook", NotesFormat.EXCEL),
    (b"ppt/", _Refused("une présentation PowerPoint", "en copier le texte dans un document .docx")),
    (b"opendocument.text", NotesFormat.WRITER),
    (b"opendocument.spreadsheet", NotesFormat.CALC),
    (b"word/", NotesFormat.WORD),
    (b"xl/", NotesFormat.EXCEL),
    (b"epub+zip", _Refused("un livre EPUB", "en copier le texte dans un document .docx")),
    (b"Index/Tables", _Refused("un tableau Numbers", "dans Numbers, Fichier > Exporter vers > Excel")),
    (b"Index/Document.iwa", _Refused("un document Pages", "dans Pages, Fichier > Exporter vers > Word")),
    (b"QuickLook/", _Refused("un document Pages", "dans Pages, Fichier > Exporter vers > Word")),
)
"""What a zip archive may be, by a name that stands in it; the first that is found."""

_TO_EXCEL = "l'ouvrir dans Excel ou LibreOffice et l'enregistrer en .xlsx"
_OLD_OFFICE = (
    ("WordDocument", _Refused("un ancien document Word (.doc)", _DOCX)),
    ("Workbook", _Refused("un ancien classeur Excel (.xls)", _TO_EXCEL)),
    ("Book", _Refused("un ancien classeur Excel (.xls)", _TO_EXCEL)),
    ("PowerPoint Document", _Refused("une ancienne présentation PowerPoint", "en copier le texte dans un .docx")),
    ("__substg1.0", _Refused("un message Outlook (.msg)", "en copier le texte dans un fichier .txt")),
)
_LINKED = _Refused(
    "un lien vers un document en ligne, et non le document",
    "l'ouvrir dans le navigateur, puis Fichier > Télécharger > Microsoft Word (.docx)",
)
_FLAT_ODF = _Refused("un document LibreOffice en un seul XML (.fodt)", "l'enregistrer en .odt")
_FLAT_WORD = _Refused("un document Word en un seul XML", "l'ouvrir dans Word et l'enregistrer en .docx")
_HEAD = 8_000
_HTML = re.compile(
    rb"\A\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|meta|div|p|table|h[1-6]|ul|ol|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_ADVICE_PDF = (
    "un PDF ne garde ni titres ni paragraphes : donner le document dont il a été fait (.docx, .odt), ou en copier le "
    "texte dans un fichier .txt"
)
_REFUSED = (
    (re.compile(rb"\A\{\\rtf"), _Refused("un document RTF", _DOCX)),
    (re.compile(rb"\A%PDF"), _Refused("un PDF", _ADVICE_PDF)),
    (re.compile(rb"\A\s*<.{0,1000}<office:document\b", re.DOTALL), _FLAT_ODF),
    (re.compile(rb"\A\s*<.{0,1000}<(?:pkg:package|w:wordDocument)\b", re.DOTALL), _FLAT_WORD),
    (re.compile(rb'\A\s*\{[^{}]{0,2000}"(?:url|doc_id|resource_id)"\s*:', re.DOTALL), _LINKED),
    (re.compile(rb"\A\s*\[InternetShortcut\]|\A\s*<\?xml[^>]*>\s*<!DOCTYPE plist", re.IGNORECASE), _LINKED),
)
"""How files begin that are text of some kind and are not read."""

_OTHER = "donner les notes en .docx, .odt, .md, .txt, .xlsx, .ods ou .csv"
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$|!\[[^\]]*\]\(|\s*[-*] \[[ xX]\] )|"
    r"(?<!\*)\*\*(?=[^\s*])[^*\n]+\*\*(?!\*)",
    re.MULTILINE,
)
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_TABLE_NAMES = frozenset({".csv", ".tsv"})


def kind_of(content: bytes, file: str) -> "NotesFormat | None":
    """Return which reader a file is for, None for one that is text of some kind; raises ScriptError for any other."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refused(file, "ce document est vide", "vérifier que c'est le bon fichier", code=Code("document-vide"))
    if content.startswith(_ZIPS):
        return _boxed(content, file)
    if content.startswith(_OLE):
        raise _old(content, file)
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    refusal = next((kind for sign, kind in _REFUSED if sign.search(head)), None)
    if refusal is not None:
        raise _not(refusal, file)
    if _HTML.match(head):
        return NotesFormat.HTML
    if is_mail(content):
        return NotesFormat.MAIL
    _may_be_text(content, file)
    return None


def _may_be_text(content: bytes, file: str) -> None:
    """Raise ScriptError for what signs as something else than a text."""
    found = document(content, "")
    if found is not None and not found[0].startswith(("un tableau", "une page")):
        raise _not(_Refused(found[0], _OTHER), file)


def _boxed(content: bytes, file: str) -> NotesFormat:
    kind = next((kind for sign, kind in _BOXED if sign in content), None)
    if isinstance(kind, NotesFormat):
        return kind
    raise _not(kind or _Refused("une archive zip", "en sortir les documents, et les donner un par un"), file)


def _old(content: bytes, file: str) -> ScriptError:
    """Return what is raised of a file of old Office, by its streams; a new one that is locked looks like it."""

    def names(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if names("EncryptedPackage") or names("EncryptionInfo"):
        return locked(file)
    kind = next((kind for stream, kind in _OLD_OFFICE if names(stream)), None)
    return _not(kind or _Refused("un document d'un ancien Office", _DOCX), file)


def text_kind(text: str, file: str) -> NotesFormat:
    """Return how a text is to be read: as what its name says, else as Markdown when it is plainly written so."""
    ending = PurePath(file).suffix.lower()
    if ending in _TABLE_NAMES:
        return NotesFormat.CSV
    if ending in {".yaml", ".yml"}:
        message, advice = "c'est déjà un script, et non des notes", "le vérifier avec « jt check »"
        raise refused(file, message, advice, code=Code("document-nature"))
    if ending in _MARKDOWN_NAMES or len(_MARKDOWN.findall(text)) > 2:
        return NotesFormat.MARKDOWN
    return NotesFormat.TEXT


def _not(kind: _Refused, file: str) -> ScriptError:
    return refused(file, f"c'est {kind.name}, qui ne se lit pas ici", kind.advice, code=Code("document-nature"))


def refused(file: str, message: str, advice: str, *, code: Code) -> ScriptError:
    """Return what is raised of a file that gives no notes."""
    return ScriptError.of(Mark(file), message, advice, code=code)
