"""Scripts gone wrong by the thousand: each is answered, in words, soon and with little memory.

The fast suite tries a few; `make test-fuzz` tries `JT_FUZZ` of them, 50 000 unless told otherwise.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.adapters.media.recall import Recall
from pipeline.caption.cues import cues
from pipeline.caption.srt import srt
from pipeline.caption.webvtt import chapters, webvtt
from pipeline.errors import Finding, ScriptError
from pipeline.french.signs import visible
from pipeline.model.scene import House, Scene
from pipeline.model.task import preset_named
from pipeline.plan.estimate import estimate
from pipeline.plan.timeline import plan_timeline
from pipeline.report.prompter import prompter
from pipeline.report.sheet import sheet
from pipeline.service.check import check, explained
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.source import Source
from tests.fakes.projects import ROOT, settings_in
from tests.fuzz.limits import fallen
from tests.fuzz.mutants import mutant

FEW = 60
MANY = int(os.environ.get("JT_FUZZ", "50000"))
SHARDS = max(1, min(50, MANY // 250))


class _SameLook(Newsroom):
    """A newsroom whose look no mutant changes: it is looked over once a house."""

    def __init__(self) -> None:
        settings = settings_in(ROOT, Path(os.devnull).parent / "jt-nowhere")
        super().__init__(settings, recall=Recall(settings.places).look())
        self._faults: dict[str, tuple[Finding, ...]] = {}

    def look_faults(self, scenes: Mapping[str, Scene], house: House, *names: str) -> tuple[Finding, ...]:
        """Return what the look lacks."""
        if house.id not in self._faults:
            self._faults[house.id] = super().look_faults(scenes, house, *names)
        return self._faults[house.id]


@lru_cache
def _newsroom() -> Newsroom:
    return _SameLook()


def answered(number: int) -> str:
    """Check a mutant as `jt check` does, say all that is found; write what goes beside its film when it is good."""
    text = mutant(number)
    newsroom, source = _newsroom(), Source(ROOT / "scripts" / "mutant.yaml", text=text)
    answer = check(newsroom, source, preset_named("draft" if number % 3 else "web"))
    said = [str(finding) for finding in answer.findings]
    assert answer.script is not None or said, "refused without a word"
    for line in said:
        line.encode()  # a lone surrogate would stop whoever prints it
        assert "\n" not in line
        assert visible(line) == line, f"not fit for a terminal: {line!a}"
    if answer.script is not None:
        explained(answer.script).encode()
        _beside(newsroom, source)
    return text


def _beside(newsroom: Newsroom, source: Source) -> None:
    """Write the files that go with a film, their lengths estimated."""
    try:
        prepared = prepare(newsroom, source, preset_named("draft"))
    except ScriptError:
        return
    rundown, context = prepared.rundown, prepared.context
    takes = {line.id: estimate(line) for line in rundown.lines}
    timeline = plan_timeline(context, rundown, takes).timeline
    captions = cues(timeline, {}, "horizontal")
    texts = (srt(captions), webvtt(captions), chapters(timeline), prompter(rundown, {}))
    sheet(rundown, timeline, context.script.on_air)
    for text in texts:
        assert all(visible(line) == line for line in text.split("\n")), "a raw sign"


def test_a_few_mutants_are_answered() -> None:
    assert fallen(answered, 1_000_000, FEW) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_mutant_is_answered(shard: int) -> None:
    each = MANY // SHARDS
    assert fallen(answered, shard * each, each) == []
