import pytest

from pipeline.adapters.yaml.editing import edited
from pipeline.errors import Level, UserError
from pipeline.model.task import preset_named
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import house_named
from pipeline.service.source import Source
from pipeline.service.writing.carding import cards_of
from pipeline.service.writing.changing import edits_of
from pipeline.service.writing.placing import AdoptStories, Placing, SayFile, SeenKind, ShowFile
from tests.fakes.projects import ROOT, newsroom_in

SCRIPT = """\
titre: Le journal
intervenants:
  malo: {nom: Malo}
conducteur:
  - generique
  - sujet: Le banc  # le vert
    plans:
      - illustration: la-ville-sous-la-pluie  # à changer
        lieu: Talence
        texte: Un banc parle.
      - sonore: malo
        texte: On y va.
  - sujet: La place
    texte: Une place.
  - credits
"""
FOREIGN = """\
titre: Autre
intervenants:
  malo: {nom: Malo}
  odile: {nom: Odile}
conducteur:
  - generique
  - sujet: La maison
    plans:
      - sonore: odile
        texte: Bonjour.
  - sujet: Le marché
    texte: Un marché.
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return newsroom_in(tmp_path_factory.mktemp("placer"))


def shown(newsroom: Newsroom, ref: str, file: str, kind: SeenKind) -> str:
    return after(newsroom, ShowFile(ref, file, kind, newsroom.scenes("")))


def after(newsroom: Newsroom, change: Placing) -> str:
    source = Source(ROOT / "scripts" / "essai.yaml", text=SCRIPT)
    found = source.read()
    scenes = newsroom.scenes(house_named(found.tree))
    context = newsroom.check_context(found.tree, source.id, scenes, preset_named("draft"), found)
    return edited(SCRIPT, edits_of(change, cards_of(found.tree, context), found.tree), "essai.yaml")


def wrong(newsroom: Newsroom, text: str) -> list[str]:
    """Return what is wrong with a script, but for files that are not there."""
    source = Source(ROOT / "scripts" / "essai.yaml", text=text)
    found = source.read()
    checked = newsroom.check(found, source.id, newsroom.scenes(""), preset_named("draft"))
    return [one.message for one in checked.findings if one.level is Level.ERROR and one.code != "media-absent"]


def test_a_photo_takes_the_place_of_a_drawing_and_nothing_else(newsroom: Newsroom) -> None:
    text = shown(newsroom, "sujet/1/plan/0", "essai/a.jpg", "image")
    assert "la-ville-sous-la-pluie" not in text
    assert "image: essai/a.jpg" in text
    assert "lieu: Talence" in text
    assert not wrong(newsroom, text)


def test_a_clip_shows_whoever_speaks(newsroom: Newsroom) -> None:
    text = shown(newsroom, "sujet/1/plan/1", "essai/a.mp4", "video")
    assert "- sonore: malo\n        texte: On y va.\n        video: essai/a.mp4\n" in text
    assert not wrong(newsroom, text)


def test_a_story_of_one_text_takes_a_clip(newsroom: Newsroom) -> None:
    text = shown(newsroom, "sujet/2/plan/0", "essai/a.mp4", "video")
    assert "    texte: Une place.\n    video: essai/a.mp4\n" in text
    assert not wrong(newsroom, text)


@pytest.mark.parametrize("ref", ["sujet/0/plan/0", "sujet/1/plan/1", "sujet/9/plan/0", "../x"])
def test_a_photo_that_has_no_place_there_is_told(newsroom: Newsroom, ref: str) -> None:
    with pytest.raises(UserError, match=r"déposez-la|recommencez"):
        shown(newsroom, ref, "essai/a.jpg", "image")


@pytest.mark.parametrize(
    ("ref", "written"),
    [
        ("sujet/1/plan/0", "texte: Un banc parle.\n        enregistrement: essai/a.wav\n"),
        ("sujet/1/plan/1", "texte: On y va.\n        enregistrement: essai/a.wav\n"),
        ("sujet/2/plan/0", "texte: Une place.\n    enregistrement: essai/a.wav\n"),
    ],
)
def test_a_sound_is_what_is_heard_of_a_line(newsroom: Newsroom, ref: str, written: str) -> None:
    text = after(newsroom, SayFile(ref, "essai/a.wav"))
    assert written in text
    assert not wrong(newsroom, text)


def test_stories_of_a_document_come_after_the_others_with_their_people(newsroom: Newsroom) -> None:
    foreign = Source(ROOT / "scripts" / "autre.yaml", text=FOREIGN).read().tree
    text = after(newsroom, AdoptStories(foreign, (1, 0)))
    order = [text.index(words) for words in ("Le banc", "La place", "Le marché", "La maison", "credits")]
    assert order == sorted(order)
    assert text.count("malo: {nom: Malo}") == 1
    assert "nom: Odile" in text
    assert not wrong(newsroom, text)
