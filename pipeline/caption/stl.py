"""EBU STL, the captions that European channels take: teletext level 1, double height, a dark box, colours by role.

Source: EBU Tech 3264 (Specification of the EBU Subtitling data exchange format, 1991): section 4 (GSI block of 1024
bytes), section 5 (TTI blocks of 128). Rows are double height, as French teletext shows captions: single rows are too
small at three metres. A row holds 40 columns, control codes included.
"""

import struct
from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from pipeline.caption.head import CaptionHead
from pipeline.caption.hues import lights_of
from pipeline.caption.iso6937 import encoded
from pipeline.caption.values import Captions, Cue, frame
from pipeline.model.time import FRAME_RATE, clock_parts, timecode

_COLUMNS, _ROWS = 40, 23
"""Characters in a row and rows in a page of teletext (MNC, MNR)."""

_DOUBLE, _BOX, _UNBOX, _NEW_ROW, _UNUSED = 0x0D, 0x0B, 0x0A, 0x8A, 0x8F
_WHITE = 7
_FIELD = 112
"""Bytes of text in a block; a longer text goes on in the next one."""

_LAST_BLOCK, _ALONE = 0xFF, 0x00
_LEFT, _CENTRED, _RIGHT = 0x01, 0x02, 0x03
"""Justification codes (JC)."""

_OFF_CENTRE = 5
"""Percent of the picture's width by which the middle of a place is off the picture's, to be on one side of it."""

_FEWEST = 16
"""Columns that a cue may take at least, however narrow its place: a long word and its control codes."""

_TALL = 2
"""Rows of teletext that a line takes."""

_SAFE_START, _SAFE_SIZE = 10, 80
"""Where in the picture the page of teletext lies, in percent of either side, as decoders lay it out."""

_LANGUAGES = {
    "br": "02", "ca": "03", "de": "08", "en": "09", "es": "0A", "eu": "0D", "fr": "0F", "it": "15", "nl": "1D",
    "oc": "1F", "pt": "21",
}  # fmt: skip
"""Codes of languages (appendix 3); Corsican has none: 00, unknown."""


def stl(captions: Captions, head: CaptionHead) -> bytes:
    """Return captions as an EBU STL file at 25 frames a second, its times those of the programme's clock."""
    blocks = [block for number, cue in enumerate(captions.cues) for block in _blocks(number, cue, head.first_frame)]
    first = head.first_frame + (frame(captions.cues[0].start_ms) if captions.cues else 0)
    return _general(head, len(blocks), len(captions.cues), first) + b"".join(blocks)


def _general(head: CaptionHead, blocks: int, cues: int, first: int) -> bytes:
    """Return the GSI block: what the file is, in the order of its table."""
    day = head.day.strftime("%y%m%d")
    fields = (
        ("850", 3),  # CPN: code page of this block
        (f"STL{int(FRAME_RATE)}.01", 8),  # DFC
        ("1", 1),  # DSC: level-1 teletext
        ("00", 2),  # CCT: Latin
        (_LANGUAGES.get(head.language, "00"), 2),  # LC
        (head.title, 32),  # OPT
        ("", 32 * 5 + 16),  # OET, TPT, TET, TN, TCD, SLR: titles of episodes and translations, translator, reference
        (day, 6),  # CD
        (day, 6),  # RD
        ("00", 2),  # RN
        (f"{blocks:05d}", 5),  # TNB
        (f"{cues:05d}", 5),  # TNS
        ("001", 3),  # TNG
        (f"{_COLUMNS:02d}", 2),  # MNC
        (f"{_ROWS:02d}", 2),  # MNR
        ("1", 1),  # TCS: times are to be used
        (timecode(head.first_frame).replace(":", ""), 8),  # TCP: when the programme begins
        (timecode(first).replace(":", ""), 8),  # TCF: the first cue
        ("1", 1),  # TND
        ("1", 1),  # DSN
        ("FRA", 3),  # CO
    )
    told = b"".join(text.replace("’", "'").encode("cp850", "replace")[:size].ljust(size) for text, size in fields)
    return told.ljust(1024)


def _blocks(number: int, cue: Cue, offset: int) -> Iterator[bytes]:
    """Yield the TTI blocks of a cue: one, unless its text is long."""
    rows = _rows_of(cue)
    text = bytes([_NEW_ROW, _NEW_ROW]).join(_row(row, lights_of(cue)) for row in rows)
    parts = [text[start : start + _FIELD] for start in range(0, len(text), _FIELD)]
    times = (offset + frame(cue.start_ms), offset + frame(cue.end_ms))
    for rank, part in enumerate(parts):
        last = rank == len(parts) - 1
        head = struct.pack("<BHBB", 0, number, _LAST_BLOCK if last else rank, _ALONE)
        clocks = b"".join(bytes(clock_parts(time)) for time in times)
        yield head + clocks + bytes([_place(cue, len(rows)), _side(cue), 0]) + part.ljust(_FIELD, bytes([_UNUSED]))


def _row(text: str, lights: int) -> bytes:
    """Return a row: double height, its colour unless that is white, in a box, which the end of a full row closes."""
    opened = bytes([_DOUBLE, *([] if lights == _WHITE else [lights]), _BOX, _BOX]) + encoded(text)
    width = _width(text) + len(opened) - len(encoded(text))
    return opened + bytes([_UNBOX, _UNBOX][: max(0, _COLUMNS - width)])


def _rows_of(cue: Cue) -> tuple[str, ...]:
    """Return a cue's lines, laid anew only when one of them with its control codes is wider than its place."""
    room = _columns(cue) - (3 if lights_of(cue) == _WHITE else 4)
    if all(_width(line) <= room for line in cue.lines):
        return cue.lines
    words = " ".join(cue.lines)
    fewest = len(wrap(words, room, break_long_words=True))
    even = next(size for size in range(-(-len(words) // fewest), room + 1) if len(wrap(words, size)) <= fewest)
    return tuple(wrap(words, even))


def _columns(cue: Cue) -> int:
    """Return the columns that a cue may take: those of its place across the picture, as far as the page reaches."""
    if cue.across is None:
        return _COLUMNS
    left, wide = cue.across
    first, last = max(left, _SAFE_START), min(left + wide, _SAFE_START + _SAFE_SIZE)
    return max(_FEWEST, (last - first) * _COLUMNS // _SAFE_SIZE)


def _side(cue: Cue) -> int:
    """Return how a cue is justified: to the side of the picture on which its place is, else in the middle."""
    left, wide = cue.across or (0, 100)
    off = left + wide / 2 - 50
    return _CENTRED if abs(off) < _OFF_CENTRE else _RIGHT if off > 0 else _LEFT


def _width(text: str) -> int:
    """Return the columns a text takes: a letter and its accent take one."""
    return sum(not 0xC1 <= byte <= 0xCF for byte in encoded(text))


def _place(cue: Cue, lines: int) -> int:
    """Return the row of a cue's first line, counted from 1 at the top of the page.

    A low cue of which lines were laid anew keeps its foot, above whatever stands under it.
    """
    lowest = _ROWS - _TALL * lines + 1
    if cue.top is None:
        return lowest
    row = 1 + round(Fraction(cue.top - _SAFE_START, _SAFE_SIZE) * _ROWS)
    if row > _ROWS // 2:
        row -= _TALL * max(0, lines - len(cue.lines))
    return max(1, min(row, lowest))
