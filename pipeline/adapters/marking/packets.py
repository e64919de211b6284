"""XMP packets, found in any film or picture, and read as plain properties."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError

from pipeline.adapters.marking.boxes import XMP, boxes, is_boxed, uuid_contents

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "urn:jt2050:marques#": "jt",
}
_PACKETS = ("xmp", "XML:com.adobe.xmp")
_BEGINS, _ENDS = b"<x:xmpmeta", b"</x:xmpmeta>"
_SCANNED = 4 << 20
"""Bytes looked through at either end of a file whose format tells of no place for a packet."""


def packet_of(path: Path) -> bytes | None:
    """Return the XMP packet of a film or a picture, None when there is none; raises ValueError, OSError."""
    with path.open("rb") as stream:
        head = stream.read(16)
    if is_boxed(head):
        found = uuid_contents(path, XMP) or _in_user_data(path)
        return found[0] if found else None
    try:
        with Image.open(path) as picture:
            held = next((picture.info[name] for name in _PACKETS if name in picture.info), None)
    except UnidentifiedImageError:
        return _scanned(path)
    return held.encode() if isinstance(held, str) else held


def _in_user_data(path: Path) -> tuple[bytes, ...]:
    """Return the packet where QuickTime has its place: `moov`, `udta`, `XMP_`."""
    with path.open("rb") as stream:
        spans = [(0, path.stat().st_size)]
        for wanted in (b"moov", b"udta", b"XMP_"):
            found = [box for start, end in spans for box in boxes(stream, start, end) if box.kind == wanted]
            spans = [(box.start + box.head, box.end) for box in found]
        contents: list[bytes] = []
        for start, end in spans:
            stream.seek(start)
            contents.append(stream.read(end - start))
        return tuple(contents)


def _scanned(path: Path) -> bytes | None:
    """Return the first packet that stands near either end of a file, as the packet's own markers tell."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        parts = [stream.read(_SCANNED)]
        if size > _SCANNED:
            stream.seek(max(_SCANNED, size - _SCANNED))
            parts.append(stream.read())
    for part in parts:
        begins, ends = part.find(_BEGINS), part.find(_ENDS)
        if 0 <= begins < ends:
            return part[begins : ends + len(_ENDS)]
    return None


def properties(packet: bytes) -> Mapping[str, tuple[str, ...]]:
    """Return the properties of a packet, each with its values; raises ValueError for what is no XMP."""
    begins, ends = packet.find(b"<"), packet.rfind(b">")
    try:
        root: Element = fromstring(BytesIO(packet[max(0, begins) : ends + 1]).read())
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ValueError(f"no XMP: {error}") from error
    found: dict[str, tuple[str, ...]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            if not name.startswith(_RDF) and "}" in name:
                found[_short(name)] = (value,)
        for each in description:
            values = tuple(text for text in _values(each) if text)
            if values:
                found.setdefault(_short(each.tag), values)
    return found


def _values(element: Element) -> list[str]:
    items = [(item.text or "").strip() for item in element.iter(f"{_RDF}li")]
    if items:
        return items
    resource = element.attrib.get(f"{_RDF}resource", "")
    return [resource or (element.text or "").strip()]


def _short(name: str) -> str:
    space, _, local = name.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, space)}:{local}" if space else local
