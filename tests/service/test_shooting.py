"""What is handed out on the morning of a shoot: nobody who refused is in it, and everybody finds their words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.draw.layers import draw
from pipeline.errors import UserError
from pipeline.model.slate import slate_read
from pipeline.produce import slates
from pipeline.service import shooting
from pipeline.service.newsroom import Newsroom
from pipeline.service.prompting import prompter_of
from pipeline.service.shooting import shoot_of, write_shoot
from pipeline.service.source import Source
from tests.fakes.projects import newsroom_in

SCRIPT = """\
titre: Le petit journal
intervenants:
  malo: {nom: Malo Ferrand, role: "lycéen, 16 ans"}
  odile: {nom: Odile Castaing, affichage: anonyme, consentement: {statut: refusé}}
sujets:
  - titre: Le banc
    plans:
      - sonore: odile
        texte: Je ne parlerai pas de ce banc.
      - sonore: malo
        texte: Je veux bien. [pause 2 s] Pas longtemps.
"""


def _made(folder: Path, text: str = SCRIPT) -> tuple[Newsroom, Source]:
    path = folder / "essai.yaml"
    path.write_text(text, "utf-8")
    return newsroom_in(folder / "output"), Source(path)


def test_a_shoot_names_who_is_filmed_and_nobody_who_refused(tmp_path: Path) -> None:
    newsroom, source = _made(tmp_path)
    shoot = shoot_of(newsroom, source)
    pages = [page.read_text("utf-8") for page in write_shoot(tmp_path / "tournage", shoot)]
    assert all("Malo Ferrand" in page for page in pages)
    assert not any("Castaing" in page or "ne parlerai pas" in page for page in pages)
    assert shoot.plan.refused == 1
    malo = next(line for line in shoot.plan.consents if line.name == "Malo Ferrand")
    assert malo.minor
    assert not malo.given
    shot = next(shot for shot in shoot.plan.shots if shot.sheet.people == "Malo Ferrand")
    assert slate_read(shot.sheet.slate.text) == shot.sheet.slate
    left, top, width, height = shot.framing.clear
    assert (left, left + width) == pytest.approx((0.342, 0.658), abs=0.001)
    assert all(top + height <= box[1] + 0.001 for box in shot.framing.named)
    assert (tmp_path / "tournage" / "ardoises" / f"{shot.sheet.file.removesuffix('-prise1')}.png").is_file()


def test_a_plan_made_again_draws_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom, source = _made(tmp_path)
    first = shoot_of(newsroom, source)
    drawn: list[str] = []
    for name in ("still", "code_rows"):
        monkeypatch.setattr(shooting, name, _counted(getattr(shooting, name), name, drawn))
    monkeypatch.setattr(slates, "draw", _counted(draw, "slate", drawn))
    again = shoot_of(*_made(tmp_path))
    assert drawn == []
    assert (again.plan.shots, again.pictures) == (first.plan.shots, first.pictures)
    other = shoot_of(*_made(tmp_path, SCRIPT.replace("Je veux bien", "Pourquoi pas")))
    assert drawn.count("code_rows") == shooting.MOST_TAKES + 1, "a slate knows the words of its shot"
    assert other.plan.shots != first.plan.shots


def _counted(make: Callable[..., Any], name: str, into: list[str]) -> Callable[..., Any]:
    def counting(*given: Any) -> Any:
        into.append(name)
        return make(*given)

    return counting


def test_a_prompter_leaves_out_who_refused_and_may_be_of_one_person(tmp_path: Path) -> None:
    newsroom, source = _made(tmp_path)
    everybody = prompter_of(newsroom, source)
    assert everybody.prompt.left_out == 1
    assert "ne parlerai pas" not in everybody.page
    malo = prompter_of(newsroom, source, "Malo Ferrand").prompt
    turns = [turn for story in malo.stories for turn in story.turns]
    assert [passage.text for turn in turns for passage in turn.passages if passage.kind == "words"] == [
        "Je veux bien.",
        "Pas longtemps.",
    ]
    assert all(turn.waits for turn in turns)
    with pytest.raises(UserError, match="vouliez-vous dire « malo »"):
        prompter_of(newsroom, source, "mallo")
    with pytest.raises(UserError, match="n'a pas donné son accord"):
        prompter_of(newsroom, source, "odile")
