"""Verdicts as JUnit XML: a suite a film, a case a rule."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from pipeline.errors import Level
from pipeline.french.signs import visible
from pipeline.model.verdict import ControlVerdict


def control_junit(verdicts: Sequence[ControlVerdict]) -> str:
    """Return the document: a rule that finds an error has failed; what it warns of stands in its output."""
    root = ET.Element("testsuites", {"name": "jt controle"})
    for verdict in verdicts:
        broken = {fault.code for fault in verdict.faults if fault.level is Level.ERROR}
        figures = {"name": visible(verdict.film), "tests": str(len(verdict.rules)), "failures": str(len(broken))}
        suite = ET.SubElement(root, "testsuite", figures)
        for rule in verdict.rules:
            case = ET.SubElement(suite, "testcase", {"classname": visible(verdict.film), "name": rule})
            told = [fault for fault in verdict.faults if fault.code == rule]
            text = visible("\n".join(map(str, told)))
            if rule in broken:
                failure = {"message": visible(told[0].message), "type": rule}
                ET.SubElement(case, "failure", failure).text = text
            elif told:
                ET.SubElement(case, "system-out").text = text
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
