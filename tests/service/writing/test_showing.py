from pathlib import Path

from pipeline.model.task import preset_named
from pipeline.plan.estimate import estimates
from pipeline.plan.timeline import plan_timeline
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.source import Source
from pipeline.service.writing.carding import cards_of
from pipeline.service.writing.showing import shots_on_board
from tests.fakes.projects import ROOT, settings_in

SCRIPT = """\
titre: Le journal
conducteur:
  - sujet: Le banc
    lancement: Bonsoir.
    plans:
      - illustration: la-ville-sous-la-pluie
        texte: Un banc parle.
    pied: Le banc dort.
  - sujet: La place
    lancement: Et la place ?
    texte: Une place chante.
"""


def test_each_row_shows_its_own_shot_and_lead_ins_and_tags_theirs(tmp_path: Path) -> None:
    newsroom = Newsroom(settings_in(ROOT, tmp_path))
    source = Source(ROOT / "scripts" / "essai.yaml", text=SCRIPT)
    prepared = prepare(newsroom, source, preset_named("draft"))
    read = source.read()
    context = newsroom.check_context(read.tree, source.id, newsroom.scenes(), preset_named("draft"), read)
    timeline = plan_timeline(prepared.context, prepared.rundown, estimates(prepared.rundown)).timeline
    keys = {shot.id: shot.id for shot in timeline.shots}
    shots = shots_on_board(cards_of(read.tree, context), prepared.rundown, timeline, keys)
    said = {shot.id: " ".join(line.text for line in shot.lines) for shot in prepared.rundown.shots}
    assert {ref: said[shot.id] for ref, shot in shots.items()} == {
        "sujet/0/lancement": "Bonsoir.",
        "sujet/0/plan/0": "Un banc parle.",
        "sujet/0/pied": "Le banc dort.",
        "sujet/1/lancement": "Et la place ?",
        "sujet/1/plan/0": "Une place chante.",
    }
