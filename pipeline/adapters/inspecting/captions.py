"""Read captions wherever a film has them: files beside it, of every form that is met, and tracks in it."""

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import av
import pysubs2
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.subtitles.stream import SubtitleStream
from av.subtitles.subtitle import AssSubtitle

from pipeline.control.measured import CaptionFile, TimedWords
from pipeline.french.system import why
from pipeline.ports import UNREADABLE

if TYPE_CHECKING:
    from ttconv.model import ContentDocument, ContentElement

SUFFIXES = (".vtt", ".srt", ".ass", ".ssa", ".stl", ".ttml")
LARGEST = 20_000_000
"""Bytes over which a file is no captions."""

_NAMED = {
    "fr": "fra", "en": "eng", "de": "deu", "es": "spa", "it": "ita", "pt": "por", "nl": "nld", "ar": "ara", "br": "bre",
    "oc": "oci", "eu": "eus", "ca": "cat", "co": "cos", "fre": "fra", "ger": "deu", "dut": "nld", "baq": "eus",
}  # fmt: skip
"""Languages as the names of files and some containers have them, by their code of ISO 639-2/T."""

_NO_CAPTIONS = Disposition.descriptions | Disposition.forced

_UNREAD = "ce ne sont pas des sous-titres"
_DRAWN = "ce sont des images, et non du texte"


def caption_file(path: Path) -> CaptionFile:
    """Return the captions of a file; what it is instead, where it cannot be read."""
    language = _language_of_name(path)
    try:
        if path.stat().st_size > LARGEST:
            return CaptionFile(path.name, (), "trop gros", language)
        return CaptionFile(path.name, tuple(_cues(path)), language=language)
    except OSError as error:
        return CaptionFile(path.name, (), error.strerror or why(error), language)
    except (*UNREADABLE, pysubs2.exceptions.Pysubs2Error, ET.ParseError, struct.error):
        return CaptionFile(path.name, (), _UNREAD, language)


def caption_tracks(film: Path) -> tuple[CaptionFile, ...]:
    """Return the caption tracks of a film; raises av.error.FFmpegError.

    Those that describe its picture, or translate a word here and there (« forced »), are left out.
    """
    with av.open(str(film)) as source:
        tracks = [track for track in source.streams.subtitles if not track.disposition & _NO_CAPTIONS]
        if not tracks:
            return ()
        read = _of_tracks(source, tracks)
        return tuple(
            CaptionFile(
                f"{film.name}, piste de sous-titres {rank}",
                tuple(read[track.index][0]),
                read[track.index][1],
                _NAMED.get(told := track.metadata.get("language", ""), told),
            )
            for rank, track in enumerate(tracks, 1)
        )


def _cues(path: Path) -> Iterator[TimedWords]:
    suffix = path.suffix.casefold()
    if suffix in {".stl", ".ttml"}:
        yield from _timed(_document(path, suffix))
        return
    told = pysubs2.SSAFile.from_string(path.read_text("utf-8-sig"), format_=suffix[1:])
    for cue in told:
        if not cue.is_comment and not cue.is_drawing:
            yield _words(cue)


def _words(cue: pysubs2.SSAEvent) -> TimedWords:
    lines = (line.strip() for line in cue.plaintext.split("\n"))
    return TimedWords(start_ms=cue.start, end_ms=cue.end, lines=tuple(filter(None, lines)))


def _document(path: Path, suffix: str) -> "ContentDocument":
    """Return a file of the trade as its model; raises ValueError where it is none."""
    if suffix == ".stl":
        from ttconv.stl.config import STLReaderConfiguration  # noqa: PLC0415 - slow to load, for few films
        from ttconv.stl.reader import to_model as of_stl  # noqa: PLC0415 - as above

        with path.open("rb") as stream:
            found = of_stl(stream, STLReaderConfiguration(program_start_tc="TCP"))
    else:
        from ttconv.imsc.reader import to_model as of_ttml  # noqa: PLC0415 - as above

        found = of_ttml(ET.parse(path))  # noqa: S314 - of known size; Python's parser fetches nothing, limits entities
    if found is None:
        raise ValueError(path.name)
    return found


def _timed(document: "ContentDocument") -> Iterator[TimedWords]:
    """Yield the paragraphs of a document with their times, those of what is around them added."""
    body = document.get_body()
    if body is not None:
        yield from _paragraphs(body, Fraction(0))


def _paragraphs(element: "ContentElement", since: Fraction) -> Iterator[TimedWords]:
    start = since + (element.get_begin() or 0)
    if type(element).__name__ != "P":
        for child in element:
            yield from _paragraphs(child, start)
        return
    end = since + (element.get_end() or 0)
    lines = "".join(_letters(element)).split("\n")
    yield TimedWords(
        start_ms=round(start * 1000),
        end_ms=round(end * 1000),
        lines=tuple(filter(None, (" ".join(line.split()) for line in lines))),
    )


def _letters(element: "ContentElement") -> Iterator[str]:
    for child in element:
        kind = type(child).__name__
        if kind == "Br":
            yield "\n"
        elif kind == "Text":
            yield child.get_text()
        else:
            yield from _letters(child)


def _of_tracks(source: InputContainer, tracks: list[SubtitleStream]) -> dict[int, tuple[list[TimedWords], str]]:
    """Return what each track says and why it cannot be read, by its place; one way through the file for all."""
    read: dict[int, tuple[list[TimedWords], str]] = {track.index: ([], "") for track in tracks}
    try:
        for packet in source.demux(*tracks):
            if packet.pts is None or packet.stream is None:
                continue
            words, problem = read[packet.stream.index]
            found, wrong = _of_packet(packet)
            words += found
            read[packet.stream.index] = words, problem or wrong
    except av.error.FFmpegError:
        return read  # cut short: what is missing shows in other tracks
    return read


def _of_packet(packet: "Packet[Stream]") -> tuple[list[TimedWords], str]:
    """Return the caption of a packet, none where nothing is shown, and why it cannot be read."""
    base = packet.time_base or Fraction(1, 1000)
    start, end = ((packet.pts or 0) + more for more in (0, packet.duration or 0))
    try:
        shown = list(packet.decode())
    except av.error.FFmpegError:
        return [], _UNREAD
    if any(not isinstance(one, AssSubtitle) for one in shown):
        return [], _DRAWN
    lines = [line for one in shown if isinstance(one, AssSubtitle) for line in _lines(one)]
    if not lines:
        return [], ""
    return [TimedWords(start_ms=round(start * base * 1000), end_ms=round(end * base * 1000), lines=tuple(lines))], ""


def _lines(shown: AssSubtitle) -> tuple[str, ...]:
    return _words(pysubs2.SSAEvent(text=shown.dialogue.decode("utf-8", "replace").replace("\n", "\\N"))).lines


def _language_of_name(path: Path) -> str:
    """Return the language that a name tells: « film.en.vtt » is in English."""
    said = path.stem.rpartition(".")[2] if "." in path.stem else ""
    return _NAMED.get(said.casefold().partition("-")[0], "")
