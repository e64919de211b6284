from pathlib import Path

from pipeline.model.task import preset_named
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source
from pipeline.service.writing.board import Board
from pipeline.service.writing.carding import cards_of
from pipeline.studio import views
from tests.fakes.browser import Page
from tests.fakes.projects import ROOT, settings_in

SCRIPT = """\
titre: Le journal
conducteur:
  - generique
  - sujet: Le banc
    texte: Un banc parle.
  - credits
"""


def test_a_new_story_goes_after_the_stories_and_before_the_credits(tmp_path: Path) -> None:
    newsroom = Newsroom(settings_in(ROOT, tmp_path))
    source = Source(ROOT / "scripts" / "essai.yaml", text=SCRIPT)
    read = source.read()
    context = newsroom.check_context(read.tree, source.id, newsroom.scenes(), preset_named("draft"), read)
    board = Board(digest="", planned="", title="Le journal", cards=cards_of(read.tree, context))
    buttons = {one["data-faire"]: one for one in Page(views.cards(board)).all("button") if "data-faire" in one}
    assert buttons["ajouter-sujet"]["data-carte"] == "sujet/1"
    assert buttons["ajouter-element"]["data-carte"] == "sujet/2"
