"""What a file is by its bytes when it is no text: a document, a table, a page, a picture, a sound, an archive."""

import re
from pathlib import PurePath

_COPY = "en copier le texte dans un fichier .yaml, avec un éditeur de texte"
_NAMED = "le mettre dans media/, et le nommer dans le script"
_OUT = "en sortir le fichier .yaml"
_BOXED = (
    (b"word/", "un document Word", _COPY),
    (b"xl/", "un classeur Excel", _COPY),
    (b"ppt/", "une présentation PowerPoint", _COPY),
    (b"opendocument.text", "un document LibreOffice", _COPY),
    (b"opendocument.spreadsheet", "un classeur LibreOffice", _COPY),
    (b"opendocument.presentation", "une présentation LibreOffice", _COPY),
    (b"epub+zip", "un livre EPUB", _COPY),
    (b"Index/Document.iwa", "un document Pages", _COPY),
)
"""What a zip archive may be, by a name that stands in it."""

_SIGNED = (
    (0, b"%PDF", "un PDF", _COPY),
    (0, b"{\\rtf", "un document RTF", _COPY),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un document Office d'un ancien format", _COPY),
    (0, b"\x89PNG", "une image PNG", _NAMED),
    (0, b"\xff\xd8\xff", "une photo JPEG", _NAMED),
    (0, b"GIF8", "une image GIF", _NAMED),
    (0, b"II*\x00", "une image TIFF", _NAMED),
    (0, b"MM\x00*", "une image TIFF", _NAMED),
    (8, b"WEBP", "une image WebP", _NAMED),
    (8, b"WAVE", "un son WAV", _NAMED),
    (8, b"AVI ", "une vidéo AVI", _NAMED),
    (4, b"ftyp", "une vidéo, un son ou une photo de téléphone", _NAMED),
    (0, b"\x1a\x45\xdf\xa3", "une vidéo Matroska ou WebM", _NAMED),
    (0, b"ID3", "un son MP3", _NAMED),
    (0, b"OggS", "un son Ogg", _NAMED),
    (0, b"fLaC", "un son FLAC", _NAMED),
    (0, b"Rar!\x1a\x07", "une archive RAR", _OUT),
    (0, b"7z\xbc\xaf\x27\x1c", "une archive 7z", _OUT),
    (0, b"\x1f\x8b", "une archive gzip", _OUT),
    (0, b"bplist00", "un fichier de Mac, et non un texte", _COPY),
    (0, b"\x4c\x00\x00\x00\x01\x14\x02\x00", "un raccourci de Windows", "donner le fichier lui-même"),
    (0, b"\x7fELF", "un programme", "donner un fichier .yaml"),
    (0, b"MZ\x90\x00", "un programme", "donner un fichier .yaml"),
)
"""Where each kind of file signs, its name, what to do. Source: the specification of each."""

_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(!doctype html|html|svg|\w+:document|[a-z]+[ >])", re.IGNORECASE)


def document(content: bytes, file: str) -> tuple[str, str] | None:
    """Return what a file is, in French, and what to do about it; None when it may be a text."""
    if content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        found = next(((name, mend) for mark, name, mend in _BOXED if mark in content), None)
        return found or ("une archive zip", _OUT)
    for at, mark, name, mend in _SIGNED:
        if content[at : at + len(mark)] == mark:
            return name, mend
    if _PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        drawn = b"<svg" in content[:2000].lower()
        return ("un dessin SVG", _NAMED) if drawn else ("une page web", _COPY)
    return _table(content, file)


def _table(content: bytes, file: str) -> tuple[str, str] | None:
    """Tell a table of a spreadsheet: cells between semicolons or tabs on each of its first lines."""
    lines = [line for line in content[:4000].decode("utf-8-sig", "replace").splitlines() if line.strip()][:5]
    parts = {max(line.count(";"), line.count("\t")) for line in lines}
    cells = len(lines) > 1 and len(parts) == 1 and min(parts) > 1 and ":" not in lines[0]
    if cells or PurePath(file).suffix.lower() in {".csv", ".tsv"}:
        return "un tableau, et non un script", "en copier les textes dans un fichier .yaml, une clé par ligne"
    return None


def encoding_of(content: bytes) -> str:
    """Return from where a text that is no UTF-8 seems to come, by the letters that French has.

    >>> encoding_of("Ça coûte très cher à l'été".encode("mac_roman")), encoding_of("Été à Nîmes".encode("cp1252"))
    ("d'un vieux Mac", 'de Windows-1252')
    """
    odd = bytes(byte for byte in content if byte >= 0x80)
    mac = sum(sign in _FRENCH for sign in odd.decode("mac_roman", "replace"))
    windows = sum(sign in _FRENCH for sign in odd.decode("cp1252", "replace"))
    if odd and mac > windows:
        return "d'un vieux Mac"
    if content.count(b"\0") > len(content) // 4:
        return "d'un éditeur qui écrit en UTF-16"
    return "de Windows-1252"


_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ«»’…–°€")
