"""Reads a file of notes with the reader that its bytes ask for."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.adapters.documents.calc import read_calc
from pipeline.adapters.documents.effort import Effort, Limits
from pipeline.adapters.documents.encodings import decoded
from pipeline.adapters.documents.excel import read_excel
from pipeline.adapters.documents.kinds import NotesFormat, kind_of, refused, text_kind
from pipeline.adapters.documents.mail import read_mail
from pipeline.adapters.documents.markdown import read_markdown
from pipeline.adapters.documents.nearby import Nearby
from pipeline.adapters.documents.page import read_page
from pipeline.adapters.documents.plain import read_plain_text
from pipeline.adapters.documents.separated import read_separated
from pipeline.adapters.documents.word import read_word
from pipeline.adapters.documents.writer import read_writer
from pipeline.adapters.yaml.contents import WantedFile, read_bytes
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.notes import Document

_ADVICE = "l'alléger : réduire ses photos, ou n'en garder que les notes de l'atelier"
_IN_BYTES = {
    NotesFormat.WORD: read_word,
    NotesFormat.WRITER: read_writer,
    NotesFormat.EXCEL: read_excel,
    NotesFormat.CALC: read_calc,
    NotesFormat.MAIL: read_mail,
}


def read_document(path: Path, limits: Limits | None = None) -> Document:
    """Return what a file of notes says; raises ScriptError for one that is none, or that is not to be read.

    Never writes, never runs or follows anything, and ends within `limits.seconds`.
    """
    bounds = limits or Limits()
    content = read_bytes(path, WantedFile(".docx", bounds.file, _ADVICE))
    effort = Effort(file=path.as_posix(), limits=bounds)
    kind = kind_of(content, effort.file)
    read = _IN_BYTES.get(kind) if kind is not None else None
    if read is not None:
        return _of_a_workshop(read(content, effort), effort)
    return _of_a_workshop(_read_text(content, effort, Nearby(path.parent), kind), effort)


def _read_text(content: bytes, effort: Effort, nearby: Nearby, known: NotesFormat | None) -> Document:
    found = decoded(content)
    if found is None:
        message, advice = "ce fichier n'est ni un texte ni un document connu", "donner les notes en .docx, .odt ou .txt"
        raise refused(effort.file, message, advice, code=Code("document-nature"))
    if len(found.text) > effort.limits.text:
        raise effort.too_much(f"il a plus de {effort.limits.text} signes")
    kind = known or text_kind(found.text, effort.file)
    if kind is NotesFormat.HTML:
        document = read_page(found.text, effort)
    elif kind is NotesFormat.MARKDOWN:
        document = read_markdown(found.text, effort, nearby)
    elif kind is NotesFormat.CSV:
        document = read_separated(found.text, effort)
    else:
        document = read_plain_text(found.text, effort)
    if not found.guessed:
        return document
    message = f"ce texte ne dit pas son encodage ; il est lu comme du {found.guessed}"
    advice = "vérifier les accents ; s'ils sont faux, l'enregistrer en UTF-8"
    guess = Finding(Mark(effort.file), message, advice, Level.NOTE, code=Code("document-encodage"))
    return replace(document, told=(guess, *document.told))


def _of_a_workshop(document: Document, effort: Effort) -> Document:
    """Return a document that says something; raises ScriptError for an empty one, and for one that says too much."""
    most = effort.limits.blocks
    if sum(1 for _ in islice(document.every_block(), most + 1)) > most:
        raise effort.too_much(f"il a plus de {most} paragraphes et cases")
    if document.blocks or document.left_out or document.margins:
        return document
    message, advice = "ce document ne contient rien", "vérifier que c'est le bon fichier"
    raise refused(document.file, message, advice, code=Code("document-vide"))
