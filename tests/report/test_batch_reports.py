"""Reports of a batch: each is what its readers take, whatever a script or a name holds.

`JT_ACCEPT=1 pytest tests/report/test_batch_reports.py` accepts what is written now; read it before committing it.
"""

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.batch import BatchStory, Fate, FilmStory, Shard
from pipeline.report.annotations import annotations
from pipeline.report.code_quality import code_quality
from pipeline.report.junit import junit
from pipeline.report.line_hashes import line_hashes
from pipeline.report.lot import lot_report
from pipeline.report.sarif import ReportRule, sarif
from pipeline.report.seal import broken
from pipeline.report.summary import MOST_FILMS, summary
from pipeline.report.told import told_once
from tests.fakes.stories import FAST, KEY, STORY

ROOT = Path(__file__).parents[2]
ACCEPTED = Path(__file__).parent / "accepted"
SCHEMA = json.loads((ROOT / "docs" / "schema" / "lot.schema.json").read_text("utf-8"))
RULES = {
    "cle-inconnue": ReportRule("Une clé inconnue", "Cette clé ne veut rien dire ici.", "Corrigez-la.", Level.ERROR),
    "sous-titre-rapide": ReportRule("Un sous-titre rapide", "On n'a pas le temps.", "Raccourcissez.", Level.WARNING),
}
TEXTS = {"scripts/bordeaux.yaml": "\n" * 11 + "  txte: Bonsoir\n"}

ANY = st.text(st.characters() | st.sampled_from("\x00\x1b\r\n\ufffe\uffff\ud800,:%|`<>&]"), max_size=20)
FINDINGS = st.builds(
    Finding,
    st.builds(Mark, ANY, st.integers(0, 30), st.integers(0, 30)),
    ANY,
    ANY,
    st.sampled_from(Level),
    code=st.sampled_from(["cle-inconnue", "emoji"]).map(Code),
)
STORIES = st.builds(
    BatchStory,
    films=st.lists(
        st.builds(
            FilmStory,
            script=ANY,
            name=ANY,
            preset=ANY,
            fate=st.sampled_from(Fate),
            row=ANY,
            place=ANY,
            seconds=st.floats(0, 1e5),
            length=st.floats(0, 1e5),
            findings=st.lists(FINDINGS, max_size=3).map(tuple),
            error=ANY,
        ),
        max_size=3,
    ).map(tuple),
    seconds=st.floats(0, 1e5),
    jobs=st.integers(0, 64),
    shard=st.just(Shard(1, 3)),
    stopped=ANY,
    created_with=ANY,
)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


WRITTEN = {
    "lot.json": lambda: _json(lot_report(STORY)),
    "junit.xml": lambda: junit(STORY),
    "lot.sarif": lambda: _json(sarif(STORY, RULES, TEXTS)),
    "gl-code-quality-report.json": lambda: _json(code_quality(STORY)),
    "annotations.txt": lambda: "\n".join(annotations(STORY, {"cle-inconnue": "Une clé inconnue"})) + "\n",
    "resume.md": lambda: summary(STORY),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_each_report_is_as_it_was_accepted(name: str) -> None:
    accepted = ACCEPTED / name
    text = WRITTEN[name]()
    if os.environ.get("JT_ACCEPT"):
        accepted.parent.mkdir(exist_ok=True)
        accepted.write_text(text, "utf-8", newline="\n")
    assert text == accepted.read_text("utf-8")


def test_the_report_follows_its_schema_and_tells_when_it_was_changed() -> None:
    report = json.loads(_json(lot_report(STORY)))
    jsonschema.validate(report, SCHEMA, jsonschema.Draft202012Validator)
    assert not broken(report)
    report["films"][0]["fate"] = "inchangé"
    assert broken(report)


@settings(max_examples=12, deadline=None)
@given(STORIES)
def test_whatever_a_text_holds_every_report_is_read_back(story: BatchStory) -> None:
    jsonschema.validate(lot_report(story), SCHEMA, jsonschema.Draft202012Validator)
    suites = fromstring(junit(story).encode("utf-8"))
    assert len(suites.findall("./testsuite/testcase")) == len(story.films)
    log = sarif(story, {}, {})
    json.dumps([log, code_quality(story)]).encode("utf-8")
    assert _unlike_github(log) == []
    for line in annotations(story, {}):
        assert re.fullmatch(r"::(error|warning|notice) [^\r\n\0]*", line)
    summary(story).encode("utf-8")


def _unlike_github(log: Any) -> list[str]:
    """Return what GitHub's code scanning asks for and a log has not."""
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    wrong = [
        f"{rule['id']} lacks {name}"
        for rule in rules
        for name in ("shortDescription", "fullDescription", "help")
        if not rule.get(name, {}).get("text")
    ]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        if not all(region[name] >= 1 for name in ("startLine", "startColumn", "endLine", "endColumn")):
            wrong.append(f"{region} does not count from one")
        if region["endColumn"] <= region["startColumn"]:
            wrong.append(f"{region} is empty")
        if re.search(r"[^!-~]", place["artifactLocation"]["uri"]):
            wrong.append(f"{place} is no URI")
        if not result["message"]["text"] or not result["partialFingerprints"]:
            wrong.append(f"{result} says nothing")
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            wrong.append(f"{result} is of another rule")
    return wrong


def test_a_log_has_what_github_asks_for() -> None:
    assert _unlike_github(sarif(STORY, RULES, TEXTS)) == []


def test_a_finding_is_known_again_when_lines_are_added_above_it() -> None:
    def moved(finding: Finding) -> Finding:
        return replace(finding, mark=replace(finding.mark, line=finding.mark.line + 7))

    films = tuple(replace(film, findings=tuple(map(moved, film.findings))) for film in STORY.films)
    later = replace(STORY, films=films)
    assert [each.identity for each in told_once(later)] == [each.identity for each in told_once(STORY)]
    longer = {"scripts/bordeaux.yaml": "\n" * 18 + "  txte: Bonsoir\n"}

    def primary(story: BatchStory, texts: dict[str, str]) -> set[str]:
        results: Any = sarif(story, RULES, texts)["runs"]
        return {
            each["partialFingerprints"]["primaryLocationLineHash"].partition(":")[0]
            for each in results[0]["results"]
            if each["ruleId"] == KEY.code
        }

    assert primary(STORY, TEXTS) == primary(later, longer) != set()


def test_two_findings_alike_in_one_file_are_two() -> None:
    again = replace(KEY, mark=replace(KEY.mark, line=30))
    film = replace(STORY.films[2], findings=(KEY, again))
    issues: Any = code_quality(replace(STORY, films=(film,)))
    assert len({each["fingerprint"] for each in issues}) == len(issues) == 2


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        (" a\nb\n  \t\tc\n d", ("271789c17abda88f", "54703d4cd895b18", "180aee12dab6264", "a23a3dc5e078b07b")),
        (
            "alpha\r\nbe ta\r\nalpha\r\n",
            ("8d07ce75f7b3af45", "ca140c3f893ffa65", "26f09ff008857193", "c129715d7a2bc9a3"),
        ),
    ],
)
def test_lines_have_the_hashes_that_github_works_out_itself(text: str, hashes: tuple[str, ...]) -> None:
    assert line_hashes(text) == tuple(f"{each}:1" for each in hashes)


def test_what_a_text_holds_ends_no_annotation_and_begins_none() -> None:
    mark = Mark("a,b:c%.yaml", 3, 4)
    evil = Finding(mark, "x\n::error::y\r%0A", "", Level.WARNING, code=Code("emoji"))
    film = replace(STORY.films[0], findings=(evil,))
    lines = list(annotations(replace(STORY, films=(film,)), {}))
    assert lines == ["::warning file=a%2Cb%3Ac%25.yaml,line=3,col=4,title=emoji::x%0A::error::y\\x0d%250A [emoji]"]


def test_a_table_of_thousands_keeps_its_page_readable_and_its_failures_on_it() -> None:
    film = replace(STORY.films[0], findings=(FAST,) * 3)
    bad = replace(STORY.films[3], name="le-dernier")
    page = summary(replace(STORY, films=(*[film] * 5000, bad)))
    assert len(page.encode()) < 1 << 20
    assert page.count("\n| ") < MOST_FILMS + 10
    assert "le-dernier" in page.replace("\\", "")
    assert "4501 autres films" in page


def test_findings_of_hundreds_of_scripts_still_make_a_page_that_github_shows() -> None:
    told = [replace(FAST, message=f"{FAST.message} {'et encore ' * 30}{number}") for number in range(60)]
    films = [
        replace(STORY.films[0], script=f"scripts/{number}.yaml", name=f"film-{number}", findings=tuple(told))
        for number in range(60)
    ]
    page = summary(replace(STORY, films=tuple(films)))
    assert len(page.encode()) < 1 << 19
    assert "et 10 autres remarques, dans `lot.json`" in page
    assert re.search(r"… et \d+ autres scripts, dans `lot.json`", page)
    assert page.count("<details>") == page.count("</details>") > 5
