"""Captions come back from every form as they were: times, words, colours, places, as others' programs read them."""

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import pysubs2
import pytest
from ttconv import isd, model
from ttconv.imsc import reader as imsc_reader
from ttconv.stl import reader as stl_reader
from ttconv.stl.config import STLReaderConfiguration
from ttconv.style_properties import StyleProperties

from pipeline.caption.forms import FORMS
from pipeline.caption.head import CaptionHead
from pipeline.caption.iso6937 import encoded
from pipeline.caption.stl import stl
from pipeline.caption.ttml import ebu_tt_d
from pipeline.caption.values import Captions, Cue

_TEN = 10 * 3600 * 25
HEAD = CaptionHead(title="Journal d’été", language="fr", day=date(2050, 3, 12), first_frame=_TEN)


def _cue(start: int, end: int, *lines: str, role: str = "on_screen", top: int | None = None) -> Cue:
    return Cue(start_ms=start, end_ms=end, lines=lines, role=role, speaker="odile", item="a", top=top)


CUES = (
    _cue(400, 1200, "Cœur, Noël, maïs, où, À Ç É Î Û,", "« l’œuvre » d’août : 100 % ça !"),
    _cue(1280, 4000, "♪ Musique du générique ♪", role="music", top=13),
    _cue(4080, 6040, "- Trop large d’un ou deux signes, oui.", role="off_screen", top=71),
    _cue(6120, 9960, "Applaudissements", role="sound"),
    _cue(3_605_000, 3_606_000, "Une heure & plus <b>tard</b>", "en voix hors champ", role="voice_over"),
)
_COLOURS = ["ffffff", "ff00ff", "ffff00", "ff0000", "00ffff"]


@dataclass(frozen=True)
class _Read:
    """What a program reads: milliseconds, the words, the colour."""

    start: int
    end: int
    text: str
    colour: str


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ")).strip()


_WANTED = [
    _Read(cue.start_ms, cue.end_ms, _plain(" ".join(cue.lines)), colour)
    for cue, colour in zip(CUES, _COLOURS, strict=True)
]


def _made(form: str, cues: tuple[Cue, ...] = CUES) -> bytes:
    content = FORMS[form].make(Captions(cues, ()), HEAD)  # type: ignore[index]  # the table's own names
    return content if isinstance(content, bytes) else content.encode()


def _paragraphs(document: model.ContentDocument) -> Iterator[model.P]:
    body = document.get_body()
    assert body is not None
    yield from (element for element in body.dfs_iterator() if isinstance(element, model.P))


def _by_ttconv(document: model.ContentDocument) -> list[_Read]:
    found = []
    for paragraph in _paragraphs(document):
        text = "".join(
            part.get_text() if isinstance(part, model.Text) else " " * isinstance(part, model.Br)
            for part in paragraph.dfs_iterator()
        )
        span = next(part for part in paragraph.dfs_iterator() if isinstance(part, model.Span))
        colour = bytes(span.get_style(StyleProperties.Color).components[:3]).hex()
        times = [int((time or Fraction(0)) * 1000) for time in (paragraph.get_begin(), paragraph.get_end())]
        found.append(_Read(times[0], times[1], _plain(text), colour))
    return found


def _read_stl(content: bytes) -> model.ContentDocument:
    return stl_reader.to_model(io.BytesIO(content), STLReaderConfiguration(program_start_tc="TCP"))


def _read_xml(content: bytes) -> model.ContentDocument:
    return imsc_reader.to_model(ET.ElementTree(ET.fromstring(content)))  # noqa: S314 - written just now


def _rgb(colour: pysubs2.Color) -> tuple[int, int, int]:
    return colour.r, colour.g, colour.b


def _by_pysubs(content: bytes) -> list[_Read]:
    file = pysubs2.SSAFile.from_string(content.decode(), format_="ass")
    colours = {name: bytes(_rgb(style.primarycolor)).hex() for name, style in file.styles.items()}
    return [_Read(one.start, one.end, _plain(one.plaintext), colours[one.style]) for one in file]


def test_stl_is_read_back_to_the_same_cues() -> None:
    assert _by_ttconv(_read_stl(_made("stl"))) == _WANTED


@pytest.mark.parametrize("form", ["imsc", "ebu-tt-d"])
def test_timed_text_is_read_back_to_the_same_cues(form: str) -> None:
    read = _by_ttconv(_read_xml(_made(form)))
    if form == "imsc":
        assert read == _WANTED
    assert [(one.start, one.end, one.text) for one in read] == [(one.start, one.end, one.text) for one in _WANTED]


def test_ass_is_read_back_to_the_same_cues() -> None:
    wanted = [replace(one, text=one.text.replace("<", "‹").replace(">", "›")) for one in _WANTED]
    assert _by_pysubs(_made("ass")) == wanted


@pytest.mark.parametrize("form", ["stl", "imsc", "ebu-tt-d"])
def test_a_cue_at_a_height_of_its_own_is_read_back_there(form: str) -> None:
    document = _read_stl(_made(form)) if form == "stl" else _read_xml(_made(form))
    moments = {cue.start_ms: cue.top for cue in CUES if cue.top is not None}
    for start, top in moments.items():
        shown = isd.ISD.from_model(document, Fraction(start + 200, 1000))
        (region,) = (one for one in shown.iter_regions() if len(one))
        origin, extent = (region.get_style(look) for look in (StyleProperties.Origin, StyleProperties.Extent))
        upper = origin.y.value + (
            extent.height.value if region.get_style(StyleProperties.DisplayAlign).value == "after" else 0
        )
        lines = 7 if form == "stl" and top > 50 else 0  # a low line is held by its lower edge
        assert abs(upper - lines - top) <= 4


def test_stl_is_a_file_as_channels_want_it() -> None:
    content = _made("stl")
    assert (len(content) - 1024) % 128 == 0
    blocks = (len(content) - 1024) // 128
    fields = {
        "page de codes": content[0:3], "images": content[3:11], "télétexte": content[11:12], "table": content[12:14],
        "langue": content[14:16], "titre": content[16:48], "jour": content[224:230], "blocs": content[238:243],
        "sous-titres": content[243:248], "colonnes": content[251:253], "rangs": content[253:255],
        "début": content[256:264], "premier": content[264:272],
    }  # fmt: skip
    assert fields == {
        "page de codes": b"850", "images": b"STL25.01", "télétexte": b"1", "table": b"00", "langue": b"0F",
        "titre": "Journal d'été".encode("cp850").ljust(32), "jour": b"500312", "blocs": b"%05d" % blocks,
        "sous-titres": b"00005", "colonnes": b"40", "rangs": b"23", "début": b"10000000", "premier": b"10000010",
    }  # fmt: skip


def _rows(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each row of teletext with the row of the page it starts on."""
    texts: dict[tuple[bytes, int], bytes] = {}
    for start in range(1024, len(content), 128):
        block = content[start : start + 128]
        cue = block[1:3], block[13]
        texts[cue] = texts.get(cue, b"") + block[16:].rstrip(b"\x8f")
    for (_, place), text in texts.items():
        yield from ((place + 2 * rank, row) for rank, row in enumerate(text.split(b"\x8a\x8a")))


def test_every_row_fits_a_page_of_teletext_in_double_height() -> None:
    wide = tuple(
        _cue(40 * n, 40 * n + 30, "é" * 18 + " " + "é" * 18, "w" * 37, role=role)
        for n, role in enumerate(("sound", "on_screen"))
    )
    for place, row in itertools.chain(_rows(_made("stl")), _rows(_made("stl", wide))):
        assert 1 <= place <= 22, "a row of double height takes the next one, too"
        assert row.startswith(b"\x0d")
        assert sum(not 0xC1 <= byte <= 0xCF for byte in row) <= 40


def test_a_long_cue_goes_on_in_a_second_block_and_comes_back_whole() -> None:
    accented = (_cue(0, 2000, "é" * 36, "È" * 36, role="off_screen"),)
    (read,) = _by_ttconv(_read_stl(_made("stl", accented)))
    assert read.text == f"{'é' * 36} {'È' * 36}"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_no_cue_at_all_is_a_file_all_the_same(form: str) -> None:
    content = _made(form, ())
    assert content or form == "srt"
    if form == "stl":
        assert len(content) == 1024


def test_ebu_tt_d_has_hexadecimal_colours_times_of_the_medium_and_an_id_a_paragraph() -> None:
    root = ET.fromstring(ebu_tt_d(Captions(CUES, ()), HEAD))  # noqa: S314 - written just now
    ttml, styling = "{http://www.w3.org/ns/ttml}", "{http://www.w3.org/ns/ttml#styling}"
    assert root.get("{http://www.w3.org/ns/ttml#parameter}timeBase") == "media"
    identifier = "{http://www.w3.org/XML/1998/namespace}id"
    named = [element.get(identifier) for element in root.iter() if element.get(identifier)]
    assert len(named) == len(set(named))
    assert all(paragraph.get(identifier) for paragraph in root.iter(f"{ttml}p"))
    styles = {style.get(identifier): style for style in root.iter(f"{ttml}style")}
    body = root.find(f"{ttml}body")
    assert body is not None
    inline = [name for element in body.iter() for name in element.attrib if name.startswith(styling)]
    assert not inline, "styling stands in the head"
    used = [styles[span.get("style")].get(f"{styling}color") for span in root.iter(f"{ttml}span")]
    assert used == [f"#{colour}" for colour in _COLOURS]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("12 €", b"12 euros"), ("– Oui…", b"- Oui..."), ("fjörð ½", b"fj\xc8or\xf3 \xbd"), ("Łódź", b"\xe8\xc2od\xc2z"),
     ("ắ 中", b"a ?"), ("n\u0303a", b"\xc4na")],
)  # fmt: skip
def test_signs_that_teletext_lacks_are_written_as_they_are_meant(text: str, plain: bytes) -> None:
    assert encoded(text) == plain


def test_captions_of_another_language_say_so() -> None:
    breton = stl(Captions(CUES, ()), replace(HEAD, language="br"))
    assert breton[14:16] == b"02"
    assert _read_stl(breton).get_lang() == "br"


def test_writing_timed_text_changes_nothing_of_how_other_xml_is_written() -> None:
    drawing = ET.fromstring('<s:svg xmlns:s="http://www.w3.org/2000/svg"/>')  # noqa: S314 - written just now
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    for form in ("imsc", "ebu-tt-d"):
        _made(form)
    assert ET.tostring(drawing, encoding="unicode") == '<svg xmlns="http://www.w3.org/2000/svg" />'
