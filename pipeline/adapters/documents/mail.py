"""A message saved from a mail program (.eml): its words, as plain text or as a page; what is joined to it is told."""

import email
import email.message
import email.policy
import re
from dataclasses import replace

from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.encodings import decoded
from pipeline.adapters.documents.page import read_page
from pipeline.adapters.documents.plain import read_plain_text
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.wording import quoted
from pipeline.model.notes import Document

_MOST_PARTS = 60
"""Boundaries of a message: more parts than a mail program makes."""

_HEADER = re.compile(rb"\A(?:[!-9;-~]{1,60}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n){0,60}){2,200}?(?:\r?\n|\Z)")
_SIGNS = re.compile(rb"^(?:mime-version|content-type|message-id|received|return-path):", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER = 60_000


def is_mail(content: bytes) -> bool:
    r"""Tell whether bytes are a message: headers that only mail has, then a blank line.

    >>> is_mail(b"From: a@b.fr\nMIME-Version: 1.0\n\nBonjour"), is_mail(b"Odile: On danse.\nMalo: Oui.\n\nFin")
    (True, False)
    """
    found = _HEADER.match(content[:_LONGEST_HEADER])
    return found is not None and bool(_SIGNS.search(found[0]))


def read_mail(content: bytes, effort: Effort) -> Document:
    """Return what a message says; nothing that it points to is followed, nothing that is joined to it is opened."""
    if content.count(b"boundary=") > _MOST_PARTS:
        raise effort.too_much(f"ce message a plus de {_MOST_PARTS} parties")
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    joined = [part for part in parts if part.get_content_disposition() == "attachment" or _is_other(part)]
    bodies = [part for part in parts if part not in joined]
    plain = [part for part in bodies if part.get_content_type() == "text/plain"]
    text = "\n\n".join(_words(part) for part in plain or bodies)
    if len(text) > effort.limits.said:
        raise effort.too_much(f"il a plus de {effort.limits.said} signes")
    document = read_plain_text(text, effort) if plain else read_page(text, effort)
    told = tuple(_told(effort.file, str(part.get_filename() or part.get_content_type())) for part in joined)
    title, author = str(message["subject"] or ""), str(message["from"] or "")
    return replace(document, format="message", title=title, author=author, told=(*told, *document.told))


def _is_other(part: email.message.Message) -> bool:
    return part.get_content_type() not in {"text/plain", "text/html"}


def _words(part: email.message.Message) -> str:
    """Return the words of a part, in the encoding that it says, else in the one that its bytes look like."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return content.decode(charset) if charset else _guessed(content)
    except (LookupError, UnicodeDecodeError):
        return _guessed(content)


def _guessed(content: bytes) -> str:
    found = decoded(content)
    return found.text if found is not None else ""


def _told(file: str, name: str) -> Finding:
    message = f"une pièce jointe n'est pas lue : {quoted(name)}"
    return Finding(
        Mark(file), message, "l'enregistrer, et la donner à part", Level.WARNING, code=Code("document-jointe")
    )
