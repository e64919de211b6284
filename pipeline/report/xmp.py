"""The XMP packet of a film, a poster or a still: what it says of itself, as RDF that every cataloguing tool reads.

Source: XMP specification part 1 (packet, forms of values); IPTC Photo and Video Metadata (`DigitalSourceType`).
"""

import re
from xml.sax.saxutils import escape

from pipeline.french.marks import described, disclosure
from pipeline.model.marks import FilmMarks

OWN = "urn:jt2050:marques#"
"""The namespace of what no standard has a name for: which engine speaks, and what each element comes from."""

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "jt": OWN,
}
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def xmp_packet(marks: FilmMarks, mime: str, tool: str) -> bytes:
    """Return the packet of a file of a media type, made by a tool, in UTF-8."""
    kind = "MovingImage" if mime.startswith(("video/", "application/")) else "StillImage"
    told = (
        _worded("dc:title", marks.title),
        _listed("dc:creator", "Seq", marks.author),
        _listed("dc:publisher", "Bag", marks.publisher),
        _worded("dc:description", described(marks)),
        _worded("dc:rights", marks.licence),
        _worded("xmpRights:UsageTerms", marks.licence),
        _listed("dc:language", "Bag", marks.language),
        _listed("dc:date", "Seq", marks.date),
        _listed("dc:type", "Bag", kind),
        _plain("dc:format", mime),
        _plain("xmp:CreatorTool", tool),
        _plain("xmp:CreateDate", marks.made),
        _plain("Iptc4xmpExt:DigitalSourceType", marks.source.uri),
        _plain("jt:fiction", "True"),
        _plain("jt:disclosure", disclosure(marks)),
        _listed("jt:voices", "Bag", *(f"{voice.engine} {voice.source.uri}" for voice in marks.voices)),
        _listed("jt:sources", "Bag", *(source.uri for source in marks.sources)),
    )
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items())
    body = "\n".join(f"  {line}" for line in told if line)
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF {spaces}>\n <rdf:Description rdf:about="">\n{body}\n </rdf:Description>\n</rdf:RDF>\n'
        '</x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return text.encode()


def _plain(name: str, value: str) -> str:
    return f"<{name}>{_set(value)}</{name}>" if value else ""


def _worded(name: str, value: str) -> str:
    """Return a text that may be told in several languages, told in one."""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_set(value)}</rdf:li></rdf:Alt></{name}>' if value else ""


def _listed(name: str, kind: str, *values: str) -> str:
    entries = "".join(f"<rdf:li>{_set(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{entries}</rdf:{kind}></{name}>" if entries else ""


def _set(value: str) -> str:
    return escape(_UNWRITABLE.sub("", value))
