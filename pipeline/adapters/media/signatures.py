"""What a file is by its first bytes, whatever it is called: which demuxer reads it, or what else it is."""

import re
from collections.abc import Iterator
from pathlib import Path

_HEAD = 4096
_JUNK = 1 << 20
"""Bytes of zeros or rubbish before a stream of packets that are passed over."""

_CHAIN = 4
"""Headers in a row that make a stream of packets: fewer are found by chance."""

_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"moof", b"sidx"})
_PICTURE_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif", b"avis", b"mif2"})
_SIGNATURES = (
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (8, b"AVI ", "avi"),
    (8, b"WAVE", "wav"),
    (0, b"riff\x2e\x91\xcf\x11", "w64"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"FORM", "aiff"),
    (0, b"#!AMR", "amr"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
    (0, b"\x00\x00\x01\xb3", "mpegvideo"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (0, b"caff\x00\x01", "caf"),
    (0, b".snd\x00\x00\x00", "au"),
    (0, b"wvpk", "wv"),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01", "mxf"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
)
"""Where each container signs, and the demuxer that reads it. Source: the specification of each container."""

_STEPS = ((188, 0), (192, 4), (204, 0))
"""Bytes from one transport packet to the next, and before its mark: bare, with a camcorder's time code, with parity."""

_CONVERT = "l'ouvrir et en enregistrer une image (JPEG ou PNG)"
_ASIDE = "copier le fichier lui-même"
_FOREIGN: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF", "un PDF", "en exporter la page en PNG ou en JPEG"),
    (0, b"\x00\x05\x16\x07", "un fichier d'accompagnement d'un Mac", "prendre celui du même nom sans « ._ »"),
    (0, b"\x00\x05\x16\x00", "un fichier d'accompagnement d'un Mac", "prendre celui du même nom sans « ._ »"),
    (0, b"version https://git-lfs", "un renvoi vers un fichier resté dans Git LFS", "lancer « git lfs pull »"),
    (0, b"\x4c\x00\x00\x00\x01\x14\x02\x00", "un raccourci de Windows", _ASIDE),
    (0, b"[InternetShortcut]", "un raccourci vers une page", "télécharger le fichier, et non son adresse"),
    (0, b"[Desktop Entry]", "un raccourci", _ASIDE),
    (0, b"book\x00\x00\x00\x00mark", "un raccourci de Mac", _ASIDE),
    (0, b"bplist00", "un fichier resté dans iCloud", "le télécharger d'abord sur l'ordinateur"),
    (0, b"8BPS", "un fichier Photoshop", _CONVERT),
    (0, b"gimp xcf", "un fichier GIMP", _CONVERT),
    (0, b"%!PS", "un dessin PostScript", _CONVERT),
    (0, b"{\\rtf", "un document de texte", "en reprendre les mots dans le script"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un document de Microsoft Office", _CONVERT),
    (0, b"\xff\x0a", "une image JPEG XL", "l'enregistrer en JPEG ou en PNG"),
    (0, b"\x00\x00\x00\x0cJXL ", "une image JPEG XL", "l'enregistrer en JPEG ou en PNG"),
    (0, b"\x00\x00\x00\x0cjP  ", "une image JPEG 2000", "l'enregistrer en JPEG ou en PNG"),
    (0, b"Rar!\x1a\x07", "une archive", "en sortir le fichier"),
    (0, b"7z\xbc\xaf\x27\x1c", "une archive", "en sortir le fichier"),
    (0, b"\x1f\x8b", "une archive", "en sortir le fichier"),
    (0, b"MZ", "un programme", "choisir le bon fichier"),
    (0, b"\x7fELF", "un programme", "choisir le bon fichier"),
    (0, b"MThd", "une partition MIDI", "l'enregistrer en WAV ou en MP3"),
    (0, b"#EXTM3U", "une liste de lecture", "copier les fichiers qu'elle nomme"),
    (0, b"ffconcat", "une liste de lecture", "copier les fichiers qu'elle nomme"),
)
"""What is often taken for a medium: where it signs, its name, what to do."""

_PARTIAL = (".part", ".crdownload", ".download", ".partial", ".opdownload", ".!ut", ".tmp")
_ZIPPED = (
    (b"word/", "un document Word", _CONVERT),
    (b"ppt/", "une présentation PowerPoint", "en exporter la diapositive en PNG"),
    (b"xl/", "un classeur Excel", _CONVERT),
    (b"vnd.oasis.opendocument", "un document LibreOffice", _CONVERT),
)


def demuxer_of(path: Path) -> tuple[str, int] | None:
    """Return the demuxer that reads a file, and how many bytes of rubbish stand before it; None when none does.

    An ID3 tag, of whatever size, is passed over; raises OSError.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        at = 0
        while head[:3] == b"ID3" and len(head) >= 10:  # tags may follow one another
            at += 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
            stream.seek(at)
            head = stream.read(_HEAD)
        signed = _signed(head)
        if signed == "wav" and head[:4] not in {b"RIFF", b"RF64", b"RIFX"}:
            signed = None
        if signed is not None:
            return signed, 0
        if not at and (_still(head) or foreign(path) is not None):
            return None
        stream.seek(at)
        packets = _packets(stream.read(_JUNK))
    return ("mp3", 0) if packets is None and at else packets


def _signed(head: bytes) -> str | None:
    """Return the demuxer whose signature these bytes carry, or None."""
    if head[4:8] in _BOXES:
        return None if head[8:12] in _PICTURE_BRANDS else "mov"
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return "apng" if b"acTL" in head else None
    return next((demuxer for at, mark, demuxer in _SIGNATURES if head[at : at + len(mark)] == mark), None)


def _packets(data: bytes) -> tuple[str, int] | None:
    """Return the demuxer of a stream of packets, and where the first of several in a row begins."""
    for step, first in _STEPS:
        marks = data[first : first + step * 4 : step]
        if len(marks) > 1 and set(marks) == {0x47}:
            return "mpegts", 0
    blank = len(data) - len(data.lstrip(b"\x00"))
    for at in _marks(data, blank):
        if data[at] == 0x47:
            if any(set(data[at : at + step * (_CHAIN + 1) : step]) == {0x47} for step, _ in _STEPS):
                return "mpegts", 0  # its demuxer finds the place by itself
        elif (size := _frame(data, at)) and _follows(data, at + size, _kind(data, at), cut=at == blank):
            return ("aac" if _kind(data, at) else "mp3"), at
    return None


def _marks(data: bytes, start: int) -> Iterator[int]:
    """Yield where a packet may begin; a rubbish of marks is given up after 65 536 of them."""
    for number, found in enumerate(re.finditer(rb"\x47|\xff[\xe0-\xff]", data[start:])):
        if number > 1 << 16:
            return
        yield start + found.start()


def _kind(data: bytes, at: int) -> bool:
    """Tell whether a header is that of ADTS rather than of MPEG audio."""
    return data[at + 1] & 0xF6 == 0xF0


_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_1 = (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448)
_RATES_2 = (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384)
_LOW_1 = (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256)
_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second by layer and version. Source: ISO/IEC 11172-3 and 13818-3, table of bit rates."""


def _frame(data: bytes, at: int) -> int:
    """Return the size of the frame of sound that begins here, 0 when none does (ISO/IEC 11172-3, 13818-3 and -7)."""
    head = data[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF:
        return 0
    if _kind(data, at):
        size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        return size if size >= 7 and (head[2] >> 2 & 15) < 13 else 0
    version, layer, rate, pace = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 0 or rate in {0, 15} or pace == 3:
        return 0
    hertz = (44_100, 48_000, 32_000)[pace] >> (0 if version == 3 else 1 if version == 2 else 2)
    pad = head[2] >> 1 & 1
    if layer == 3:
        return (12_000 * (_RATES_1 if version == 3 else _LOW_1)[rate] // hertz + pad) * 4
    table = (_RATES if layer == 1 else _RATES_2) if version == 3 else _LOW
    return (72_000 if version != 3 and layer == 1 else 144_000) * table[rate] // hertz + pad


def _follows(data: bytes, at: int, adts: bool, *, cut: bool) -> bool:
    """Tell whether frames of the same kind go on from here; `cut`: as far as they can be seen."""
    for _ in range(_CHAIN - 1):
        if at + 7 > len(data):
            return cut
        size = _frame(data, at)
        if not size or _kind(data, at) != adts:
            return False
        at += size
    return True


def foreign(path: Path) -> str | None:
    """Return what a file is when it is no medium at all: « c'est un PDF ; quoi faire », or None; raises OSError."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(0, path.stat().st_size - (1 << 16)))
        tail = stream.read()
    if path.suffix.lower() in _PARTIAL:
        return "c'est un téléchargement inachevé ; attendre sa fin, ou le reprendre"
    if path.name.endswith(".icloud"):
        return "c'est un fichier resté dans iCloud ; le télécharger d'abord sur l'ordinateur"
    if head[:2] == b"PK":
        zipped = next(((name, mend) for mark, name, mend in _ZIPPED if mark in head or mark in tail), None)
        name, mend = zipped or ("une archive", "en sortir le fichier")
        return f"c'est {name} ; {mend}"
    for at, mark, name, mend in _FOREIGN:
        if head[at : at + len(mark)] == mark:
            return f"c'est {name} ; {mend}"
    if head and not head.strip(b"\x00") and not tail.strip(b"\x00"):
        return "il ne contient que des zéros : sa copie n'a pas abouti ; le copier de nouveau depuis l'appareil"
    return _written(head)


def _written(head: bytes) -> str | None:
    """Return what a file of text is, None when it is none."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    low = text[:512].lower()
    if low.startswith((b"<!doctype html", b"<html")) or b"<html" in low:
        return "c'est une page web ; télécharger le fichier lui-même, et non la page qui le montre"
    if low.startswith(b"<svg") or (low.startswith(b"<?xml") and b"<svg" in text.lower()):
        return "c'est un dessin SVG ; l'exporter en PNG"
    if text and all(byte >= 32 or byte in b"\t\r\n\f" for byte in text):
        return "c'est du texte ; choisir le bon fichier"
    return None


def still_picture(path: Path) -> bool:
    """Tell whether a file begins as a photo or a drawing of pixels does; raises OSError."""
    with path.open("rb") as stream:
        return _still(stream.read(_HEAD))


def _still(head: bytes) -> bool:
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"GIF8", b"II*\x00", b"MM\x00*")):
        return True
    if head[:4] == b"RIFF":
        return head[8:12] == b"WEBP"
    return head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS
