"""People of a story face one another: each on a side of their own, their names on the free side."""

from pathlib import Path

from pipeline.model import picture as pic
from pipeline.model.timeline import TimedShot
from tests.fakes.projects import planned, rundown_of

NEWSCAST = """\
titre: Essai
intervenants:
  malo: {nom: Malo Ferrand, role: habitant, voix: habitant_1, decor: cuisine}
  ana: {nom: Ana Sol, role: habitante, voix: habitante_1, decor: cuisine}
sujets:
  - titre: Un
    plans:
      - {sonore: {personne: malo%s}, texte: Bonjour à tous.}
      - {sonore: ana, texte: Bonsoir à tous.}
      - {sonore: malo, texte: Rebonjour à tous.}
"""


def _sides(text: str, tmp_path: Path) -> list[tuple[str, bool | None]]:
    """Return the side of every soundbite, and whether its lower-third is on the right (None when it has none)."""
    shots = [shot for item in rundown_of(text, tmp_path).items for shot in item.shots if shot.scene == "sonore"]
    return [(str(shot.slots["cote"]), shot.thirds[0].right if shot.thirds else None) for shot in shots]


def test_who_answers_is_on_the_other_side_and_everybody_keeps_theirs(tmp_path: Path) -> None:
    first, second, third = _sides(NEWSCAST % "", tmp_path)
    assert {first[0], second[0]} == {"gauche", "droite"}
    assert third[0] == first[0]


def test_a_written_side_holds_and_names_take_the_free_one(tmp_path: Path) -> None:
    assert _sides(NEWSCAST % ", cote: gauche", tmp_path) == [("gauche", True), ("droite", False), ("gauche", None)]
    assert _sides(NEWSCAST % ", cote: droite", tmp_path) == [("droite", False), ("gauche", True), ("droite", None)]


def test_the_set_turns_and_the_face_does_not(tmp_path: Path) -> None:
    left, right, _ = _soundbites(NEWSCAST % ", cote: gauche", tmp_path)
    for name, turns in (("decor", True), ("portrait", False), ("devant", True)):
        here, there = _drawing(left, name), _drawing(right, name)
        assert here.box[0] == pic.GRIDS["horizontal"][0] - there.box[0] - there.box[2], name
        assert (here.mirror, there.mirror) == (turns, False), name


def _soundbites(text: str, tmp_path: Path) -> list[TimedShot]:
    return [shot for shot in planned(text, tmp_path)[1].timeline.shots if shot.scene == "sonore"]


def _drawing(shot: TimedShot, name: str) -> pic.ArtSpec:
    (spec,) = {layer.spec for layer in shot.layers if layer.label == f"Sonore : {name}"}
    assert isinstance(spec, pic.ArtSpec)
    return spec
