"""The manifest of a film, as C2PA has it: what was made, from what, by which tool.

Source: C2PA 2.2 (`c2pa.actions.v2`, `c2pa.created` with its digital source type); CAWG metadata 1.1.
"""

from typing import Any

from pipeline import __version__
from pipeline.french.marks import SOURCE_WORDS, described, disclosure
from pipeline.model.marks import FilmMarks

GENERATOR = "JT 2050"
TOOL = f"{GENERATOR} {__version__}"
"""What made a file, with its version."""

PROGRAMME = "fr.jt2050.programme"
"""The label of the assertion that tells what each element of a film comes from."""

_CONTEXT = {"dc": "http://purl.org/dc/elements/1.1/", "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"}


def manifest(marks: FilmMarks, mime: str, script: str) -> dict[str, Any]:
    """Return the definition of a manifest; `script` is the SHA-256 of what the film was made from, perhaps empty."""
    agent = {"name": GENERATOR, "version": __version__}
    created = {
        "action": "c2pa.created",
        "digitalSourceType": marks.source.uri,
        "softwareAgent": agent,
        "description": disclosure(marks),
    }
    metadata = {
        "@context": _CONTEXT,
        "dc:title": marks.title,
        "dc:creator": [marks.author],
        "dc:description": described(marks),
        "dc:rights": marks.licence,
        "dc:language": [marks.language],
        "dc:date": [marks.date],
        "Iptc4xmpExt:DigitalSourceType": marks.source.uri,
    }
    programme = {
        "fiction": True,
        "voices": [{"engine": voice.engine, "digitalSourceType": voice.source.uri} for voice in marks.voices],
        "elements": [
            {"digitalSourceType": source.uri, "description": SOURCE_WORDS[source]} for source in marks.sources
        ],
        "script": {"alg": "sha256", "hash": script} if script else None,
    }
    return {
        "claim_generator_info": [agent],
        "title": marks.title,
        "format": mime,
        "assertions": [
            {"label": "c2pa.actions.v2", "created": True, "data": {"actions": [created]}},
            {"label": "cawg.metadata", "created": True, "kind": "Json", "data": _told(metadata)},
            {"label": PROGRAMME, "created": True, "kind": "Json", "data": _told(programme)},
        ],
    }


def _told(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", None, [""], [])}
