"""Timed text in XML: IMSC 1.1 (text profile) for platforms, EBU-TT-D for channels and their sites, both by `ttconv`.

Sources: W3C TTML Profiles for Internet Media Subtitles and Captions 1.1; EBU Tech 3380 (EBU-TT-D), which wants colours
in hexadecimal, styles in the head and referred to, times of the medium, an identifier on each paragraph.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipeline.caption.head import CaptionHead
from pipeline.caption.hues import rgb_of
from pipeline.caption.values import Captions, Cue
from pipeline.caption.webvtt import BAND_OPACITY

if TYPE_CHECKING:
    from ttconv.model import ContentDocument, P, Region

_FOOT, _SIDE = 5, 5
"""Margins of the regions, in percent of the picture's height and width."""

_LETTERS = {"horizontal": 80, "vertical": 40, "carre": 60}
"""Size of letters in percent of a cell, a fifteenth of the picture's height: 37 of them fit the width."""

_TTML, _XML = "http://www.w3.org/ns/ttml", "http://www.w3.org/XML/1998/namespace"
_PARAMETERS, _STYLING, _METADATA = f"{_TTML}#parameter", f"{_TTML}#styling", f"{_TTML}#metadata"
_EBU, _EBU_STYLING = "urn:ebu:tt:metadata", "urn:ebu:tt:style"
_IMSC = f"{_TTML}/profile/imsc1"
_IMSC_STYLING = f"{_IMSC}#styling"
_PREFIXES = {
    _TTML: "", _XML: "xml:", _PARAMETERS: "ttp:", _STYLING: "tts:", _EBU: "ebuttm:", _EBU_STYLING: "ebutts:",
    _IMSC_STYLING: "itts:", f"{_IMSC}#parameter": "ittp:",
}  # fmt: skip
"""How each namespace is abbreviated in what is written."""

_IS_EBU_TT_D = ("urn:ebu:tt:distribution:2018-04", f"{_IMSC}/text")


def imsc(captions: Captions, head: CaptionHead) -> str:
    """Return the captions as IMSC 1.1, text profile."""
    return _written(_root(captions, head, profile=True))


def ebu_tt_d(captions: Captions, head: CaptionHead) -> str:
    """Return the captions as EBU-TT-D."""
    root = _root(captions, head, profile=False)
    root.set(f"{{{_PARAMETERS}}}timeBase", "media")
    styling = _part(root, "styling", first=True)
    metadata = ET.Element(f"{{{_TTML}}}metadata")
    about = ET.SubElement(metadata, f"{{{_EBU}}}documentMetadata")
    for standard in _IS_EBU_TT_D:
        ET.SubElement(about, f"{{{_EBU}}}conformsToStandard").text = standard
    ET.SubElement(about, f"{{{_EBU}}}documentOriginalProgrammeTitle").text = head.title
    _part(root, "head", first=True).insert(0, metadata)
    _refer(root, styling)
    return _written(root)


def _root(captions: Captions, head: CaptionHead, *, profile: bool) -> ET.Element:
    from ttconv.imsc.attributes import TimeExpressionSyntaxEnum  # noqa: PLC0415 - most of a second, for two files
    from ttconv.imsc.config import ContentProfilesSignaling as Signals  # noqa: PLC0415 - as above
    from ttconv.imsc.elements import TTElement  # noqa: PLC0415 - as above

    signalled = Signals.CONTENT_PROFILES if profile else Signals.NONE
    clock = TimeExpressionSyntaxEnum.clock_time
    document = _document(captions, head)
    # not by the library's own `from_model`, which gives the whole process another default namespace for XML
    root: ET.Element = TTElement.from_model(document, None, clock, lambda _: None, signalled)
    return root


def _document(captions: Captions, head: CaptionHead) -> "ContentDocument":
    """Return captions in the library's model: a region a height, a paragraph a cue."""
    from ttconv import model  # noqa: PLC0415 - as above
    from ttconv.imsc.designators import IMSC_11_TEXT_PROFILE_DESIGNATOR  # noqa: PLC0415 - as above

    document = model.ContentDocument()
    document.set_lang(head.language)
    document.set_content_profiles({IMSC_11_TEXT_PROFILE_DESIGNATOR})
    body, division = model.Body(document), model.Div(document)
    document.set_body(body)
    body.push_child(division)
    regions: dict[_Place, Region] = {}
    for number, cue in enumerate(captions.cues, 1):
        place = cue.top, cue.across
        if place not in regions:
            regions[place] = _region(document, place, head)
        division.push_child(_paragraph(document, number, cue, regions[place]))
    return document


_Place = tuple[int | None, tuple[int, int] | None]
"""The height of a cue, and where it stands across the picture, in percent; None: the usual ones."""


def _region(document: "ContentDocument", place: _Place, head: CaptionHead) -> "Region":
    """Return a region from a height to the foot of the picture; one at the foot when there is no height."""
    from ttconv import model  # noqa: PLC0415 - as above
    from ttconv import style_properties as styles  # noqa: PLC0415 - as above

    def percent(value: float) -> styles.LengthType:
        return styles.LengthType(value, styles.LengthType.Units.pct)

    top, across = place
    start = _FOOT if top is None else top
    left, wide = across or (_SIDE, 100 - 2 * _SIDE)
    beside = "" if across is None else f"-{left}-{wide}"
    region = model.Region(("bas" if top is None else f"haut{top}") + beside, document)
    looks = styles.StyleProperties
    hung = styles.DisplayAlignType.after if top is None else styles.DisplayAlignType.before
    region.set_style(looks.Origin, styles.CoordinateType(percent(left), percent(start)))
    region.set_style(looks.Extent, styles.ExtentType(percent(100 - _FOOT - start), percent(wide)))
    region.set_style(looks.DisplayAlign, hung)
    region.set_style(looks.TextAlign, styles.TextAlignType.center)
    region.set_style(looks.FontFamily, (styles.GenericFontFamilyType.proportionalSansSerif,))
    region.set_style(looks.FontSize, percent(_LETTERS[head.shape]))
    region.set_style(looks.LineHeight, percent(125))
    region.set_style(looks.LinePadding, styles.LengthType(0.5, styles.LengthType.Units.c))
    region.set_style(looks.FillLineGap, True)
    document.put_region(region)
    return region


def _paragraph(document: "ContentDocument", number: int, cue: Cue, region: "Region") -> "P":
    from ttconv import model  # noqa: PLC0415 - as above
    from ttconv import style_properties as styles  # noqa: PLC0415 - as above

    paragraph, span = model.P(document), model.Span(document)
    paragraph.set_id(f"c{number}")
    paragraph.set_begin(Fraction(cue.start_ms, 1000))
    paragraph.set_end(Fraction(cue.end_ms, 1000))
    paragraph.set_region(region)
    span.set_style(styles.StyleProperties.Color, styles.ColorType((*rgb_of(cue), 255)))
    band = styles.ColorType((0, 0, 0, round(255 * BAND_OPACITY)))
    span.set_style(styles.StyleProperties.BackgroundColor, band)
    for rank, line in enumerate(cue.lines):
        if rank:
            span.push_child(model.Br(document))
        span.push_child(model.Text(document, line))
    paragraph.push_child(span)
    return paragraph


_OF_A_REGION = {f"{{{_STYLING}}}{name}" for name in ("origin", "extent", "displayAlign")}
"""What EBU-TT-D says on a region itself; all other styling stands in the head."""


def _refer(root: ET.Element, styling: ET.Element) -> None:
    """Move the styling of every element into styles of the head, and refer to them."""
    known: dict[tuple[tuple[str, str], ...], str] = {}
    for element in _styled(root, styling):
        own = _OF_A_REGION if element.tag == f"{{{_TTML}}}region" else set()
        looks = tuple(sorted((name, value) for name, value in element.items() if _is_look(name) and name not in own))
        if not looks:
            continue
        if looks not in known:
            known[looks] = f"s{len(known) + 1}"
            ET.SubElement(styling, f"{{{_TTML}}}style", {f"{{{_XML}}}id": known[looks], **dict(looks)})
        for name, _ in looks:
            del element.attrib[name]
        element.set("style", known[looks])


def _styled(root: ET.Element, styling: ET.Element) -> Iterator[ET.Element]:
    inside = set(styling.iter())
    yield from (element for element in root.iter() if element not in inside and element is not root)


def _is_look(name: str) -> bool:
    return name.startswith(tuple(f"{{{space}}}" for space in (_STYLING, _EBU_STYLING, _IMSC_STYLING)))


def _part(root: ET.Element, name: str, *, first: bool) -> ET.Element:
    """Return a part of the document's head, or the head itself; made where there is none."""
    head = root.find(f"{{{_TTML}}}head")
    if head is None:
        head = ET.Element(f"{{{_TTML}}}head")
        root.insert(0, head)
    if name == "head":
        return head
    found = head.find(f"{{{_TTML}}}{name}")
    if found is None:
        found = ET.Element(f"{{{_TTML}}}{name}")
        head.insert(0 if first else len(head), found)
    return found


def _written(root: ET.Element) -> str:
    """Return a document as text, its namespaces abbreviated here: what XML is written with belongs to the process."""
    used = {_space(name) for element in root.iter() for name in (element.tag, *element.attrib)}
    for element in root.iter():
        element.tag = _short(element.tag)
        element.attrib = {_short(name): value for name, value in element.attrib.items()}
    for space, prefix in _PREFIXES.items():
        if space in used and space != _XML:
            root.set(f"xmlns:{prefix}".rstrip(":"), space)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _space(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def _short(name: str) -> str:
    """Return a name with the prefix of its namespace."""
    space = _space(name)
    return f"{_PREFIXES[space]}{name.rpartition('}')[2]}" if space else name
