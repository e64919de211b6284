"""What a batch found as SARIF 2.1.0, the form in which GitHub's code scanning and editors take findings.

Every property that GitHub requires is there, each place with its four corners; see « SARIF support for code scanning »
in its documentation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from pipeline.errors import Level, Mark
from pipeline.french.signs import visible
from pipeline.model.batch import BatchStory
from pipeline.report.line_hashes import line_hashes
from pipeline.report.told import Failure, Told, failures, line_of, told_once

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}
_PROBLEMS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "recommendation"}
_MOST = 5000
"""Results that GitHub shows of one run, the first ones; more make a bigger file and no more alerts."""


@dataclass(frozen=True, slots=True)
class ReportRule:
    """What is known of a code, in French: its title, what it means, what to do; and the level it usually has."""

    title: str
    meaning: str
    remedy: str
    level: Level


def sarif(story: BatchStory, rules: Mapping[str, ReportRule], sources: Mapping[str, str]) -> dict[str, object]:
    """Return the log as JSON data; `sources` holds the texts of files that findings are in, as far as they can be had.

    The worst come first when there are more results than anybody shows.
    """
    told = told_once(story)
    if len(told) > _MOST:
        told = tuple(sorted(told, key=lambda each: list(_LEVELS).index(each.finding.level))[:_MOST])
    codes = sorted({each.finding.code for each in told})
    files = {each.finding.mark.file for each in told}
    texts = {file: _SourceText.of(sources[file]) for file in files if file in sources}
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "jt",
                        "fullName": "JT 2050",
                        "version": story.created_with.rpartition(" ")[2] or "0",
                        "language": "fr-FR",
                        "rules": [_rule(code, rules) for code in codes],
                    }
                },
                "language": "fr-FR",
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not failures(story) and not story.stopped,
                        "toolExecutionNotifications": [_notification(each) for each in failures(story)],
                    }
                ],
                "results": [_result(each, codes, texts) for each in told],
            }
        ],
    }


@dataclass(frozen=True, slots=True)
class _SourceText:
    lines: Sequence[str]
    hashes: Sequence[str]

    @classmethod
    def of(cls, text: str) -> "_SourceText":
        return cls(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), line_hashes(text))


def _rule(code: str, rules: Mapping[str, ReportRule]) -> dict[str, object]:
    rule = rules.get(code, ReportRule(code, code, "", Level.ERROR))
    help_text = f"{rule.meaning} {rule.remedy}".strip()
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": f"{help_text} (jt explain {code})", "markdown": f"{help_text}\n\n`jt explain {code}`"},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"precision": "very-high", "problem.severity": _PROBLEMS[rule.level], "tags": ["jt2050"]},
    }


def _result(told: Told, codes: Sequence[str], texts: Mapping[str, _SourceText]) -> dict[str, object]:
    finding = told.finding
    text = texts.get(finding.mark.file)
    fingerprints = {"jt/v1": told.identity}
    at = line_of(finding.mark)
    if text and at <= len(text.hashes):
        fingerprints["primaryLocationLineHash"] = text.hashes[at - 1]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.level],
        "message": {"text": visible(told.sentence)},
        "locations": [{"physicalLocation": _place(finding.mark, text.lines if text else ())}],
        "partialFingerprints": fingerprints,
    }


def _notification(failure: Failure) -> dict[str, object]:
    place = {"physicalLocation": {"artifactLocation": _artifact(failure.film.script)}}
    return {"level": "error", "message": {"text": visible(failure.sentence)}, "locations": [place]}


def _place(mark: Mark, lines: Sequence[str]) -> dict[str, object]:
    """Return a place from where it begins to the end of its line, as far as that is known."""
    line, column = line_of(mark), max(1, mark.column)
    last = len(lines[line - 1]) + 1 if line <= len(lines) else 0
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": max(column + 1, last)}
    return {"artifactLocation": _artifact(mark.file), "region": region}


def _artifact(file: str) -> dict[str, str]:
    """Return a file as a URI: below the repository's root, or whole when it lies elsewhere."""
    if PurePosixPath(file).is_absolute() or PureWindowsPath(file).drive:
        return {"uri": f"file:///{quote(file.lstrip('/'), safe='/:', errors='replace')}"}
    return {"uri": quote(file, safe="/", errors="replace"), "uriBaseId": "%SRCROOT%"}
