"""A batch as JUnit XML, which GitHub's and GitLab's test reports and Jenkins read: a suite a script, a case a film.

The elements and attributes are those that the Jenkins xUnit schema and GitLab's « unit test reports » have in common.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from pipeline.errors import Level
from pipeline.french.signs import visible
from pipeline.french.wording import counted
from pipeline.model.batch import BatchStory, Fate, FilmStory
from pipeline.report.told import title

_NO_XML = re.compile("[\ufffe\uffff]")
"""What `visible` leaves and XML 1.0 has no way to write."""


def junit(story: BatchStory) -> str:
    """Return the document: a refused film is a failure, a bug of ours an error, a film left for later is skipped."""
    root = ET.Element("testsuites", {"name": "jt"} | _figures(story.films, story.seconds))
    scripts: dict[str, list[FilmStory]] = {}
    for film in story.films:
        scripts.setdefault(film.script, []).append(film)
    for script, films in scripts.items():
        spent = sum(film.seconds for film in films)
        suite = ET.SubElement(root, "testsuite", {"name": _text(script)} | _figures(films, spent))
        for film in films:
            _case(suite, film)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _figures(films: Sequence[FilmStory], spent: float) -> dict[str, str]:
    fates = [film.fate for film in films]
    return {
        "tests": str(len(films)),
        "failures": str(fates.count(Fate.REFUSED)),
        "errors": str(fates.count(Fate.BROKEN)),
        "skipped": str(fates.count(Fate.LEFT)),
        "time": f"{spent:.3f}",
    }


def _case(suite: ET.Element, film: FilmStory) -> None:
    script = _text(film.script)
    named = {"classname": script, "name": _text(title(film)), "file": script, "time": f"{film.seconds:.3f}"}
    case = ET.SubElement(suite, "testcase", named)
    grave = [finding for finding in film.findings if finding.level is Level.ERROR]
    others = [finding for finding in film.findings if finding.level is not Level.ERROR]
    told = "\n".join(map(str, grave)) or film.error
    match film.fate:
        case Fate.REFUSED:
            message = film.error or counted(len(grave), "erreur")
            ET.SubElement(case, "failure", {"message": _text(message), "type": "refusé"}).text = _text(told)
        case Fate.BROKEN:
            message = film.error or film.fate.value
            ET.SubElement(case, "error", {"message": _text(message), "type": "bogue"}).text = _text(told)
        case Fate.LEFT:
            ET.SubElement(case, "skipped", {"message": _text(film.error or film.fate.value)})
        case _:
            others = list(film.findings)
    if others:
        ET.SubElement(case, "system-out").text = _text("\n".join(map(str, others)))


def _text(text: str) -> str:
    """Return a text that XML can hold, whatever it was: what is no character is spelled out."""
    return _NO_XML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", visible(text))
